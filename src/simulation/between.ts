import type { Column, ExtraSamples, Samples } from "./types.ts";

/** Part of a column's range by which a sample must leave the line between its neighbours to count. */
const share = 0.01;
/** And part of its size: below, it is the exactness of a run. */
const least = 1e-4;

/**
 * Where columns leave the straight line between two of the samples that are kept: between each two the sample furthest
 * above the line and the one furthest below, so that the peak after a dose and the trough before it are both there.
 *
 * @param kept indices of the samples that are kept, ascending
 */
export function between(
  { times, columns }: Samples,
  kept: readonly number[],
): ReadonlyMap<string, ExtraSamples> {
  const found = new Map<string, ExtraSamples>();
  for (const column of columns.values()) {
    const indices = straying(times, column, kept);
    const at = (values: Float64Array) => Float64Array.from(indices, (i) => values[i]!);
    if (indices.length > 0) found.set(column.name, { times: at(times), values: at(column.values) });
  }
  return found;
}

function straying(times: Float64Array, { values }: Column, kept: readonly number[]): number[] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const enough = Math.max(share * (high - low), least * Math.max(Math.abs(low), Math.abs(high)));
  const positions: number[] = [];
  for (let k = 1; k < kept.length; k++) {
    const [from, to] = [kept[k - 1]!, kept[k]!];
    const slope = (values[to]! - values[from]!) / (times[to]! - times[from]!);
    let [above, below] = [enough, -enough];
    let [highest, lowest] = [-1, -1];
    for (let i = from + 1; i < to; i++) {
      const away = values[i]! - values[from]! - slope * (times[i]! - times[from]!);
      if (away > above) [above, highest] = [away, i];
      if (away < below) [below, lowest] = [away, i];
    }
    positions.push(...[highest, lowest].filter((i) => i >= 0).sort((a, b) => a - b));
  }
  return positions;
}
