import { describe, expect, it } from "vitest";
import { keyOf, uniform } from "../../src/random/index.ts";

describe("uniform(...key)", () => {
  const many = Array.from({ length: 20_000 }, (_, i) => uniform(7, i, 3));

  it("depends on its key alone", () => {
    expect(uniform(1, 2, 3)).toBe(uniform(1, 2, 3));
    expect(
      new Set([uniform(1, 2, 3), uniform(3, 2, 1), uniform(1, 2), uniform(1, 2, 4), uniform(2, 2, 3)]).size,
    ).toBe(5);
  });

  it("fills the open unit interval evenly", () => {
    expect(many.every((u) => u > 0 && u < 1)).toBe(true);
    const bins = new Array<number>(20).fill(0);
    for (const u of many) bins[Math.floor(u * 20)]! += 1;
    // Chi-squared with 19 degrees of freedom: 43.8 is its 99.9% point.
    expect(bins.reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0)).toBeLessThan(43.8);
  });

  it("has no correlation between neighboring keys", () => {
    const correlation = (lag: (i: number) => number) => {
      const pairs = many.map((u, i) => [u - 0.5, lag(i) - 0.5] as const);
      return (12 * pairs.reduce((sum, [a, b]) => sum + a * b, 0)) / pairs.length;
    };
    // Three standard errors of a correlation over 20,000 independent pairs.
    for (const other of [
      (i: number) => uniform(7, i + 1, 3),
      (i: number) => uniform(7, i, 4),
      (i: number) => uniform(8, i, 3),
    ])
      expect(Math.abs(correlation(other))).toBeLessThan(0.0213);
  });
});

describe("keyOf(name)", () => {
  it("tells the names of a model apart", () => {
    const names = Array.from({ length: 5000 }, (_, i) => `module${i % 70}.parameter_${i}`);
    expect(new Set(names.map(keyOf)).size).toBe(names.length);
  });
});
