/** Natural logarithm of the gamma function for x > 0, to some 15 digits (Lanczos 1964, 10.1137/0701008; g = 7, nine terms). */
export function lnGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - lnGamma(1 - x);
  const terms = [
    676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
    -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
  ];
  const t = x + 6.5;
  const series = terms.reduce((sum, term, i) => sum + term / (x + i), 0.9999999999998099);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(series);
}

/**
 * Lower incomplete gamma function over the whole one, P(a, x): its series, beyond a + 1 the continued fraction of what is
 * left (Abramowitz & Stegun 1964, 6.5.29 and 6.5.31; Lentz's way through the fraction).
 */
export function gammaShare(a: number, x: number): number {
  if (!(x > 0)) return 0;
  if (x === Number.POSITIVE_INFINITY) return 1;
  const front = Math.exp(a * Math.log(x) - x - lnGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < 10_000 && Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
      term *= x / (a + n);
      sum += term;
    }
    return front * sum;
  }
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < 10_000; n++) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    const by = c * d;
    fraction *= by;
    if (Math.abs(by - 1) < 1e-16) break;
  }
  return 1 - front * fraction;
}

/** Distribution function of the standard normal distribution. */
export const normalShare = (z: number): number =>
  z < 0 ? 0.5 * (1 - gammaShare(0.5, (z * z) / 2)) : 0.5 * (1 + gammaShare(0.5, (z * z) / 2));
