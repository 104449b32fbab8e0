import { keyOf, uniform } from "../random/index.ts";
import type { DaySelector } from "./regimen-types.ts";

/** Which doses a draw is for, so that arms with the same drug miss the same ones whatever else differs. */
export interface DrawKey {
  readonly seed: number;
  readonly purpose: "pause" | "miss" | "late";
  readonly drug: string;
}

const tolerance = 1e-9;
const daysOfWeek = 7;
const saturday = 5;

/** The first selector that a dose due at `time` (days) falls under. Of two chances the greater takes all that the smaller takes. */
export function selected(
  selectors: readonly DaySelector[] | undefined,
  time: number,
  key: DrawKey,
): DaySelector | undefined {
  return selectors?.find((selector) => falls(selector, time, key));
}

function falls(selector: DaySelector, time: number, key: DrawKey): boolean {
  if (selector.kind === "days") return time > selector.from - tolerance && time < selector.until - tolerance;
  if (selector.kind === "weekends") return (time + tolerance) % daysOfWeek >= saturday;
  return draw(key, time) < selector.probability;
}

/** Uniform on (0, 1), fixed by the seed, the drug and the minute at which the dose is due. */
const draw = ({ seed, purpose, drug }: DrawKey, time: number) =>
  uniform(seed, keyOf(purpose), keyOf(drug), Math.round(time * 1440));
