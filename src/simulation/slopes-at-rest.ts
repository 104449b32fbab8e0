import { LuDecomposition, Matrix } from "ml-matrix";
import type {
  CompiledSystem,
  DerivativeTable,
  ParameterDerivatives,
  WithRespectTo,
} from "../compile/index.ts";
import { restTime } from "./clock.ts";
import type { Equilibrium } from "./equilibrium.ts";

/** How the start of a run moves with parameters. */
export interface SlopesAtRest {
  /** of state i by parameter j: [i * parameters + j] */
  readonly states: Float64Array;
  /** of baseline b by parameter j: [b * parameters + j] */
  readonly baselines: Float64Array;
}

/** The derivatives that this takes, made once for a system and its parameters. */
export interface RestTables {
  readonly rates: DerivativeTable;
  readonly initials: DerivativeTable;
  readonly baselines: DerivativeTable;
}

/** @param slots indices of the parameters in the parameter vector */
export function restTables(
  derivatives: ParameterDerivatives,
  { system, layout }: CompiledSystem,
  slots: readonly number[],
): RestTables {
  const states = system.states.map((_, state): WithRespectTo => ({ state }));
  const by = [...states, ...slots.map((slot): WithRespectTo => ({ slot }))];
  const baselines = system.baselines.map((name): WithRespectTo => ({ slot: layout.baseline(name)! }));
  return {
    rates: derivatives.table(
      system.states.map((_, state) => ({ kind: "rate", state })),
      by,
    ),
    initials: derivatives.table(
      system.start === "written" ? system.states.map((_, state) => ({ kind: "initial", state })) : [],
      slots.map((slot) => ({ slot })),
    ),
    baselines: derivatives.table(
      system.baselines.map((name) => ({ kind: "value", name })),
      [...by, ...baselines],
    ),
  };
}

/**
 * Derivatives of a person's equilibrium and of the baselines recorded there by parameters, from the linear system
 * J s = -df/dp; of a system that starts as written, those of its initial values. Undefined where the equilibrium is not
 * determined by the equations alone (J is singular on what the parameters reach).
 */
export function slopesAtRest(
  { y, parameters }: Equilibrium,
  tables: RestTables,
  compiled: CompiledSystem,
  count: number,
): SlopesAtRest | undefined {
  const { system, layout } = compiled;
  const n = system.states.length;
  const time = restTime(system);
  const atRest = parameters.slice();
  for (const name of system.baselines) atRest[layout.baseline(name)!] = 1;
  const states = new Float64Array(n * count);
  if (system.start === "written") {
    const { rows, columns } = tables.initials;
    const values = valuesOf(tables.initials, 0, y, parameters);
    for (let e = 0; e < rows.length; e++) states[rows[e]! * count + columns[e]!] = values[e]!;
  } else if (!solveRest(tables.rates, valuesOf(tables.rates, time, y, atRest), n, count, states))
    return undefined;

  const nb = system.baselines.length;
  const { rows, columns } = tables.baselines;
  const values = valuesOf(tables.baselines, time, y, parameters);
  let baselines = new Float64Array(nb * count);
  // Baselines that read other baselines settle in as many passes as they stand behind each other.
  for (let pass = 0; pass <= nb; pass++) {
    const next = new Float64Array(nb * count);
    for (let e = 0; e < rows.length; e++) {
      const [b, c, value] = [rows[e]!, columns[e]!, values[e]!];
      for (let j = 0; j < count; j++) {
        const inner =
          c < n
            ? states[c * count + j]!
            : c < n + count
              ? Number(c - n === j)
              : baselines[(c - n - count) * count + j]!;
        next[b * count + j]! += value * inner;
      }
    }
    const isSettled = next.every((value, i) => value === baselines[i]);
    baselines = next;
    if (isSettled) break;
  }
  return { states, baselines };
}

/** Solves J s = -df/dp on the states that the parameters reach; false where that has no single answer. */
function solveRest(
  { rows, columns }: DerivativeTable,
  values: Float64Array,
  n: number,
  count: number,
  into: Float64Array,
): boolean {
  const reached = new Set<number>();
  for (let e = 0; e < rows.length; e++) if (columns[e]! >= n && values[e] !== 0) reached.add(rows[e]!);
  for (let before = -1; before !== reached.size; ) {
    before = reached.size;
    for (let e = 0; e < rows.length; e++)
      if (columns[e]! < n && values[e] !== 0 && reached.has(columns[e]!)) reached.add(rows[e]!);
  }
  if (reached.size === 0) return true;
  const order = [...reached].sort((a, b) => a - b);
  const indices = new Map(order.map((state, i) => [state, i]));
  const matrix = Matrix.zeros(order.length, order.length);
  const right = Matrix.zeros(order.length, count);
  for (let e = 0; e < rows.length; e++) {
    const row = indices.get(rows[e]!);
    if (row === undefined) continue;
    const column = columns[e]!;
    if (column >= n) right.set(row, column - n, -values[e]!);
    else if (indices.has(column)) matrix.set(row, indices.get(column)!, values[e]!);
  }
  const lu = new LuDecomposition(matrix);
  if (lu.isSingular()) return false;
  const solution = lu.solve(right);
  for (const [row, state] of order.entries())
    for (let j = 0; j < count; j++) into[state * count + j] = solution.get(row, j);
  return true;
}

export function valuesOf(
  table: DerivativeTable,
  t: number,
  y: Float64Array,
  parameters: Float64Array,
): Float64Array {
  const values = new Float64Array(table.rows.length);
  table.bind(parameters)(t, y, values);
  return values;
}
