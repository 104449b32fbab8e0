import type { CompiledSystem } from "../compile/index.ts";
import { doseState } from "../pharmacology/index.ts";
import type { Problem } from "../scenario/index.ts";
import { defaultSolverName, type SolveResult, type Stop, solverNamed } from "../solvers/index.ts";
import { type Equilibrium, findEquilibrium } from "./equilibrium.ts";
import { statusOf } from "./status.ts";
import type { Column, DoseAudit, RunStatus, Trajectory } from "./types.ts";

export interface SimulateOptions {
  /** Name of a solver; the default is the stiff one. */
  readonly solver?: string | undefined;
  readonly rtol?: number | undefined;
  /** Absolute tolerance, relative to one of each state's declared unit. */
  readonly atol?: number | undefined;
  /** days between samples of the trajectory */
  readonly sampleEvery?: number | undefined;
  /** Further days at which the trajectory must have a sample. */
  readonly alsoAt?: readonly number[] | undefined;
  isCancelled?(): boolean;
}

export const defaults = { solver: defaultSolverName, rtol: 1e-6, atol: 1e-8, sampleEvery: 1 / 24 } as const;

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
  const parameters = compiled.defaultParameters();
  for (const [name, value] of problem.before) parameters[compiled.layout.parameter(name)!] = value;
  return findEquilibrium(compiled, parameters);
}

/** Simulates one arm from a known equilibrium. */
export function simulateFrom(
  start: Equilibrium,
  problem: Problem,
  compiled: CompiledSystem,
  options: SimulateOptions = {},
): Trajectory {
  const { system, layout } = compiled;
  const recorder = new Recorder(compiled, sampleTimes(problem.duration, options));
  const baseline = baselineOf(start, compiled);
  const finish = (status: RunStatus, delivered: readonly Delivered[]): Trajectory => ({
    label: problem.label,
    ...recorder.finish(),
    baseline,
    doses: audit(problem, delivered),
    status,
  });
  if (start.status.kind !== "success") return finish(start.status, []);

  const parameters = start.parameters.slice();
  for (const [name, value] of problem.during) parameters[layout.parameter(name)!] = value;
  for (const [effect, gate] of problem.gates) parameters[layout.gate(effect)!] = gate;
  const bound = compiled.bind(parameters);
  const delivered: Delivered[] = [];
  const stateIndex = new Map(system.states.map((state, i) => [state.name, i]));
  const stops = problem.doses.map((dose): Stop => {
    const index = stateIndex.get(doseState(dose.drug))!;
    return {
      time: dose.time,
      apply: (y) => {
        y[index] = y[index]! + dose.amount;
        delivered.push(dose);
      },
    };
  });
  const result: SolveResult = solverNamed(options.solver ?? defaults.solver).solve({
    system: bound,
    t0: 0,
    t1: problem.duration,
    y0: start.y,
    stops,
    outputTimes: recorder.times,
    onOutput: (index, t, y) => recorder.record(index, t, y, bound.values),
    rtol: options.rtol ?? defaults.rtol,
    atol: Float64Array.from(system.states, (state) => (options.atol ?? defaults.atol) * state.unit.factor),
    ...(options.isCancelled ? { isCancelled: options.isCancelled } : {}),
  });
  return finish(statusOf(result, system), delivered);
}

type Delivered = { readonly drug: string; readonly amount: number };

/** Samples at multiples of the interval, the asked times, and the end; the same whatever else was asked for. */
function sampleTimes(duration: number, options: SimulateOptions): Float64Array {
  const every = options.sampleEvery ?? defaults.sampleEvery;
  if (!(every > 0)) throw new RangeError(`invalid sampleEvery: ${every}; expected a number of days above 0`);
  const count = Math.floor(duration / every + 1e-9);
  const times = new Set<number>([duration]);
  for (let i = 0; i <= count; i++) times.add(Math.min(i * every, duration));
  for (const time of options.alsoAt ?? []) times.add(Math.min(time, duration));
  return Float64Array.from(times).sort();
}

/** Writes states and values of each sample into columns, in declared units. */
class Recorder {
  readonly times: Float64Array;
  private readonly columns: Column[];
  private readonly factors: number[];
  private readonly states: number;
  private readonly scratch: Float64Array;
  private recorded = 0;

  constructor(compiled: CompiledSystem, times: Float64Array) {
    const { states, values } = compiled.system;
    const all = [...states, ...values];
    this.times = times;
    this.states = states.length;
    this.factors = all.map((item) => item.unit.factor);
    this.columns = all.map((item) => ({
      name: item.name,
      unit: item.unit.text,
      about: item.about,
      values: new Float64Array(times.length),
    }));
    this.scratch = new Float64Array(values.length);
  }

  record(
    index: number,
    t: number,
    y: Float64Array,
    values: (t: number, y: Float64Array, out: Float64Array) => void,
  ): void {
    const { columns, factors, states, scratch } = this;
    values(t, y, scratch);
    for (let i = 0; i < columns.length; i++)
      columns[i]!.values[index] = (i < states ? y[i]! : scratch[i - states]!) / factors[i]!;
    this.recorded = index + 1;
  }

  /** Times and columns, cut to what was recorded before a failure. */
  finish(): { times: Float64Array; columns: ReadonlyMap<string, Column> } {
    const cut = (values: Float64Array) =>
      this.recorded === this.times.length ? values : values.slice(0, this.recorded);
    return {
      times: cut(this.times),
      columns: new Map(this.columns.map((c) => [c.name, { ...c, values: cut(c.values) }])),
    };
  }
}

function baselineOf(start: Equilibrium, compiled: CompiledSystem): ReadonlyMap<string, number> {
  const { system } = compiled;
  const values = new Float64Array(system.values.length);
  compiled.bind(start.parameters).values(0, start.y, values);
  return new Map([
    ...system.states.map((state, i) => [state.name, start.y[i]! / state.unit.factor] as const),
    ...system.values.map((value, i) => [value.name, values[i]! / value.unit.factor] as const),
  ]);
}

function audit(problem: Problem, delivered: readonly Delivered[]): DoseAudit {
  const total = (list: readonly Delivered[]) => list.reduce((sum, dose) => sum + dose.amount, 0);
  return {
    asked: problem.doses.length,
    delivered: delivered.length,
    missed: problem.doses.length - delivered.length,
    amount: total(delivered),
    byDrug: [...new Set(problem.doses.map((dose) => dose.drug))].map((drug) => {
      const own = delivered.filter((dose) => dose.drug === drug);
      return { drug, delivered: own.length, amount: total(own) };
    }),
  };
}
