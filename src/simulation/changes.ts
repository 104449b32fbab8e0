import type { CompiledSystem } from "../compile/index.ts";
import { changeStates } from "../model/index.ts";
import type { Problem } from "../scenario/index.ts";
import type { Stop } from "../solvers/index.ts";

/**
 * Hard stops at which parameters change: what is added to a parameter becomes what the change says of the run's own value,
 * at once, or by half of the way in each half-life.
 */
export function changesAsStops(
  { changes = [] }: Problem,
  { system, layout }: CompiledSystem,
  parameters: Float64Array,
  end: number,
): Stop[] {
  const places = new Map(system.states.map((state, i) => [state.name, i]));
  const goals = new Map<string, number>();
  return changes.flatMap(({ time, name, value, how, halfLife }) => {
    const own = parameters[layout.parameter(name)!]!;
    const goal = how === "set" ? value : (goals.get(name) ?? own) * value;
    goals.set(name, goal);
    const states = changeStates(name);
    const put = (y: Float64Array, state: string, to: number) => {
      const place = places.get(state);
      if (place !== undefined) y[place] = to;
    };
    if (time > end) return [];
    return [
      {
        time,
        apply: (y: Float64Array) => {
          if (halfLife === undefined) put(y, states.change, goal - own);
          put(y, states.goal, goal - own);
          put(y, states.pace, halfLife === undefined ? 0 : Math.LN2 / halfLife);
        },
      },
    ];
  });
}
