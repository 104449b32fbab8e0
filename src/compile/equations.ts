import { printFormula } from "../expressions/index.ts";
import { type FlatSystem, once } from "../model/index.ts";

/** Systems share most of their formulas. */
const textOf = once(printFormula);

/**
 * The equations of a system as text: the same for two systems exactly when code made for one serves the other. Values of
 * parameters and states at the start, units and ranges are no part of it; names are, and their order, since numbers are
 * handed over by index.
 */
export function equationsOf(system: FlatSystem): string {
  return JSON.stringify([
    system.parameters.map(({ name }) => name),
    system.states.map(({ name, rate }) => [name, textOf(rate)]),
    system.values.map(({ name, expression }) => [name, textOf(expression)]),
    (system.events ?? []).map(({ trigger }) => textOf(trigger)),
    system.effects,
    system.baselines,
  ]);
}
