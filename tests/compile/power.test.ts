import { describe, expect, it } from "vitest";
import { flatSystem } from "../../bench/formulas.ts";
import { compile } from "../../src/compile/index.ts";

const compiled = compile(
  flatSystem({
    parameters: [],
    values: [["power", "a ^ b"]],
    states: [
      ["a", 1, "0"],
      ["b", 1, "0"],
    ],
  }),
  "wasm",
);
const sampler = compiled.bind(compiled.defaultParameters()).pointwise([0]);

/** Powers of many pairs, two of them at a time in the lanes of one call. */
function powers(pairs: readonly (readonly [a: number, b: number])[]): number[] {
  const points = sampler.rows(64, 2);
  const found: number[] = [];
  for (let first = 0; first < pairs.length; first += points.capacity) {
    const some = pairs.slice(first, first + points.capacity);
    for (const [i, pair] of some.entries()) {
      points.rows.set(pair, 2 * i);
      points.rowOf[i] = i;
    }
    points.evaluate(some.length);
    found.push(...points.values.slice(0, some.length));
  }
  points.release();
  return found;
}

const bases = [0, 1e-300, 1e-12, 0.3, 0.75, 1, 1.1, 2, 7.5, 123456.789, 1e30, 1e150];
const exponents = [
  0, 0.28, 0.5, 1, 1.1, 1.5, 2, 2.5, 3, 3.8, 4, 5.5, 6, 7, 7.5, 8, 8.5, 9, 12.3, -1, -0.5, -2, -2.7,
];

describe("powers in WebAssembly", () => {
  it("are those of Math.pow to a few units of the last digit, whichever two go together", () => {
    const pairs = bases.flatMap((a) => exponents.map((b) => [a, b] as const));
    // Once with like exponents side by side, once with others.
    for (const order of [pairs, [...pairs].sort(([a, b], [c, d]) => b - d || a - c)])
      for (const [i, found] of powers(order).entries()) {
        const [a, b] = order[i]!;
        const expected = a ** b;
        const tolerance = (8 + 2 * Math.abs(b)) * Number.EPSILON * expected;
        if (Number.isFinite(expected))
          expect(Math.abs(found - expected), `${a}^${b}`).toBeLessThanOrEqual(tolerance);
        else expect(found, `${a}^${b}`).toBe(expected);
      }
  });

  it("are the same alone, beside a product and beside another power", () => {
    for (const [a, b] of [
      [1.7, 3],
      [1.7, 2.5],
      [1.7, 0.5],
      [1.7, 2.3],
    ] as const) {
      const alone = powers([[a, b]])[0];
      expect(
        powers([
          [a, b],
          [0.4, 2],
          [a, b],
          [0.4, 2.2],
        ]).filter((_, i) => i % 2 === 0),
      ).toEqual([alone, alone]);
    }
  });

  it("have the signs, zeros, infinities and undefined values of Math.pow", () => {
    const odd = [
      0,
      -0,
      1,
      -1,
      2,
      -2,
      0.5,
      -0.5,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.NaN,
    ];
    const pairs = odd.flatMap((a) => [...odd, 3, 1.5, 2.5, 4, 7, 8].map((b) => [a, b] as const));
    const found = powers(pairs);
    for (const [i, [a, b]] of pairs.entries()) {
      // Of the sign of -0 nothing is promised.
      const [expected, given] = Object.is(a, -0)
        ? [Math.abs(a ** b), Math.abs(found[i]!)]
        : [a ** b, found[i]!];
      if (Number.isFinite(expected) && expected !== 0) expect(given, `${a}^${b}`).toBeCloseTo(expected, 14);
      else expect(given, `${a}^${b}`).toBe(expected);
    }
  });
});
