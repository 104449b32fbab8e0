import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SparseLU } from "../../src/solvers/sparse-lu.ts";
import { densePattern, planElimination } from "../../src/solvers/sparsity.ts";
import { sparse } from "./problems.ts";

const seed = 20230527;

/** A random square pattern with values, kept below the dominance that a small step would give. */
const matrix = fc.integer({ min: 1, max: 12 }).chain((n) =>
  fc.record({
    n: fc.constant(n),
    cells: fc.array(fc.option(fc.double({ min: -1, max: 1, noNaN: true }), { nil: undefined, freq: 1 }), {
      minLength: n * n,
      maxLength: n * n,
    }),
    solution: fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: n, maxLength: n }),
  }),
);

describe("SparseLU", () => {
  it("`solve` undoes multiplication by shift * I - J for any pattern", () => {
    fc.assert(
      fc.property(matrix, ({ n, cells, solution }) => {
        const entries: [number, number][] = [];
        const values: number[] = [];
        cells.forEach((value, p) => {
          if (value === undefined) return;
          entries.push([p % n, Math.floor(p / n)]);
          values.push(value);
        });
        const shift = n + 1;
        const b = Float64Array.from(solution, (x) => shift * x);
        entries.forEach(([i, j], p) => {
          b[i] = b[i]! - values[p]! * solution[j]!;
        });
        const lu = new SparseLU(planElimination(n, sparse(n, entries)));
        expect(lu.factor(Float64Array.from(values), shift)).toBe(-1);
        lu.solve(b);
        b.forEach((x, i) => {
          expect(x).toBeCloseTo(solution[i]!, 9);
        });
      }),
      { seed, numRuns: 200 },
    );
  });

  it("`factor` names the state whose pivot vanishes", () => {
    const lu = new SparseLU(planElimination(2, densePattern(2)));
    expect(lu.factor(Float64Array.of(0, -1, -1, 0), 1)).toBe(1);
  });
});

describe("planElimination", () => {
  it("`planElimination` makes no fill in an arrow, whichever way it points", () => {
    const n = 20;
    const arrow = sparse(
      n,
      Array.from({ length: n * n }, (_, p): [number, number] => [p % n, Math.floor(p / n)]).filter(
        ([i, j]) => i === j || i === 0 || j === 0,
      ),
    );
    expect(planElimination(n, arrow).columns.length).toBe(arrow.rowIndices.length);
  });

  it("`planElimination` adds a diagonal that the pattern lacks", () => {
    expect(planElimination(3, sparse(3, [])).columns.length).toBe(3);
  });

  it("`planElimination` plans 400 states of a dense matrix without delay, and each pattern once", () => {
    const pattern = densePattern(400);
    const plan = planElimination(400, pattern);
    expect(plan.columns.length).toBe(160_000);
    expect(planElimination(400, pattern)).toBe(plan);
  });
});
