import { type FlatSystem, ownStates, stateSizes } from "../model/index.ts";
import type { Dose } from "../pharmacology/index.ts";
import type { MeasureRequest } from "../scenario/index.ts";
import { defaultSolverName } from "../solvers/index.ts";
import { plain } from "../text/index.ts";
import type { Samples } from "./types.ts";

export interface SimulateOptions {
  /** Name of a solver; the default is the stiff one. */
  readonly solver?: string | undefined;
  /** Relative tolerance, 1e-6 when left out; a step may err by so much of a state times {@link leniencyOf}. */
  readonly rtol?: number | undefined;
  /** Absolute tolerance, relative to the size of each state: see `measuringSizes`; 1e-8, or less with a smaller `rtol`. */
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
  /** Names of the columns that are kept at every sample, where others are only worked out and checked: see `onSamples`. */
  readonly whole?: ReadonlySet<string> | undefined;
  /** Shown all columns as they are worked out, some samples at a time: the first `count` of these, which are soon overwritten. */
  onSamples?(samples: Samples, count: number): void;
  /** What is to be measured; it changes neither steps nor samples. */
  readonly measures?: readonly MeasureRequest[] | undefined;
  /** Further days at which the trajectory must have a sample. */
  readonly alsoAt?: readonly number[] | undefined;
  isCancelled?(): boolean;
}

export const defaults = { solver: defaultSolverName, rtol: 1e-6, atol: 1e-8, sampleEvery: 1 / 24 } as const;

/** The absolute tolerance: the one asked for, else the default, made smaller with `rtol` so that small values get better too. */
export const atolOf = ({ atol, rtol = defaults.rtol }: Pick<SimulateOptions, "atol" | "rtol">): number =>
  atol ?? plain(defaults.atol * Math.min(1, rtol / defaults.rtol), 12);

/**
 * What the absolute tolerance of each state is relative to, in canonical units: its size. Of drug that waits to be absorbed it is
 * what makes that tolerance `rtol` of the smallest dose: it empties at a rate that is quick against all else, and to follow
 * what is left of it down to a millionth of a millionth took most of the steps of a run.
 */
export function measuringSizes(
  system: FlatSystem,
  options: SimulateOptions,
  doses: readonly Dose[],
): Float64Array {
  const { rtol = defaults.rtol } = options;
  const atol = atolOf(options);
  const smallest = new Map<string, number>();
  for (const { drug, amount } of doses)
    if (amount > 0) smallest.set(drug, Math.min(amount, smallest.get(drug) ?? amount));
  return stateSizes(system).map((size, i) => {
    const { name, unit, isDepot } = system.states[i]!;
    const dose = isDepot ? smallest.get(name.slice(0, name.indexOf("."))) : undefined;
    return dose === undefined || atol === 0 ? size : Math.max(size, (rtol / atol) * dose * unit.factor);
  });
}

/**
 * What a solver holds the error of each state in a step to: relative to the state, and absolute in canonical units, which is
 * `atol` of what {@link measuringSizes} says. Both times {@link leniencyOf}.
 */
export function tolerancesOf(
  system: FlatSystem,
  options: SimulateOptions,
  doses: readonly Dose[] = [],
): { readonly rtol: number; readonly atol: Float64Array } {
  const leniency = leniencyOf(system, options.solver);
  const atol = leniency * atolOf(options);
  return {
    rtol: leniency * (options.rtol ?? defaults.rtol),
    atol: measuringSizes(system, options, doses).map((size) => atol * size),
  };
}

/**
 * How many times `rtol` one step may err in one state: a tenth of the number of states that the model has beside those of
 * drugs, 0.1 to 6.5; to 1 for odex, which is there to check. Small models cost next to nothing, so that theirs are held
 * closer. A part of a model has the leniency of the whole, and drugs do not count, so that every verb takes the same steps.
 * See `decisions/0032`.
 */
export const leniencyOf = (system: FlatSystem, solver: string = defaults.solver): number =>
  Math.min(solver === defaults.solver ? 6.5 : 1, Math.max(1, ownStates(system)) / 10);
