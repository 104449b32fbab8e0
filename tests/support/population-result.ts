import { type PopulationResult, tellPopulation } from "../../src/studies/index.ts";

// A population put down by hand: none is blunted without drug, half are after two weeks with it.

const place = { file: "p.yaml", start: 0, end: 1 };
const request = (name: string, text: string) => ({
  name,
  text,
  function: "at",
  variable: "m.b",
  arguments: [14],
  place,
});
export const exact = (value: number) => ({ value, low: value, high: value });
const both = <T>(plausible: T, weighted: T) => ({ plausible, weighted });
export const arm = (label: string, end: number, more: object = {}) => ({
  label,
  hasDrug: label === "drug",
  failed: 0,
  prevalence: both(exact(end), exact(end / 2)),
  prevalenceOverTime: both([0, end / 4, end], [0, end / 8, end / 2]),
  onsetBy: both([0, end / 2, end], []),
  onsetIn: end > 0 ? 19 : 0,
  onsetMedian: end > 0 ? 9.5 : undefined,
  measures: [
    { name: "end", unit: "mV", count: 38, quantiles: [0, 1, 2, 3, 4].map((x) => x * end) },
    { name: "none", unit: "1", count: 0, quantiles: undefined },
  ],
  bands: [
    {
      variable: "m.b",
      quantiles: [
        [0, 0, 0, 0, 0],
        [1, 2, 3, 4, 5],
        [2, 4, 6, 8, 10],
      ].map((q) => q.map((x) => x * end)),
    },
  ],
  histogram: { edges: [0, 5, 10], shares: [1 - end, end] },
  ...more,
});
const population = { name: "crowd", about: "Forty people.", inclusion: [], targets: [] };
export const result = {
  study: {
    question: {
      scenario: {
        id: "s",
        title: "Title",
        question: "How many?",
        duration: 14,
        arms: [{}, {}],
        measures: [],
      },
      population,
      size: 40,
      seed: 5,
    },
    sampler: { population: { people: [] } },
    arms: [
      { label: "cohort", requests: [], units: [] },
      { label: "placebo", requests: [request("end", "at(m.b, day 14)")], units: ["mV"] },
    ],
    cutoff: { who: "blunted", request: request("end", "at(m.b, day 14)"), above: 5, says: "blunted" },
    onset: { text: "time_to(m.b, 1)" },
    begun: "onset of blunting",
    days: [0, 7, 14],
    followed: ["m.b"],
  },
  sampled: 40,
  plausible: 38,
  selected: 20,
  effectiveSize: 12.4,
  arms: [arm("placebo", 0), arm("drug", 0.5)],
  inclusion: [],
  targets: [],
  risks: { arm: "drug", compared: 1, numbers: [], kinds: [] },
  failures: undefined,
  notes: [],
} as unknown as PopulationResult;
export const with_ = (parts: object) => ({ ...result, ...parts }) as PopulationResult;
export const tellPopulationOf = (one: PopulationResult) => tellPopulation(one, []);
