import { describe, expect, it } from "vitest";
import { a, C, c, d, gamma, H } from "../../src/solvers/rodas5p-coefficients.ts";

type Matrix = number[][];
/** A rooted tree is the list of its branches. */
interface Tree extends Array<Tree> {}

const S = 8;
const dot = (u: readonly number[], v: readonly number[]) => u.reduce((sum, x, i) => sum + x * v[i]!, 0);
const times = (M: Matrix, v: readonly number[]) => M.map((row) => dot(row, v));
const sum = (v: readonly number[]) => v.reduce((x, y) => x + y, 0);

/** Undoes the transformation of Hairer & Wanner II, Sec. IV.7, eq. (7.25): Gamma^-1 = I / gamma - C. */
const rowsOfA = Array.from({ length: S }, (_, i) =>
  i < 6 ? [...a[i]!] : [...a[5]!, ...Array(i - 5).fill(1)],
);
const Gamma = invertLower(
  Array.from({ length: S }, (_, i) =>
    Array.from({ length: S }, (_, j) => (i === j ? 1 / gamma : j < i ? -C[i]![j]! : 0)),
  ),
);
const back = (row: readonly number[]) =>
  Array.from({ length: S }, (_, j) => sum(row.map((x, i) => x * Gamma[i]![j]!)));
const alpha = rowsOfA.map(back);
const beta = alpha.map((row, i) => row.map((x, j) => x + Gamma[i]![j]!));
const b = back([...a[5]!, 1, 1, 1]);
const embedded = back([...a[5]!, 1, 1]);

describe("the Rodas5P coefficients", () => {
  it("have stage times that are the row sums of alpha", () => {
    alpha.forEach((row, i) => {
      expect(sum(row)).toBeCloseTo(c[i]!, 12);
    });
  });

  it("have time derivative weights that are the row sums of Gamma", () => {
    Gamma.forEach((row, i) => {
      expect(sum(row)).toBeCloseTo(d[i]!, 12);
    });
  });

  it("are stiffly accurate: the result and the embedded result are stages", () => {
    expect(beta[7]!.map((x, j) => x - b[j]!).every((x) => Math.abs(x) < 1e-12)).toBe(true);
    expect(beta[6]!.map((x, j) => x - embedded[j]!).every((x) => Math.abs(x) < 1e-12)).toBe(true);
  });

  it("vanish at infinity: R(inf) = 1 - b beta^-1 1 = 0 (L-stability with A-stability)", () => {
    const x = times(invertLower(beta), Array(S).fill(1));
    expect(1 - dot(b, x)).toBeCloseTo(0, 11);
  });

  it("stay within the unit disk on the imaginary axis (A-stability)", () => {
    for (const w of [0.1, 0.5, 1, 2, 3, 5, 8, 13, 30, 100, 1e4]) expect(stability(w)).toBeLessThanOrEqual(1);
  });

  it.each([1, 2, 3, 4, 5])("satisfy every condition of order %i", (order) => {
    for (const tree of trees(order)) expect(defect(b, tree)).toBeLessThan(1e-12);
  });

  it("have 17 conditions up to order 5", () => {
    expect([1, 2, 3, 4, 5].map((order) => trees(order).length)).toEqual([1, 1, 2, 4, 9]);
  });

  it("have an embedded result of order 4 and no more", () => {
    for (const order of [1, 2, 3, 4])
      for (const tree of trees(order)) expect(defect(embedded, tree)).toBeLessThan(1e-12);
    expect(Math.max(...trees(5).map((tree) => defect(embedded, tree)))).toBeGreaterThan(1e-3);
  });

  it.each([0.1, 0.37, 0.5, 0.9])("have dense output of order 4 at theta = %f", (theta) => {
    const [q1, q2, q3] = H.map(back) as [number[], number[], number[]];
    const weights = b.map((x, i) => theta * (x + (1 - theta) * (q1[i]! + theta * (q2[i]! + theta * q3[i]!))));
    for (const order of [1, 2, 3, 4])
      for (const tree of trees(order)) expect(defect(weights, tree, theta)).toBeLessThan(1e-12);
  });
});

/** Order conditions of Rosenbrock methods: Hairer & Wanner II, Sec. IV.7, Theorem 7.3. */
function defect(weights: readonly number[], tree: Tree, theta = 1): number {
  return Math.abs(dot(weights, elementary(tree)) - theta ** size(tree) / density(tree));
}

function elementary(tree: Tree): number[] {
  if (tree.length === 0) return Array(S).fill(1);
  if (tree.length === 1) return times(beta, elementary(tree[0]!));
  return tree.map((branch) => times(alpha, elementary(branch))).reduce((u, v) => u.map((x, i) => x * v[i]!));
}

function size(tree: Tree): number {
  return 1 + sum(tree.map(size));
}

function density(tree: Tree): number {
  return tree.reduce((product, branch) => product * density(branch), size(tree));
}

/** All rooted trees with so many vertices. */
function trees(vertices: number): Tree[] {
  return forests(vertices - 1, vertices - 1, Number.POSITIVE_INFINITY);
}

function forests(vertices: number, largest: number, last: number): Tree[] {
  if (vertices === 0) return [[]];
  const found: Tree[] = [];
  for (let first = Math.min(vertices, largest); first >= 1; first--)
    trees(first).forEach((tree, i) => {
      if (first === largest && i > last) return;
      for (const rest of forests(vertices - first, first, i)) found.push([tree, ...rest]);
    });
  return found;
}

function invertLower(M: Matrix): Matrix {
  const inverse: Matrix = M.map(() => Array(S).fill(0));
  for (let j = 0; j < S; j++)
    for (let i = j; i < S; i++) {
      let value = i === j ? 1 : 0;
      for (let k = j; k < i; k++) value -= M[i]![k]! * inverse[k]![j]!;
      inverse[i]![j] = value / M[i]![i]!;
    }
  return inverse;
}

/** |R(i w)| with R(z) = 1 + z b (I - z beta)^-1 1, by forward substitution in complex numbers. */
function stability(w: number): number {
  const xs: [number, number][] = [];
  let [re, im] = [1, 0];
  for (let i = 0; i < S; i++) {
    let [p, q] = [1, 0];
    for (let j = 0; j < i; j++) {
      p -= w * beta[i]![j]! * xs[j]![1];
      q += w * beta[i]![j]! * xs[j]![0];
    }
    const e = -w * beta[i]![i]!;
    const x: [number, number] = [(p + q * e) / (1 + e * e), (q - p * e) / (1 + e * e)];
    xs.push(x);
    re -= w * b[i]! * x[1];
    im += w * b[i]! * x[0];
  }
  return Math.hypot(re, im);
}
