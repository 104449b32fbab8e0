import type { Elimination } from "../../solvers/index.ts";
import type { Code } from "./binary.ts";
import type { FunctionBuilder, ModuleBuilder } from "./builder.ts";
import { call, f64, f64x2, get, i32, set, v128 } from "./instructions.ts";
import type { Shape } from "./shape.ts";

/** Where the factors are kept: L, U and the inverse pivots, rows in elimination order. */
export interface FactorPlaces {
  /** df/dy in the order of the pattern */
  readonly jacobian: number;
  readonly factors: number;
  readonly inverses: number;
}

/** Products in one function: V8 compiles a few such functions faster, and in parallel, than one long one. */
const longestPart = 2_000;

/** Products that a factorization takes; the size of its code. */
export function productsOf({ dimension, rowPointers, columns, diagonals }: Elimination): number {
  let count = 0;
  for (let i = 0; i < dimension; i++)
    for (let p = rowPointers[i]!; p < diagonals[i]!; p++) {
      const pivot = columns[p]!;
      count += rowPointers[pivot + 1]! - diagonals[pivot]!;
    }
  return count;
}

/**
 * LU of shift I - df/dy in the planned order, every product written out (the "symbolic code generation" of F. G.
 * Gustavson, W. Liniger & R. Willoughby (1970), J. ACM 17, 87-109).
 *
 * The function takes the shift and returns 0, or 1 when a pivot is 0 or not finite; then the first inverse pivot that
 * is not finite tells which.
 */
export function defineFactor(
  module: ModuleBuilder,
  shape: Shape,
  elimination: Elimination,
  places: FactorPlaces,
): number {
  const { dimension: n, rowPointers, columns, diagonals, targets } = elimination;
  const entryOf = new Map<number, number>();
  targets.forEach((target, entry) => {
    entryOf.set(target, entry);
  });
  const { multiply, subtract, divide, negate } = shape.operations;
  const none = i32.const(0);
  const at = (base: number, index: number) => shape.load(none, base + index * shape.width);
  const put = (base: number, index: number, value: Code) =>
    shape.store(none, base + index * shape.width, value);

  const writeRow = (f: FunctionBuilder, shift: Code, check: number, row: readonly number[], i: number) => {
    const diagonal = diagonals[i]!;
    for (let p = rowPointers[i]!; p < rowPointers[i + 1]!; p++) {
      const entry = entryOf.get(p);
      const value = entry === undefined ? undefined : at(places.jacobian, entry);
      const start =
        p === diagonal
          ? value
            ? subtract(shift, value)
            : shift
          : value
            ? negate(value)
            : shape.constant(module, 0);
      f.emit(set(row[columns[p]!]!, start));
    }
    for (let p = rowPointers[i]!; p < diagonal; p++) {
      const k = columns[p]!;
      const multiplier = row[k]!;
      f.emit(set(multiplier, multiply(get(multiplier), at(places.inverses, k))));
      f.emit(put(places.factors, p, get(multiplier)));
      for (let q = diagonals[k]! + 1; q < rowPointers[k + 1]!; q++) {
        const target = row[columns[q]!]!;
        f.emit(set(target, subtract(get(target), multiply(get(multiplier), at(places.factors, q)))));
      }
    }
    const pivot = get(row[i]!);
    const inverse = f.keep(shape.number, divide(shape.constant(module, 1), pivot));
    f.emit(put(places.inverses, i, inverse));
    // 1 for every pivot that is a number, NaN for 0 and infinity.
    f.emit(set(check, shape.operations.max(get(check), multiply(inverse, pivot))));
    for (let p = diagonal + 1; p < rowPointers[i + 1]!; p++)
      f.emit(put(places.factors, p, get(row[columns[p]!]!)));
  };

  const parts: number[] = [];
  for (let from = 0; from < n; ) {
    const first = from;
    const part = (f: FunctionBuilder) => {
      const shift = f.keep(shape.number, shape.splat(get(0)));
      const check = f.local(shape.number);
      const row = Array.from({ length: n }, () => -1);
      let products = 0;
      for (; from < n && products < longestPart; from++) {
        for (let p = rowPointers[from]!; p < rowPointers[from + 1]!; p++) {
          const column = columns[p]!;
          if (row[column]! < 0) row[column] = f.local(shape.number);
          if (p < diagonals[from]!) products += rowPointers[column + 1]! - diagonals[column]!;
        }
        writeRow(f, shift, check, row, from);
      }
      f.emit(isAnyNaN(shape, get(check)));
    };
    const index = module.once(`factor from row ${first}`, () => module.define(["f64"], ["i32"], part));
    if (from === first) break;
    parts.push(index);
  }
  return module.define(["f64"], ["i32"], (f) => {
    f.emit(parts.map((part) => call(part, get(0))).reduce((a, b) => i32.or(a, b)));
  });
}

/** i32: 1 when the number, or that of a lane, is NaN. */
export function isAnyNaN(shape: Shape, value: Code): Code {
  return shape.width === 8 ? f64.notEqual(value, value) : v128.any(f64x2.notEqual(value, value));
}

/** Both triangular solves, in place, for the vector at the address that the function is given. */
export function defineSolve(
  module: ModuleBuilder,
  shape: Shape,
  { dimension: n, order, rowPointers, columns, diagonals }: Elimination,
  places: FactorPlaces,
): number {
  const { multiply, subtract } = shape.operations;
  const factor = (p: number) => shape.load(i32.const(0), places.factors + p * shape.width);
  return module.define(["i32"], [], (f) => {
    const x: Code[] = [];
    const minus = (sum: Code, from: number, to: number) => {
      for (let p = from; p < to; p++) sum = subtract(sum, multiply(factor(p), x[columns[p]!]!));
      return sum;
    };
    for (let i = 0; i < n; i++) {
      const given = shape.load(get(0), order[i]! * shape.width);
      x[i] = f.keep(shape.number, minus(given, rowPointers[i]!, diagonals[i]!));
    }
    for (let i = n - 1; i >= 0; i--) {
      const sum = minus(x[i]!, diagonals[i]! + 1, rowPointers[i + 1]!);
      const inverse = shape.load(i32.const(0), places.inverses + i * shape.width);
      x[i] = f.keep(shape.number, multiply(sum, inverse));
      f.emit(shape.store(get(0), order[i]! * shape.width, x[i]!));
    }
  });
}
