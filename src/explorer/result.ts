/** Columns of one trajectory; values of column i are at [i * count, (i + 1) * count). */
export interface Samples {
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

/** The samples of one variable, or undefined when it was not asked for. */
export function columnOf(samples: Samples, name: string): Float32Array | undefined {
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
