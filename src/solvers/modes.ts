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
    .sort(slowestFirst);
}

/** A multiplier this near 1 is not told from it, and one this near 0 is not told at all. */
const leastChange = 1e-6;
const leastMultiplier = 1e-6;

/**
 * The modes of a round that comes again and again, slowest to die away first: the eigenvalues of the derivative of the map
 * from its start to its end (Floquet multipliers), as rates. What dies away by a million within a round is left out, and a
 * swing is the slowest that looks so from round to round.
 *
 * @param pattern of the Jacobian: states that do not act on each other stand in blocks of their own
 * @param column derivative of all states at the end by a state at the start, both as parts of their sizes
 * @param length of the round
 * @param counts whether a state takes part; one that nothing reads, or that does not move, has no mode
 */
export function modesOfRound(
  dimension: number,
  pattern: SparsePattern,
  column: (state: number) => ArrayLike<number>,
  length: number,
  counts: readonly boolean[],
): Mode[] {
  return strongComponents(dimension, pattern)
    .blocks.filter((states) => states.every((state) => counts[state]))
    .flatMap((states) => {
      const matrix = new Matrix(states.length, states.length);
      for (const [j, from] of states.entries()) {
        const ends = column(from);
        for (const [i, to] of states.entries()) matrix.set(i, j, ends[to]!);
      }
      const multipliers =
        states.length === 1 ? [alone(matrix.get(0, 0), states[0]!)] : together(matrix, states);
      return multipliers.flatMap(({ real, imaginary, parts }): Mode[] => {
        const size = Math.hypot(real, imaginary);
        if (size < leastMultiplier) return [];
        const rate = Math.log(size) / length;
        const turn = Math.atan2(imaginary, real) / length;
        return [{ real: rate, imaginary: turn, isNeutral: Math.abs(size - 1) < leastChange, parts }];
      });
    })
    .sort(slowestFirst);
}

const slowestFirst = (a: Mode, b: Mode) => b.real - a.real || b.imaginary - a.imaginary;

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
