import type { Place } from "../diagnostics/index.ts";
import type { ParameterValues } from "../model/index.ts";
import type { RegimenEntry } from "../pharmacology/index.ts";
import { isWithin } from "./measures.ts";
import type { HypothesisChoice, Knockout, PersonName, Scenario } from "./types.ts";

/** Changes to every arm of a scenario, as a command line asks for them. */
export interface Overrides {
  readonly set: ParameterValues;
  readonly knockouts: readonly Knockout[];
  readonly hypotheses: readonly HypothesisChoice[];
  readonly people?: readonly PersonName[] | undefined;
  /** Further arms, in the person and care of the scenario's first one. */
  readonly treatments?: readonly AddedArm[] | undefined;
  /** days */
  readonly duration?: number | undefined;
  readonly seed?: number | undefined;
}

export interface AddedArm {
  readonly label: string;
  readonly treatment: readonly RegimenEntry[];
  readonly place: Place;
}

/** The items below with those above on top; an item above replaces the one of the same name. */
export function onTop<T>(below: readonly T[], above: readonly T[], nameOf: (item: T) => string): T[] {
  const names = new Set(above.map(nameOf));
  return [...below.filter((item) => !names.has(nameOf(item))), ...above];
}

/** The scenario with the overrides on top of what its arms say, and the arms that are added. */
export function override(scenario: Scenario, overrides: Overrides): Scenario {
  const { set, knockouts, hypotheses, people, treatments = [], seed } = overrides;
  const { duration = scenario.duration } = overrides;
  const isShorter = duration < scenario.duration;
  const [first] = scenario.arms;
  const added = treatments.map((arm) => ({
    ...arm,
    people: first?.people,
    care: first?.care,
    carePlace: first?.carePlace,
    knockouts: [],
    hypotheses: [],
    set: [],
  }));
  return {
    ...scenario,
    duration,
    ...(isShorter
      ? {
          measures: scenario.measures.filter((measure) => isWithin(measure, duration)),
          beyond: scenario.measures.filter((measure) => !isWithin(measure, duration)),
        }
      : {}),
    seed: seed ?? scenario.seed,
    arms: [
      ...scenario.arms.map((arm) => (isShorter ? { ...arm, planned: scenario.duration } : arm)),
      ...added,
    ].map((arm) => ({
      ...arm,
      people: people ?? arm.people,
      set: onTop(arm.set, set, (s) => s.name),
      knockouts: onTop(arm.knockouts, knockouts, (k) => k.effect),
      hypotheses: onTop(arm.hypotheses, hypotheses, (h) => h.name),
    })),
  };
}
