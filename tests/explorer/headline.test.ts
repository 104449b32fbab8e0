import { describe, expect, it } from "vitest";
import { labelsOf, titleOf } from "../../src/explorer/case.ts";
import { difference, headline, inPlaceOfNever } from "../../src/explorer/headline.ts";
import type { Case } from "../../src/explorer/types.ts";
import { shippedPage } from "../support/page.ts";

const units: Record<string, string> = {
  blunting_half: "day",
  depression_halved: "day",
  most_on: "day",
  madrs_change: "points",
};
const rows = (values: Record<string, number | undefined>) =>
  Object.entries(values).map(([name, value]) => ({ name, text: name, value, unit: units[name] ?? "1" }));
const { current } = shippedPage().opening;
const as = (next: Partial<Case>): Case => ({ ...current, ...next });

const took = {
  blunting_equal_mood: 0.1,
  blunting_by_drug: 0.1,
  blunting_half: 5,
  depression_halved: 40,
  depression: 0.4,
  most: 0.1,
  most_on: 80,
};

describe("headline", () => {
  const says = (values: Record<string, number | undefined>) =>
    headline(shippedPage(), rows({ ...took, ...values }), 84);
  it("says what a stopped drug took at its most, and that depression is back", () => {
    const stopped = { blunting_equal_mood: 0.02, blunting_by_drug: 0.02, most_on: 55, depression: 0.57 };
    expect(says(stopped)).toBe(
      "The drug took up to 10% of feeling (week 8), 2% is left at week 12. Depression had halved by week 6 and is back at 57%.",
    );
    expect(says({ ...stopped, blunting_equal_mood: 0 })).toMatch(/, nothing is left at week 12\. /);
  });
  it("says what a drug takes that goes on", () => {
    expect(says({})).toBe(
      "By week 12 the drug takes 10% of feeling, half of that by week 1. Depression is halved in week 6.",
    );
    expect(says({ blunting_half: undefined, depression_halved: undefined, depression: 0.8 })).toBe(
      "By week 12 the drug takes 10% of feeling. Depression is at 80% of what it was.",
    );
  });
  it("tells the two ways of counting apart where the drug lifts the mood", () => {
    expect(says({ blunting_by_drug: -0.04 })).toBe(
      "By week 12 the drug takes 10% of feeling at equal mood, half of that by week 1. As it also lifts the illness, 4% more is felt than without it. Depression is halved in week 6.",
    );
  });
  it("says that nothing is taken, or that feeling is given back", () => {
    expect(says({ blunting_equal_mood: 0.001, most: 0.001 })).toMatch(
      /^At week 12 nothing is taken from feeling\./,
    );
    expect(says({ blunting_equal_mood: -0.03, most: 0 })).toMatch(
      /^At week 12 treatment gives back 3% of feeling\./,
    );
  });
  it("says nothing of numbers that are not there", () => {
    expect(headline(shippedPage(), [], 84)).toBe("");
  });
});

describe("difference", () => {
  const drug = rows({ blunting_equal_mood: 0.1, madrs_change: -14 });
  it("compares falls of MADRS in one person", () => {
    const weaker = rows({ blunting_equal_mood: 0.05, madrs_change: -12 });
    expect(difference(shippedPage(), weaker, drug, "it")).toBe(
      "Against it: blunting by the drug 5% of feeling lower, MADRS falls by 2.0 points less.",
    );
  });
  it("leaves mood out between people who start elsewhere", () => {
    const well = rows({ blunting_equal_mood: 0.1, madrs_change: 0 });
    expect(difference(shippedPage(), well, drug, "it", false)).toBe(
      "Against it: blunting by the drug is much the same.",
    );
  });
});

describe("inPlaceOfNever", () => {
  it("says why somebody's depression is never halved who has none", () => {
    const never = (depression_at_first: number) =>
      inPlaceOfNever(shippedPage(), "depression_halved", rows({ depression_at_first }));
    expect([never(0), never(1)]).toEqual(["not depressed", undefined]);
    expect(inPlaceOfNever(shippedPage(), "blunting_half", rows({ depression_at_first: 0 }))).toBeUndefined();
  });
});

describe("labelsOf", () => {
  it("names the person, the gene and the care that differ", () => {
    expect(
      labelsOf(shippedPage(), [
        as({ people: ["healthy-adult"] }),
        current,
        as({ people: ["depressed-adult", "cyp2c19-poor"] }),
        as({ care: "none" }),
        as({ care: "trial_exercise" }),
      ]),
    ).toEqual([
      "escitalopram 10 mg, healthy adult",
      "escitalopram 10 mg, depressed adult",
      "escitalopram 10 mg, depressed adult, cyp2c19 poor",
      "escitalopram 10 mg, depressed adult, no recovery of its own",
      "escitalopram 10 mg, depressed adult, recovers with exercise",
    ]);
  });
  it("names changed numbers where nothing else tells two cases apart, and says no more than needed", () => {
    expect(labelsOf(shippedPage(), [as({ set: { "a.b_c": 1 } }), as({ set: { "a.b_c": 2 } })])).toEqual([
      "escitalopram 10 mg, b c = 1",
      "escitalopram 10 mg, b c = 2",
    ]);
    expect(labelsOf(shippedPage(), [current, as({ courses: [] })])).toEqual([
      "escitalopram 10 mg",
      "no drug",
    ]);
    expect(labelsOf(shippedPage(), [current, current])).toEqual([
      "escitalopram 10 mg",
      "escitalopram 10 mg (2)",
    ]);
  });
});

describe("titleOf", () => {
  it("sets what happens to a course apart by commas", () => {
    const course = { ...current.courses[0]!, until: 147, halfFirst: 7, gap: { from: 28, days: 7 } };
    expect(titleOf(shippedPage(), as({ courses: [course] }))).toBe(
      "escitalopram 10 mg to week 21, half first, 7 days missed",
    );
  });
});
