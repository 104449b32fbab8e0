import type { DerivativeTable } from "../compile/index.ts";
import { type SparsePattern, solveLinear } from "../solvers/index.ts";
import type { Stretch } from "./recorded-run.ts";
import type { RunStatus } from "./types.ts";

/** A time at which slopes are wanted, and where they go: of state i by parameter j, [i * parameters + j]. */
export interface SlopePoint {
  readonly time: number;
  readonly s: Float64Array;
}

/** Where the slopes of one run begin, and what they go along. */
export interface SlopeRun {
  /** parameters */
  readonly count: number;
  readonly s0: Float64Array;
  /** slopes of the baselines, [b * count + j] */
  readonly fromBaselines: Float64Array;
  readonly stretches: readonly Stretch[];
  readonly evaluate: (t: number, y: Float64Array, out: Float64Array) => void;
}

/** What of the table goes where, for the states that each parameter reaches. */
interface Structure {
  readonly dimension: number;
  /** states reached by any parameter */
  readonly states: readonly number[];
  /** of each parameter its indices among these */
  readonly columns: readonly Int32Array[];
  readonly pattern: SparsePattern;
  /** of each nonzero of the pattern its entry in the table */
  readonly entries: Int32Array;
}

/**
 * The linear equations s' = J s + df/dp of slopes along a recorded run, with steps of their own. Only the states that a
 * parameter reaches are integrated.
 */
export class SlopeEquations {
  /** derivatives of rates by states, parameters and baselines, in this order */
  private readonly table: DerivativeTable;
  private readonly n: number;
  private readonly structures = new Map<string, Structure>();

  constructor(table: DerivativeTable, n: number) {
    this.table = table;
    this.n = n;
  }

  /** Fills in the slopes at the points, ascending; says what went wrong where that could not be done. */
  solve(
    run: SlopeRun,
    points: readonly SlopePoint[],
    rtol: number,
    atol: (state: number, parameter: number) => number,
  ): RunStatus | undefined {
    const { count, s0, stretches } = run;
    const structure = this.structureOf(Array.from({ length: count }, (_, j) => this.reached(run, j)));
    const { dimension, columns, pattern, states } = structure;
    const owners = Int32Array.from(columns.flatMap((own, j) => Array.from(own, () => j)));
    const stateOf = Int32Array.from(
      columns.flatMap((own) => Array.from(own, (position) => states[position]!)),
    );
    const start = Float64Array.from(stateOf, (state, q) => s0[state * count + owners[q]!]!);
    const spread = (s: Float64Array, into: Float64Array) => {
      for (let q = 0; q < s.length; q++) into[stateOf[q]! * count + owners[q]!] = s[q]!;
    };
    for (const point of points) if (point.time <= 0) spread(start, point.s);
    const later = points.filter(({ time }) => time > 0);
    if (later.length === 0 || start.length === 0) return undefined;
    const end = later.at(-1)!.time;
    const { status, t } = solveLinear({
      system: { dimension, pattern, columns, evaluate: this.coefficients(run, structure) },
      t0: 0,
      t1: end,
      start,
      breaks: stretches.slice(1).flatMap(({ from }) => (from < end ? [from] : [])),
      outputTimes: later.map(({ time }) => time),
      onOutput: (index, s) => spread(s, later[index]!.s),
      rtol,
      atol: Float64Array.from(stateOf, (state, q) => atol(state, owners[q]!)),
    });
    if (status === "success") return undefined;
    return {
      kind: status === "endless-events" ? "non-finite" : status,
      time: t,
      message: "The sensitivities could not be integrated.",
      remedy: "Set --rtol lower, or fit fewer parameters.",
    };
  }

  /** The states that a parameter moves, at once or through others. */
  private reached({ count, s0, fromBaselines }: SlopeRun, owner: number): number[] {
    const { rows, columns } = this.table;
    const { n } = this;
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

  /** Made once for what the parameters reach, as the solver's plan of elimination is. */
  private structureOf(reached: readonly (readonly number[])[]): Structure {
    const key = reached.map((own) => own.join()).join(";");
    const known = this.structures.get(key);
    if (known) return known;
    const states = [...new Set(reached.flat())].sort((a, b) => a - b);
    const indexOf = new Map(states.map((state, slot) => [state, slot]));
    const byColumn = states.map((): { row: number; entry: number }[] => []);
    const { rows, columns } = this.table;
    for (let entry = 0; entry < rows.length; entry++) {
      const row = indexOf.get(rows[entry]!);
      const column = columns[entry]! < this.n ? indexOf.get(columns[entry]!) : undefined;
      if (row !== undefined && column !== undefined) byColumn[column]!.push({ row, entry });
    }
    const columnPointers = new Int32Array(states.length + 1);
    byColumn.forEach((own, j) => {
      columnPointers[j + 1] = columnPointers[j]! + own.length;
    });
    const structure = {
      dimension: states.length,
      states,
      columns: reached.map((own) => Int32Array.from(own, (state) => indexOf.get(state)!)),
      pattern: { columnPointers, rowIndices: Int32Array.from(byColumn.flat(), ({ row }) => row) },
      entries: Int32Array.from(byColumn.flat(), ({ entry }) => entry),
    };
    this.structures.set(key, structure);
    return structure;
  }

  /** J and df/dp along the run. */
  private coefficients({ count, fromBaselines, stretches, evaluate }: SlopeRun, structure: Structure) {
    const { n } = this;
    const { rows, columns } = this.table;
    const positionOf = new Map<number, number>();
    let next = 0;
    structure.columns.forEach((own, j) => {
      for (const offset of own) positionOf.set(j * n + structure.states[offset]!, next++);
    });
    const driven: { readonly to: number; readonly entry: number; readonly factor: number }[] = [];
    for (let entry = 0; entry < rows.length; entry++) {
      const column = columns[entry]!;
      if (column < n) continue;
      for (let j = 0; j < count; j++) {
        const to = positionOf.get(j * n + rows[entry]!);
        const factor =
          column < n + count ? Number(column - n === j) : fromBaselines[(column - n - count) * count + j]!;
        if (to !== undefined && factor !== 0) driven.push({ to, entry, factor });
      }
    }
    const drives = Int32Array.from(driven.flatMap(({ to, entry }) => [to, entry]));
    const factors = Float64Array.from(driven, ({ factor }) => factor);
    const { entries } = structure;
    const y = new Float64Array(n);
    const values = new Float64Array(rows.length);
    return (t: number, piece: number, nonzeros: Float64Array, into: Float64Array) => {
      const stretch = stretches[piece]!;
      stretch.at(t, y);
      // At its ends a formula that compares t with a time is asked inside.
      const edge = 1e-9 * (stretch.to - stretch.from);
      evaluate(Math.min(Math.max(t, stretch.from + edge), stretch.to - edge), y, values);
      for (let p = 0; p < nonzeros.length; p++) nonzeros[p] = values[entries[p]!]!;
      into.fill(0);
      for (let d = 0; d < factors.length; d++)
        into[drives[2 * d]!]! += values[drives[2 * d + 1]!]! * factors[d]!;
    };
  }
}
