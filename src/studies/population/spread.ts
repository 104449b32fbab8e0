import { weightedQuantile } from "../../statistics/index.ts";
import type { Quantiles } from "./types.ts";

/** Weighted quantiles (5, 25, 50, 75 and 95%) of those that have a value, which is not NaN; undefined where nobody has. */
export function spreadOf(values: ArrayLike<number>, weights: readonly number[]): Quantiles | undefined {
  const own = Array.from(weights.keys()).filter((i) => !Number.isNaN(values[i]));
  return weightedQuantile(
    own.map((i) => values[i]!),
    own.map((i) => weights[i]!),
    [0.05, 0.25, 0.5, 0.75, 0.95],
  );
}
