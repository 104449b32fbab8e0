import { uniform } from "../random/index.ts";
import type { Estimate } from "./intervals.ts";
import { quantile } from "./quantiles.ts";

// The percentile bootstrap (Efron 1979, Ann Statist 7:1): keyed draws, so that an interval is the same each time.

/** Row numbers below `count` drawn with replacement, once for each resample. */
export function rowsDrawnAgain(count: number, resamples: number, ...key: readonly number[]): Int32Array[] {
  return Array.from({ length: resamples }, (_, b) =>
    Int32Array.from({ length: count }, (_, i) => Math.floor(uniform(...key, b, i) * count)),
  );
}

/** How often each of `count` rows comes up when as many are drawn with replacement. */
export function timesDrawn(count: number, ...key: readonly number[]): number[] {
  const times = new Array<number>(count).fill(0);
  for (let i = 0; i < count; i++) times[Math.floor(uniform(...key, i) * count)]!++;
  return times;
}

/** A statistic of all rows with its 95% interval over rows drawn again. */
export function statisticOfRows(
  resamples: readonly Int32Array[],
  statistic: (rows: Int32Array) => number,
): Estimate {
  const count = resamples[0]?.length ?? 0;
  const value = statistic(Int32Array.from({ length: count }, (_, i) => i));
  const again = Float64Array.from(resamples, statistic).sort();
  return { value, low: quantile(again, 0.025), high: quantile(again, 0.975) };
}

/** The middle 95% of finite resampled values, widened to the value itself; NaN without any. */
export function spanOfDraws(value: number, drawn: readonly number[]): Estimate {
  const sorted = drawn.filter(Number.isFinite).sort((a, b) => a - b);
  const at = (share: number) => (sorted.length > 0 ? quantile(sorted, share) : Number.NaN);
  return { value, low: Math.min(value, at(0.025)), high: Math.max(value, at(0.975)) };
}
