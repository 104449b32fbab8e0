import { describe, expect, it } from "vitest";
import { loadModel, simulate } from "../../src/index.ts";

// A level x that rises as 1 - e^-t, and a value that jumps as x passes a threshold: no number of it is anything but one of its two.

const texts = (formula: string) => ({
  "model.yaml":
    "model: jump\ntitle: Jump\nabout: A value that jumps.\nmodules: [m.yaml]\nperson: anybody\ncare: {none: {m.to: 0}, on: {m.to: 1}}\n",
  "anybody.yaml": "person: anybody\ntitle: Anybody\nabout: Anybody.\nset: {}\n",
  "m.yaml": `
module: m
title: M
about: A level rises.
parameters:
  to: {value: 0, unit: "1", range: [0, 1], tier: assumed, about: To what it rises.}
  pace: {value: 1, unit: 1/day, range: [0.1, 10], tier: assumed, about: How fast.}
states:
  x: {unit: "1", initial: 0, rate: "(to - x) * pace", about: The level.}
values:
  v: {unit: "1", formula: "${formula}", about: It jumps.}
`,
});

function measured(formula: string, measure: Readonly<Record<string, string>>, set = {}) {
  const scenario = { duration: "10 days", arms: [{ label: "on", care: "on" }], measure };
  const { measures } = simulate(loadModel(texts(formula)), scenario, { set }).arms[0]!;
  return Object.fromEntries(Object.entries(measures).map(([name, { value }]) => [name, value]));
}

const all = {
  peak: "peak(m.v)",
  trough: "trough(m.v, day 0, day 10)",
  area: "auc(m.v, day 0, day 10)",
  mean: "mean(m.v, day 0, day 1)",
  above: "days_above(m.v, 50)",
  first: "time_to(m.v, 50)",
};

describe("a value that jumps as a state passes a threshold", () => {
  it("is never more nor less than it can be, and jumps when it does", () => {
    for (const [threshold, pace] of [
      [0.5, 1],
      [0.3, 0.4],
      [0.9, 7],
    ] as const) {
      const at = -Math.log(1 - threshold) / pace;
      const found = measured(`if(x > ${threshold}, 100, 0)`, all, { "m.pace": pace });
      expect([found.peak, found.trough]).toEqual([100, 0]);
      expect(found.first! / at).toBeCloseTo(1, 5);
      expect(found.above! / (10 - at)).toBeCloseTo(1, 6);
      expect(found.area! / (100 * (10 - at))).toBeCloseTo(1, 6);
      expect(found.mean! / (100 * Math.max(0, 1 - at)) || 1).toBeCloseTo(1, 5);
    }
  });

  it("is so of several jumps, up and down, and from any level", () => {
    const { peak, trough, area } = measured("if(x > 0.5, 7, 3) - if(x > 0.9, 2, 0)", {
      peak: all.peak,
      trough: all.trough,
      area: all.area,
    });
    expect([peak, trough]).toEqual([7, 3]);
    // 3 until ln 2, 7 until ln 10, then 5.
    const right = 3 * Math.LN2 + 7 * (Math.LN10 - Math.LN2) + 5 * (10 - Math.LN10);
    expect(area! / right).toBeCloseTo(1, 6);
  });

  it("keeps what lies beyond a jump: a ramp that falls back to 0", () => {
    const { peak, trough } = measured("if(x < 0.5, x, 0)", { peak: all.peak, trough: all.trough });
    expect(peak).toBeCloseTo(0.5, 5);
    expect(peak).toBeLessThanOrEqual(0.5);
    expect(trough).toBeCloseTo(0, 12);
  });
});
