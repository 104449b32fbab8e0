import type { Sensitivity } from "../../src/studies/index.ts";

// A study put down by hand: an assumed gain and an assumed delay that carry most, and a measured loss.

export const e = (value: number, by = 0.1) => ({ value, low: value - by, high: value + by });
export const factor = (name: string, tier: string, value: number) => ({
  name,
  about: `What ${name} is.`,
  unit: "1/day",
  tier,
  value,
  range: [value / 2, value * 2],
});
export const [gain, delay, loss] = [
  factor("m.gain", "assumed", 2),
  factor("m.delay", "assumed", 4),
  factor("m.loss", "human", 1),
];
export const index = (name: string, factors: readonly string[], first: number, total: number) => ({
  group: { name, factors },
  first: e(first),
  total: e(total),
  rows: 8,
});
export const subject = {
  title: "Small",
  measure: "at(m.x, week 2)",
  unit: "Hz",
  arm: "drug",
  against: undefined,
  person: "adult",
  nominal: 3,
  factors: [gain, delay, loss],
  uncertain: 3,
};
export const burden = [
  { tier: "assumed", ...index("assumed", ["m.gain", "m.delay"], 0.65, 0.85) },
  { tier: "human", ...index("human", ["m.loss"], 0.15, 0.35) },
];
export const sobol = {
  size: 8,
  runs: 96,
  missing: 0,
  mean: 3.1,
  standardDeviation: 0.5,
  quantiles: [2.1, 3, 4.25],
  indices: [
    index("m.gain", ["m.gain"], 0.95, 1.05),
    index("pair", ["m.delay", "m.loss"], 0.3, 0.4),
    index("m.loss", ["m.loss"], -0.05, 0.05),
  ],
};
export const morris = {
  trajectories: 4,
  runs: 20,
  effects: [
    { factor: "m.gain", muStar: e(2), mu: -1.5, sigma: 0.5, count: 4 },
    { factor: "m.loss", muStar: e(0.5), mu: 0.5, sigma: 0.25, count: 3 },
    { factor: "m.new", muStar: e(0), mu: 0, sigma: 0, count: 4 },
  ],
};
export const local = {
  variable: "m.x",
  unit: "Hz",
  times: [0, 7, 14],
  nominal: [1, 2, 3],
  runs: 7,
  sensitivities: [
    { factor: gain, ofMeasure: 0.75, overTime: [0, -1.25, 0.75] },
    { factor: delay, ofMeasure: undefined, overTime: [0, 0.2, undefined] },
    { factor: loss, ofMeasure: 0, overTime: [0, 0, 0] },
  ],
};
export const study = { subject, burden, sobol, morris, local } as unknown as unknown as Sensitivity;
export const with_ = (parts: object): Sensitivity => ({ ...study, ...parts }) as unknown as Sensitivity;
export const only = (parts: object): Sensitivity => ({ subject, ...parts }) as unknown as Sensitivity;
