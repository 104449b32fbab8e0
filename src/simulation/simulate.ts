import type { BoundSystem, CompiledSystem, Sampler } from "../compile/index.ts";
import { type FlatSystem, usesTime } from "../model/index.ts";
import type { Dose } from "../pharmacology/index.ts";
import type { MeasureRequest, Problem } from "../scenario/index.ts";
import { type SolveRequest, type SolveResult, solvePair, solverNamed } from "../solvers/index.ts";
import { present } from "../text/index.ts";
import { auditOf } from "./audit.ts";
import { BoundsWatch } from "./bounds.ts";
import { changesAsStops } from "./changes.ts";
import { clockStops, restTime } from "./clock.ts";
import { type Equilibrium, findEquilibrium } from "./equilibrium.ts";
import { watchEvents } from "./events.ts";
import { Follower, namesIn } from "./follow.ts";
import { atolOf, defaults, type SimulateOptions, tolerancesOf } from "./options.ts";
import { atDayZero, dosesAsStops } from "./run-in.ts";
import { soundPart } from "./soundness.ts";
import { statusOf } from "./status.ts";
import { StepReader } from "./step-reader.ts";
import type { Column, RunStatus, Trajectory } from "./types.ts";

export { defaults, type SimulateOptions };

/**
 * Simulates one arm: finds the person's drug-free equilibrium, then integrates from day 0 with the arm's care, gates
 * and doses. The samples come from the solver's dense output and never influence its steps.
 */
export function simulate(
  problem: Problem,
  compiled: CompiledSystem,
  options: SimulateOptions = {},
): Trajectory {
  return simulateFrom(personAtRest(problem, compiled), problem, compiled, options);
}

/** The drug-free equilibrium of the problem's person; arms with the same person and settings share it. */
export function personAtRest(problem: Problem, compiled: CompiledSystem): Equilibrium {
  return findEquilibrium(compiled, parametersAtRest(problem, compiled));
}

/** The parameters of the problem's person before day 0: all that its equilibrium depends on. */
export function parametersAtRest(problem: Problem, compiled: CompiledSystem): Float64Array {
  const parameters = compiled.defaultParameters();
  for (const [name, value] of problem.before) parameters[compiled.layout.parameter(name)!] = value;
  return parameters;
}

/** Simulates one arm from a known equilibrium. */
export function simulateFrom(
  start: Equilibrium,
  problem: Problem,
  compiled: CompiledSystem,
  options: SimulateOptions = {},
): Trajectory {
  const run = prepareRun(start, problem, compiled, options);
  if (run.status.kind !== "success") return run.finish(run.status);
  const result = solverNamed(options.solver ?? defaults.solver).solve(run.request);
  return run.finish(statusOf(result, compiled.system, run.request.system, options.solver), result);
}

/** Where an arm's run starts on day 0, before any dose of that day, and the parameters that hold from there on. */
export function startOfRun(
  problem: Problem,
  compiled: CompiledSystem,
  options: SimulateOptions = {},
): { readonly y: Float64Array; readonly parameters: Float64Array; readonly status: RunStatus } {
  const start = personAtRest(problem, compiled);
  const { y, status } = atDayZero(start, problem, compiled, options);
  return { y, status, parameters: parametersOf(start, problem, compiled) };
}

/** One subject of a pair: where it starts, its arm, and what is measured in it. */
export interface PairMember {
  readonly start: Equilibrium;
  readonly problem: Problem;
  readonly measures?: readonly MeasureRequest[] | undefined;
  /** see `SimulateOptions` */
  readonly only?: ReadonlySet<string> | undefined;
}

/**
 * Simulates two subjects of one system in lockstep where the compiled path can, which costs little more than one;
 * elsewhere, and with another solver, one after the other. Their arms must last equally long; doses, gates and
 * parameters may differ. Results agree with those of `simulateFrom` to the tolerance.
 */
export function simulatePair(
  subjects: readonly [PairMember, PairMember],
  compiled: CompiledSystem,
  options: Omit<SimulateOptions, "measures" | "only"> = {},
): readonly [Trajectory, Trajectory] {
  const [a, b] = subjects;
  const alone = ({ start, problem, measures, only }: PairMember) =>
    simulateFrom(start, problem, compiled, { ...options, measures, only });
  const canPair =
    (options.solver ?? defaults.solver) === defaults.solver &&
    a.problem.duration === b.problem.duration &&
    // Each has switches of its own, and samples there.
    !usesTime(compiled.system) &&
    compiled.conditionCount === 0 &&
    subjects.every(({ start }) => start.status.kind === "success");
  const pair = canPair
    ? compiled.bindPair(
        parametersOf(a.start, a.problem, compiled),
        parametersOf(b.start, b.problem, compiled),
      )
    : undefined;
  if (!pair) return [alone(a), alone(b)];
  const prepared = ({ start, problem, measures, only }: PairMember) =>
    prepareRun(start, problem, compiled, { ...options, measures, only });
  const [first, second] = [prepared(a), prepared(b)];
  if ([first, second].some((run) => run.status.kind !== "success")) return [alone(a), alone(b)];
  const results = solvePair(pair, first.request, second.request);
  if (!results) return [alone(a), alone(b)];
  return [
    first.finish(statusOf(results[0], compiled.system, first.request.system), results[0]),
    second.finish(statusOf(results[1], compiled.system, second.request.system), results[1]),
  ];
}

/** What a solver is asked for one arm, and how its trajectory is read off afterwards. */
interface PreparedRun {
  /** How the way to day 0 went. */
  readonly status: RunStatus;
  readonly request: SolveRequest;
  finish(status: RunStatus, result?: SolveResult): Trajectory;
}

function prepareRun(
  start: Equilibrium,
  problem: Problem,
  compiled: CompiledSystem,
  options: SimulateOptions,
): PreparedRun {
  const { system } = compiled;
  const parameters = parametersOf(start, problem, compiled);
  const bound = compiled.bind(parameters);
  const { stops: switches, status: timed } = clockStops(compiled, parameters, problem.duration);
  // What switches by the clock turns there.
  const turns = switches.slice(0, mostTurns).map(({ time }) => time);
  const alsoAt = [...(options.alsoAt ?? []), ...turns];
  const times = sampleTimes(problem.duration, { ...options, alsoAt });
  const recorder = new Recorder(system, bound, times, options);
  const { measures = [], rtol = defaults.rtol } = options;
  const reader = new StepReader(namesIn(measures), options.only, system, bound);
  const follower = new Follower(measures, reader, problem.duration, {
    relative: rtol,
    absolute: atolOf(options),
  });
  const delivered: Dose[] = [];
  const { y, status: before, note } = atDayZero(start, problem, compiled, options);
  const doses = dosesAsStops(problem.doses, compiled, parameters, {
    onDose: (dose) => delivered.push(dose),
    from: 0,
    to: problem.duration,
  });
  return {
    status: before.kind === "success" ? timed : before,
    request: {
      system: bound,
      t0: 0,
      t1: problem.duration,
      y0: y,
      stops: [...doses, ...changesAsStops(problem, compiled, parameters, problem.duration), ...switches],
      watch: watchEvents(compiled, bound, parameters, problem.seed),
      outputTimes: recorder.times,
      onOutput: (index, t, y) => recorder.record(index, t, y),
      ...(measures.length > 0 ? { onStep: (step) => follower.step(step) } : {}),
      ...tolerancesOf(system, options, problem.doses),
      ...(options.isCancelled ? { isCancelled: options.isCancelled } : {}),
    },
    finish(status, result) {
      const { unsound, outside, ...recorded } = recorder.finish();
      follower.finish(result?.status === "success" ? result : undefined);
      const sound = soundPart(
        {
          label: problem.label,
          ...recorded,
          notes: present(note, ...outside),
          baseline: baselineOf(start, compiled, options.only),
          doses: auditOf(problem, delivered),
          measures: [],
          status,
        },
        follower.broken,
        unsound,
      );
      const isWhole = sound.status.kind === "success" && result;
      return {
        ...sound,
        measures: isWhole ? follower.measures() : follower.withoutValues(),
      };
    },
  };
}

/** Of the times at which formulas switch by the clock, the first so many are samples as well. */
const mostTurns = 10_000;

/** The person's parameters with what the arm changes. */
export function parametersOf(start: Equilibrium, problem: Problem, { layout }: CompiledSystem): Float64Array {
  const parameters = start.parameters.slice();
  for (const [name, value] of problem.during) parameters[layout.parameter(name)!] = value;
  for (const [effect, gate] of problem.gates) parameters[layout.gate(effect)!] = gate;
  return parameters;
}

/** Of a run shorter than ten days; a model in seconds is seen as well as one in weeks. */
const fewestSamples = 240;

/** Samples at multiples of the interval, the asked times, and the end; the same whatever else was asked for. */
function sampleTimes(duration: number, options: SimulateOptions): Float64Array {
  const every = options.sampleEvery ?? Math.min(defaults.sampleEvery, duration / fewestSamples || 1);
  if (!(every > 0)) throw new RangeError(`invalid sampleEvery: ${every}; expected a number of days above 0`);
  const count = Math.floor(duration / every + 1e-9);
  const { alsoAt = [] } = options;
  const times = new Float64Array(count + 2 + alsoAt.length);
  for (let i = 0; i <= count; i++) times[i] = Math.min(i * every, duration);
  times[count + 1] = duration;
  for (const [i, time] of alsoAt.entries()) times[count + 2 + i] = Math.min(time, duration);
  times.sort();
  let kept = 1;
  for (let i = 1; i < times.length; i++) if (times[i] !== times[kept - 1]) times[kept++] = times[i]!;
  return times.slice(0, kept);
}

/** What a state or value is, as a column with these numbers. */
export const columnOf = (
  { name, unit, about, title, axis }: FlatSystem["states" | "values"][number],
  values: Float64Array,
): Column => ({ name, unit: unit.text, about, title, axis, values });

/** Writes states and values of the samples into columns, in declared units, a block of samples at a time. */
class Recorder {
  readonly times: Float64Array;
  private readonly sources: readonly {
    /** the block that was last worked out */
    readonly block: Column;
    /** all samples, where they are kept */
    readonly all: Float64Array | undefined;
    readonly isState: boolean;
    /** as a state, or in the sampler */
    readonly position: number;
    readonly factor: number;
    /** of a quantity that is declared with bounds */
    readonly watch: BoundsWatch | undefined;
  }[];
  private readonly blocks: ReadonlyMap<string, Column>;
  private readonly dimension: number;
  /** the states at the samples that wait, one sample after the other */
  private readonly rows: Float64Array;
  private readonly sampler: Sampler;
  private readonly options: SimulateOptions;
  private unsound: { readonly name: string; readonly index: number } | undefined;
  private recorded = 0;
  /** samples in the columns; those between here and `recorded` wait in the sampler */
  private written = 0;

  constructor(system: FlatSystem, bound: BoundSystem, times: Float64Array, options: SimulateOptions) {
    const { only, keep = only, whole } = options;
    const indicesOf = (
      items: readonly { readonly name: string }[],
      wanted: ReadonlySet<string> | undefined,
    ) => items.flatMap(({ name }, i) => (!wanted || wanted.has(name) ? [i] : []));
    const sampled = indicesOf(system.values, only);
    const indexInSampler = new Map(sampled.map((value, i) => [value, i]));
    const values = indicesOf(system.values, keep);
    const states = indicesOf(system.states, keep);
    this.times = times;
    this.options = options;
    this.sampler = bound.sampler(only && sampled);
    this.dimension = system.states.length;
    const { capacity } = this.sampler;
    this.rows = new Float64Array(capacity * this.dimension);
    const source = (
      item: FlatSystem["states" | "values"][number],
      isState: boolean,
      position: number,
      bounds?: readonly [number, number],
    ) => ({
      block: columnOf(item, new Float64Array(capacity)),
      all: !whole || whole.has(item.name) ? new Float64Array(times.length) : undefined,
      isState,
      position,
      factor: item.unit.factor,
      watch: bounds && new BoundsWatch(item, bounds),
    });
    this.sources = [
      ...states.map((i) => source(system.states[i]!, true, i)),
      ...values.map((i) => {
        const value = system.values[i]!;
        return source(value, false, indexInSampler.get(i)!, value.bounds);
      }),
    ];
    this.blocks = new Map(this.sources.map(({ block }) => [block.name, block]));
  }

  record(index: number, t: number, y: Float64Array): void {
    const { times, states, points, capacity } = this.sampler;
    const position = index - this.written;
    let point = position * states.length;
    times[position] = t;
    for (const state of states) points[point++] = y[state]!;
    this.rows.set(y, position * y.length);
    this.recorded = index + 1;
    if (position + 1 === capacity) this.write();
  }

  private write(): void {
    const { sources, sampler, written, rows, options } = this;
    const { capacity, values, times } = sampler;
    const count = this.recorded - written;
    sampler.evaluate(count);
    const isShown = options.onSamples !== undefined;
    let sound = options.whole && !this.unsound ? count : 0;
    for (const { block, all, isState, position, factor, watch } of sources) {
      const from = isState ? rows : values;
      const stride = isState ? this.dimension : 1;
      const first = isState ? position : position * capacity;
      for (let i = 0; i < sound; i++)
        if (!Number.isFinite(from[first + i * stride])) {
          sound = i;
          this.unsound = { name: block.name, index: written + i };
        }
      const isInBlock = isShown || watch !== undefined;
      const into = isInBlock ? block.values : all;
      if (!into) continue;
      let next = first;
      for (let i = isInBlock ? 0 : written, end = i + count; i < end; i++, next += stride)
        into[i] = from[next]! / factor;
      if (isInBlock) all?.set(into.subarray(0, count), written);
      watch?.see(into, count, this.times, written);
    }
    options.onSamples?.({ times, columns: this.blocks }, count);
    this.written = this.recorded;
  }

  /** Times and columns, cut to what was recorded before a failure, what was first seen not to be a finite number, and notes on what left its bounds. */
  finish() {
    if (this.written < this.recorded) this.write();
    const cut = (values: Float64Array) =>
      this.recorded === this.times.length ? values : values.slice(0, this.recorded);
    return {
      times: cut(this.times),
      columns: new Map(
        this.sources.flatMap(({ block, all }) =>
          all ? [[block.name, { ...block, values: cut(all) }] as const] : [],
        ),
      ),
      unsound: this.unsound,
      outside: present(...this.sources.map(({ watch }) => watch?.note)),
    };
  }
}

/** The equilibrium of everything, or of what is wanted, in declared units. */
function baselineOf(
  start: Equilibrium,
  compiled: CompiledSystem,
  only: ReadonlySet<string> | undefined,
): ReadonlyMap<string, number> {
  const { states, values } = compiled.system;
  const isWanted = ({ name }: { readonly name: string }) => !only || only.has(name);
  const indices = values.flatMap((value, i) => (isWanted(value) ? [i] : []));
  const bound = compiled.bind(start.parameters);
  const found = new Float64Array(indices.length);
  const evaluate = only ? bound.pointwise(indices).evaluate : bound.values;
  evaluate(restTime(compiled.system), start.y, found);
  return new Map([
    ...states.flatMap((state, i) =>
      isWanted(state) ? [[state.name, start.y[i]! / state.unit.factor] as const] : [],
    ),
    ...indices.map((position, i) => {
      const { name, unit } = values[position]!;
      return [name, found[i]! / unit.factor] as const;
    }),
  ]);
}
