import { uniform } from "../../runs/index.ts";
import type { Estimate } from "./types.ts";

export const mean = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
};

/** Sample standard deviation; 0 for fewer than two values. */
export function standardDeviation(values: ArrayLike<number>): number {
  if (values.length < 2) return 0;
  const center = mean(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i]! - center) ** 2;
  return Math.sqrt(sum / (values.length - 1));
}

/** Quantile by linear interpolation between order statistics (Hyndman & Fan 1996, type 7); `sorted` ascends. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (at - below) * (sorted[above]! - sorted[below]!);
}

const resamples = 500;
const bootstrapKey = 0xb007;

/** Row numbers drawn with replacement, keyed by seed and number, so that intervals are the same each time. */
export function resampled(count: number, seed: number): Int32Array[] {
  return Array.from({ length: resamples }, (_, b) =>
    Int32Array.from({ length: count }, (_, i) => Math.floor(uniform(seed, bootstrapKey, b, i) * count)),
  );
}

/** A statistic of rows with its 95 % percentile bootstrap interval (Efron 1979, Ann Statist 7:1). */
export function bootstrapped(
  samples: readonly Int32Array[],
  statistic: (rows: Int32Array) => number,
): Estimate {
  const count = samples[0]?.length ?? 0;
  const value = statistic(Int32Array.from({ length: count }, (_, i) => i));
  const again = Float64Array.from(samples, statistic).sort();
  return { value, low: quantile(again, 0.025), high: quantile(again, 0.975) };
}
