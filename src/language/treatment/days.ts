import type { Diagnostic, Place } from "../../diagnostics/index.ts";
import type { DaySelector } from "../../pharmacology/index.ts";
import { parseTime } from "../quantities.ts";
import * as say from "./messages.ts";

/** Reads which doses are meant: `weekends`, `day 10`, `week 3` (all of it), `day 10 until day 14`, or a chance such as `10%`. */
export function parseDays(text: string): DaySelector | undefined {
  const trimmed = text.trim();
  if (trimmed === "weekends") return { kind: "weekends", text: trimmed };
  const chance = /^(\d+(?:\.\d+)?)\s*%$/.exec(trimmed);
  if (chance) {
    const probability = Number(chance[1]) / 100;
    return probability > 0 && probability <= 1 ? { kind: "chance", probability, text: trimmed } : undefined;
  }
  const whole = /^(day|week)\s+(\d+)$/.exec(trimmed);
  if (whole) {
    const days = whole[1] === "week" ? 7 : 1;
    const from = Number(whole[2]) * days;
    return { kind: "days", from, until: from + days, text: trimmed };
  }
  const [first, second, ...more] = trimmed.split(/\s+until\s+/);
  const from = first === undefined ? undefined : parseTime(first);
  const until = second === undefined ? undefined : parseTime(second);
  if (more.length > 0 || from === undefined || until === undefined || until <= from) return undefined;
  return { kind: "days", from, until, text: trimmed };
}

/** One day or several, each at its own place. */
export function readDays(
  texts: string | number | readonly (string | number)[],
  placeOf: (index: number | undefined) => Place,
  diagnostics: Diagnostic[],
): DaySelector[] {
  const list = Array.isArray(texts) ? (texts as readonly (string | number)[]) : [texts as string | number];
  return list.flatMap((text, i) => {
    const selector = parseDays(String(text));
    if (selector) return [selector];
    diagnostics.push(say.badDays(String(text), placeOf(Array.isArray(texts) ? i : undefined)));
    return [];
  });
}
