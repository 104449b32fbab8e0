import { levenbergMarquardt } from "ml-levenberg-marquardt";
import { keyOf, uniform } from "../../random/index.ts";
import type { PetabEvaluation, PetabProgram } from "./evaluate.ts";
import { fitnessOf, onto } from "./likelihood.ts";
import { logPrior } from "./priors.ts";
import type { PetabParameter, PetabProblem } from "./types.ts";

export interface PetabFit {
  /** Estimated parameters by id, on the linear scale. */
  readonly values: ReadonlyMap<string, number>;
  readonly evaluation: PetabEvaluation;
  /** What each start came to, the nominal values first: the log-likelihood, with priors the sum of both; NaN where it failed. */
  readonly starts: readonly number[];
}

export interface PetabFitOptions {
  /** Starts beside the nominal values, drawn between the bounds. */
  readonly starts?: number | undefined;
  readonly seed?: number | undefined;
  /** Default true: the maximum of likelihood and priors, where the problem states any. */
  readonly usesPriors?: boolean | undefined;
  readonly onStart?: ((done: number, of: number) => void) | undefined;
}

const back = { lin: (x: number) => x, log: Math.exp, log10: (x: number) => 10 ** x } as const;

/**
 * Least squares can hold no negative terms: 2 ln of a noise or its parameters is shifted by this, as AMICI and pyPESTO
 * shift theirs, so that noise can be estimated beside the rest.
 */
const shift = 50;

/**
 * The maximum of the likelihood and the priors that the problem states, by Levenberg and Marquardt's method from the nominal
 * values and from drawn starts. A parameter moves between its bounds, on its scale.
 */
export function fitPetab(
  problem: PetabProblem,
  program: PetabProgram,
  { starts = 0, seed = 0, usesPriors = true, onStart }: PetabFitOptions = {},
): PetabFit {
  const free = problem.parameters
    .filter((one) => one.isEstimated)
    .map((one) => new ParameterScale(one, usesPriors && (one.prior?.isStated ?? false)));
  const valuesOf = (at: readonly number[]) => new Map(free.map((axis, i) => [axis.id, axis.value(at[i]!)]));
  const residualsAt = (at: readonly number[]) => [
    ...residualsOf(problem, program.evaluate(valuesOf(at))),
    ...free.flatMap((axis, i) => axis.residual(at[i]!) ?? []),
  ];
  const goodnessAt = (at: readonly number[]) =>
    free.reduce((sum, axis, i) => sum + axis.logPrior(at[i]!), program.evaluate(valuesOf(at)).llh);
  const found: { at: readonly number[]; llh: number }[] = [];
  for (let start = 0; start <= starts; start++) {
    const from = free.map((axis, i) =>
      start === 0 ? axis.nominal : uniform(seed, keyOf(`start of ${axis.id}`), start * free.length + i),
    );
    found.push(climb(from, residualsAt, goodnessAt));
    onStart?.(start + 1, starts + 1);
  }
  const best = found.reduce((a, b) => (b.llh > a.llh || Number.isNaN(a.llh) ? b : a));
  const values = valuesOf(best.at);
  return { values, evaluation: program.evaluate(values), starts: found.map((one) => one.llh) };
}

function climb(
  from: readonly number[],
  residualsAt: (at: readonly number[]) => readonly number[],
  llhAt: (at: readonly number[]) => number,
): { at: readonly number[]; llh: number } {
  const before = llhAt(from);
  const indices = residualsAt(from).map((_, i) => i);
  if (from.length === 0 || indices.length === 0 || !Number.isFinite(before)) return { at: from, llh: before };
  const { parameterValues: at } = levenbergMarquardt(
    { x: indices, y: indices.map(() => 0) },
    (trial) => {
      const residuals = withinBounds(residualsAt, trial);
      // A run that fails is no way to go.
      return (index) => (Number.isFinite(residuals[index]!) ? residuals[index]! : 1e6);
    },
    {
      initialValues: [...from],
      minValues: from.map(() => 0),
      maxValues: from.map(() => 1),
      gradientDifference: 1e-6,
      centralDifference: true,
      damping: 1e-2,
      maxIterations: 200,
      errorTolerance: 1e-12,
    },
  );
  const llh = llhAt(at);
  return llh > before ? { at, llh } : { at: from, llh: before };
}

/**
 * Residuals of a point that a difference puts beyond a bound, where the model may be undefined: as far from those at the bound as
 * those of its mirror image are on the other side, so that the difference is one of two points within.
 */
function withinBounds(
  residualsAt: (at: readonly number[]) => readonly number[],
  trial: readonly number[],
): readonly number[] {
  const bound = trial.map((x) => Math.min(1, Math.max(0, x)));
  if (bound.every((x, i) => x === trial[i])) return residualsAt(trial);
  const inside = residualsAt(bound.map((x, i) => 2 * x - trial[i]!));
  return residualsAt(bound).map((residual, i) => 2 * residual - inside[i]!);
}

/** Residuals whose squares sum to -2 ln of the likelihood and a constant. */
function residualsOf(problem: PetabProblem, { simulations }: PetabEvaluation): number[] {
  return simulations.flatMap(({ measurement, value, noise }) => {
    const observable = problem.observables.get(measurement.observable)!;
    const { residual } = fitnessOf(observable, measurement.value, value, noise);
    return observable.distribution === "normal"
      ? [residual, Math.sqrt(Math.max(0, 2 * Math.log(noise) + shift))]
      : [Math.sqrt(2 * Math.abs(residual)), Math.sqrt(Math.max(0, 2 * Math.log(noise) + shift))];
  });
}

/** Between the bounds, and where a flat prior is. */
function supportOf({ prior, scale, low, high }: PetabParameter): readonly [number, number] {
  if (!prior?.distribution.endsWith("uniform")) return [low, high];
  const [from, to] = prior.isOnScale ? prior.parameters.map(back[scale]) : prior.parameters;
  return [Math.max(low, from!), Math.min(high, to!)];
}

/** Steps in which the mode of a prior is looked for, before it is narrowed down. */
const modeSteps = 400;

/** Where a function of one mode is highest between 0 and 1: on a grid, then by golden sections. */
function peakOf(of: (at: number) => number): { at: number; top: number } {
  const grid = Array.from({ length: modeSteps + 1 }, (_, k) => of(k / modeSteps));
  const best = grid.reduce((a, value, k) => (value > grid[a]! ? k : a), 0);
  let [from, to] = [Math.max(0, best - 1) / modeSteps, Math.min(modeSteps, best + 1) / modeSteps];
  const part = (Math.sqrt(5) - 1) / 2;
  for (let n = 0; n < 60; n++) {
    const [a, b] = [to - part * (to - from), from + part * (to - from)];
    if (of(a) >= of(b)) to = b;
    else from = a;
  }
  const at = (from + to) / 2;
  return of(at) >= grid[best]! ? { at, top: of(at) } : { at: best / modeSteps, top: grid[best]! };
}

/** A parameter as a place between 0 (lowest) and 1 (highest), on its scale. */
class ParameterScale {
  readonly id: string;
  readonly nominal: number;
  private readonly scale: PetabParameter["scale"];
  private readonly low: number;
  private readonly span: number;
  private readonly parameter: PetabParameter;
  /** Where the prior is highest, and how high; absent: no prior counts. */
  private readonly mode: { readonly at: number; readonly top: number } | undefined;

  constructor(parameter: PetabParameter, usesPrior: boolean) {
    const { id, scale, nominal } = parameter;
    const [low, high] = usesPrior ? supportOf(parameter) : [parameter.low, parameter.high];
    this.parameter = parameter;
    this.id = id;
    this.scale = scale;
    const lowest = onto[scale](scale === "lin" ? low : Math.max(low, 1e-12));
    const highest = onto[scale](high);
    const middle = onto[scale](nominal ?? (Number.isFinite(low + high) ? (low + high) / 2 : 1));
    const reach = 10 * Math.max(1, Math.abs(middle));
    this.low = Number.isFinite(lowest) ? lowest : middle - reach;
    this.span = (Number.isFinite(highest) ? highest : middle + reach) - this.low;
    this.nominal = Math.min(1, Math.max(0, (middle - this.low) / this.span));
    this.mode = usesPrior ? peakOf((at) => logPrior(parameter, this.value(at))) : undefined;
  }

  logPrior(at: number): number {
    return this.mode ? logPrior(this.parameter, this.value(at)) : 0;
  }

  /**
   * A residual whose square is twice what the logarithm of the prior has fallen from its mode, with the sign of the side: for
   * a normal prior the usual one, and smooth for all that have one mode.
   */
  residual(at: number): number | undefined {
    if (!this.mode) return undefined;
    const fall = Math.max(0, this.mode.top - this.logPrior(at));
    return Math.sign(at - this.mode.at) * Math.sqrt(2 * fall);
  }

  value(at: number): number {
    return back[this.scale](this.low + at * this.span);
  }
}
