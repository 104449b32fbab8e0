import { Matrix, solve } from "ml-matrix";

/** A point of what is minimised: its value (minus the log-likelihood), slope and expected curvature. */
export interface Iterate {
  readonly at: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
  /** symmetric, row by row */
  readonly curvature: Float64Array;
}

/** Undefined where there is no value: a run failed, a logarithm does not exist. */
export type ObjectiveFunction = (at: Float64Array) => Promise<Iterate | undefined>;

export interface DescendOptions {
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Coordinates that stay where they are. */
  readonly held?: ReadonlySet<number> | undefined;
  /** Decrease of the value that the next step may still bring. */
  readonly enough?: number | undefined;
  readonly mostIterations?: number | undefined;
}

export interface Descent {
  readonly iterate: Iterate;
  readonly iterations: number;
  readonly isConverged: boolean;
}

/** Coordinates that may move, and do not stand at a bound that holds them. */
function freeOf({ at, gradient, curvature }: Iterate, { low, high, held }: DescendOptions): number[] {
  return [...at.keys()].filter(
    (i) =>
      !held?.has(i) &&
      curvature[i * at.length + i]! > 0 &&
      !(at[i]! <= low[i]! && gradient[i]! > 0) &&
      !(at[i]! >= high[i]! && gradient[i]! < 0),
  );
}

/** The step -(H + damping diag H)^-1 g on some coordinates, and what it would bring. */
function stepOf({ at, gradient, curvature }: Iterate, free: readonly number[], damping: number) {
  const n = at.length;
  const matrix = Matrix.zeros(free.length, free.length);
  for (const [r, i] of free.entries())
    for (const [c, j] of free.entries())
      matrix.set(r, c, curvature[i * n + j]! * (i === j ? 1 + damping : 1));
  const right = Matrix.columnVector(free.map((i) => -gradient[i]!));
  const solution = solve(matrix, right, true).to1DArray();
  const gain = -0.5 * free.reduce((sum, i, k) => sum + gradient[i]! * solution[k]!, 0);
  return { solution, gain };
}

/**
 * Minimises by Fisher scoring with Levenberg and Marquardt's damping, within bounds: coordinates that a bound holds are
 * left out of a step, the others stop at theirs. Converged when no undamped step would bring more than `enough`.
 */
export async function descend(
  from: Iterate,
  objective: ObjectiveFunction,
  options: DescendOptions,
): Promise<Descent> {
  const { low, high, enough = 1e-6, mostIterations = 60 } = options;
  let iterate = from;
  let damping = 1e-3;
  let iterations = 0;
  for (; iterations < mostIterations; iterations++) {
    const free = freeOf(iterate, options);
    if (free.length === 0) return { iterate, iterations, isConverged: true };
    const { gain } = stepOf(iterate, free, 1e-9);
    if (!(gain > enough)) return { iterate, iterations, isConverged: Number.isFinite(gain) };
    let next: Iterate | undefined;
    for (;;) {
      const { solution } = stepOf(iterate, free, damping);
      const at = iterate.at.slice();
      for (const [k, i] of free.entries())
        at[i] = Math.min(high[i]!, Math.max(low[i]!, at[i]! + solution[k]!));
      next = at.every(Number.isFinite) ? await objective(at) : undefined;
      if (next && next.value < iterate.value) break;
      next = undefined;
      if (damping > 1e7) break;
      damping *= 10;
    }
    // No step however short goes down: the best that the exactness of the runs allows, if no direction that the points
    // say anything of promises more.
    if (!next)
      return { iterate, iterations, isConverged: stepOf(iterate, free, 1e-3).gain < Math.max(1e-3, enough) };
    const came = iterate.value - next.value;
    damping = Math.max(1e-9, damping / 10);
    iterate = next;
    if (came < 0.1 * enough) return { iterate, iterations: iterations + 1, isConverged: true };
  }
  return { iterate, iterations, isConverged: false };
}

/** Where one coordinate is held: what gradient and curvature at a point say of the best of all others. */
export interface RestrictedMinimum {
  /** Decrease of the value that they may still bring. */
  readonly gain: number;
  /** Slope of the value by the held coordinate along the ridge. */
  readonly slope: number;
  /** Where the others are at their best when the held one is moved. */
  at(moved: number): Float64Array;
}

export function restrictedMinimum(
  iterate: Iterate,
  coordinate: number,
  options: DescendOptions,
): RestrictedMinimum {
  const { at, gradient, curvature } = iterate;
  const n = at.length;
  const free = freeOf(iterate, { ...options, held: new Set([...(options.held ?? []), coordinate]) });
  const cross = free.map((i) => curvature[i * n + coordinate]!);
  const matrix = new Matrix(
    free.map((i) => free.map((j) => curvature[i * n + j]! * (i === j ? 1 + 1e-9 : 1))),
  );
  const right = new Matrix(free.map((i, k) => [-gradient[i]!, -cross[k]!]));
  const moves = free.length > 0 ? solve(matrix, right, true) : right;
  const sum = (terms: readonly number[]) => terms.reduce((total, one) => total + one, 0);
  return {
    gain: -0.5 * sum(free.map((i, k) => gradient[i]! * moves.get(k, 0))),
    slope: gradient[coordinate]! + sum(cross.map((one, k) => one * moves.get(k, 0))),
    at(moved) {
      const to = at.slice();
      for (const [k, i] of free.entries()) {
        const by = moves.get(k, 0) + (moved - at[coordinate]!) * moves.get(k, 1);
        to[i] = Math.min(options.high[i]!, Math.max(options.low[i]!, at[i]! + by));
      }
      to[coordinate] = moved;
      return to;
    },
  };
}

/** Inverse of the curvature on some coordinates; undefined where it is singular. */
export function covarianceOf({ at, curvature }: Iterate, free: readonly number[]): Matrix | undefined {
  const n = at.length;
  if (free.length === 0) return undefined;
  // Scaled to a diagonal of 1, so that units do not decide what counts as singular.
  const scale = free.map((i) => Math.sqrt(curvature[i * n + i]!));
  if (scale.some((s) => !(s > 0))) return undefined;
  const scaled = new Matrix(
    free.map((i, r) => free.map((j, c) => curvature[i * n + j]! / (scale[r]! * scale[c]!))),
  );
  try {
    const inverse = solve(scaled, Matrix.eye(free.length));
    for (let r = 0; r < free.length; r++) {
      if (!(inverse.get(r, r) > 0 && inverse.get(r, r) < 1e10)) return undefined;
      for (let c = 0; c < free.length; c++) inverse.set(r, c, inverse.get(r, c) / (scale[r]! * scale[c]!));
    }
    return inverse;
  } catch {
    return undefined;
  }
}
