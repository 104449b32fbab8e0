import { rounded } from "../../charts/index.ts";

/** A value with its unit, for reading; nothing where there is none. */
export function shown(value: number | undefined, unit = "1"): string {
  if (value === undefined || !Number.isFinite(value)) return "–";
  const small = Math.abs(value) < 0.0005 ? 0 : value;
  const text = Math.abs(small) >= 100 ? small.toFixed(0) : rounded(Number(small.toPrecision(3)));
  const signed = text.replace(/^-/, "−");
  return unit === "1" || unit === "" ? signed : `${signed} ${unit}`;
}

/** A time in the words people use for it. */
export function when(days: number): string {
  if (days < 2) return `hour ${Math.round(days * 24)}`;
  if (days < 14) return `day ${Math.round(days)}`;
  return `week ${Number((days / 7).toFixed(1))}`;
}

export const weeksOf = (days: number) => Number((days / 7).toFixed(1));
