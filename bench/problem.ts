import type { FlatSystem } from "../src/model/index.ts";

/** One simulated person: the whole parameter vector and the state just before the first dose. */
export interface Person {
  readonly parameters: Float64Array;
  readonly initial: Float64Array;
}

/** What every method integrates: the same equations, people, doses and output times. */
export interface BenchProblem {
  readonly name: string;
  readonly system: FlatSystem;
  /** Absolute tolerance of each state is the relative one times this. */
  readonly scale: Float64Array;
  readonly doses: readonly { readonly time: number; readonly state: number; readonly amount: number }[];
  /** Ascending from 0; the last is the end of the run. An output at a dose is the state after it. */
  readonly outputTimes: Float64Array;
  /** The person of that number; 0 is the nominal one. */
  person(index: number): Person;
}

export const endOf = (problem: BenchProblem): number => problem.outputTimes.at(-1)!;

/** 0, step, 2 step, ... up to the end, as multiples and not as sums. */
export function grid(perUnit: number, end: number): Float64Array {
  return Float64Array.from({ length: Math.round(end * perUnit) + 1 }, (_, i) => i / perUnit);
}

/** Calls a function of a whole number once for each. */
export function remembered<T>(make: (index: number) => T): (index: number) => T {
  const known = new Map<number, T>();
  return (index) => {
    const value = known.get(index) ?? make(index);
    known.set(index, value);
    return value;
  };
}

/**
 * Ten factors exp(0.25 u), u evenly spread over (-1, 1), of a virtual person: the Park-Miller generator with a seed of
 * its own for each person, first three draws dropped.
 */
export function personalFactors(person: number): number[] {
  let seed = 12345 + 7919 * person;
  const draw = () => {
    seed = (16807 * seed) % 2147483647;
    return seed;
  };
  for (let i = 0; i < 3; i++) draw();
  return Array.from({ length: 10 }, () => Math.exp(0.25 * ((2 * draw()) / 2147483647 - 1)));
}
