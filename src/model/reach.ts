import { type Expression, namesIn } from "../expressions/index.ts";
import type { FlatSystem } from "./types.ts";

/**
 * The part of a system that the wanted states and values depend on, directly or through others. All parameters, effects
 * and baselines keep their places, so that a parameter vector of the whole serves the part; what cannot be reached from
 * the wanted is neither integrated nor computed. A system with events stays whole: an event may set anything.
 */
export function partFor(system: FlatSystem, wanted: ReadonlySet<string>): FlatSystem {
  if (system.events && system.events.length > 0) return system;
  const formulas = new Map<string, Expression>([
    ...system.values.map(({ name, expression }) => [name, expression] as const),
    ...system.states.map(({ name, rate }) => [name, rate] as const),
  ]);
  const needed = new Set([...wanted].filter((name) => formulas.has(name)));
  for (const name of needed) {
    const formula = formulas.get(name)!;
    for (const read of namesIn(formula)) if (formulas.has(read)) needed.add(read);
  }
  return {
    ...system,
    states: system.states.filter(({ name }) => needed.has(name)),
    values: system.values.filter(({ name }) => needed.has(name)),
  };
}

/** Names of the parameters that the wanted states and values depend on through the equations. */
export function parametersBehind(system: FlatSystem, wanted: ReadonlySet<string>): Set<string> {
  const { states, values } = partFor(system, wanted);
  const read = new Set(
    [...states.map(({ rate }) => rate), ...values.map(({ expression }) => expression)].flatMap((formula) => [
      ...namesIn(formula),
    ]),
  );
  return new Set(system.parameters.map(({ name }) => name).filter((name) => read.has(name)));
}
