import { EigenvalueDecomposition } from "ml-matrix";
import { firstNonFinite } from "./segments.ts";
import { SparseLU } from "./sparse-lu.ts";
import { planElimination } from "./sparsity.ts";
import { diagonalBlocks, strongComponents } from "./strong-components.ts";
import type { OdeSystem } from "./types.ts";

const mostIterations = 12;
/**
 * Newton's step solves -J x = f; with so little of the slowest decay added on the diagonal, an idle state divides 0 by
 * something, and all others come as near in two steps as in one.
 */
const almostNothing = 1e-6;
/** A step this small against the size of its state is the last: the next one, about its square, would be rounding. */
const converged = 1e-9;

export interface RootRequest {
  readonly system: OdeSystem;
  readonly t: number;
  /** where to begin, near the root */
  readonly y: Float64Array;
  /** size of each state, which steps are measured against */
  readonly scale: ArrayLike<number>;
  /** farthest that any state may go from where it began, in its size: beyond, it may be another root */
  readonly reach: number;
  /** slowest decay towards the root that counts as attracting, per unit of time */
  readonly slowest: number;
  /** states that need not attract: those whose rate is 0 and stays so */
  readonly idle: (state: number) => boolean;
}

/**
 * The attracting root of f(t, y) = 0 near `y`, by Newton's iteration on the sparse Jacobian. It attracts when every
 * eigenvalue of df/dy there has a real part below -`slowest`; they are those of the diagonal blocks of the Jacobian's
 * block-triangular form, one block for each strongly connected component of the states (Duff, Erisman & Reid, Direct
 * Methods for Sparse Matrices, 2nd ed., Ch. 6).
 *
 * @returns undefined when the system has no Jacobian of its own, or no such root is met within reach
 */
export function attractingRoot({
  system,
  t,
  y: start,
  scale,
  reach,
  slowest,
  idle,
}: RootRequest): Float64Array | undefined {
  const { jacobian, dimension } = system;
  if (!jacobian) return undefined;
  const lu = new SparseLU(planElimination(dimension, jacobian.pattern));
  const nonzeros = new Float64Array(jacobian.pattern.rowIndices.length);
  const y = start.slice();
  const step = new Float64Array(dimension);
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    system.rates(t, y, step);
    jacobian.evaluate(t, y, nonzeros);
    if (firstNonFinite(step) >= 0 || firstNonFinite(nonzeros) >= 0) return undefined;
    if (lu.factor(nonzeros, slowest * almostNothing) >= 0) return undefined;
    lu.solve(step);
    let length = 0;
    for (let i = 0; i < dimension; i++) {
      y[i] = y[i]! + step[i]!;
      length = Math.max(length, Math.abs(step[i]!) / scale[i]!);
      if (!(Math.abs(y[i]! - start[i]!) <= reach * scale[i]!)) return undefined;
    }
    if (length > converged) continue;
    jacobian.evaluate(t, y, nonzeros);
    return attracts(system, nonzeros, slowest, idle) ? y : undefined;
  }
  return undefined;
}

function attracts(
  { dimension, jacobian }: OdeSystem,
  nonzeros: Float64Array,
  slowest: number,
  idle: (state: number) => boolean,
): boolean {
  const { pattern } = jacobian!;
  const { blocks } = strongComponents(dimension, pattern);
  const matrices = diagonalBlocks(dimension, pattern, nonzeros);
  return matrices.every((matrix, i) => {
    if (blocks[i]!.every(idle)) return true;
    const real = matrix.rows === 1 ? [matrix.get(0, 0)] : new EigenvalueDecomposition(matrix).realEigenvalues;
    return real.every((value) => value < -slowest);
  });
}
