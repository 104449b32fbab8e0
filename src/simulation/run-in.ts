import type { CompiledSystem } from "../compile/index.ts";
import { type Dose, doseState } from "../pharmacology/index.ts";
import type { Problem } from "../scenario/index.ts";
import { type Stop, solverNamed } from "../solvers/index.ts";
import { withoutClock } from "./clock.ts";
import type { Equilibrium } from "./equilibrium.ts";
import { defaults, type SimulateOptions, tolerancesOf } from "./options.ts";
import { statusOf } from "./status.ts";
import type { RunStatus } from "./types.ts";

/**
 * Hard stops that add doses to their states; `onDose` hears of each as it is given. `shift` moves their times. In a part of
 * a system that no drug reaches, a dose adds nothing.
 */
export function dosesAsStops(
  doses: readonly Dose[],
  { system }: CompiledSystem,
  onDose: (dose: Dose) => void = () => {},
  shift = 0,
): Stop[] {
  const stateIndex = new Map(system.states.map((state, i) => [state.name, i]));
  return doses.map((dose) => {
    const index = stateIndex.get(doseState(dose.drug));
    return {
      time: dose.time + shift,
      apply: (y) => {
        if (index !== undefined) y[index] = y[index]! + dose.amount;
        onDose(dose);
      },
    };
  });
}

/**
 * Where somebody stands on day 0: at rest, or after the doses before day 0 (in the same person and with the same gates,
 * without the arm's care). The clock stands just before day 0 meanwhile: formulas that read it have not begun.
 */
export function atDayZero(
  start: Equilibrium,
  problem: Problem,
  compiled: CompiledSystem,
  options: SimulateOptions,
): { y: Float64Array; status: RunStatus } {
  const before = problem.doses.filter((dose) => dose.time < 0);
  const first = before[0];
  if (!first || start.status.kind !== "success") return start;
  const { system } = compiled;
  const parameters = start.parameters.slice();
  for (const [effect, gate] of problem.gates) parameters[compiled.layout.gate(effect)!] = gate;
  const bound = compiled.bind(parameters);
  const y = start.y.slice();
  const length = -first.time;
  const result = solverNamed(options.solver ?? defaults.solver).solve({
    system: withoutClock(bound, system),
    t0: 0,
    t1: length,
    y0: start.y,
    stops: dosesAsStops(before, compiled, undefined, length),
    outputTimes: Float64Array.of(length),
    onOutput: (_index, _t, end) => y.set(end),
    rtol: options.rtol ?? defaults.rtol,
    atol: tolerancesOf(system, options),
    ...(options.isCancelled ? { isCancelled: options.isCancelled } : {}),
  });
  return { y, status: statusOf(result, system, bound, options.solver) };
}
