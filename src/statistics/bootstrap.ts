import { uniform } from "../random/index.ts";
import type { Estimate } from "./intervals.ts";
import { quantile } from "./quantiles.ts";

// The percentile bootstrap (Efron 1979, Ann Statist 7:1): keyed draws, so that an interval is the same each time.

/**
 * Row numbers below `count` drawn with replacement, once for each resample. They are drawn when they are asked for, and into
 * the same array: what all of them take would be many times what the rows do.
 */
export function* rowsDrawnAgain(
  count: number,
  resamples: number,
  ...key: readonly number[]
): Generator<Int32Array> {
  const rows = new Int32Array(count);
  for (let b = 0; b < resamples; b++) {
    for (let i = 0; i < count; i++) rows[i] = Math.floor(uniform(...key, b, i) * count);
    yield rows;
  }
}

/** How often each of `count` rows comes up when as many are drawn with replacement. */
export function timesDrawn(count: number, ...key: readonly number[]): number[] {
  const times = new Array<number>(count).fill(0);
  for (let i = 0; i < count; i++) times[Math.floor(uniform(...key, i) * count)]!++;
  return times;
}

/** Statistics of `count` rows, each with its 95% interval over rows drawn again. */
export function statisticsOfRows(
  count: number,
  resamples: Iterable<Int32Array>,
  statistics: readonly ((rows: Int32Array) => number)[],
): Estimate[] {
  const all = Int32Array.from({ length: count }, (_, i) => i);
  const again = statistics.map((): number[] => []);
  for (const rows of resamples)
    for (const [i, statistic] of statistics.entries()) again[i]!.push(statistic(rows));
  return statistics.map((statistic, i) => {
    const sorted = Float64Array.from(again[i]!).sort();
    return { value: statistic(all), low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
  });
}

/** The middle 95% of finite resampled values, widened to the value itself; NaN without any. */
export function spanOfDraws(value: number, drawn: readonly number[]): Estimate {
  const sorted = drawn.filter(Number.isFinite).sort((a, b) => a - b);
  const at = (share: number) => (sorted.length > 0 ? quantile(sorted, share) : Number.NaN);
  return { value, low: Math.min(value, at(0.025)), high: Math.max(value, at(0.975)) };
}
