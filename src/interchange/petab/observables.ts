import type { Maths, SbmlModel } from "../sbml/types.ts";
import { withNames, withRule } from "./model.ts";
import type { PetabMeasurement, PetabProblem } from "./types.ts";

/** Names of the rules that hold observable and noise of a measurement. */
export interface ObservableRules {
  readonly observable: string;
  readonly noise: string;
}

/** The model with a rule for every observable and noise, with the placeholders of each measurement filled in. */
export function withObservables(
  problem: PetabProblem,
  measurements: readonly PetabMeasurement[],
  model: SbmlModel,
  names: ReadonlyMap<string, Maths>,
): { readonly model: SbmlModel; readonly rules: readonly ObservableRules[] } {
  let whole = model;
  const made = new Map<string, string>();
  const rule = (
    kind: string,
    id: string,
    maths: Maths,
    given: readonly (number | string)[],
    placeholders: readonly string[],
  ) => {
    const key = JSON.stringify([kind, id, given]);
    const known = made.get(key);
    if (known !== undefined) return known;
    const filled = new Map(names);
    for (const [i, placeholder] of placeholders.entries()) {
      const value = given[i]!;
      filled.set(
        placeholder,
        typeof value === "number"
          ? { kind: "number", value }
          : { kind: "name", name: value, place: model.place },
      );
    }
    const own = kind === "observable" && placeholders.length === 0 ? id : `petab_${kind}_${made.size}`;
    made.set(key, own);
    whole = withRule(whole, own, withNames(maths, filled));
    return own;
  };
  // Observables may be read by others, whether they are measured here or not.
  for (const one of problem.observables.values())
    if (one.placeholders.length === 0) rule("observable", one.id, one.formula.maths, [], []);
  const rules = measurements.map((measurement): ObservableRules => {
    const one = problem.observables.get(measurement.observable)!;
    return {
      observable: rule(
        "observable",
        one.id,
        one.formula.maths,
        measurement.observableParameters,
        one.placeholders,
      ),
      noise: rule("noise", one.id, one.noise.maths, measurement.noiseParameters, one.noisePlaceholders),
    };
  });
  return { model: whole, rules };
}
