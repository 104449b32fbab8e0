import type { FlatSystem } from "../model/index.ts";
import type { OdeSystem } from "../solvers/index.ts";
import type { Graph, NodeId } from "./graph.ts";
import type { SharedWasm } from "./wasm/plans.ts";

/** Numbers to be computed together: which nodes, written to which entries of one output array. */
export interface Kernel {
  readonly name: string;
  readonly outputs: readonly { readonly node: NodeId; readonly to: number }[];
}

/**
 * A flat system as one expression graph with its derivatives, and the lists of what to compute from it. `fixed` holds
 * the nodes that depend on parameters only: they are computed once a run.
 */
export interface SystemGraph {
  readonly system: FlatSystem;
  readonly graph: Graph;
  readonly fixed: readonly NodeId[];
  readonly rates: Kernel;
  readonly jacobian: Kernel;
  readonly timeDerivative: Kernel;
  readonly values: Kernel;
  /**
   * Conditions as 1 or 0: the trigger of each event, then every comparison in the triggers, whose changes show where to
   * look for those of a trigger.
   */
  readonly conditions: Kernel;
  /** Nonzeros of df/dy in compressed sparse columns. */
  readonly columnPointers: Int32Array;
  readonly rowIndices: Int32Array;
}

/** Places in the parameter vector: declared parameters first, then gates, then baselines. */
export interface Layout {
  readonly size: number;
  parameter(name: string): number | undefined;
  gate(effect: string): number | undefined;
  baseline(name: string): number | undefined;
}

/** A system bound to one vector of parameters: what a solver takes, and the algebraic values. */
export interface BoundSystem extends OdeSystem {
  /** Writes every value of the flat system, in its order, in canonical units. */
  values(t: number, y: Float64Array, out: Float64Array): void;
  /** Values at the given indices in the system's list, a point at a time. */
  pointwise(columns: readonly number[]): Pointwise;
  /** Values at many points: all of them, or those at the given indices in the system's list. */
  sampler(columns?: readonly number[]): Sampler;
  /** Writes the conditions of the events: triggers first, then the comparisons in them. */
  conditions(t: number, y: Float64Array, out: Float64Array): void;
}

/** Computes a few values at single points. */
export interface Pointwise {
  /** The states that these values depend on; the others may hold anything. */
  readonly states: Int32Array;
  /** Of each value: whether it is a sum of multiples of states, with factors that stay the same during a run. */
  readonly isLinear: readonly boolean[];
  /** Writes the values, in canonical units. */
  evaluate(t: number, y: Float64Array, out: Float64Array): void;
  /** Lends room for rows of states, each of `stride` numbers, off which these values are computed where they lie. */
  rows(count: number, stride: number): RowSampler;
}

/**
 * Computes values at up to `capacity` points at once, whose states lie in rows: those of `Pointwise.states`, in that order,
 * come first in each. Fill `rows`, `rowOf` and `times`, call `evaluate`, read `values`.
 */
export interface RowSampler {
  readonly capacity: number;
  readonly rows: Float64Array;
  /** the row of each point */
  readonly rowOf: Int32Array;
  readonly times: Float64Array;
  /** value i of point p is at [i * capacity + p] */
  readonly values: Float64Array;
  /** Computes the values of the first `count` points. */
  evaluate(count: number): void;
  /** Gives the room back: nothing in it may be read or written any more. */
  release(): void;
}

/** Computes values at many points at once: up to `capacity`. Fill `times` and `points`, call `evaluate`, read `values`. */
export interface Sampler {
  readonly capacity: number;
  /** The states that the values depend on, ascending. */
  readonly states: Int32Array;
  readonly times: Float64Array;
  /** the state `states[r]` of point s is at [s * states.length + r] */
  readonly points: Float64Array;
  /** value i of point s is at [i * capacity + s] */
  readonly values: Float64Array;
  /** Computes the values of the first `count` points. */
  evaluate(count: number): void;
}

/**
 * How the numbers are computed: generated WebAssembly, the fast way; generated JavaScript, the readable way; or an
 * interpreter, where generated code may not run.
 */
export const compilePaths = ["wasm", "javascript", "interpreter"] as const;
export type CompilePath = (typeof compilePaths)[number];

/** A system ready to run any number of times, with other parameters each time. */
export interface CompiledSystem {
  readonly system: FlatSystem;
  readonly path: CompilePath;
  readonly layout: Layout;
  /** How many numbers `conditions` of a bound system writes. */
  readonly conditionCount: number;
  /** Nominal parameters, all gates open, baselines of 1. */
  defaultParameters(): Float64Array;
  /** Binds a copy of the parameters. */
  bind(parameters: Float64Array): BoundSystem;
  /**
   * Binds copies of two parameter vectors to one system of twice the size, for `solvePair`: state i of the first is at
   * 2 i, of the second at 2 i + 1. Undefined on paths that gain nothing from it.
   */
  bindPair(first: Float64Array, second: Float64Array): OdeSystem | undefined;
  /** What another thread needs to run the same system without compiling it again; see `compileShared`. */
  share(): SharedSystem;
}

/** A compiled system as data for `postMessage`. */
export interface SharedSystem {
  readonly system: FlatSystem;
  readonly path: CompilePath;
  readonly wasm?: SharedWasm | undefined;
}

/** How a compile path makes a function of a kernel: of the fixed nodes, or of what varies in a run. */
export type MakeKernel = (source: SystemGraph, kernel: Kernel, mode: "fixed" | "varying") => KernelFunction;

export type KernelFunction = (
  t: number,
  y: Float64Array,
  p: Float64Array,
  fixed: Float64Array,
  out: Float64Array,
) => void;
