import type { Maths, SbmlModel } from "../sbml/types.ts";
import { rewriteMaths, withNames, withRule } from "./model.ts";
import type { PetabMeasurement, PetabObservable, PetabProblem } from "./types.ts";

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
  // Observables may read others, which need not be measured here; those that nothing asks for may be another model's.
  for (const one of neededOf(problem, measurements))
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

/** The observables of some measurements, and those that these read. */
function neededOf(
  { observables }: PetabProblem,
  measurements: readonly PetabMeasurement[],
): PetabObservable[] {
  const found = new Set<PetabObservable>();
  const add = (id: string) => {
    const one = observables.get(id);
    if (!one || found.has(one)) return;
    found.add(one);
    for (const { maths } of [one.formula, one.noise])
      rewriteMaths(maths, (part) => {
        if (part.kind === "name") add(part.name);
        return part;
      });
  };
  for (const { observable } of measurements) add(observable);
  return [...found];
}
