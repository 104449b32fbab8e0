import { describe, expect, it } from "vitest";
import { attractingRoot, type OdeSystem } from "../../src/solvers/index.ts";
import { strongComponents } from "../../src/solvers/strong-components.ts";
import { sparse } from "./problems.ts";

/** One equation with its derivative. */
const scalar = (f: (y: number) => number, df: (y: number) => number): OdeSystem => ({
  dimension: 1,
  rates: (_t, y, out) => {
    out[0] = f(y[0]!);
  },
  jacobian: {
    pattern: sparse(1, [[0, 0]]),
    evaluate: (_t, y, out) => {
      out[0] = df(y[0]!);
    },
  },
});

/** y' = A y, dense. */
const linear = (a: readonly (readonly number[])[]): OdeSystem => ({
  dimension: a.length,
  rates: (_t, y, out) => {
    for (const [i, row] of a.entries()) out[i] = row.reduce((sum, x, j) => sum + x * y[j]!, 0);
  },
  jacobian: {
    pattern: sparse(
      a.length,
      a.flatMap((_, column) => a.map((_, row) => [row, column] as const)),
    ),
    evaluate: (_t, _y, out) => {
      for (const [i, row] of a.entries()) for (const [j, x] of row.entries()) out[j * a.length + i] = x;
    },
  },
});

const rootOf = (system: OdeSystem, start: readonly number[], reach = 0.5) =>
  attractingRoot({
    system,
    t: 0,
    y: Float64Array.from(start),
    scale: start.map(() => 1),
    reach,
    slowest: 1e-3,
    idle: () => false,
  });

describe("attractingRoot", () => {
  // y' = y - y^3: rests at -1 and 1, and at 0 when nothing disturbs it.
  const twoSided = scalar(
    (y) => y - y ** 3,
    (y) => 1 - 3 * y ** 2,
  );

  it("meets the rest near where it begins to the last digits", () => {
    expect(rootOf(twoSided, [1.2])![0]).toBeCloseTo(1, 14);
    expect(rootOf(twoSided, [-0.9])![0]).toBeCloseTo(-1, 14);
  });

  it("refuses a rest that pushes away, and one that is out of reach", () => {
    expect(rootOf(twoSided, [0.1])).toBeUndefined();
    expect(rootOf(twoSided, [1.2], 0.1)).toBeUndefined();
  });

  it("refuses a spiral that winds outwards and a circle that is walked for ever", () => {
    const spiral = (real: number) =>
      linear([
        [real, 1],
        [-1, real],
      ]);
    for (const y of rootOf(spiral(-0.1), [0.1, 0])!) expect(y).toBeCloseTo(0, 14);
    expect(rootOf(spiral(0.1), [0.1, 0])).toBeUndefined();
    expect(rootOf(spiral(0), [0.1, 0])).toBeUndefined();
  });

  it("refuses a conserved amount: where it rests depends on where it began", () => {
    const exchange = linear([
      [-1, 3],
      [1, -3],
    ]);
    expect(rootOf(exchange, [0.5, 0.1])).toBeUndefined();
  });

  it("refuses what runs away or is no number", () => {
    expect(
      rootOf(
        scalar(
          () => 1,
          () => 0,
        ),
        [0],
      ),
    ).toBeUndefined();
    expect(
      rootOf(
        scalar(
          (y) => Math.sqrt(y - 2),
          () => Number.NaN,
        ),
        [1],
      ),
    ).toBeUndefined();
  });
});

describe("strongComponents", () => {
  it("finds loops, and puts every block after those that depend on it", () => {
    // 0 -> 1 <-> 2 -> 3, 4 alone with itself, 3 -> 5 -> 6 -> 3; an entry [row, column] means column -> row.
    const pattern = sparse(7, [
      [1, 0],
      [2, 1],
      [1, 2],
      [3, 2],
      [5, 3],
      [4, 4],
      [6, 5],
      [3, 6],
    ]);
    const { blocks, blockOf } = strongComponents(7, pattern);
    expect(blocks.map((block) => [...block].sort()).sort()).toEqual([[0], [1, 2], [3, 5, 6], [4]]);
    expect(blockOf[3]).toBeLessThan(blockOf[1]!);
    expect(blockOf[1]).toBeLessThan(blockOf[0]!);
  });
});
