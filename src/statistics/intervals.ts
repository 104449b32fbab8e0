import { covariance } from "./moments.ts";

/** A number with its 95% interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** 97.5% quantile of the standard normal distribution: half of a 95% interval, in standard errors. */
export const z95 = 1.959963984540054;

/** A share of `n` (may be an effective size) with Wilson's interval (1927, J Am Stat Assoc 22:209). */
export function shareEstimate(share: number, n: number): Estimate {
  if (!(n > 0)) return { value: Number.NaN, low: Number.NaN, high: Number.NaN };
  const z2 = (z95 * z95) / n;
  const middle = (share + z2 / 2) / (1 + z2);
  const half = (z95 * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n))) / (1 + z2);
  return { value: share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/**
 * Half of the 95% interval of a mean; infinite where no degree of freedom is left.
 *
 * @param fitted numbers that were estimated on the way, the mean among them
 */
export function halfWidthOfMean(values: readonly number[], fitted = 1): number {
  const freedom = values.length - fitted;
  if (freedom < 1) return Number.POSITIVE_INFINITY;
  const deviation = Math.sqrt((covariance(values, values) * (values.length - 1)) / freedom);
  return (quantileOfT(freedom) * deviation) / Math.sqrt(values.length);
}

/**
 * 97.5% quantile of Student's t: exact for 1 and 2 degrees of freedom, else the expansion in 1/freedom of Abramowitz and
 * Stegun (1964, 26.7.5), within 0.2% from 3 on.
 */
export function quantileOfT(freedom: number): number {
  if (freedom === 1) return Math.tan(0.475 * Math.PI);
  if (freedom === 2) return 0.95 * Math.sqrt(2 / (1 - 0.95 ** 2));
  const z = z95;
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160,
  ];
  return terms.reduce((t, term, i) => t + term / freedom ** (i + 1), z);
}
