import { type FlatSystem, stateSizes } from "../model/index.ts";
import type { MeasureRequest } from "../scenario/index.ts";
import { defaultSolverName } from "../solvers/index.ts";

export interface SimulateOptions {
  /** Name of a solver; the default is the stiff one. */
  readonly solver?: string | undefined;
  readonly rtol?: number | undefined;
  /** Absolute tolerance, relative to the size of each state: see `stateSizes`. */
  readonly atol?: number | undefined;
  /** days between samples of the trajectory */
  readonly sampleEvery?: number | undefined;
  /** Names of the columns that are wanted; all when left out. Fewer cost less time and memory. */
  readonly only?: ReadonlySet<string> | undefined;
  /**
   * Names of the columns that are kept of those worked out. For a single run: `only` has code of its own generated, which
   * pays when many runs want the same.
   */
  readonly keep?: ReadonlySet<string> | undefined;
  /** What is to be measured; it changes neither steps nor samples. */
  readonly measures?: readonly MeasureRequest[] | undefined;
  /** Further days at which the trajectory must have a sample. */
  readonly alsoAt?: readonly number[] | undefined;
  isCancelled?(): boolean;
}

export const defaults = { solver: defaultSolverName, rtol: 1e-6, atol: 1e-8, sampleEvery: 1 / 24 } as const;

/** The absolute tolerance of each state, in canonical units; the same for every run of a system. */
export const tolerancesOf = (system: FlatSystem, { atol = defaults.atol }: SimulateOptions): Float64Array =>
  stateSizes(system).map((size) => atol * size);
