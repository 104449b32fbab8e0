import { requestFor } from "../../src/scenario/index.ts";
import type { SearchResult } from "../../src/studies/index.ts";
import type { InformationValue } from "../../src/studies/search/types.ts";

// Three strategies and two hypotheses, with a result put down by hand: lowering the dose is ahead of adding a drug,
// which trials speak against, and of staying.

const place = { file: "s.yaml", start: 0, end: 1 };
export const e = (value: number, by = 0.1) => ({ value, low: value - by, high: value + by });
export const exact = (value: number) => e(value, 0);
export const strategy = (label: string, directions: readonly ("for" | "mixed" | "against")[] = []) => ({
  label,
  arm: {},
  evidence: directions.map((direction, i) => ({ source: `trial${i}`, says: `Finding ${i}.`, direction })),
  place,
});
const [stay, lower, add] = [
  strategy("stay"),
  strategy("lower", ["for", "against"]),
  strategy("add", ["mixed"]),
];
export const factors = [
  {
    name: "vta.tolerance",
    question: "Do receptors fade?",
    choices: [
      { name: "fades", about: "They do.", isDefault: true, share: 0.5 },
      { name: "stays", about: "They do not.", isDefault: false, share: 0.5 },
    ],
  },
  {
    name: "gut.speed",
    question: "Is the gut slow?",
    choices: [{ name: "slow", about: "It is.", isDefault: true, share: 1 }],
  },
];
export const among = {
  name: "blunted",
  measure: requestFor("at", "m.b", [28], { place, named: "day 28" }),
  low: 0.2,
  high: Number.POSITIVE_INFINITY,
  says: "They are the ones who ask.",
  place,
};
export const objectives = [
  {
    name: "feeling",
    outcome: { kind: "measure", measure: requestFor("at", "m.b", [35], { place, named: "day 35" }) },
    isLowerBetter: true,
    step: 0.05,
    says: "What they miss.",
    place,
  },
  {
    name: "withdrawal",
    outcome: { kind: "largest_fall", variable: "m.occ", within: 7, from: 14, place },
    isLowerBetter: true,
    step: 5,
    place,
  },
  { name: "tablets", outcome: { kind: "tablets", from: 14, place }, isLowerBetter: false, step: 2, place },
];
export const layout = [
  { indices: [0], window: 0, unit: "1" },
  { indices: [1, 2], window: 1, unit: "%" },
  { indices: [], window: 0, unit: "1" },
];
const combination = (k: number) => [k, 0];
export const cases = [0, 0, 1, 1].map((subject, i) => ({
  subject,
  combination: combination(i % 2),
  weight: 0.5,
  outcomes: [
    [0.5, 10, 1],
    [0.4, 20, 2],
    [0.45, 10, 3],
  ],
}));
export const study = {
  plan: {
    id: "lower-or-add",
    title: "Lower or add",
    question: "What gives feeling back?",
    duration: 35,
    among: [among],
    reference: { label: "stay", place },
    strategies: [stay, lower, add],
    objectives,
    tie: 0.25,
  },
  population: { name: "crowd" },
  size: 40,
  seed: 6,
  design: { factors, combinationCount: 2, isCrossed: true },
  strategies: [stay, lower, add],
  layout,
};
export const summary = (own: object, changes: readonly [number, number, number]) => ({
  objectives: changes.map((change, k) => ({
    mean: [0.5, 10, 1][k]! + change,
    change: e(change, 0.01),
    better: e(0.6),
    worse: e(0.2),
  })),
  isPareto: true,
  paretoProbability: 0.9,
  dominatedBy: undefined,
  isTiedWithFirst: false,
  ...own,
});
export const ranking = [
  summary({ strategy: lower, gain: e(1.5), best: e(0.7), regret: e(0.2), weightings: 0.64 }, [-0.1, 10, 1]),
  summary(
    { strategy: add, gain: e(1.25), best: e(0.25), regret: e(0.45), weightings: 0.32, isTiedWithFirst: true },
    [-0.05, 0, 2],
  ),
  summary(
    {
      strategy: stay,
      gain: exact(0),
      best: e(0.05),
      regret: e(1.7),
      weightings: 0.04,
      isPareto: false,
      paretoProbability: 0.125,
      dominatedBy: "add",
    },
    [0, 0, 0],
  ),
];
export const pair = (wins: number, ties: number) => ({ wins: e(wins), ties, losses: 1 - wins - ties });
export const pairwise = [
  [pair(0, 1), pair(0.6, 0.1), pair(0.9, 0.05)],
  [pair(0.3, 0.1), pair(0, 1), pair(0.8, 0.1)],
  [pair(0.05, 0.05), pair(0.1, 0.1), pair(0, 1)],
];
const choice = (name: string, count: number, first: string, lead: number) => ({
  name,
  cases: count,
  first,
  firstWins: e(0.55),
  lead: e(lead),
});
export const tolerance: InformationValue = {
  factor: factors[0]!,
  choices: [choice("fades", 2, "lower", 0.75), choice("stays", 2, "add", -0.25)],
  value: 0.18,
  valueChance: 0.01,
  share: 0.42,
  shareChance: 0.002,
  turns: true,
};
export const gut: InformationValue = {
  factor: factors[1]!,
  choices: [choice("slow", 4, "lower", 0.25), choice("quick", 0, "", 0)],
  value: 0.02,
  valueChance: 0.4,
  share: 0.58,
  shareChance: 0.01,
  turns: false,
};
export const rivals = [
  { strategies: ["lower", "add"], factor: factors[0]!, share: 0.3, shareChance: 0.02 },
  { strategies: ["lower", "stay"], factor: factors[1]!, share: 0.4, shareChance: 0.01 },
].map((one) => ({
  ...one,
  choices: [
    { name: "fades", cases: 2, wins: e(0.8), lead: e(0.5) },
    { name: "stays", cases: 2, wins: e(0.1), lead: e(-0.5) },
    { name: "other", cases: 0, wins: e(0.5), lead: e(0) },
  ],
}));
export const result = {
  study,
  selection: { cases, sampled: 80, implausible: 2, notAmong: 70, failed: 4 },
  people: 2,
  ranking,
  pairwise,
  perfect: e(0.2),
  information: [tolerance, gut],
  rivals,
} as unknown as SearchResult;
export const with_ = (parts: object): SearchResult => ({ ...result, ...parts }) as SearchResult;
export const cited = (source: string) => (source === "trial0" ? "Doe 2020" : undefined);
