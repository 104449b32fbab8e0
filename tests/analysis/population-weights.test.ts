import { describe, expect, it } from "vitest";
import { keyOf, uniform } from "../../src/random/index.ts";
import type { GroupTarget } from "../../src/scenario/index.ts";
import { groupWeights, statisticOf, type WeightedTarget } from "../../src/studies/population/weights.ts";

const place = { file: "test", start: 0, end: 0 };
const count = 400;
const normal = (what: string) =>
  Array.from({ length: count }, (_, i) => {
    const [u, v] = [uniform(1, i, keyOf(what), 0), uniform(1, i, keyOf(what), 1)];
    return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);
  });
const x = normal("x");
const y = x.map((v, i) => 0.9 * v + 0.4 * normal("y")[i]!);

const target = (statistic: GroupTarget["statistic"], is: number, within: number): WeightedTarget => ({
  target: { name: statistic, statistic, measures: [], above: 0.5, is, within, sources: [], place },
  values: statistic === "correlation" ? [x, y] : [x],
});
const ones = x.map(() => 1);

describe("groupWeights", () => {
  it("are all 1 when nothing is asked or the statistics hold already", () => {
    expect(groupWeights([], 3)).toEqual([1, 1, 1]);
    const held = target("mean", statisticOf(target("mean", 0, 1), ones), 0.1);
    for (const w of groupWeights([held], count)) expect(w).toBeCloseTo(1, 6);
  });

  it.each([
    ["share", 0.6],
    ["mean", 0.7],
    ["spread", 1.4],
    ["correlation", 0.5],
  ] as const)("make a %s of %d come out that is known exactly", (statistic, is) => {
    const asked = target(statistic, is, 1e-4);
    const weights = groupWeights([asked], count);
    expect(statisticOf(asked, weights)).toBeCloseTo(is, 3);
    expect(weights.every((w) => w >= 0)).toBe(true);
    expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(count, 6);
  });

  it("make several statistics come out together", () => {
    const asked = [
      target("share", 0.45, 1e-3),
      target("spread", 1.2, 1e-3),
      target("correlation", 0.7, 1e-3),
    ];
    const weights = groupWeights(asked, count);
    for (const one of asked) expect(statisticOf(one, weights)).toBeCloseTo(one.target.is, 2);
  });

  it("give less to a statistic that is known less well", () => {
    const before = statisticOf(target("share", 0.6, 1), ones);
    const shares = [1e-3, 0.1, 0.4].map((within) => {
      const asked = target("share", 0.6, within);
      return statisticOf(asked, groupWeights([asked], count));
    });
    expect(shares[0]).toBeGreaterThan(shares[1]!);
    expect(shares[1]).toBeGreaterThan(shares[2]!);
    expect(shares[2]).toBeGreaterThan(before);
  });

  it("for a share are the closed form of exponential tilting: one weight above the cut-off, one below", () => {
    const asked = target("share", 0.6, 1e-6);
    const weights = groupWeights([asked], count);
    const before = statisticOf(asked, ones);
    for (const [i, w] of weights.entries())
      expect(w).toBeCloseTo(x[i]! > 0.5 ? 0.6 / before : 0.4 / (1 - before), 4);
  });

  it("stay finite when a statistic is out of reach", () => {
    const asked = target("mean", 50, 0.1);
    const weights = groupWeights([asked], count);
    expect(weights.every(Number.isFinite)).toBe(true);
    expect(statisticOf(asked, weights)).toBeLessThanOrEqual(Math.max(...x) + 1e-9);
  });
});
