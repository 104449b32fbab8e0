import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exp, ln, power } from "../../src/numbers/index.ts";

describe("power", () => {
  it("is right to a few units of the last digit, of any base and exponent", () => {
    const base = fc.double({ min: 1e-12, max: 1e12, noNaN: true });
    const exponent = fc.oneof(fc.double({ min: -8, max: 8, noNaN: true }), fc.integer({ min: -20, max: 20 }));
    fc.assert(
      fc.property(base, exponent, (x, y) => {
        const expected = x ** y;
        fc.pre(Number.isFinite(expected) && expected > 1e-300);
        expect(Math.abs(power(x, y) / expected - 1)).toBeLessThan(1e-13);
      }),
    );
  });

  it("is exact for whole numbers and treats edges as `**` does", () => {
    expect(power(3, 4)).toBe(81);
    expect(power(-2, 3)).toBe(-8);
    expect(power(10, -2)).toBe(0.01);
    expect(power(2, 0.5)).toBe(Math.SQRT2);
    const edges = [0, -0, 1, -1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, -2.5];
    for (const x of edges)
      for (const y of [...edges, 3, 0.5, 65]) expect(power(x, y), `${x} ** ${y}`).toBe(x ** y);
  });
});

describe("exp and ln", () => {
  it("are those of `Math` to a unit of the last digit, everywhere", () => {
    const near = (got: number, want: number) =>
      expect(
        got === want || Math.abs(got - want) <= 3 * Number.EPSILON * Math.abs(want) + 5e-324,
        `${got} for ${want}`,
      ).toBe(true);
    fc.assert(
      fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => void near(exp(x), Math.exp(x))),
    );
    fc.assert(
      fc.property(
        fc.double({ min: 5e-324, max: 1.7e308, noNaN: true }),
        (x) => void near(ln(x), Math.log(x)),
      ),
    );
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 2, noNaN: true }), (x) => void near(ln(x), Math.log(x))),
    );
  });

  it("have the edges of `Math`", () => {
    for (const x of [
      0,
      -0,
      1,
      -1,
      800,
      -800,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ]) {
      for (const [got, want] of [
        [exp(x), Math.exp(x)],
        [ln(x), Math.log(x)],
      ] as const)
        if (Number.isFinite(want)) expect(got / (want || 1)).toBeCloseTo(want ? 1 : 0, 14);
        else expect(got).toBe(want);
    }
  });
});
