import type { Estimate, Histogram, Quantiles } from "./types.ts";

const z95 = 1.959963984540054;

/** A share of `n` (may be an effective size) with Wilson's interval (1927, JASA 22:209). */
export function shareEstimate(share: number, n: number): Estimate {
  if (!(n > 0)) return { value: Number.NaN, low: Number.NaN, high: Number.NaN };
  const z2 = (z95 * z95) / n;
  const middle = (share + z2 / 2) / (1 + z2);
  const half = (z95 * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n))) / (1 + z2);
  return { value: share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

export const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

export function weightedMean(values: readonly number[], weights: readonly number[]): number {
  return sum(values.map((x, i) => x * weights[i]!)) / sum(weights);
}

/** Population standard deviation. */
export function weightedSpread(values: readonly number[], weights: readonly number[]): number {
  const mean = weightedMean(values, weights);
  return Math.sqrt(
    weightedMean(
      values.map((x) => (x - mean) ** 2),
      weights,
    ),
  );
}

export function weightedCorrelation(
  x: readonly number[],
  y: readonly number[],
  weights: readonly number[],
): number {
  const [mx, my] = [weightedMean(x, weights), weightedMean(y, weights)];
  const products = x.map((_, i) => (x[i]! - mx) * (y[i]! - my));
  return weightedMean(products, weights) / (weightedSpread(x, weights) * weightedSpread(y, weights));
}

/** Kish's effective sample size: (sum of w)^2 / sum of w^2. */
export function effectiveSize(weights: readonly number[]): number {
  const squares = sum(weights.map((w) => w * w));
  return squares > 0 ? sum(weights) ** 2 / squares : 0;
}

/** The values at which the weights below reach 5, 25, 50, 75 and 95 %; undefined without values. */
export function quantiles(values: readonly number[], weights: readonly number[]): Quantiles | undefined {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const total = sum(weights);
  if (!(total > 0)) return undefined;
  const at = (share: number) => {
    let below = 0;
    for (const i of order) {
      below += weights[i]!;
      if (below >= share * total * (1 - 1e-12)) return values[i]!;
    }
    return values[order.at(-1)!]!;
  };
  return [at(0.05), at(0.25), at(0.5), at(0.75), at(0.95)];
}

/** Weighted shares in bins of equal width between given limits; what lies outside counts in the outer bins. */
export function histogram(
  values: readonly number[],
  weights: readonly number[],
  [low, high]: readonly [number, number],
  bins = 24,
): Histogram {
  const width = (high - low) / bins || 1;
  const shares = new Array<number>(bins).fill(0);
  const total = sum(weights);
  for (const [i, value] of values.entries()) {
    const bin = Math.min(bins - 1, Math.max(0, Math.floor((value - low) / width)));
    shares[bin]! += weights[i]! / total;
  }
  return { edges: Array.from({ length: bins + 1 }, (_, i) => low + i * width), shares };
}

/**
 * Spearman's rank correlation with a 95 % interval by Fisher's transformation, its standard error corrected for ranks
 * (Fieller, Hartley and Pearson 1957, Biometrika 44:470). Ties share their mean rank.
 */
export function rankCorrelation(x: readonly number[], y: readonly number[]): Estimate {
  const ones = x.map(() => 1);
  const rho = weightedCorrelation(ranks(x), ranks(y), ones);
  if (!Number.isFinite(rho) || x.length < 5) return { value: rho, low: -1, high: 1 };
  const half = z95 * Math.sqrt(1.06 / (x.length - 3));
  const fisher = Math.atanh(Math.max(-0.999999, Math.min(0.999999, rho)));
  return { value: rho, low: Math.tanh(fisher - half), high: Math.tanh(fisher + half) };
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
