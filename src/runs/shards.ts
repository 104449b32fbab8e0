import type { Shard } from "./types.ts";

/** Numbers of the parts that a shard computes: dealt out in turn, so that shards take equally long. */
export function partsOf(parts: number, { index, count }: Shard): number[] {
  if (!(Number.isInteger(index) && Number.isInteger(count) && index >= 1 && index <= count))
    throw new Error(`invalid shard: ${index}/${count}; expected 1/${count} to ${count}/${count}`);
  return Array.from({ length: parts }, (_, part) => part).filter((part) => part % count === index - 1);
}
