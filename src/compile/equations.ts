import { printFormula } from "../expressions/index.ts";
import type { FlatSystem } from "../model/index.ts";

const known = new WeakMap<FlatSystem, string>();

/**
 * The equations of a system as text: the same for two systems exactly when code made for one serves the other. Values of
 * parameters and states at the start, units and ranges are no part of it; names are, and their order, since numbers are
 * handed over by place.
 */
export function equationsOf(system: FlatSystem): string {
  let text = known.get(system);
  if (text === undefined) {
    text = JSON.stringify([
      system.parameters.map(({ name }) => name),
      system.states.map(({ name, rate }) => [name, printFormula(rate)]),
      system.values.map(({ name, expression }) => [name, printFormula(expression)]),
      (system.events ?? []).map(({ trigger }) => printFormula(trigger)),
      system.effects,
      system.baselines,
    ]);
    known.set(system, text);
  }
  return text;
}
