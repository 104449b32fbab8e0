import type { FlatSystem } from "../model/index.ts";
import { type MeasureRequest, measureUnit } from "../scenario/index.ts";

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
