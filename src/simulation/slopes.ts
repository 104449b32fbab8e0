import {
  type CompiledSystem,
  type DerivativeTable,
  ParameterDerivatives,
  type WithRespectTo,
} from "../compile/index.ts";
import { type FlatSystem, stateSizes } from "../model/index.ts";
import { additionsOf } from "../pharmacology/index.ts";
import type { Problem } from "../scenario/index.ts";
import { type Stop, solverNamed } from "../solvers/index.ts";
import { clockStops } from "./clock.ts";
import type { Equilibrium } from "./equilibrium.ts";
import { SlopeEquations, type SlopePoint } from "./linear-slopes.ts";
import { defaults, type SimulateOptions, tolerancesOf } from "./options.ts";
import { RecordedRun, type Stretch } from "./recorded-run.ts";
import { dosesAsStops } from "./run-in.ts";
import { parametersOf } from "./simulate.ts";
import { type RestTables, restTables, slopesAtRest } from "./slopes-at-rest.ts";
import { statusOf } from "./status.ts";
import type { RunStatus } from "./types.ts";

/** A variable at a time (days); at the time of a dose before it. */
export interface Reading {
  readonly variable: string;
  readonly time: number;
}

/** Readings of one run, and how they move with parameters; in canonical units. */
export interface ReadingsWithSlopes {
  readonly values: Float64Array;
  /** of reading i by parameter j: [i * parameters + j] */
  readonly slopes: Float64Array;
  readonly status: RunStatus;
}

/** Why sensitivity equations do not say how readings of a run move; differences do then. */
export type NotExact =
  | "changes in the run"
  | "doses before day 0"
  | "doses hang on a parameter"
  | "events"
  | "times of switches move"
  | "no single equilibrium";

/** Tolerance of the sensitivities, in tolerances of the run: they show the way, and no number is one of them. */
const looser = 100;

/**
 * Sensitivities of readings to parameters by the forward sensitivity equations s' = J s + df/dp along the solution
 * (Dickinson & Gelinas 1976, 10.1016/0021-9991(76)90007-3), with J and df/dp derived symbolically, integrated after the
 * states over their dense output with steps of their own. They start at the derivative of the person's equilibrium.
 * Only the states that a parameter reaches are integrated.
 */
export class Slopes {
  private readonly whole: CompiledSystem;
  private readonly part: CompiledSystem;
  private readonly slots: readonly number[];
  private readonly variables: readonly string[];
  private readonly rest: RestTables;
  private readonly rates: DerivativeTable;
  private readonly readings: DerivativeTable;
  private readonly equations: SlopeEquations;
  private readonly recorded: RecordedRun;

  /**
   * @param part what is integrated: the whole, or what the variables depend on
   * @param parameters names
   */
  constructor(
    whole: CompiledSystem,
    part: CompiledSystem,
    parameters: readonly string[],
    variables: readonly string[],
  ) {
    this.whole = whole;
    this.part = part;
    this.variables = variables;
    this.slots = parameters.map((name) => whole.layout.parameter(name)!);
    this.rest = restTables(derivativesOf(whole.system), whole, this.slots);
    const { system, layout } = part;
    const by: WithRespectTo[] = [
      ...system.states.map((_, state): WithRespectTo => ({ state })),
      ...[...this.slots, ...system.baselines.map((name) => layout.baseline(name)!)].map(
        (slot): WithRespectTo => ({ slot }),
      ),
    ];
    const derivatives = derivativesOf(system);
    this.rates = derivatives.table(
      system.states.map((_, state) => ({ kind: "rate", state })),
      by,
    );
    this.recorded = new RecordedRun(system.states.length);
    this.equations = new SlopeEquations(this.rates, system.states.length);
    this.readings = derivatives.table(
      variables.map((name) => ({ kind: "value", name })),
      by,
    );
  }

  /** @param start the equilibrium of the whole system */
  run(
    start: Equilibrium,
    problem: Problem,
    readings: readonly Reading[],
    options: SimulateOptions = {},
  ): ReadingsWithSlopes | NotExact {
    const { whole, part, slots } = this;
    const count = slots.length;
    if (part.conditionCount > 0) return "events";
    if (problem.changes) return "changes in the run";
    if (problem.doses.some((dose) => dose.time < 0)) return "doses before day 0";
    const parameters = parametersOf(start, problem, part);
    if (this.movesDoses(parameters, problem)) return "doses hang on a parameter";
    const end = readings.reduce((last, { time }) => Math.max(last, time), 0);
    const { stops: switches, status: timed } = clockStops(part, parameters, end);
    if (this.movesSwitches(parameters, switches, end)) return "times of switches move";
    const failed = start.status.kind !== "success" ? start.status : timed;
    const values = new Float64Array(readings.length).fill(Number.NaN);
    const slopes = new Float64Array(readings.length * count).fill(Number.NaN);
    if (failed.kind !== "success") return { values, slopes, status: failed };
    const atRest = slopesAtRest(start, this.rest, whole, count);
    if (!atRest) return "no single equilibrium";

    const indices = indicesIn(part.system, whole.system);
    const y0 = Float64Array.from(indices, (position) => start.y[position]!);
    const s0 = new Float64Array(indices.length * count);
    for (const [i, state] of indices.entries())
      for (let j = 0; j < count; j++) s0[i * count + j] = atRest.states[state * count + j]!;

    const { recorded } = this;
    recorded.begin();
    const bound = part.bind(parameters);
    const { rtol = defaults.rtol } = options;
    const result = solverNamed(options.solver ?? defaults.solver).solve({
      system: bound,
      t0: 0,
      t1: end,
      y0,
      stops: [...dosesAsStops(problem.doses, part, parameters, { to: end }), ...switches],
      outputTimes: new Float64Array(0),
      onOutput: () => {},
      onStep: recorded.keep,
      ...tolerancesOf(part.system, options, problem.doses),
      ...(options.isCancelled ? { isCancelled: options.isCancelled } : {}),
    });
    const status = statusOf(result, part.system, bound, options.solver);
    if (status.kind !== "success") return { values, slopes, status };

    const stretches = recorded.stretches;
    const fromBaselines = atRest.baselines;
    const points = this.pointsOf(readings, stretches, y0);
    const tolerance = looser * rtol;
    const sizes = stateSizes(part.system);
    const reached = this.equations.solve(
      { count, s0, fromBaselines, stretches, evaluate: this.rates.bind(parameters) },
      points,
      tolerance,
      (state, j) => {
        const scale = Math.max(Math.abs(parameters[slots[j]!]!), Number.MIN_VALUE);
        return (1e-2 * tolerance * sizes[state]!) / scale;
      },
    );
    if (reached !== undefined) return { values, slopes, status: reached };

    const indicesOfVariables = new Map(this.variables.map((name, i) => [name, i]));
    const evaluate = this.readings.bind(parameters);
    const entries = new Float64Array(this.readings.rows.length);
    const pointwise = pointwiseOf(part, this.variables, bound);
    const now = new Float64Array(this.variables.length);
    for (const { readings: at, y, s, time } of points) {
      evaluate(time, y, entries);
      pointwise(time, y, now);
      for (const i of at) {
        const row = indicesOfVariables.get(readings[i]!.variable)!;
        values[i] = now[row]!;
        for (let j = 0; j < count; j++) slopes[i * count + j] = 0;
        for (let e = 0; e < entries.length; e++) {
          if (this.readings.rows[e] !== row) continue;
          const column = this.readings.columns[e]!;
          for (let j = 0; j < count; j++) {
            const inner =
              column < y.length
                ? s[column * count + j]!
                : column < y.length + count
                  ? Number(column - y.length === j)
                  : fromBaselines[(column - y.length - count) * count + j]!;
            slopes[i * count + j]! += entries[e]! * inner;
          }
        }
      }
    }
    return { values, slopes, status };
  }

  private movesSwitches(parameters: Float64Array, switches: readonly Stop[], end: number): boolean {
    if (switches.length === 0) return false;
    return this.slots.some((slot) => {
      const moved = parameters.slice();
      moved[slot] = parameters[slot]! * (1 + 1e-6) + Number.MIN_VALUE;
      const { stops } = clockStops(this.part, moved, end);
      return stops.length !== switches.length || stops.some((stop, i) => stop.time !== switches[i]!.time);
    });
  }

  /** Whether a lag, or a share of a dose that goes one way, is among the parameters. */
  private movesDoses(parameters: Float64Array, { doses }: Problem): boolean {
    const read = new Set<number | undefined>();
    for (const dose of doses)
      additionsOf(dose, (name) => {
        const position = this.part.layout.parameter(name);
        read.add(position);
        return position === undefined ? undefined : parameters[position];
      });
    return this.slots.some((slot) => read.has(slot));
  }

  /** Distinct times of the readings with the states there: of a jump those before it. */
  private pointsOf(readings: readonly Reading[], stretches: readonly Stretch[], y0: Float64Array): Point[] {
    const times = [...new Set(readings.map(({ time }) => time))].sort((a, b) => a - b);
    let stretch = 0;
    return times.map((time) => {
      while (stretch < stretches.length - 1 && time > stretches[stretch]!.to) stretch++;
      const y = y0.slice();
      if (time > 0) stretches[stretch]?.at(time, y);
      return {
        time,
        y,
        s: new Float64Array(y0.length * this.slots.length),
        readings: readings.flatMap((one, i) => (one.time === time ? [i] : [])),
      };
    });
  }
}

interface Point extends SlopePoint {
  readonly y: Float64Array;
  readonly readings: readonly number[];
}

const known = new WeakMap<FlatSystem, ParameterDerivatives>();

function derivativesOf(system: FlatSystem): ParameterDerivatives {
  const found = known.get(system) ?? new ParameterDerivatives(system);
  known.set(system, found);
  return found;
}

/** Indices of a part's states in the whole. */
function indicesIn(part: FlatSystem, whole: FlatSystem): number[] {
  const indexOf = new Map(whole.states.map(({ name }, i) => [name, i]));
  return part.states.map(({ name }) => indexOf.get(name)!);
}

/** Reads states and values by name. */
function pointwiseOf(
  { system }: CompiledSystem,
  variables: readonly string[],
  bound: ReturnType<CompiledSystem["bind"]>,
): (t: number, y: Float64Array, out: Float64Array) => void {
  const states = variables.map((name) => system.states.findIndex((state) => state.name === name));
  const columns = variables.flatMap((name, i) =>
    states[i]! >= 0 ? [] : [system.values.findIndex((value) => value.name === name)],
  );
  const values = columns.length > 0 ? bound.pointwise(columns) : undefined;
  const taken = new Float64Array(columns.length);
  return (t, y, out) => {
    values?.evaluate(t, y, taken);
    let next = 0;
    for (let i = 0; i < variables.length; i++) out[i] = states[i]! >= 0 ? y[states[i]!]! : taken[next++]!;
  };
}
