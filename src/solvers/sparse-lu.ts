import type { Elimination } from "./sparsity.ts";

/** A pivot this small against the largest entry of its row is taken as zero. */
const TINY_PIVOT = 1e-25;

/**
 * LU factors of shift * I - J in a fixed order without row exchanges.
 *
 * Without exchanges the factors may grow, but the diagonal dominates as the step shrinks (shift = 1 / (gamma h)), so
 * a bad pivot or a useless solution only shortens the step.
 */
export class SparseLU {
  private readonly elimination: Elimination;
  private readonly values: Float64Array;
  private readonly inversePivots: Float64Array;
  private readonly row: Float64Array;

  constructor(elimination: Elimination) {
    this.elimination = elimination;
    this.values = new Float64Array(elimination.columns.length);
    this.inversePivots = new Float64Array(elimination.dimension);
    this.row = new Float64Array(elimination.dimension);
  }

  /**
   * Factors shift * I - J.
   *
   * @param jacobian nonzeros of J in the order of the planned pattern
   * @returns -1, or the state whose pivot is tiny or not finite
   */
  factor(jacobian: Float64Array, shift: number): number {
    const { dimension: n, order, rowPointers, columns, diagonals, targets } = this.elimination;
    const { values, inversePivots, row } = this;
    values.fill(0);
    for (let i = 0; i < n; i++) values[diagonals[i]!] = shift;
    for (let p = 0; p < targets.length; p++) values[targets[p]!]! -= jacobian[p]!;

    for (let i = 0; i < n; i++) {
      const start = rowPointers[i]!;
      const diagonal = diagonals[i]!;
      const end = rowPointers[i + 1]!;
      let largest = 0;
      for (let p = start; p < end; p++) {
        const value = values[p]!;
        row[columns[p]!] = value;
        largest = Math.max(largest, Math.abs(value));
      }
      for (let p = start; p < diagonal; p++) {
        const k = columns[p]!;
        const multiplier = row[k]! * inversePivots[k]!;
        row[k] = multiplier;
        if (multiplier === 0) continue;
        for (let q = diagonals[k]! + 1; q < rowPointers[k + 1]!; q++)
          row[columns[q]!]! -= multiplier * values[q]!;
      }
      for (let p = start; p < end; p++) values[p] = row[columns[p]!]!;
      const pivot = values[diagonal]!;
      if (!(Math.abs(pivot) > TINY_PIVOT * largest && Number.isFinite(pivot))) return order[i]!;
      inversePivots[i] = 1 / pivot;
    }
    return -1;
  }

  /** Replaces `b` by the solution x of (shift * I - J) x = b. */
  solve(b: Float64Array): void {
    const { dimension: n, order, rowPointers, columns, diagonals } = this.elimination;
    const { values, inversePivots, row } = this;
    for (let i = 0; i < n; i++) {
      let sum = b[order[i]!]!;
      for (let p = rowPointers[i]!; p < diagonals[i]!; p++) sum -= values[p]! * row[columns[p]!]!;
      row[i] = sum;
    }
    for (let i = n - 1; i >= 0; i--) {
      let sum = row[i]!;
      for (let p = diagonals[i]! + 1; p < rowPointers[i + 1]!; p++) sum -= values[p]! * row[columns[p]!]!;
      row[i] = sum * inversePivots[i]!;
    }
    for (let i = 0; i < n; i++) b[order[i]!] = row[i]!;
  }

  /**
   * The same for a vector that is 0 but for some states, where the solution is 0 elsewhere too.
   *
   * @param indices where `b` has them
   * @param positions theirs in the order of elimination, ascending
   */
  solveSome(b: Float64Array, indices: Int32Array, positions: Int32Array): void {
    const { rowPointers, columns, diagonals } = this.elimination;
    const { values, inversePivots, row } = this;
    row.fill(0);
    for (let q = 0; q < positions.length; q++) {
      const i = positions[q]!;
      let sum = b[indices[q]!]!;
      for (let p = rowPointers[i]!; p < diagonals[i]!; p++) sum -= values[p]! * row[columns[p]!]!;
      row[i] = sum;
    }
    for (let q = positions.length - 1; q >= 0; q--) {
      const i = positions[q]!;
      let sum = row[i]!;
      for (let p = diagonals[i]! + 1; p < rowPointers[i + 1]!; p++) sum -= values[p]! * row[columns[p]!]!;
      const x = sum * inversePivots[i]!;
      row[i] = x;
      b[indices[q]!] = x;
    }
  }
}
