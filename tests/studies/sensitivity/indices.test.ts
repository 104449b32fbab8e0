import { describe, expect, it } from "vitest";
import { morrisDesign, morrisEffects } from "../../../src/studies/sensitivity/morris.ts";
import { sobolDesign, sobolIndices } from "../../../src/studies/sensitivity/sobol.ts";
import type { SampleDesign } from "../../../src/studies/sensitivity/types.ts";

const pointsOf = ({ count, point }: SampleDesign) => Array.from({ length: count }, (_, i) => point(i));
const names = (count: number) => Array.from({ length: count }, (_, i) => `x${i + 1}`);
const single = (factors: readonly string[]) => factors.map((name) => ({ name, factors: [name] }));

/** Ishigami & Homma (1990) with a = 7, b = 0.1 on [-pi, pi]^3; its indices are known in closed form. */
const ishigami = (u: ArrayLike<number>) => {
  const [x1, x2, x3] = Array.from(u, (v) => Math.PI * (2 * v - 1)) as [number, number, number];
  return Math.sin(x1) + 7 * Math.sin(x2) ** 2 + 0.1 * x3 ** 4 * Math.sin(x1);
};
const ishigamiVariance = 7 ** 2 / 8 + (0.1 * Math.PI ** 4) / 5 + (0.01 * Math.PI ** 8) / 18 + 1 / 2;
const ishigamiFirst = [0.5 * (1 + (0.1 * Math.PI ** 4) / 5) ** 2, 7 ** 2 / 8, 0].map(
  (v) => v / ishigamiVariance,
);
const ishigamiThirteen = (0.01 * Math.PI ** 8 * (1 / 18 - 1 / 50)) / ishigamiVariance;
const ishigamiTotal = [ishigamiFirst[0]! + ishigamiThirteen, ishigamiFirst[1]!, ishigamiThirteen];

/** Sobol's g function (Saltelli & Sobol 1995). */
const weights = [0, 0.5, 3, 9, 99, 99];
const gFunction = (u: ArrayLike<number>) =>
  weights.reduce((product, a, i) => (product * (Math.abs(4 * u[i]! - 2) + a)) / (1 + a), 1);
const partial = weights.map((a) => 1 / (3 * (1 + a) ** 2));
const gVariance = partial.reduce((product, v) => product * (1 + v), 1) - 1;
const gFirst = (set: readonly number[]) => (set.reduce((p, i) => p * (1 + partial[i]!), 1) - 1) / gVariance;
const gTotal = (set: readonly number[]) =>
  1 - gFirst(weights.map((_, i) => i).filter((i) => !set.includes(i)));

describe("Sobol indices", () => {
  it("match the analytic values of the Ishigami function", () => {
    const design = sobolDesign(names(3), single(names(3)), { size: 16384, seed: 1 });
    const { indices, mean, standardDeviation, runs } = sobolIndices(
      design,
      pointsOf(design).map(ishigami),
      1,
    );
    expect(runs).toBe(16384 * 8);
    expect(mean).toBeCloseTo(3.5, 1);
    expect(standardDeviation ** 2 / ishigamiVariance).toBeCloseTo(1, 1);
    for (const [i, { first, total }] of indices.entries()) {
      expect(Math.abs(first.value - ishigamiFirst[i]!)).toBeLessThan(0.02);
      expect(Math.abs(total.value - ishigamiTotal[i]!)).toBeLessThan(0.02);
    }
  });

  it("match the analytic values of Sobol's g function, for single factors and for groups", () => {
    const groups = [[0], [1], [2], [3], [4], [0, 1], [2, 3, 4, 5]];
    const design = sobolDesign(
      names(6),
      groups.map((set) => ({ name: set.join(), factors: set.map((i) => `x${i + 1}`) })),
      { size: 8192, seed: 3 },
    );
    const { indices } = sobolIndices(design, pointsOf(design).map(gFunction), 3);
    for (const [i, set] of groups.entries()) {
      expect(Math.abs(indices[i]!.first.value - gFirst(set))).toBeLessThan(0.025);
      expect(Math.abs(indices[i]!.total.value - gTotal(set))).toBeLessThan(0.025);
    }
  });

  it("come with intervals that hold the true value about as often as they say", () => {
    let inside = 0;
    let all = 0;
    for (let seed = 0; seed < 25; seed++) {
      const design = sobolDesign(names(6), single(names(4)), { size: 256, seed });
      const { indices } = sobolIndices(design, pointsOf(design).map(gFunction), seed);
      for (const [i, { first, total }] of indices.entries())
        for (const [estimate, truth] of [
          [first, gFirst([i])],
          [total, gTotal([i])],
        ] as const) {
          all++;
          if (estimate.low <= truth && truth <= estimate.high) inside++;
        }
    }
    expect(inside / all).toBeGreaterThan(0.85);
  });

  it("are shares: of a sum of independent parts they add up to 1, and first order equals total", () => {
    const design = sobolDesign(names(4), single(names(4)), { size: 2048, seed: 5 });
    const sum = pointsOf(design).map((u) => u[0]! + 2 * u[1]! + 3 * u[2]!);
    const { indices } = sobolIndices(design, sum, 5);
    const shares = [1, 4, 9, 0].map((v) => v / 14);
    for (const [i, { first, total }] of indices.entries()) {
      expect(Math.abs(first.value - shares[i]!)).toBeLessThan(0.03);
      expect(Math.abs(total.value - shares[i]!)).toBeLessThan(0.03);
    }
  });

  it("do not change when a constant is added or the unit of the output changes", () => {
    const design = sobolDesign(names(3), single(names(3)), { size: 128, seed: 2 });
    const plain = sobolIndices(design, pointsOf(design).map(ishigami), 2);
    const moved = sobolIndices(
      design,
      pointsOf(design).map((u) => 1000 * ishigami(u) + 5e6),
      2,
    );
    for (const [i, { first, total }] of plain.indices.entries()) {
      expect(moved.indices[i]!.first.value).toBeCloseTo(first.value, 6);
      expect(moved.indices[i]!.total.value).toBeCloseTo(total.value, 6);
    }
  });

  it("leave out rows without a value and say how many", () => {
    const design = sobolDesign(names(3), single(names(3)), { size: 512, seed: 2 });
    const outputs = pointsOf(design).map((u, i) => (i % 51 === 7 ? undefined : ishigami(u)));
    const { indices, missing } = sobolIndices(design, outputs, 2);
    expect(missing).toBe(outputs.filter((v) => v === undefined).length);
    for (const { rows, total } of indices) {
      expect(rows).toBeLessThan(512);
      expect(rows).toBeGreaterThan(400);
      expect(Number.isFinite(total.value)).toBe(true);
    }
  });

  it("draw a factor the same whatever else is varied", () => {
    const few = sobolDesign(["a", "b"], single(["a"]), { size: 16, seed: 9 });
    const many = sobolDesign(["c", "b", "a"], single(["a"]), { size: 16, seed: 9 });
    expect(pointsOf(many).map((p) => p[2])).toEqual(pointsOf(few).map((p) => p[0]));
  });
});

describe("Morris screening", () => {
  it("moves one factor at a time, by two thirds of its range, inside the cube", () => {
    const design = morrisDesign(names(7), { trajectories: 6, seed: 4 });
    expect(pointsOf(design)).toHaveLength(6 * 8);
    for (let r = 0; r < 6; r++) {
      const moved = new Set<number>();
      for (let s = 0; s < 7; s++) {
        const [from, to] = [design.point(r * 8 + s), design.point(r * 8 + s + 1)];
        const changed = [...from.keys()].filter((i) => from[i] !== to[i]);
        expect(changed).toHaveLength(1);
        const i = changed[0]!;
        moved.add(i);
        expect(Math.abs(to[i]! - from[i]!)).toBeCloseTo(2 / 3, 12);
        expect(to[i]! > -1e-12 && to[i]! < 1 + 1e-12).toBe(true);
      }
      expect(moved.size).toBe(7);
    }
  });

  it("gives the slopes of a linear function exactly, with sigma 0", () => {
    const slopes = [3, -2, 0, 0.5];
    const design = morrisDesign(names(4), { trajectories: 5, seed: 4 });
    const outputs = pointsOf(design).map((u) => slopes.reduce((sum, s, i) => sum + s * u[i]!, 7));
    const effects = morrisEffects(design, outputs, 4);
    expect(effects.map((e) => e.factor)).toEqual(["x1", "x2", "x4", "x3"]);
    for (const { factor, mu, muStar, sigma } of effects) {
      const slope = slopes[Number(factor[1]) - 1]!;
      expect(mu).toBeCloseTo(slope, 10);
      expect(muStar.value).toBeCloseTo(Math.abs(slope), 10);
      expect(muStar.high - muStar.low).toBeCloseTo(0, 10);
      expect(sigma).toBeCloseTo(0, 10);
    }
  });

  it("tells interaction and curvature by sigma, where mu alone would miss the factor", () => {
    const design = morrisDesign(names(3), { trajectories: 200, seed: 8 });
    // Steps of 2/3 join levels symmetrically, so a factor that multiplies one of mean 0 has effects of mean 0.
    const outputs = pointsOf(design).map((u) => 4 * (u[0]! - 0.5) * (u[1]! - 0.5) + u[2]!);
    const effects = new Map(morrisEffects(design, outputs, 8).map((e) => [e.factor, e]));
    expect(Math.abs(effects.get("x1")!.mu)).toBeLessThan(0.25);
    expect(effects.get("x1")!.muStar.value).toBeGreaterThan(1);
    expect(effects.get("x1")!.sigma).toBeGreaterThan(1);
    expect(effects.get("x3")!.sigma).toBeCloseTo(0, 10);
  });

  it("keeps the order of importance of the g function, and counts only effects that have a value", () => {
    const design = morrisDesign(names(6), { trajectories: 60, seed: 1 });
    const outputs = pointsOf(design).map((u, i) => (i === 3 ? undefined : gFunction(u)));
    const effects = morrisEffects(design, outputs, 1);
    expect(effects.slice(0, 4).map((e) => e.factor)).toEqual(["x1", "x2", "x3", "x4"]);
    expect(effects.reduce((sum, e) => sum + e.count, 0)).toBe(6 * 60 - 2);
  });
});
