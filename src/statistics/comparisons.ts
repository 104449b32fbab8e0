/**
 * Probability that a standard normal number lies further from 0 than `z`: a series up to 3, a continued fraction beyond,
 * both to rounding (Abramowitz and Stegun 1964, 7.1.6 and 7.1.14).
 */
export function twoSidedTail(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  if (Number.isNaN(x)) return Number.NaN;
  if (x < 3) {
    let term = x;
    let sum = x;
    for (let n = 1; term > sum * 1e-17; n++) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
  }
  let fraction = x;
  for (let n = 60; n >= 1; n--) fraction = x + n / 2 / fraction;
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
}

/**
 * P-values adjusted for as many comparisons as there are, in their order: of those below 0.05 one in twenty is false on
 * average (Benjamini and Hochberg 1995, J R Stat Soc B 57:289). What is no number counts as 1.
 */
export function falseDiscovery(p: readonly number[]): number[] {
  const order = p.map((_, i) => i).sort((a, b) => asChance(p[b]) - asChance(p[a]));
  const adjusted = new Array<number>(p.length);
  let least = 1;
  order.forEach((i, k) => {
    least = Math.min(least, (asChance(p[i]) * p.length) / (p.length - k));
    adjusted[i] = least;
  });
  return adjusted;
}

const asChance = (p: number | undefined) => (p === undefined || Number.isNaN(p) ? 1 : p);
