import type { ParameterValues } from "../model/index.ts";
import type { HypothesisChoice, Knockout, PersonName, Scenario } from "./types.ts";

/** Changes to every arm of a scenario, as a command line asks for them. */
export interface Overrides {
  readonly set: ParameterValues;
  readonly knockouts: readonly Knockout[];
  readonly hypotheses: readonly HypothesisChoice[];
  readonly people?: readonly PersonName[] | undefined;
}

/** The items below with those above on top; an item above replaces the one of the same name. */
export function onTop<T>(below: readonly T[], above: readonly T[], nameOf: (item: T) => string): T[] {
  const names = new Set(above.map(nameOf));
  return [...below.filter((item) => !names.has(nameOf(item))), ...above];
}

/** The scenario with the overrides on top of what its arms say. */
export function override(scenario: Scenario, { set, knockouts, hypotheses, people }: Overrides): Scenario {
  return {
    ...scenario,
    arms: scenario.arms.map((arm) => ({
      ...arm,
      people: people ?? arm.people,
      set: onTop(arm.set, set, (s) => s.name),
      knockouts: onTop(arm.knockouts, knockouts, (k) => k.effect),
      hypotheses: onTop(arm.hypotheses, hypotheses, (h) => h.name),
    })),
  };
}
