import type { Diagnostic, Place } from "../diagnostics/index.ts";
import { evaluate, type Lookup } from "../expressions/index.ts";
import { initialStates } from "./initial.ts";
import * as say from "./messages.ts";
import { stateSizes } from "./size.ts";
import { beforeStart } from "./thresholds.ts";
import type { Entry, FlatSystem, Model } from "./types.ts";
import { upstreamOf } from "./upstream.ts";

const closeEnough = 1e-6;

/** The values of everything at one point: canonical numbers by full name. */
export interface ModelValues {
  readonly numbers: ReadonlyMap<string, number>;
  /** Rates of the states, per day. */
  readonly rates: ReadonlyMap<string, number>;
}

/** Evaluates the system at its initial state by walking its trees; gates are open and effects have baseline 1. */
export function initialPoint(
  system: FlatSystem,
  t = system.start === "written" ? 0 : beforeStart,
): ModelValues {
  const numbers = new Map<string, number>([["t", t]]);
  for (const parameter of system.parameters) numbers.set(parameter.name, parameter.value);
  const effects = new Set(system.effects);
  const lookup: Lookup = {
    name: (name) => numbers.get(name) ?? Number.NaN,
    gate: () => 1,
    baseline: (name) => (effects.has(name) ? 1 : (numbers.get(name) ?? Number.NaN)),
  };
  const initial = initialStates(system, lookup);
  for (const [i, state] of system.states.entries()) numbers.set(state.name, initial[i]!);
  // baseline(x) may be read before x has been evaluated, and through others; each pass settles one more link of the chain.
  for (let pass = 0, isSettled = false; pass <= system.baselines.length + 1 && !isSettled; pass++) {
    isSettled = pass > 0;
    for (const value of system.values) {
      const number = evaluate(value.expression, lookup);
      if (!Object.is(number, numbers.get(value.name))) isSettled = false;
      numbers.set(value.name, number);
    }
  }
  const rates = new Map(system.states.map((state) => [state.name, evaluate(state.rate, lookup)]));
  return { numbers, rates };
}

/**
 * Checks the promise that every model makes which starts at rest: in the healthy person without drug every effect is 1
 * and nothing drifts. Names each offender at its own place.
 */
export function checkBaseline(model: Model, system: FlatSystem): Diagnostic[] {
  if (system.start === "written") return [];
  const { numbers, rates } = initialPoint(system);
  const placeOf = (name: string) => model.entries.get(name)!.source.place;
  const diagnostics: Diagnostic[] = [];
  for (const { name } of system.values) {
    const value = numbers.get(name)!;
    if (!Number.isFinite(value)) diagnostics.push(say.notFinite(name, value, placeOf(name)));
    else if (system.effects.includes(name) && Math.abs(value - 1) > closeEnough)
      diagnostics.push(say.effectNotOne(name, value, placeOf(name)));
  }
  const sizes = stateSizes(system);
  for (const [i, state] of system.states.entries()) {
    const rate = rates.get(state.name)!;
    const scale = sizes[i]!;
    if (!Number.isFinite(rate))
      diagnostics.push(say.notFinite(`rate of ${state.name}`, rate, placeOf(state.name)));
    else if (Math.abs(rate) > closeEnough * scale)
      diagnostics.push(
        say.drifts(state.name, rate / state.unit.factor, state.unit.text, placeOf(state.name)),
      );
  }
  return diagnostics;
}

/**
 * What the baseline check says of a model that has faults already: only of what no fault reaches, since a name that is
 * not there or a formula that cannot be read makes everything after it wrong.
 */
export function checkBaselineBeside(
  faults: readonly Diagnostic[],
  model: Model,
  system: FlatSystem,
): Diagnostic[] {
  const faulty = new Set(faults.flatMap(({ place }) => (place ? (ownerOf(place, model) ?? []) : [])));
  return checkBaseline(model, system).filter(({ place }) => {
    const owner = place && ownerOf(place, model);
    return owner !== undefined && ![...upstreamOf(owner, model)].some((name) => faulty.has(name));
  });
}

/** The full name of what is declared at a place, or last before it in the same file. */
function ownerOf(place: Place, model: Model): string | undefined {
  let owner: Entry | undefined;
  for (const entry of model.entries.values()) {
    const { file, start } = entry.source.place;
    if (file !== place.file || start > place.start) continue;
    if (!owner || start >= owner.source.place.start) owner = entry;
  }
  return owner?.name;
}
