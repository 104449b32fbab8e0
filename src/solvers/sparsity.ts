import type { SparsePattern } from "./types.ts";

/** The layout of L and U for one pattern: rows in elimination order, fill included. Fixed for all values. */
export interface Elimination {
  readonly dimension: number;
  /** state at each position of the elimination order */
  readonly order: Int32Array;
  /** dimension + 1 offsets into `columns`, one row of L and U together after the other */
  readonly rowPointers: Int32Array;
  /** positions in elimination order, ascending within a row */
  readonly columns: Int32Array;
  /** where each row holds its diagonal */
  readonly diagonals: Int32Array;
  /** where each nonzero of the pattern goes */
  readonly targets: Int32Array;
}

const known = new WeakMap<SparsePattern, Elimination>();

/** Plans the elimination of a pattern with its diagonal added. Done once per pattern object. */
export function planElimination(dimension: number, pattern: SparsePattern): Elimination {
  const planned = known.get(pattern);
  if (planned) return planned;
  const elimination = plan(dimension, pattern);
  known.set(pattern, elimination);
  return elimination;
}

/** The pattern in which every entry is a nonzero, for systems without a Jacobian of their own. */
export function densePattern(dimension: number): SparsePattern {
  return {
    columnPointers: Int32Array.from({ length: dimension + 1 }, (_, j) => j * dimension),
    rowIndices: Int32Array.from({ length: dimension * dimension }, (_, p) => p % dimension),
  };
}

/**
 * Minimum degree on the diagonal: the next pivot is the state with the least Markowitz cost
 * (r - 1)(c - 1), lowest index first. Duff, Erisman & Reid, Direct Methods for Sparse Matrices (2nd ed.), Ch. 7.
 */
function plan(n: number, pattern: SparsePattern): Elimination {
  const { columnPointers, rowIndices } = pattern;
  const rows = Array.from({ length: n }, (_, i) => new Set([i]));
  const columns = Array.from({ length: n }, (_, j) => new Set([j]));
  for (let j = 0; j < n; j++)
    for (let p = columnPointers[j]!; p < columnPointers[j + 1]!; p++) {
      rows[rowIndices[p]!]!.add(j);
      columns[j]!.add(rowIndices[p]!);
    }

  const order = new Int32Array(n);
  const position = new Int32Array(n);
  const lower = Array.from({ length: n }, (): number[] => []);
  const isFull = rowIndices.length === n * n;
  const left = new Set(order.keys());
  for (let step = 0; step < n; step++) {
    const pivot = isFull ? step : cheapest(left, rows, columns);
    left.delete(pivot);
    order[step] = pivot;
    position[pivot] = step;
    for (const j of rows[pivot]!) columns[j]!.delete(pivot);
    columns[pivot]!.delete(pivot);
    for (const i of columns[pivot]!) {
      lower[i]!.push(pivot);
      rows[i]!.delete(pivot);
      if (isFull) continue;
      for (const j of rows[pivot]!) {
        if (j === pivot) continue;
        rows[i]!.add(j);
        columns[j]!.add(i);
      }
    }
  }

  const rowPointers = new Int32Array(n + 1);
  const flat: number[] = [];
  const diagonals = new Int32Array(n);
  const targetOf = new Map<number, number>();
  order.forEach((state, row) => {
    const inRow = [...lower[state]!, ...rows[state]!].map((j) => position[j]!).sort((a, b) => a - b);
    for (const column of inRow) {
      if (column === row) diagonals[row] = flat.length;
      targetOf.set(row * n + column, flat.length);
      flat.push(column);
    }
    rowPointers[row + 1] = flat.length;
  });

  const targets = new Int32Array(rowIndices.length);
  for (let j = 0; j < n; j++)
    for (let p = columnPointers[j]!; p < columnPointers[j + 1]!; p++)
      targets[p] = targetOf.get(position[rowIndices[p]!]! * n + position[j]!)!;
  return { dimension: n, order, rowPointers, columns: Int32Array.from(flat), diagonals, targets };
}

function cheapest(left: Set<number>, rows: readonly Set<number>[], columns: readonly Set<number>[]): number {
  let best = -1;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const i of left) {
    const cost = (rows[i]!.size - 1) * (columns[i]!.size - 1);
    if (cost < bestCost) {
      best = i;
      bestCost = cost;
    }
  }
  return best;
}
