import { weightedQuantile } from "../../statistics/index.ts";
import type { Quantiles } from "./types.ts";

/** Weighted quantiles (5, 25, 50, 75 and 95%) of those that have a value; undefined where nobody has. */
export function spreadOf(
  values: readonly (number | undefined)[],
  weights: readonly number[],
): Quantiles | undefined {
  const has = values.map((v) => v !== undefined);
  return weightedQuantile(
    values.filter((v) => v !== undefined),
    weights.filter((_, i) => has[i]),
    [0.05, 0.25, 0.5, 0.75, 0.95],
  );
}
