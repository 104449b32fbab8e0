import { describe, expect, it } from "vitest";
import { keyOf, uniform } from "../../../src/random/index.ts";
import { designOf, triedHypotheses } from "../../../src/studies/search/design.ts";
import type { HypothesisFactor } from "../../../src/studies/search/types.ts";
import {
  explained,
  rivalriesOf,
  valueOfKnowing,
  valuesOfInformation,
} from "../../../src/studies/search/value-of-information.ts";
import { shippedLibrary } from "../../support/shipped.ts";

const factor = (name: string, shares: Readonly<Record<string, number>>): HypothesisFactor => ({
  name,
  question: `${name}?`,
  choices: Object.entries(shares).map(([choice, share], i) => ({
    name: choice,
    about: choice,
    isDefault: i === 0,
    share,
  })),
});
const half = { yes: 0.5, no: 0.5 };

describe("valueOfKnowing", () => {
  const gains = {
    values: [
      [0, 1, -1],
      [0, 1, -1],
      [0, -1, 1],
      [0, -1, 1],
    ],
    weights: [1, 1, 1, 1],
    subjects: [0, 1, 2, 3],
  };

  it("is what is gained by choosing under each hypothesis: here 1, since no single strategy is better than 0", () => {
    expect(valueOfKnowing(gains, [0, 0, 1, 1], 2)).toBe(1);
  });

  it("is 0 for a hypothesis that says nothing", () => {
    expect(valueOfKnowing(gains, [0, 1, 0, 1], 2)).toBe(0);
  });

  it("weighs the choices", () => {
    // Weights 3 and 1: the best single strategy gains (3 - 1) / 4, choosing gains 1.
    expect(valueOfKnowing({ ...gains, weights: [1.5, 1.5, 0.5, 0.5] }, [0, 0, 1, 1], 2)).toBe(0.5);
  });
});

describe("explained", () => {
  it("is the share of the variance between hypotheses: 1, 0 and 0.8 by hand", () => {
    const ones = [1, 1, 1, 1];
    expect(explained([1, 1, 3, 3], ones, [0, 0, 1, 1], 2)).toBe(1);
    expect(explained([1, 3, 1, 3], ones, [0, 0, 1, 1], 2)).toBe(0);
    // Between: 4 x 1; within: 4 x 0.25; of 5 in all.
    expect(explained([0.5, 1.5, 2.5, 3.5], ones, [0, 0, 1, 1], 2)).toBeCloseTo(0.8, 12);
  });
});

describe("valuesOfInformation", () => {
  const factors = [factor("m.noise", half), factor("m.decider", half), factor("m.other", half)];
  const size = 200;
  const design = designOf(factors, 1, size, 9);
  const combinations = Array.from({ length: size }, (_, i) => design.combinationsOf(i)[0]!.combination);
  const noise = (i: number, what: string) => uniform(9, i, keyOf(what)) - 0.5;
  // Under one choice of the decisive one strategy 1 is one step ahead of 2, under the other one step behind.
  const gains = {
    values: combinations.map((combination, i) => {
      const ahead = combination[1] === 0 ? 1 : -1;
      return [0, 1 + ahead / 2 + noise(i, "a"), 0.9 - ahead / 2 + noise(i, "b")];
    }),
    weights: combinations.map(() => 1),
    subjects: combinations.map((_, i) => i),
  };
  const question = { gains, combinations, design, labels: ["stay", "a", "b"], tie: 0.1, seed: 9 };
  const information = valuesOfInformation({ ...question, first: 1, second: 2 });

  it("puts the hypothesis that decides first, with its value and its share, and the others at chance", () => {
    const [first, ...others] = information;
    expect(first).toMatchObject({ factor: { name: "m.decider" }, turns: true });
    // Knowing gives 1.5 or 1.4, the best single strategy 1: a gain near 0.45.
    expect(first!.value).toBeGreaterThan(0.35);
    expect(first!.value).toBeLessThan(0.55);
    // As high as what was seen in none of 499 deals: what was seen counts as one of 500.
    expect(first!.valueChance).toBe(1 / 500);
    expect(first!.shareChance).toBe(1 / 500);
    // Variance 1 between choices, 2/12 within.
    expect(first!.share).toBeCloseTo(1 / (1 + 2 / 12), 1);
    expect(first!.choices.map((c) => c.first)).toEqual(["a", "b"]);
    expect(first!.choices[0]!.firstWins.value).toBeGreaterThan(0.95);
    expect(first!.choices[1]!.firstWins.value).toBeLessThan(0.05);
    expect(first!.choices[0]!.lead.value).toBeCloseTo(1.1, 1);
    for (const other of others) {
      expect(other.valueChance).toBeGreaterThan(0.01);
      expect(other.share).toBeLessThan(0.05);
      expect(other.value).toBeLessThan(0.05);
    }
  });

  it("says nothing decides where nothing does", () => {
    const same = gains.values.map((_, i) => [0, 1 + noise(i, "a"), 0.5 + noise(i, "b")]);
    const none = valuesOfInformation({ ...question, gains: { ...gains, values: same }, first: 1, second: 2 });
    for (const d of none) {
      expect(d.turns).toBe(false);
      expect(d.value).toBe(0);
      expect(d.share).toBeLessThan(0.05);
    }
  });

  it("`rivalriesOf` names what decides between every two", () => {
    const rivals = rivalriesOf(question, [1, 2, 0]);
    expect(rivals.map((r) => r.strategies)).toEqual([
      ["a", "b"],
      ["a", "stay"],
      ["b", "stay"],
    ]);
    for (const { factor: found, choices, strategies } of rivals) {
      expect(found.name).toBe("m.decider");
      if (strategies[1] === "b") expect(choices[0]!.wins.value - choices[1]!.wins.value).toBeGreaterThan(0.9);
    }
  });
});

describe("designOf", () => {
  it("crosses every person with every combination while there are few, and weighs them by their shares", () => {
    const design = designOf([factor("m.a", { x: 0.8, y: 0.2 }), factor("m.b", half)], 8, 50, 1);
    expect(design).toMatchObject({ isCrossed: true, combinationCount: 4 });
    const combinations = design.combinationsOf(17);
    expect(combinations.map((w) => w.combination)).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    expect(combinations.map((w) => w.weight)).toEqual([0.4, 0.4, 0.1, 0.1].map((w) => expect.closeTo(w, 12)));
  });

  it("gives each person one combination where there are many; every hypothesis holds in its share of people", () => {
    const factors = [
      factor("m.a", { x: 0.25, y: 0.75 }),
      ...["b", "c", "d"].map((n) => factor(`m.${n}`, half)),
    ];
    const design = designOf(factors, 8, 200, 1);
    expect(design).toMatchObject({ isCrossed: false, combinationCount: 16 });
    const combinations = Array.from({ length: 200 }, (_, i) => {
      const [only, ...rest] = design.combinationsOf(i);
      expect(rest).toEqual([]);
      return only!.combination;
    });
    const holding = (k: number, choice: number) => combinations.filter((w) => w[k] === choice).length;
    expect([holding(0, 0), holding(1, 0), holding(2, 0), holding(3, 0)]).toEqual([50, 100, 100, 100]);
    // Factors are dealt out independently: of 200 near 50 have both.
    const both = combinations.filter((w) => w[1] === 0 && w[2] === 0).length;
    expect(both).toBeGreaterThan(35);
    expect(both).toBeLessThan(65);
    expect(new Set(combinations.map(String)).size).toBe(16);
  });

  it("without hypotheses there is one combination", () => {
    expect(designOf([], 8, 3, 1).combinationsOf(2)).toEqual([{ combination: [], weight: 1 }]);
  });
});

describe("triedHypotheses", () => {
  it("reads names, all and none; an unknown one gets its nearest", () => {
    const library = shippedLibrary();
    expect(triedHypotheses("all", library)).toBe("all");
    expect(triedHypotheses("hpa.feedback, bdnf.region_sign", library)).toMatchObject([
      { name: "hpa.feedback" },
      { name: "bdnf.region_sign" },
    ]);
    expect(triedHypotheses("hpa.fedback", library)).toEqual({
      problem: 'There is no hypothesis "hpa.fedback".\nDid you mean "hpa.feedback"?',
    });
  });
});
