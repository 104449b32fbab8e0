import { searchResult } from "../../../src/studies/search/summary.ts";
import type { SearchCase, SearchStudy } from "../../../src/studies/search/types.ts";

// A search in many people whose outcomes are made up, for `memory.test.ts` to run in a heap of its own.

const people = 3_500;
const strategies = ["stay", "lower", "stop", "switch"];

const objective = (name: string) => ({ name, isLowerBetter: true, step: 0.1 });
const study = {
  plan: { objectives: [objective("feeling"), objective("mood")], tie: 0.25 },
  seed: 1,
  strategies: strategies.map((label) => ({ label })),
  layout: [{}, {}],
  design: {
    factors: [{ name: "doubt", choices: [{ name: "yes" }, { name: "no" }] }],
    combinationCount: 2,
    isCrossed: false,
  },
} as unknown as SearchStudy;

const cases = Array.from({ length: people }, (_, subject): SearchCase => {
  const outcome = (s: number, k: number) => ((subject * (7 + s) + 11 * k) % 101) / 100 - 0.1 * s;
  return {
    subject,
    combination: [subject % 2],
    weight: 1,
    get outcomes() {
      return strategies.map((_, s) => [outcome(s, 0), outcome(s, 1)]);
    },
  };
});
const { ranking, information } = searchResult(study, {
  cases,
  sampled: people,
  implausible: 0,
  notAmong: 0,
  failed: 0,
});
console.log(`${ranking[0]!.strategy.label}, ${information.length}`);
