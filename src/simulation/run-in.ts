import type { CompiledSystem } from "../compile/index.ts";
import { stateSizes } from "../model/index.ts";
import { type Addition, additionsOf, type Dose } from "../pharmacology/index.ts";
import type { Problem } from "../scenario/index.ts";
import { type SolveRequest, type Stop, solverNamed } from "../solvers/index.ts";
import { withoutClock } from "./clock.ts";
import type { Equilibrium } from "./equilibrium.ts";
import { atolOf, defaults, type SimulateOptions, tolerancesOf } from "./options.ts";
import { type Round, roundOf } from "./rounds.ts";
import { statusOf } from "./status.ts";
import { steadyState } from "./steady.ts";
import type { RunStatus } from "./types.ts";

/** What of the doses becomes a stop. */
interface StopOptions {
  /** Hears of each dose as it is given. */
  readonly onDose?: ((dose: Dose) => void) | undefined;
  /** Stretch of time, in days, in which doses count: of one that comes in over time, the part within. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** Moves the times of all stops. */
  readonly shift?: number | undefined;
}

/**
 * Hard stops that add doses to their states, as they come into a body with these parameters. In a part of a system that no
 * drug reaches, a dose adds nothing.
 */
export function dosesAsStops(
  doses: readonly Dose[],
  compiled: CompiledSystem,
  parameters: Float64Array,
  { onDose, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY, shift = 0 }: StopOptions = {},
): Stop[] {
  const add = adder(compiled);
  return doses.flatMap((dose) => {
    const all = additionsTo(compiled, parameters)(dose);
    const additions = all.filter(({ time }) => time >= from && time <= to);
    const isGiven = onDose && dose.time >= from && dose.time <= to;
    const stops = additions.map((one, i) => ({
      time: one.time + shift,
      apply: (y: Float64Array) => {
        add(y, one);
        if (isGiven && i === 0 && one.time === dose.time) onDose(dose);
      },
    }));
    if (!isGiven || additions[0]?.time === dose.time) return stops;
    return [{ time: dose.time + shift, apply: () => onDose(dose) }, ...stops];
  });
}

/** The stops of a round of doses that comes again and again: what of it falls past its end falls into its beginning. */
export function roundAsStops(
  { doses, length }: Round,
  compiled: CompiledSystem,
  parameters: Float64Array,
): Stop[] {
  const add = adder(compiled);
  return doses.flatMap(additionsTo(compiled, parameters)).map((one) => {
    const time = one.time + length;
    return {
      time: time < length ? time : time % length,
      apply: (y: Float64Array) => add(y, one),
    };
  });
}

/** What a dose adds, in a body with these parameters. */
export function additionsTo({ layout }: CompiledSystem, parameters: Float64Array) {
  const parameter = (name: string) => {
    const position = layout.parameter(name);
    return position === undefined ? undefined : parameters[position];
  };
  return (dose: Dose): Addition[] => additionsOf(dose, parameter);
}

function adder({ system }: CompiledSystem) {
  const indices = new Map(system.states.map((state, i) => [state.name, i]));
  return (y: Float64Array, { state, amount }: Addition) => {
    const index = indices.get(state);
    if (index === undefined) return;
    const sum = y[index]! + amount;
    // Rates that are switched on and off again leave nothing, not what their digits do not hold.
    y[index] = Math.abs(sum) < 1e-12 * Math.abs(amount) ? 0 : sum;
  };
}

/** Where somebody stands on day 0; `note` says what is not as it should be. */
interface DayZero {
  readonly y: Float64Array;
  readonly status: RunStatus;
  readonly note?: string | undefined;
}

/** Where doses that were repeated since always lead; the round of them where there is one. */
interface Repeated extends DayZero {
  readonly round?: Round | undefined;
}

/** Days that a round of doses lasts at least while a steady state is sought. */
const shortestRound = 28;
/** Days that are gone through before a steady state is sought, where there are no doses to say how many. */
const yearWithout = 364;

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
  if (before.length === 0 || start.status.kind !== "success") return start;
  const parameters = start.parameters.slice();
  for (const [effect, gate] of problem.gates) parameters[compiled.layout.gate(effect)!] = gate;
  return afterDoses(start.y, before, parameters, compiled, options);
}

/** Integrates a stretch of time with the clock held just before day 0. */
export type IntegrateStretch = (
  y0: Float64Array,
  stops: readonly Stop[],
  length: number,
  rtol: number,
  seen?: Pick<SolveRequest, "outputTimes" | "onOutput">,
) => { readonly y: Float64Array; readonly status: RunStatus };

export function stretchOf(
  compiled: CompiledSystem,
  parameters: Float64Array,
  options: SimulateOptions,
): IntegrateStretch {
  const { system } = compiled;
  const bound = compiled.bind(parameters);
  return (y0, stops, length, rtol, seen) => {
    const result = solverNamed(options.solver ?? defaults.solver).solve({
      system: withoutClock(bound, system),
      t0: 0,
      t1: length,
      y0,
      stops,
      outputTimes: seen?.outputTimes ?? new Float64Array(0),
      onOutput: seen?.onOutput ?? (() => {}),
      ...tolerancesOf(system, { rtol, atol: atolOf(options), solver: options.solver }),
      ...(options.isCancelled ? { isCancelled: options.isCancelled } : {}),
    });
    return { y: result.y, status: statusOf(result, system, bound, options.solver) };
  };
}

/**
 * Where doses before day 0 lead from a state: to what comes after them, and where they repeat themselves to the state that a
 * round of them leads back to. Without doses: to where the parameters lead.
 */
export function afterDoses(
  y0: Float64Array,
  before: readonly Dose[],
  parameters: Float64Array,
  compiled: CompiledSystem,
  options: SimulateOptions,
): Repeated {
  const { system } = compiled;
  const run = stretchOf(compiled, parameters, options);
  const rtol = options.rtol ?? defaults.rtol;
  const length = before[0] ? -before[0].time : yearWithout;
  // What a dose brings on day 0 or later, it brings in the run itself.
  const year = run(
    y0,
    dosesAsStops(before, compiled, parameters, { to: -Number.MIN_VALUE, shift: length }),
    length,
    rtol,
  );
  const round = before.length > 0 ? roundOf(before, shortestRound) : withoutDoses;
  if (year.status.kind !== "success" || !round) return year;
  const isSought = soughtIn(compiled, parameters);
  const stops = roundAsStops(round, compiled, parameters);
  const steady = steadyState(
    (y) => {
      const { y: end, status } = run(y, stops, round.length, Math.min(rtol, 1e-8));
      return status.kind === "success" && end.every(Number.isFinite) ? end : undefined;
    },
    year.y,
    stateSizes(system),
    isSought,
  );
  // What nothing reads counts what happened in the year.
  const y = steady.y.map((value, i) => (isSought[i] ? value : year.y[i]!));
  const note =
    steady.change > looksSteady
      ? notSteady(system.states[steady.worst]!.name, steady.change, round)
      : round.stretch > looksSteady
        ? stretched(round)
        : undefined;
  return { y, status: year.status, note, round };
}

/**
 * Whether each state must come to rest: one that nothing reads need not, and an infusion that goes on over day 0 stands where
 * it is, as it moves by stops alone.
 */
export function soughtIn(compiled: CompiledSystem, parameters: Float64Array): boolean[] {
  const { columnPointers, rowIndices } = compiled.bind(parameters).jacobian!.pattern;
  const moves = new Set(rowIndices);
  return compiled.system.states.map((_, i) => columnPointers[i + 1]! > columnPointers[i]! && moves.has(i));
}

const withoutDoses: Round = { length: shortestRound, doses: [], stretch: 0 };

/** A change from round to round that is passed over in silence, and a part by which an interval may be stretched. */
const looksSteady = 1e-5;

const notSteady = (state: string, change: number, { doses, length }: Round) =>
  `${doses.length > 0 ? "The doses before day 0 lead" : "Nothing leads"} to ${doses.length > 0 ? "no" : "a"} steady state: ${state} still changes by ${Number((100 * change).toPrecision(2))}% in ${Number(length.toPrecision(6))} days.`;

const stretched = ({ length, stretch }: Round) =>
  `The intervals of the doses before day 0 never come round together: for their steady state they were stretched by up to ${Number((100 * stretch).toPrecision(2))}%, so that they do after ${Number(length.toPrecision(6))} days.`;
