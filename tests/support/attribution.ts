import type { Attribution } from "../../src/studies/index.ts";

// Eight systems whose shares were put down by hand: firing falls from 5 Hz to 2 Hz, two thirds of it in the first week.

export const given = [-4, 1.2, -0.25, 0.1, -0.08, 0.05, -0.015, -0.005];
export const names = ["dopamine", "growth", "sleep", "stress", "immune", "gut", "heart", "skin"];
export const course = [0, 2 / 3, 1];
export const overTimeOf = (share: number) => course.map((part) => part * share);
export const inDopamine = [-3, -0.6, -0.2, -0.1, -0.05, -0.03, -0.02].map((share, i) => ({
  effect: `vta.e${i + 1}`,
  about: `Effect ${i + 1}.`,
  share,
  error: i === 0 ? 0.5 : 0,
  overTime: overTimeOf(share),
}));
export const axon = {
  effect: "axon.sprouts",
  about: "Axons sprout.",
  share: 1.2,
  error: 0,
  overTime: overTimeOf(1.2),
};
export const systems = given.map((share, i) => ({
  system: names[i]!,
  share,
  error: i === 0 ? 0.2 : 0,
  overTime: overTimeOf(share),
  count: i === 0 ? 9 : i === 1 ? 1 : 2,
  effects: i === 0 ? inDopamine : i === 1 ? [axon] : [],
}));
export const attribution: Attribution = {
  title: "Small",
  measure: "at(vta.firing, week 2)",
  variable: "vta.firing",
  unit: "Hz",
  unitOfVariable: "Hz",
  arm: "drug",
  against: undefined,
  person: "depressed-adult",
  value: 2,
  baseline: 5,
  systems,
  without: 12,
  days: [0, 7, 14],
  overTime: { value: [5, 3, 2], baseline: [5, 5, 5] },
  runs: 77,
  samples: 3,
  seed: 4,
};
export const with_ = (parts: Partial<Attribution>): Attribution => ({ ...attribution, ...parts });
