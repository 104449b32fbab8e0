import { sum } from "./moments.ts";

/** Shares by bins of equal width. */
export interface Histogram {
  /** One more than bins. */
  readonly edges: readonly number[];
  readonly shares: readonly number[];
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
