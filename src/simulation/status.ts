import { type FlatSystem, stateSizes } from "../model/index.ts";
import type { OdeSystem, SolveResult } from "../solvers/index.ts";
import type { RunStatus } from "./types.ts";

/** A solver's outcome in words: when it ended, which state is to blame, what to try. */
export function statusOf(result: SolveResult, system: FlatSystem, bound: OdeSystem): RunStatus {
  const failed = !["success", "cancelled", "endless-events"].includes(result.status);
  const state = failed ? system.states[result.blame ?? fastest(result, system, bound)]?.name : undefined;
  const time = result.t;
  const when = `on day ${Number(time.toPrecision(6))}`;
  const blamed = state ? ` (${state})` : "";
  switch (result.status) {
    case "success":
      return { kind: "success", time, message: "completed" };
    case "cancelled":
      return { kind: "cancelled", time, message: `Cancelled ${when}.` };
    case "max-steps":
      return {
        kind: "max-steps",
        time,
        state,
        message: `The solver ran out of steps ${when}${blamed}.`,
        remedy: "Loosen rtol, or take the stiff solver rodas5p when another was chosen.",
      };
    case "step-too-small":
      return {
        kind: "step-too-small",
        time,
        state,
        message: `The solver could not find a small enough step ${when}${blamed}.`,
        remedy:
          "Look for a jump or a division by zero in the rate of that state; loosen rtol if there is none.",
      };
    case "non-finite":
      return {
        kind: "non-finite",
        time,
        state,
        message: `A rate became infinite or undefined ${when}${blamed}.`,
        remedy:
          "Look for a division by zero, a logarithm or a fractional power of a negative number, or a growth without bound.",
      };
    case "endless-events":
      return {
        kind: "endless-events",
        time,
        message: `Events follow one another without end ${when}.`,
        remedy: "Look for events without delay that set each other off.",
      };
    case "singular":
      return {
        kind: "singular",
        time,
        state,
        message: `The linear equations of a step have no solution ${when}${blamed}.`,
        remedy: "Look for rates that do not depend on their own state, or try the solver odex.",
      };
  }
}

/** The state that changes fastest for its size where a run ended: the one to blame when the solver names none. */
function fastest({ t, y }: SolveResult, system: FlatSystem, bound: OdeSystem): number {
  const rates = new Float64Array(y.length);
  bound.rates(t, y, rates);
  const sizes = stateSizes(system);
  const speeds = Array.from(rates, (rate, i) => {
    const speed = Math.abs(rate) / Math.max(Math.abs(y[i]!), sizes[i]!);
    return Number.isNaN(speed) ? Number.POSITIVE_INFINITY : speed;
  });
  return speeds.indexOf(Math.max(...speeds));
}
