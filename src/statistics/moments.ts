/** The sum, in the order of the values; 0 of none. */
export function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}

/** The arithmetic mean; NaN of none. */
export const mean = (values: ArrayLike<number>): number => sum(values) / values.length;

/** Sample covariance of two lists of the same length (n - 1 below the line); 0 for fewer than two pairs. */
export function covariance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length < 2) return 0;
  const [centerA, centerB] = [mean(a), mean(b)];
  let total = 0;
  for (let i = 0; i < a.length; i++) total += (a[i]! - centerA) * (b[i]! - centerB);
  return total / (a.length - 1);
}

/** Sample standard deviation (n - 1 below the line); 0 for fewer than two values. */
export const standardDeviation = (values: ArrayLike<number>): number => Math.sqrt(covariance(values, values));

/** The mean with weights, which need not add up to 1. */
export function weightedMean(values: ArrayLike<number>, weights: readonly number[]): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += weights[i]! * values[i]!;
  return total / sum(weights);
}

/** Population standard deviation with weights (the sum of weights below the line). */
export function weightedSpread(values: readonly number[], weights: readonly number[]): number {
  const center = weightedMean(values, weights);
  return Math.sqrt(
    weightedMean(
      values.map((x) => (x - center) ** 2),
      weights,
    ),
  );
}

/** Kish's effective sample size (1965, Survey Sampling): (sum of w)^2 / sum of w^2; 0 without weights. */
export function effectiveSize(weights: readonly number[]): number {
  const squares = sum(weights.map((w) => w * w));
  return squares > 0 ? sum(weights) ** 2 / squares : 0;
}
