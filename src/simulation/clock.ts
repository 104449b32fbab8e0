import type { BoundSystem, CompiledSystem } from "../compile/index.ts";
import type { Lookup } from "../expressions/index.ts";
import {
  beforeStart,
  type FlatSystem,
  middleTimes,
  TooManyThresholds,
  thresholdTimes,
  triggerTimes,
  usesTime,
} from "../model/index.ts";
import type { OdeSystem, Stop } from "../solvers/index.ts";
import type { RunStatus } from "./types.ts";

// Formulas that read the time of the run.

/** The time at which a person's rest is taken: just before day 0; as written, at day 0 itself. */
export const restTime = (system: FlatSystem): number => (system.start === "written" ? 0 : beforeStart);

/** The system with its clock held just before day 0, as it is while a person comes to rest or takes doses before the run. */
export function withoutClock(bound: BoundSystem, system: FlatSystem): OdeSystem {
  if (!usesTime(system)) return bound;
  const t = restTime(system);
  const { dimension, jacobian } = bound;
  return {
    dimension,
    rates: (_t, y, dydt) => bound.rates(t, y, dydt),
    ...(jacobian && {
      jacobian: {
        pattern: jacobian.pattern,
        evaluate: (_t: number, y: Float64Array, nonzeros: Float64Array) => jacobian.evaluate(t, y, nonzeros),
      },
    }),
    timeDerivative: (_t, _y, dfdt) => dfdt.fill(0),
  };
}

/**
 * Hard stops where formulas change their course, or triggers of events turn, by the clock, and in the middle of what they
 * do smoothly, worked out from the run's own parameters.
 */
export function clockStops(
  { system, layout }: CompiledSystem,
  parameters: Float64Array,
  duration: number,
): { readonly stops: Stop[]; readonly status: RunStatus } {
  const at = (position: number | undefined) => (position === undefined ? Number.NaN : parameters[position]!);
  const lookup: Lookup = {
    name: (name) => at(layout.parameter(name)),
    baseline: (name) => at(layout.baseline(name)),
    gate: (name) => at(layout.gate(name)),
  };
  try {
    const switches = thresholdTimes(system, lookup, 0, duration).map((time) => ({ time, isSwitch: true }));
    const met = [...triggerTimes(system, lookup, 0, duration), ...middleTimes(system, lookup, 0, duration)];
    return {
      stops: [...switches, ...met.map((time) => ({ time }))],
      status: { kind: "success", time: 0, message: "ready" },
    };
  } catch (error) {
    if (!(error instanceof TooManyThresholds)) throw error;
    return {
      stops: [],
      status: {
        kind: "max-steps",
        time: 0,
        message: "Formulas change by the clock more than 100,000 times in this run.",
        remedy: "Make the run shorter, or slow what comes round in floor(), sin() or cos() of the time.",
      },
    };
  }
}
