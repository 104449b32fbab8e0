/** What numbers that cancel leave behind by rounding, as a part of their size. */
const leftover = 1e-12;

/** Whether a number is the rounding of 0 beside numbers of a size. */
export const isLeftover = (value: number, size: number): boolean =>
  value === 0 || Math.abs(value) < leftover * size;

/**
 * A number for people: `digits` significant digits, no exponent where the number is of everyday size.
 *
 * @param size how large such a number usually is: far below is the rounding of 0. 0 where nothing but 0 is
 * @example rounded(0.30444) // "0.304"
 * @example rounded(12345) // "12300"
 */
export function rounded(value: number, digits = 3, size = 1): string {
  if (!Number.isFinite(value)) return String(value);
  if (isLeftover(value, size)) return "0";
  const near = Number(value.toPrecision(digits));
  const exponent = Math.floor(Math.log10(Math.abs(near)));
  if (exponent < -3 || exponent > 6) return value.toExponential(digits - 1).replace("e+", "e");
  return near.toFixed(Math.max(0, digits - 1 - exponent));
}

/**
 * A number for people with its unit, which nothing follows where there is none. One with a unit may be of any size:
 * picomoles written in moles are not the rounding of 0.
 * @example quantity(8.797, "ng/mL") // "8.80 ng/mL"
 */
export function quantity(value: number, unit: string, digits = 3): string {
  const text = rounded(value, digits, unit === "1" ? 1 : 0);
  return text + unitAfter(unit) + (timesInWords.has(unit) && Math.abs(Number(text)) !== 1 ? "s" : "");
}

/** Units that have a plural, as words do. */
const timesInWords = new Set(["second", "minute", "hour", "day", "week", "month", "year"]);

/** A unit as it follows a number; nothing follows a plain one. */
export const unitAfter = (unit: string): string => (unit === "1" ? "" : ` ${unit}`);

/** A number without the tail that binary fractions leave: 0.30000000000000004 as 0.3. */
export const plain = (value: number, digits = 6): number => Number(value.toPrecision(digits));

/** A share in per cent, without decimals and never "-0%"; "-" where there is none. */
export function percent(share: number): string {
  return Number.isFinite(share) ? `${Math.round(100 * share) || 0}%` : "-";
}

/** A difference with its sign and so many decimals; one that rounds to nothing has none. */
export function signed(value: number, decimals = 2): string {
  const text = Math.abs(value).toFixed(decimals);
  if (!/[1-9]/.test(text)) return text;
  return `${value < 0 ? "-" : "+"}${text}`;
}

/** A number in full without an exponent, which quantities of files do not read. */
export function withoutExponent(value: number): string {
  const text = String(value);
  return /e/i.test(text) ? value.toFixed(20).replace(/\.?0+$/, "") : text;
}
