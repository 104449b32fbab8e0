import {
  type By,
  type CompiledSystem,
  type DerivativeTable,
  ParameterDerivatives,
} from "../compile/index.ts";
import { type FlatSystem, stateSizes } from "../model/index.ts";
import type { Problem } from "../scenario/index.ts";
import { type OdeSystem, rodas5p, type Stop, solverNamed } from "../solvers/index.ts";
import { clockStops } from "./clock.ts";
import type { Equilibrium } from "./equilibrium.ts";
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
export type NotExact = "doses before day 0" | "events" | "times of switches move" | "no single equilibrium";

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
    const by: By[] = [
      ...system.states.map((_, state): By => ({ state })),
      ...[...this.slots, ...system.baselines.map((name) => layout.baseline(name)!)].map(
        (slot): By => ({ slot }),
      ),
    ];
    const derivatives = derivativesOf(system);
    this.rates = derivatives.table(
      system.states.map((_, state) => ({ kind: "rate", state })),
      by,
    );
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
    if (problem.doses.some((dose) => dose.time < 0)) return "doses before day 0";
    const parameters = parametersOf(start, problem, part);
    const end = readings.reduce((last, { time }) => Math.max(last, time), 0);
    const { stops: switches, status: timed } = clockStops(part, parameters, end);
    if (this.movesSwitches(parameters, switches, end)) return "times of switches move";
    const failed = start.status.kind !== "success" ? start.status : timed;
    const values = new Float64Array(readings.length).fill(Number.NaN);
    const slopes = new Float64Array(readings.length * count).fill(Number.NaN);
    if (failed.kind !== "success") return { values, slopes, status: failed };
    const atRest = slopesAtRest(start, this.rest, whole, count);
    if (!atRest) return "no single equilibrium";

    const places = placesIn(part.system, whole.system);
    const y0 = Float64Array.from(places, (place) => start.y[place]!);
    const s0 = new Float64Array(places.length * count);
    for (const [i, place] of places.entries())
      for (let j = 0; j < count; j++) s0[i * count + j] = atRest.states[place * count + j]!;

    const recorded = new RecordedRun(y0.length);
    const bound = part.bind(parameters);
    const { rtol = defaults.rtol } = options;
    const result = solverNamed(options.solver ?? defaults.solver).solve({
      system: bound,
      t0: 0,
      t1: end,
      y0,
      stops: [
        ...dosesAsStops(
          problem.doses.filter((dose) => dose.time <= end),
          part,
        ),
        ...switches,
      ],
      outputTimes: new Float64Array(0),
      onOutput: () => {},
      onStep: recorded.keep,
      rtol,
      atol: tolerancesOf(part.system, options),
      ...(options.isCancelled ? { isCancelled: options.isCancelled } : {}),
    });
    const status = statusOf(result, part.system, bound, options.solver);
    if (status.kind !== "success") return { values, slopes, status };

    const stretches = recorded.stretches;
    const fromBaselines = atRest.baselines;
    const linear = new LinearSlopes(
      this.rates,
      { n: y0.length, count, s0, fromBaselines },
      stretches,
      parameters,
    );
    const points = this.pointsOf(readings, stretches, y0);
    const tolerance = looser * rtol;
    const sizes = stateSizes(part.system);
    const reached = linear.solve(points, tolerance, (state, j) => {
      const scale = Math.max(Math.abs(parameters[slots[j]!]!), Number.MIN_VALUE);
      return (1e-2 * tolerance * sizes[state]!) / scale;
    });
    if (reached !== undefined) return { values, slopes, status: reached };

    const placesOfVariables = new Map(this.variables.map((name, i) => [name, i]));
    const evaluate = this.readings.bind(parameters);
    const entries = new Float64Array(this.readings.rows.length);
    const pointwise = pointwiseOf(part, this.variables, bound);
    const now = new Float64Array(this.variables.length);
    for (const { readings: at, y, s, time } of points) {
      evaluate(time, y, entries);
      pointwise(time, y, now);
      for (const i of at) {
        const row = placesOfVariables.get(readings[i]!.variable)!;
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

interface Point {
  readonly time: number;
  readonly y: Float64Array;
  readonly s: Float64Array;
  readonly readings: readonly number[];
}

interface Linear {
  readonly n: number;
  readonly count: number;
  readonly s0: Float64Array;
  /** slopes of the baselines, [b * count + j] */
  readonly fromBaselines: Float64Array;
}

/** The linear equations of the slopes along a recorded run; each parameter has a block of the states that it reaches. */
class LinearSlopes {
  private readonly linear: Linear;
  private readonly stretches: readonly Stretch[];
  private readonly evaluate: (t: number, y: Float64Array, out: Float64Array) => void;
  private readonly table: DerivativeTable;
  /** of each place: its state and its parameter */
  private readonly states: Int32Array;
  private readonly owners: Int32Array;

  constructor(
    table: DerivativeTable,
    linear: Linear,
    stretches: readonly Stretch[],
    parameters: Float64Array,
  ) {
    this.table = table;
    this.linear = linear;
    this.stretches = stretches;
    this.evaluate = table.bind(parameters);
    const { count } = linear;
    const places: { state: number; owner: number }[] = [];
    for (let owner = 0; owner < count; owner++)
      for (const state of this.reached(owner)) places.push({ state, owner });
    this.states = Int32Array.from(places, ({ state }) => state);
    this.owners = Int32Array.from(places, ({ owner }) => owner);
  }

  /** The states that a parameter moves, at once or through others. */
  private reached(owner: number): number[] {
    const { rows, columns } = this.table;
    const { n, count, s0, fromBaselines } = this.linear;
    const moves = (column: number) =>
      column < n + count ? column - n === owner : fromBaselines[(column - n - count) * count + owner] !== 0;
    const reached = new Set<number>();
    for (let i = 0; i < n; i++) if (s0[i * count + owner] !== 0) reached.add(i);
    for (let e = 0; e < rows.length; e++) if (columns[e]! >= n && moves(columns[e]!)) reached.add(rows[e]!);
    for (let before = -1; before !== reached.size; ) {
      before = reached.size;
      for (let e = 0; e < rows.length; e++)
        if (columns[e]! < n && reached.has(columns[e]!)) reached.add(rows[e]!);
    }
    return [...reached].sort((a, b) => a - b);
  }

  /** Fills in the slopes at the points; says what went wrong where that could not be done. */
  solve(
    points: readonly Point[],
    rtol: number,
    atol: (state: number, parameter: number) => number,
  ): RunStatus | undefined {
    const { states, owners, stretches } = this;
    const { count, s0 } = this.linear;
    const start = Float64Array.from(states, (state, k) => s0[state * count + owners[k]!]!);
    const spread = (s: Float64Array, into: Float64Array) => {
      for (let k = 0; k < states.length; k++) into[states[k]! * count + owners[k]!] = s[k]!;
    };
    const later = points.filter(({ time }) => time > 0);
    for (const point of points) if (point.time <= 0) spread(start, point.s);
    if (later.length === 0 || states.length === 0) return undefined;
    let stretch = 0;
    const system = this.equations(() => stretches[stretch]!);
    const result = rodas5p.solve({
      system,
      t0: 0,
      t1: later.at(-1)!.time,
      y0: start,
      stops: stretches.slice(1).map(({ from }) => ({
        time: from,
        apply: () => {
          stretch++;
        },
      })),
      outputTimes: Float64Array.from(later, ({ time }) => time),
      onOutput: (index, _t, s) => spread(s, later[index]!.s),
      rtol,
      atol: Float64Array.from(states, (state, k) => atol(state, owners[k]!)),
    });
    if (result.status === "success") return undefined;
    return {
      kind: result.status === "endless-events" ? "non-finite" : result.status,
      time: result.t,
      message: "The sensitivities could not be integrated.",
      remedy: "Set --rtol lower, or fit fewer parameters.",
    };
  }

  private equations(now: () => Stretch): OdeSystem {
    const { table, states, owners, evaluate } = this;
    const { n, count, fromBaselines } = this.linear;
    const { rows, columns } = table;
    const places = new Map<number, number>();
    for (let k = 0; k < states.length; k++) places.set(owners[k]! * n + states[k]!, k);
    // Products of an entry with a slope, then what drives the slopes.
    const products: number[][] = Array.from({ length: states.length }, () => []);
    const driven: { readonly to: number; readonly entry: number; readonly factor: number }[] = [];
    for (let e = 0; e < rows.length; e++)
      for (let j = 0; j < count; j++) {
        const to = places.get(j * n + rows[e]!);
        if (to === undefined) continue;
        const column = columns[e]!;
        if (column < n) {
          const from = places.get(j * n + column);
          if (from !== undefined) products[from]!.push(to, e);
        } else {
          const factor =
            column < n + count ? Number(column - n === j) : fromBaselines[(column - n - count) * count + j]!;
          if (factor !== 0) driven.push({ to, entry: e, factor });
        }
      }
    const columnPointers = new Int32Array(states.length + 1);
    const rowIndices: number[] = [];
    const sources: number[] = [];
    for (let k = 0; k < states.length; k++) {
      const list = products[k]!;
      for (let q = 0; q < list.length; q += 2) {
        rowIndices.push(list[q]!);
        sources.push(list[q + 1]!);
      }
      columnPointers[k + 1] = rowIndices.length;
    }
    const pattern = { columnPointers, rowIndices: Int32Array.from(rowIndices) };
    const entryOf = Int32Array.from(sources);
    const drives = Int32Array.from(driven.flatMap(({ to, entry }) => [to, entry]));
    const factors = Float64Array.from(driven, ({ factor }) => factor);
    const y = new Float64Array(n);
    const entries = new Float64Array(rows.length);
    let at = Number.NaN;
    let within: Stretch | undefined;
    const look = (t: number) => {
      const stretch = now();
      if (t === at && stretch === within) return;
      at = t;
      within = stretch;
      stretch.at(t, y);
      // At its ends a formula that compares t with a time is asked inside.
      const edge = 1e-9 * (stretch.to - stretch.from);
      evaluate(Math.min(Math.max(t, stretch.from + edge), stretch.to - edge), y, entries);
    };
    const { rowIndices: rowOf } = pattern;
    return {
      dimension: states.length,
      rates(t, s, ds) {
        look(t);
        ds.fill(0);
        for (let k = 0; k < s.length; k++) {
          const value = s[k]!;
          if (value === 0) continue;
          for (let q = columnPointers[k]!; q < columnPointers[k + 1]!; q++)
            ds[rowOf[q]!]! += entries[entryOf[q]!]! * value;
        }
        for (let d = 0; d < factors.length; d++)
          ds[drives[2 * d]!]! += entries[drives[2 * d + 1]!]! * factors[d]!;
      },
      jacobian: {
        pattern,
        evaluate(t, _s, nonzeros) {
          look(t);
          for (let q = 0; q < nonzeros.length; q++) nonzeros[q] = entries[entryOf[q]!]!;
        },
      },
    };
  }
}

const known = new WeakMap<FlatSystem, ParameterDerivatives>();

function derivativesOf(system: FlatSystem): ParameterDerivatives {
  const found = known.get(system) ?? new ParameterDerivatives(system);
  known.set(system, found);
  return found;
}

/** Places of a part's states in the whole. */
function placesIn(part: FlatSystem, whole: FlatSystem): number[] {
  const places = new Map(whole.states.map(({ name }, i) => [name, i]));
  return part.states.map(({ name }) => places.get(name)!);
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
