import { binary, type Expression, name, namesIn, number, rewrite } from "../expressions/index.ts";
import { unit } from "../units/index.ts";
import { once } from "./once.ts";
import { expressionsOf } from "./reach.ts";
import { dependenceOf } from "./time-dependence.ts";
import type { FlatState, FlatSystem } from "./types.ts";

// Parameters that change during a run. Each gets a state that is added to it wherever it is read: 0 at rest and before day
// 0, moved by hard stops alone, or by a way towards its goal. Everything else (equilibria, settings, draws) goes by the
// parameter as before.

/** The state that is added to a parameter, what it goes to, and how fast (1/day). */
export const changeStates = (parameter: string) => ({
  change: `${parameter}_change`,
  goal: `${parameter}_goal`,
  pace: `${parameter}_pace`,
});

const changedOf = once((_: FlatSystem) => new Map<string, FlatSystem>());

/**
 * A system in which parameters may change during a run. The same object for the same system and parameters.
 *
 * @param parameters by full name: whether it goes there by and by, and not at once
 */
export function withChanging(system: FlatSystem, parameters: ReadonlyMap<string, boolean>): FlatSystem {
  if (parameters.size === 0) return system;
  const made = changedOf(system);
  const key = JSON.stringify([...parameters].sort());
  const before = made.get(key);
  if (before) return before;
  const changed = (expression: Expression): Expression =>
    rewrite(expression, (part) =>
      part.kind === "name" && parameters.has(part.name)
        ? binary("+", part, name(changeStates(part.name).change))
        : part,
    );
  const zero = number(0);
  const states = system.parameters.flatMap((parameter): FlatState[] => {
    const isGradual = parameters.get(parameter.name);
    if (isGradual === undefined) return [];
    const { change, goal, pace } = changeStates(parameter.name);
    const state = (of: string, about: string, rate: Expression, rateUnit = parameter.unit): FlatState => ({
      name: of,
      about,
      unit: rateUnit,
      initial: zero,
      rate,
      holdsDrug: true,
      scale: rateUnit === parameter.unit ? Math.abs(parameter.value) || undefined : undefined,
    });
    const about = `What ${parameter.name} has gained or lost since day 0.`;
    if (!isGradual) return [state(change, about, zero)];
    return [
      state(change, about, binary("*", name(pace), binary("-", name(goal), name(change)))),
      state(goal, `Where ${change} goes.`, zero),
      state(pace, `How fast ${change} goes there.`, zero, perDay),
    ];
  });
  const result: FlatSystem = {
    ...system,
    states: [...system.states.map((one) => ({ ...one, rate: changed(one.rate) })), ...states],
    values: system.values.map((one) => ({ ...one, expression: changed(one.expression) })),
  };
  made.set(key, result);
  return result;
}

const perDay = unit("1/day");

/** Whether a parameter is read beside the time of the run, by which a formula may switch; then it cannot change. */
export function isReadByTheClock(system: FlatSystem, parameter: string): boolean {
  const dependence = dependenceOf(system);
  return expressionsOf(system).some(
    (expression) => dependence.of(expression).time && namesIn(expression).includes(parameter),
  );
}
