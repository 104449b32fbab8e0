import type { CompiledSystem } from "../compile/index.ts";
import { stateSizes } from "../model/index.ts";
import { type Dose, doseState } from "../pharmacology/index.ts";
import type { Problem } from "../scenario/index.ts";
import { type Stop, solverNamed } from "../solvers/index.ts";
import { withoutClock } from "./clock.ts";
import type { Equilibrium } from "./equilibrium.ts";
import { defaults, type SimulateOptions, tolerancesOf } from "./options.ts";
import { type Round, roundOf } from "./rounds.ts";
import { statusOf } from "./status.ts";
import { steadyState } from "./steady.ts";
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

/** Where somebody stands on day 0; `note` says what is not as it should be. */
interface DayZero {
  readonly y: Float64Array;
  readonly status: RunStatus;
  readonly note?: string | undefined;
}

/** Days that a round of doses lasts at least while a steady state is sought. */
const shortestRound = 28;

/**
 * Where somebody stands on day 0: at rest, or after the doses before day 0 (in the same person and with the same gates,
 * without the arm's care). The clock stands just before day 0 meanwhile: formulas that read it have not begun. Doses that
 * repeat themselves stand for always: the state is one to which a round of them leads back.
 */
export function atDayZero(
  start: Equilibrium,
  problem: Problem,
  compiled: CompiledSystem,
  options: SimulateOptions,
): DayZero {
  const before = problem.doses.filter((dose) => dose.time < 0);
  const first = before[0];
  if (!first || start.status.kind !== "success") return start;
  const { system } = compiled;
  const parameters = start.parameters.slice();
  for (const [effect, gate] of problem.gates) parameters[compiled.layout.gate(effect)!] = gate;
  const bound = compiled.bind(parameters);
  const run = (y0: Float64Array, doses: readonly Dose[], length: number, rtol: number) => {
    const y = y0.slice();
    const result = solverNamed(options.solver ?? defaults.solver).solve({
      system: withoutClock(bound, system),
      t0: 0,
      t1: length,
      y0,
      stops: dosesAsStops(doses, compiled, undefined, length),
      outputTimes: Float64Array.of(length),
      onOutput: (_index, _t, end) => y.set(end),
      rtol,
      atol: tolerancesOf(system, options),
      ...(options.isCancelled ? { isCancelled: options.isCancelled } : {}),
    });
    return { y, status: statusOf(result, system, bound, options.solver) };
  };
  const rtol = options.rtol ?? defaults.rtol;
  const year = run(start.y, before, -first.time, rtol);
  const round = roundOf(before, shortestRound);
  if (year.status.kind !== "success" || !round) return year;
  const { pattern } = bound.jacobian!;
  const isRead = system.states.map((_, i) => pattern.columnPointers[i + 1]! > pattern.columnPointers[i]!);
  const steady = steadyState(
    (y) => {
      const { y: end, status } = run(y, round.doses, round.length, Math.min(rtol, 1e-8));
      return status.kind === "success" && end.every(Number.isFinite) ? end : undefined;
    },
    year.y,
    stateSizes(system),
    isRead,
  );
  // What nothing reads counts what happened in the year.
  const y = steady.y.map((value, i) => (isRead[i] ? value : year.y[i]!));
  const note =
    steady.change > looksSteady
      ? notSteady(system.states[steady.worst]!.name, steady.change, round.length)
      : round.stretch > looksSteady
        ? stretched(round)
        : undefined;
  return { y, status: year.status, note };
}

/** A change from round to round that is passed over in silence, and a part by which an interval may be stretched. */
const looksSteady = 1e-5;

const notSteady = (state: string, change: number, round: number) =>
  `The doses before day 0 lead to no steady state: ${state} still changes by ${Number((100 * change).toPrecision(2))}% in ${Number(round.toPrecision(6))} days.`;

const stretched = ({ length, stretch }: Round) =>
  `The intervals of the doses before day 0 never come round together: for their steady state they were stretched by up to ${Number((100 * stretch).toPrecision(2))}%, so that they do after ${Number(length.toPrecision(6))} days.`;
