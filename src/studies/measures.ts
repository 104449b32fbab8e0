import type { FlatSystem } from "../model/index.ts";
import { type MeasureRequest, measureUnit, requestFor } from "../scenario/index.ts";

/** The unit of a variable of a system, "1" where it has none. */
export const unitOfVariable = (
  name: string,
  { states, values }: Pick<FlatSystem, "states" | "values">,
): string => [...states, ...values].find((one) => one.name === name)?.unit.text ?? "1";

/** The unit of what is measured in a system. */
export const unitOfMeasure = (
  request: MeasureRequest,
  system: Pick<FlatSystem, "states" | "values">,
): string => measureUnit(request, unitOfVariable(request.variable, system));

/** Each measure once, by how it is written. */
export function distinctMeasures(requests: readonly MeasureRequest[]): MeasureRequest[] {
  const seen = new Set<string>();
  return requests.filter(({ text }) => !seen.has(text) && seen.add(text));
}

/** The value of a measured variable at one time, days. */
export const valueOn = (
  { variable, place }: Pick<MeasureRequest, "variable" | "place">,
  time: number,
): MeasureRequest => requestFor("at", variable, [time], { place, named: `day ${time}` });

/** From 0 in steps to the end of a run, which is among them; days. */
export function daysTo(duration: number, step: number): number[] {
  const count = Math.floor(duration / step + 1e-9);
  const days = Array.from({ length: count + 1 }, (_, i) => i * step);
  return days.at(-1)! < duration - 1e-9 ? [...days, duration] : days;
}
