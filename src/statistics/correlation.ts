import { twoSidedTail } from "./comparisons.ts";
import { type Estimate, z95 } from "./intervals.ts";
import { weightedMean, weightedSpread } from "./moments.ts";

/** Pearson's correlation with weights; NaN where one of the two does not vary. */
export function weightedCorrelation(
  x: readonly number[],
  y: readonly number[],
  weights: readonly number[],
): number {
  const [mx, my] = [weightedMean(x, weights), weightedMean(y, weights)];
  const products = x.map((_, i) => (x[i]! - mx) * (y[i]! - my));
  return weightedMean(products, weights) / (weightedSpread(x, weights) * weightedSpread(y, weights));
}

/**
 * Spearman's rank correlation with a 95% interval by Fisher's transformation, its standard error corrected for ranks
 * (Fieller, Hartley and Pearson 1957, Biometrika 44:470), and the probability of one as strong where there is none. Ties
 * share their mean rank.
 */
export function rankCorrelation(
  x: readonly number[],
  y: readonly number[],
): Estimate & { readonly p: number } {
  const ones = x.map(() => 1);
  const rho = weightedCorrelation(ranks(x), ranks(y), ones);
  if (!Number.isFinite(rho) || x.length < 5) return { value: rho, low: -1, high: 1, p: 1 };
  const error = Math.sqrt(1.06 / (x.length - 3));
  const half = z95 * error;
  const fisher = Math.atanh(Math.max(-0.999999, Math.min(0.999999, rho)));
  const p = twoSidedTail(fisher / error);
  return { value: rho, low: Math.tanh(fisher - half), high: Math.tanh(fisher + half), p };
}

function ranks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const rank = new Array<number>(values.length);
  for (let i = 0; i < order.length; ) {
    let end = i;
    while (end < order.length && values[order[end]!] === values[order[i]!]) end++;
    for (let k = i; k < end; k++) rank[order[k]!] = (i + end - 1) / 2;
    i = end;
  }
  return rank;
}
