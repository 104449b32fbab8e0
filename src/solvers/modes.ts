import { EigenvalueDecomposition, LuDecomposition, Matrix } from "ml-matrix";
import { diagonalBlocks, strongComponents } from "./strong-components.ts";
import type { SparsePattern } from "./types.ts";

/** One way in which a linear system moves: an eigenvalue, or a pair that swings, and the states that move so. */
export interface Mode {
  /** per unit of time; below 0 a disturbance dies away */
  readonly real: number;
  /** angular frequency, per unit of time; 0 where it does not swing */
  readonly imaginary: number;
  /** Too near 0 to be told from it. */
  readonly isNeutral: boolean;
  /** States by how much they take part, most first; shares sum to 1. Empty where eigenvectors fall together. */
  readonly parts: readonly { readonly state: number; readonly share: number }[];
}

/** Part of the size of a matrix to which its eigenvalues are known. */
const exactness = 1e-11;

/**
 * The modes of y' = J y, slowest to die away first. How much a state takes part in one is the product of its entries in the
 * left and the right eigenvector, which does not depend on units (Perez-Arriaga, Verghese & Schweppe 1982,
 * 10.1109/TPAS.1982.317524). It is 0 outside the diagonal block that the eigenvalue belongs to.
 *
 * @param nonzeros of J, in the order of the pattern
 * @param sizes of the states, by which rows and columns are scaled
 */
export function modesOf(
  dimension: number,
  pattern: SparsePattern,
  nonzeros: Float64Array,
  sizes: ArrayLike<number>,
): Mode[] {
  const { blocks } = strongComponents(dimension, pattern);
  return diagonalBlocks(dimension, pattern, nonzeros)
    .flatMap((matrix, b) => {
      const states = blocks[b]!;
      if (states.length === 1) return [alone(matrix.get(0, 0), states[0]!)];
      for (const [i, row] of states.entries())
        for (const [j, column] of states.entries())
          matrix.set(i, j, (matrix.get(i, j) * sizes[column]!) / sizes[row]!);
      return together(matrix, states);
    })
    .sort((a, b) => b.real - a.real || b.imaginary - a.imaginary);
}

const alone = (real: number, state: number): Mode => ({
  real,
  imaginary: 0,
  isNeutral: real === 0,
  parts: [{ state, share: 1 }],
});

function together(matrix: Matrix, states: readonly number[]): Mode[] {
  const size = matrix.norm();
  const { realEigenvalues, imaginaryEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix, {
    assumeSymmetric: false,
  });
  const lu = new LuDecomposition(eigenvectorMatrix);
  const left = lu.isSingular() ? undefined : lu.solve(Matrix.eye(states.length));
  return realEigenvalues.flatMap((real, k): Mode[] => {
    const imaginary = imaginaryEigenvalues[k]!;
    // Of a pair the columns k and k + 1 are the real and the imaginary part of one eigenvector.
    if (imaginary < 0) return [];
    const shares = states.map((_, i) => {
      if (!left) return Number.NaN;
      const at = (column: number): [number, number] => [
        eigenvectorMatrix.get(i, column),
        left.get(column, i),
      ];
      const [right, other] = at(k);
      if (imaginary === 0) return Math.abs(right * other);
      const [right2, other2] = at(k + 1);
      return Math.hypot(right, right2) * Math.hypot(other, other2);
    });
    const sum = shares.reduce((all, share) => all + share, 0);
    const parts = Number.isFinite(sum) && sum > 0 ? shares : [];
    return [
      {
        real,
        imaginary,
        isNeutral: Math.abs(real) <= exactness * size,
        parts: parts
          .map((share, i) => ({ state: states[i]!, share: share / sum }))
          .sort((a, b) => b.share - a.share),
      },
    ];
  });
}
