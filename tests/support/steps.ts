import type { Step } from "../../src/solvers/index.ts";

/** What each state is at a time. */
export type Solution = readonly ((t: number) => number)[];

export const stateOf = (solution: Solution, t: number) => Float64Array.from(solution, (one) => one(t));

/** A step along a known solution: of a solver whose steps are quartic, or one that is read only while it is shown. */
export function stepAlong(
  solution: Solution,
  from: number,
  to: number,
  { isFirst = false, isShown = false, onRead = () => {} } = {},
): Step {
  return {
    from,
    to,
    isFirst,
    start: stateOf(solution, from),
    end: stateOf(solution, to),
    interpolate(t, into) {
      onRead();
      into.set(stateOf(solution, t));
    },
    ...(isShown
      ? {}
      : {
          quarters(states: Int32Array, into: Float64Array, place: number) {
            for (const [k, state] of states.entries())
              for (let q = 0; q <= 4; q++)
                into[place + states.length * q + k] = solution[state]!(from + (q * (to - from)) / 4);
          },
        }),
  };
}
