import type { ArmResult, Column, ExtraSamples, Samples } from "./types.ts";

/** A store for numbers that are too many to hold. */
export interface NumberStore {
  /** Puts a copy of numbers away; returns the position under which they are read again. */
  add(numbers: Float64Array): number;
  read(position: number, into: Float64Array): void;
}

/** A store in memory, for numbers that are few enough. */
export function heldNumbers(): NumberStore {
  const arrays: Float64Array[] = [];
  return {
    add: (numbers) => arrays.push(numbers.slice()) - 1,
    read: (position, into) => into.set(arrays[position]!),
  };
}

/** The same arm with all its samples in a store. Each list of numbers is read anew wherever it is asked for. */
export function armPutAway(room: NumberStore, arm: ArmResult): ArmResult {
  const { trajectory, rows, between } = arm;
  const columns = (all: Samples["columns"]) =>
    mapped(all, (column: Column) => lazy(room, column, ["values"]));
  const samples = <T extends Samples>(one: T): T =>
    lazy(room, { ...one, columns: columns(one.columns) }, ["times"]);
  return {
    ...arm,
    trajectory: samples(trajectory),
    ...(rows && { rows: samples(rows) }),
    ...(between && {
      between: mapped(between, (extra: ExtraSamples) => lazy(room, extra, ["times", "values"])),
    }),
  };
}

const mapped = <T>(all: ReadonlyMap<string, T>, change: (one: T) => T): ReadonlyMap<string, T> =>
  new Map([...all].map(([name, one]) => [name, change(one)]));

/** A copy with lists of numbers in a store. */
function lazy<T extends object>(room: NumberStore, of: T, keys: readonly (keyof T)[]): T {
  const copy = { ...of };
  for (const key of keys) {
    const numbers = of[key] as Float64Array;
    const { length } = numbers;
    const position = room.add(numbers);
    const get = () => {
      const read = new Float64Array(length);
      room.read(position, read);
      return read;
    };
    Object.defineProperty(copy, key, { enumerable: true, get });
  }
  return copy;
}
