import { rounded } from "../../text/index.ts";
import { digits, inPercent, word } from "../words.ts";

/** A minus as wide as a plus before every number that has one. */
export const withMinus = (text: string) => text.replace(/(?<![\w.])-(?=\d)/g, "−");

/** A value with its unit, for reading; nothing where there is none. */
export function shown(value: number | undefined, unit = "1"): string {
  if (value === undefined || !Number.isFinite(value)) return "–";
  const text = Math.abs(value) >= 100 ? value.toFixed(0) : rounded(value, 3, isShare(unit) ? 1 : 0);
  const signed = withMinus(digits(text));
  return unit === "1" || unit === "" ? signed : `${signed} ${unit}`;
}

/** Whether a quantity is a share of something, which is told in per cent everywhere on the page. */
export const isShare = (unit: string | undefined) => unit === "1" || unit === "" || unit === undefined;

/** Relative tolerance of a run, in per cent of a share that is 1. */
const runsTo = 1e-4;

/** A quantity of the model for reading: shares in per cent, all else with its unit. */
export function level(value: number | undefined, unit?: string): string {
  if (value === undefined || !Number.isFinite(value) || !isShare(unit)) return shown(value, unit);
  const share = Math.abs(100 * value);
  // What is not 0 is not told as 0, down to what a run is computed to.
  const small = share < 0.05 && share > runsTo ? Math.ceil(-Math.log10(share)) : undefined;
  const decimals = small ?? (share >= 100 || /\.0$/.test(share.toFixed(1)) ? 0 : 1);
  return withMinus(inPercent(value, decimals));
}

/** A time in the words people use for it. */
export function when(days: number): string {
  if (days < 2) return word("hour", { n: Math.round(days * 24) });
  if (days < 14) return word("day", { n: Math.round(days) });
  return word("week", { n: Number((days / 7).toFixed(1)) });
}

export const weeksOf = (days: number) => Number((days / 7).toFixed(1));
