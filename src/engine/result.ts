/** Columns of one trajectory; values of column i are at [i * count, (i + 1) * count). */
export interface CaseSamples {
  readonly times: Float64Array;
  readonly names: readonly string[];
  readonly values: Float32Array;
}

/** A measure of a case; `value` is undefined where it never took one. */
export interface MeasureRow {
  readonly name: string;
  readonly text: string;
  readonly value: number | undefined;
  readonly unit: string;
}

/** How exactly a case is simulated: "coarse" while a slider moves, "exact" as the command line does it. */
export type Precision = "coarse" | "exact";

/** What came out of a case. */
export interface CaseResult {
  readonly precision: Precision;
  readonly samples: CaseSamples;
  /** Values in the person's own drug-free equilibrium, in the order of the names. */
  readonly baseline: Float32Array;
  readonly measures: readonly MeasureRow[];
  /** What the run did not bear, in words. */
  readonly failure?: string | undefined;
  readonly warnings: readonly string[];
  /** Of an exact answer: which measures are too small to be told from 0, in words. */
  readonly unresolved?: readonly string[] | undefined;
  /** What is taken in the run: mg of a drug at a day. */
  readonly doses: readonly { readonly drug: string; readonly time: number; readonly amount: number }[];
  /** Which way of computing was open here. */
  readonly path: string;
}

/** The samples of one variable, or undefined when it was not asked for. */
export function columnOf(samples: CaseSamples, name: string): Float32Array | undefined {
  const index = samples.names.indexOf(name);
  const count = samples.times.length;
  return index < 0 ? undefined : samples.values.subarray(index * count, (index + 1) * count);
}

/** The value at a time (days), on a straight line between samples. */
export function valueAt(times: ArrayLike<number>, values: ArrayLike<number>, time: number): number {
  const last = times.length - 1;
  if (last < 0) return Number.NaN;
  let low = 0;
  let high = last;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (times[middle]! <= time) low = middle;
    else high = middle - 1;
  }
  const next = Math.min(low + 1, last);
  const span = times[next]! - times[low]!;
  const share = span > 0 ? Math.min(1, Math.max(0, (time - times[low]!) / span)) : 0;
  return values[low]! + share * (values[next]! - values[low]!);
}
