import { describe, expect, it } from "vitest";
import { spanOfDraws, weightedMean } from "../../../src/statistics/index.ts";
import {
  bestShares,
  bootstrapped,
  comparePair,
  type Gains,
  probability,
  regrets,
  subjectsWorth,
} from "../../../src/studies/search/compare.ts";
import { dominates, dominators } from "../../../src/studies/search/pareto.ts";
import { bestUnderWeightings } from "../../../src/studies/search/summary.ts";
import { largestFall } from "../../../src/studies/search/work.ts";

/** Four people, three strategies; all answers below can be counted by hand. */
const hand: Gains = {
  values: [
    [0, 2, 1],
    [0, 1, 1],
    [0, -1, 1],
    [0, 3, -2],
  ],
  weights: [1, 1, 1, 1],
  subjects: [0, 1, 2, 3],
};

describe("dominates", () => {
  it("asks for as good in everything and better in something", () => {
    expect(dominates([1, 2], [1, 1])).toBe(true);
    expect(dominates([1, 1], [1, 1])).toBe(false);
    expect(dominates([2, 0], [1, 1])).toBe(false);
  });

  it("takes differences within the margin for none", () => {
    expect(dominates([1, 1.04], [1.03, 1], 0.05)).toBe(false);
    expect(dominates([1, 1.2], [1.03, 1], 0.05)).toBe(true);
  });

  it("`dominators` names what dominates, and leaves the Pareto set alone", () => {
    const rows = [
      [3, 0],
      [2, 2],
      [1, 2],
      [0, 3],
      [0, 0],
      [3, 0],
    ];
    expect(dominators(rows)).toEqual([undefined, undefined, 1, undefined, 0, undefined]);
  });
});

describe("comparisons", () => {
  it("`comparePair` counts wins, ties and losses, which add up to 1", () => {
    expect(comparePair(hand, 1, 2, 0)).toMatchObject({ wins: { value: 0.5 }, ties: 0.25, losses: 0.25 });
    expect(comparePair(hand, 2, 1, 0)).toMatchObject({ wins: { value: 0.25 }, ties: 0.25, losses: 0.5 });
    expect(comparePair(hand, 1, 2, 1)).toMatchObject({ wins: { value: 0.25 }, ties: 0.5, losses: 0.25 });
  });

  it("`comparePair` weighs cases", () => {
    const weighted = { ...hand, weights: [3, 1, 1, 1] };
    expect(comparePair(weighted, 1, 2, 0).wins.value).toBeCloseTo(4 / 6, 12);
  });

  it("`bestShares` gives every case to its best, in equal parts where several are", () => {
    expect([0, 1, 2].map((s) => [...bestShares(hand, s)])).toEqual([
      [0, 0, 0, 0],
      [1, 0.5, 0, 1],
      [0, 0.5, 1, 0],
    ]);
  });

  it("`regrets` are what is lost against the best of each case", () => {
    const all = [0, 1, 2].map((s) => regrets(hand, s));
    expect(all.map((r) => weightedMean(r, hand.weights))).toEqual([7 / 4, 2 / 4, 6 / 4]);
    // Mean of the best minus mean gain, for each strategy.
    const best = (2 + 1 + 1 + 3) / 4;
    for (const [s, lost] of all.entries())
      expect(weightedMean(lost, hand.weights)).toBeCloseTo(
        best -
          weightedMean(
            hand.values.map((row) => row[s]!),
            hand.weights,
          ),
        12,
      );
  });

  it("`subjectsWorth` counts the cases of one subject once", () => {
    expect(subjectsWorth({ subjects: [0, 0, 1, 1], weights: [0.5, 0.5, 0.5, 0.5] })).toBe(2);
    expect(subjectsWorth({ subjects: [0, 1, 2], weights: [1, 1, 1] })).toBe(3);
  });

  it("`probability` has Wilson's interval: 8 of 10 lie in 0.490 to 0.943 (Newcombe 1998, Stat Med 17:857)", () => {
    const about = { subjects: Array.from({ length: 10 }, (_, i) => i), weights: new Array(10).fill(1) };
    const { value, low, high } = probability([1, 1, 1, 1, 1, 1, 1, 1, 0, 0], about);
    expect(value).toBeCloseTo(0.8, 12);
    expect(low).toBeCloseTo(0.4902, 3);
    expect(high).toBeCloseTo(0.9433, 3);
  });

  it("`bootstrapped` keeps the cases of a subject together and the number of subjects", () => {
    const about = { subjects: [7, 7, 9, 11], weights: [1, 1, 1, 1] };
    let differ = false;
    for (const [a, b, c, d] of bootstrapped(about, 3)) {
      expect(a).toBe(b);
      expect(a! + c! + d!).toBe(3);
      differ ||= a !== 1;
    }
    expect(differ).toBe(true);
  });

  it("`spanOfDraws` of a mean covers it as theory says: standard error of 100 draws of variance 1/12", () => {
    const values = Array.from({ length: 100 }, (_, i) => (i + 0.5) / 100);
    const about = { subjects: values.map((_, i) => i), weights: values.map(() => 1) };
    const drawn = [...bootstrapped(about, 1)].map((w) => weightedMean(values, w));
    const { value, low, high } = spanOfDraws(weightedMean(values, about.weights), drawn);
    const half = 1.96 * Math.sqrt(1 / 12 / 100);
    expect(value).toBeCloseTo(0.5, 12);
    expect(high - value).toBeGreaterThan(0.8 * half);
    expect(high - value).toBeLessThan(1.2 * half);
    expect(value - low).toBeGreaterThan(0.8 * half);
    expect(value - low).toBeLessThan(1.2 * half);
  });

  it("`bestUnderWeightings` of two mirrored strategies gives half to each, nothing to a dominated one", () => {
    const [a, b, c] = bestUnderWeightings(
      [
        [1, 0],
        [0, 1],
        [-1, -1],
      ],
      1,
    );
    expect(a).toBeCloseTo(0.5, 1);
    expect(a! + b!).toBeCloseTo(1, 12);
    expect(c).toBe(0);
  });

  it("`bestUnderWeightings` gives a tie in equal parts", () => {
    expect(
      bestUnderWeightings(
        [
          [1, 2],
          [1, 2],
        ],
        1,
      ),
    ).toEqual([expect.closeTo(0.5, 9), expect.closeTo(0.5, 9)]);
  });
});

describe("largestFall", () => {
  it("finds the steepest way down within the window", () => {
    expect(largestFall([5, 4, 3, 0, 6], 1)).toBe(3);
    expect(largestFall([5, 4, 3, 0, 6], 2)).toBe(4);
    expect(largestFall([1, 2, 3], 2)).toBe(0);
    expect(largestFall([1, Number.NaN, 3], 2)).toBeNaN();
  });
});
