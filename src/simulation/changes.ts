import type { CompiledSystem } from "../compile/index.ts";
import { changeStates } from "../model/index.ts";
import type { Problem } from "../scenario/index.ts";
import type { Stop } from "../solvers/index.ts";

/** Values that states of a change take at once. */
export interface Put {
  /** day */
  readonly time: number;
  readonly puts: readonly { readonly state: string; readonly value: number }[];
}

/**
 * What changes of parameters do to the states that are added to them: a parameter becomes what the change says of the
 * run's own value, at once, or by half of the way in each half-life.
 */
export function changesAsPuts(
  { changes = [] }: Problem,
  { system, layout }: CompiledSystem,
  parameters: Float64Array,
  end: number,
): Put[] {
  const known = new Set(system.states.map((state) => state.name));
  const goals = new Map<string, number>();
  return changes.flatMap(({ time, name, value, how, halfLife }) => {
    const own = parameters[layout.parameter(name)!]!;
    const goal = how === "set" ? value : (goals.get(name) ?? own) * value;
    goals.set(name, goal);
    if (time > end) return [];
    const { change, goal: goalState, pace } = changeStates(name);
    const puts = [
      ...(halfLife === undefined ? [{ state: change, value: goal - own }] : []),
      { state: goalState, value: goal - own },
      { state: pace, value: halfLife === undefined ? 0 : Math.LN2 / halfLife },
    ];
    return [{ time, puts: puts.filter(({ state }) => known.has(state)) }];
  });
}

/** The same as hard stops. */
export function changesAsStops(...args: Parameters<typeof changesAsPuts>): Stop[] {
  const indices = new Map(args[1].system.states.map((state, i) => [state.name, i]));
  return changesAsPuts(...args).map(({ time, puts }) => ({
    time,
    apply: (y: Float64Array) => {
      for (const { state, value } of puts) y[indices.get(state)!] = value;
    },
  }));
}
