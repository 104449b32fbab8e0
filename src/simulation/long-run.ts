import type { BoundSystem, CompiledSystem } from "../compile/index.ts";
import { stateSizes } from "../model/index.ts";
import type { Problem } from "../scenario/index.ts";
import { type Mode, modesOf, modesOfRound } from "../solvers/index.ts";
import { restTime } from "./clock.ts";
import type { Equilibrium } from "./equilibrium.ts";
import { defaults, type SimulateOptions } from "./options.ts";
import { roundOf } from "./rounds.ts";
import { afterDoses, roundAsStops, soughtIn, stretchOf } from "./run-in.ts";
import { parametersOf } from "./simulate.ts";
import type { RunStatus } from "./types.ts";

/** Everything at one point or on average, in declared units by full name: states, then values. */
export type Levels = ReadonlyMap<string, number>;

/** What an arm comes to in the long run. */
export interface LongRun {
  readonly status: RunStatus;
  /** Means over a round of doses, without what only counts; absent where the run failed. */
  readonly mean?: Levels | undefined;
  /** days that a round lasts */
  readonly round?: number | undefined;
  /** How disturbances of it go on, slowest to die away first; absent where the run failed. */
  readonly modes?: readonly Mode[] | undefined;
  /** What is not as it should be: it never comes to rest, or intervals never come round together. */
  readonly note?: string | undefined;
}

/** Stretches in which each round is averaged, by two points of Gauss and Legendre: one an hour, which doses fall between. */
const cellsPerDay = 24;

/**
 * The steady state of an arm whose doses before day 0 were repeated since always: the fixed point of a round of them under
 * the arm's care and gates, and the mean over that round of everything. The clock stands just before day 0 and no event
 * happens. Without doses it is where the arm's care leads.
 *
 * @param start the person's equilibrium
 */
export function longRun(
  start: Equilibrium,
  problem: Problem,
  compiled: CompiledSystem,
  options: SimulateOptions = {},
): LongRun {
  if (start.status.kind !== "success") return { status: start.status };
  const parameters = parametersOf(start, problem, compiled);
  const before = problem.doses.filter((dose) => dose.time < 0);
  const { y, status, round, note } = afterDoses(start.y, before, parameters, compiled, options);
  if (status.kind !== "success" || !round) return { status, note };
  const bound = compiled.bind(parameters);
  const values = new Float64Array(compiled.system.values.length);
  const sums = new Float64Array(y.length + values.length);
  const times = gaussPoints(round.length);
  const { status: last } = stretchOf(compiled, parameters, options)(
    y,
    roundAsStops(round, compiled, parameters),
    round.length,
    Math.min(options.rtol ?? defaults.rtol, 1e-8),
    {
      outputTimes: times,
      onOutput: (_index, _t, at) => {
        bound.values(restTime(compiled.system), at, values);
        for (let i = 0; i < at.length; i++) sums[i]! += at[i]!;
        for (let i = 0; i < values.length; i++) sums[y.length + i]! += values[i]!;
      },
    },
  );
  if (last.kind !== "success") return { status: last, note };
  const mean = inDeclaredUnits(
    compiled,
    sums.map((sum) => sum / times.length),
  );
  for (const counter of countersOf(compiled, bound)) mean.delete(counter);
  const modes =
    before.length > 0
      ? roundModes(y, before, parameters, compiled, options)
      : restModes({ y, parameters }, compiled).modes;
  return { status: last, mean, round: round.length, modes, note };
}

/** Part of a state's size by which it is moved to see where that leads, and how exactly that is followed. */
const nudge = 1e-3;
const exactly = 1e-10;

/** How disturbances of a state to which the shortest round of doses leads back go on; undefined where one cannot be followed. */
function roundModes(
  y: Float64Array,
  before: Problem["doses"],
  parameters: Float64Array,
  compiled: CompiledSystem,
  options: SimulateOptions,
): readonly Mode[] | undefined {
  const round = roundOf(before, Number.MIN_VALUE);
  if (!round) return undefined;
  const { system } = compiled;
  const run = stretchOf(compiled, parameters, options);
  const stops = roundAsStops(round, compiled, parameters);
  const sizes = stateSizes(system).map((size, i) => Math.max(size, Math.abs(y[i]!)));
  const bound = compiled.bind(parameters);
  let isFollowed = true;
  /** Where the round leads when one state is moved by so many nudges. */
  const from = (state: number, nudges: number) => {
    const start = y.slice();
    start[state]! += nudges * nudge * sizes[state]!;
    const end = run(start, stops, round.length, exactly);
    isFollowed &&= end.status.kind === "success";
    return end.y;
  };
  const here = from(0, 0);
  // States stay above 0 where they are: differences to one side there, to both elsewhere; both are exact to second order.
  const column = (state: number) => {
    const isLow = y[state]! >= 0 && y[state]! < nudge * sizes[state]!;
    const [one, other] = isLow ? [from(state, 1), from(state, 2)] : [from(state, 1), from(state, -1)];
    return sizes.map((size, i) => {
      const change = isLow ? 4 * one[i]! - other[i]! - 3 * here[i]! : one[i]! - other[i]!;
      return change / (2 * nudge * size);
    });
  };
  const { pattern } = bound.jacobian!;
  const modes = modesOfRound(y.length, pattern, column, round.length, soughtIn(compiled, parameters));
  return isFollowed ? modes : undefined;
}

function gaussPoints(length: number): Float64Array {
  const cells = Math.max(1, Math.round(length * cellsPerDay));
  const half = length / cells / 2;
  return Float64Array.from({ length: 2 * cells }, (_, i) => {
    const middle = (2 * Math.floor(i / 2) + 1) * half;
    return middle + ((i % 2 === 0 ? -1 : 1) * half) / Math.sqrt(3);
  });
}

/** Everything at an equilibrium. */
export function levelsAtRest({ y, parameters }: Equilibrium, compiled: CompiledSystem): Levels {
  const all = new Float64Array(y.length + compiled.system.values.length);
  all.set(y);
  compiled.bind(parameters).values(restTime(compiled.system), y, all.subarray(y.length));
  return inDeclaredUnits(compiled, all);
}

/** States that move and that no rate reads, their own included, such as amounts eliminated: they come to no steady state. */
function countersOf({ system }: CompiledSystem, { jacobian }: BoundSystem): string[] {
  const { columnPointers, rowIndices } = jacobian!.pattern;
  const moves = new Set(rowIndices);
  return system.states.flatMap(({ name }, i) =>
    columnPointers[i] === columnPointers[i + 1] && moves.has(i) ? [name] : [],
  );
}

function inDeclaredUnits({ system }: CompiledSystem, numbers: Float64Array): Map<string, number> {
  return new Map(
    [...system.states, ...system.values].map(({ name, unit }, i) => [name, numbers[i]! / unit.factor]),
  );
}

/** How disturbances of a rest go on. */
export interface RestModes {
  /** Slowest to die away first, without those of states that nothing moves and of counters that nothing reads. */
  readonly modes: readonly Mode[];
  /** The state that moves most although it should rest, as a part of its size per day. */
  readonly drift?: { readonly state: string; readonly rate: number } | undefined;
}

/** Movement per day, as a part of a state's size, below which it rests. */
const rest = 1e-5;

/** Eigenvalues (per day) of the Jacobian at an equilibrium, with gates open and baselines as recorded there. */
export function restModes(
  { y, parameters }: Pick<Equilibrium, "y" | "parameters">,
  compiled: CompiledSystem,
): RestModes {
  const { system } = compiled;
  const bound = compiled.bind(parameters);
  const time = restTime(system);
  const jacobian = bound.jacobian!;
  const { pattern } = jacobian;
  const nonzeros = new Float64Array(pattern.rowIndices.length);
  jacobian.evaluate(time, y, nonzeros);
  const sizes = stateSizes(system).map((size, i) => Math.max(size, Math.abs(y[i]!)));
  const isMoved = new Set<number>();
  const isRead = new Set<number>();
  for (let column = 0; column < y.length; column++)
    for (let p = pattern.columnPointers[column]!; p < pattern.columnPointers[column + 1]!; p++) {
      const row = pattern.rowIndices[p]!;
      if (nonzeros[p] !== 0) isMoved.add(row);
      if (row !== column) isRead.add(column);
    }
  const isIdle = ({ isNeutral, parts }: Mode) =>
    isNeutral && parts.length === 1 && !(isMoved.has(parts[0]!.state) && isRead.has(parts[0]!.state));
  const rates = new Float64Array(y.length);
  bound.rates(time, y, rates);
  const speeds = rates.map((rate, i) => Math.abs(rate) / sizes[i]!);
  const rate = speeds.reduce((most, speed) => Math.max(most, speed), 0);
  return {
    modes: modesOf(y.length, pattern, nonzeros, sizes).filter((mode) => !isIdle(mode)),
    ...(rate > rest ? { drift: { state: system.states[speeds.indexOf(rate)]!.name, rate } } : {}),
  };
}
