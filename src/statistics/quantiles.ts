/**
 * Quantile by linear interpolation between order statistics (Hyndman and Fan 1996, Am Stat 50:361, type 7; the default of
 * R and NumPy).
 *
 * @param sorted ascending
 * @param share in [0, 1]
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (at - below) * (sorted[above]! - sorted[below]!);
}

/** The middle value, or the mean of the middle two; NaN of none. */
export function median(values: readonly number[]): number {
  return values.length === 0
    ? Number.NaN
    : quantile(
        [...values].sort((a, b) => a - b),
        0.5,
      );
}

/**
 * Quantiles of a weighted sample: the first value at which the weights below and at it reach the share (inverse of the
 * empirical distribution, Hyndman and Fan 1996, type 1; type 7 has no agreed form with weights). Undefined when the
 * weights add up to nothing.
 */
export function weightedQuantile<const S extends readonly number[]>(
  values: readonly number[],
  weights: readonly number[],
  shares: S,
): { readonly [K in keyof S]: number } | undefined {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const total = weights.reduce((all, w) => all + w, 0);
  if (!(total > 0)) return undefined;
  const at = (share: number) => {
    let below = 0;
    for (const i of order) {
      below += weights[i]!;
      if (below >= share * total * (1 - 1e-12)) return values[i]!;
    }
    return values[order.at(-1)!]!;
  };
  return shares.map(at) as unknown as { readonly [K in keyof S]: number };
}
