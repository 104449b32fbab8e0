import { Matrix } from "ml-matrix";
import type { SparsePattern } from "./types.ts";

/** The states of a pattern in blocks: those of a block depend on each other, directly or through others of it. */
export interface StrongComponents {
  readonly blocks: readonly (readonly number[])[];
  /** block of each state */
  readonly blockOf: Int32Array;
  /** index of each state in its block */
  readonly indexOf: Int32Array;
}

const known = new WeakMap<SparsePattern, StrongComponents>();

/** The strongly connected components of a pattern; every block comes after those that depend on it. Done once per pattern object. */
export function strongComponents(dimension: number, pattern: SparsePattern): StrongComponents {
  const found = known.get(pattern) ?? search(dimension, pattern);
  known.set(pattern, found);
  return found;
}

/** R. Tarjan (1972), SIAM J. Comput. 1, 146-160, with a stack of its own instead of recursion. */
function search(n: number, { columnPointers, rowIndices }: SparsePattern): StrongComponents {
  const blocks: number[][] = [];
  const blockOf = new Int32Array(n).fill(-1);
  const positionOf = new Int32Array(n);
  const index = new Int32Array(n).fill(-1);
  const low = new Int32Array(n);
  const next = columnPointers.slice(0, n);
  const open: number[] = [];
  let count = 0;
  for (let root = 0; root < n; root++) {
    if (index[root]! >= 0) continue;
    const path = [root];
    while (path.length > 0) {
      const state = path.at(-1)!;
      if (index[state]! < 0) {
        index[state] = low[state] = count++;
        open.push(state);
      }
      if (next[state]! < columnPointers[state + 1]!) {
        const row = rowIndices[next[state]!++]!;
        if (index[row]! < 0) path.push(row);
        else if (blockOf[row]! < 0) low[state] = Math.min(low[state]!, index[row]!);
        continue;
      }
      path.pop();
      const above = path.at(-1);
      if (above !== undefined) low[above] = Math.min(low[above]!, low[state]!);
      if (low[state] !== index[state]) continue;
      const block = open.splice(open.lastIndexOf(state));
      for (const [position, member] of block.entries()) {
        blockOf[member] = blocks.length;
        positionOf[member] = position;
      }
      blocks.push(block);
    }
  }
  return { blocks, blockOf, indexOf: positionOf };
}

/** The diagonal blocks of a matrix in its block-triangular form, which have its eigenvalues: one for each component. */
export function diagonalBlocks(
  dimension: number,
  pattern: SparsePattern,
  nonzeros: ArrayLike<number>,
): Matrix[] {
  const { columnPointers, rowIndices } = pattern;
  const { blocks, blockOf, indexOf } = strongComponents(dimension, pattern);
  const matrices = blocks.map(({ length }) => Matrix.zeros(length, length));
  for (let column = 0; column < dimension; column++)
    for (let p = columnPointers[column]!; p < columnPointers[column + 1]!; p++) {
      const row = rowIndices[p]!;
      const block = blockOf[column]!;
      if (blockOf[row] === block) matrices[block]!.set(indexOf[row]!, indexOf[column]!, nonzeros[p]!);
    }
  return matrices;
}
