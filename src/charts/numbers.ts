/** What numbers that cancel leave behind by rounding; no quantity of the models is as small in its unit. */
const leftover = 1e-12;

/**
 * A number for people: `digits` significant digits, no exponent where the number is of everyday size.
 * @example rounded(0.30444) // "0.304"
 * @example rounded(12345) // "12300"
 */
export function rounded(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return String(value);
  if (Math.abs(value) < leftover) return "0";
  const near = Number(value.toPrecision(digits));
  const exponent = Math.floor(Math.log10(Math.abs(near)));
  if (exponent < -3 || exponent > 6) return value.toExponential(digits - 1).replace("e+", "e");
  return near.toFixed(Math.max(0, digits - 1 - exponent));
}
