import type { Model } from "./types.ts";
import { readings } from "./unused.ts";

/** Full names of everything that a variable depends on, directly or through others, itself included. */
export function upstreamOf(name: string, model: Model): Set<string> {
  const reads = new Map<string, string[]>();
  for (const { user, read, baselines } of readings(model))
    reads.set(user, [...(reads.get(user) ?? []), ...read, ...baselines]);
  const found = new Set([name]);
  for (const next of found) for (const read of reads.get(next) ?? []) found.add(read);
  return found;
}
