import { describe, expect, it } from "vitest";
import { difference, headline } from "../../src/explorer/headline.ts";
import { type Case, labelsOf, openingState, titleOf } from "../../src/explorer/index.ts";

const rows = (values: Record<string, number | undefined>) =>
  Object.entries(values).map(([name, value]) => ({ name, text: name, value, unit: "1" }));
const samples = (values: readonly number[]) => ({
  times: Float64Array.from(values, (_, i) => (84 * i) / (values.length - 1)),
  names: ["affect.blunting_equal_mood"],
  values: Float32Array.from(values),
});
const { current } = openingState();
const as = (next: Partial<Case>): Case => ({ ...current, ...next });

describe("headline", () => {
  it("says what a stopped drug took at its most, and that depression is back", () => {
    const measures = rows({
      blunting_equal_mood: 0.02,
      blunting_by_drug: 0.02,
      blunting_half: 5,
      depression_halved: 40,
      depression: 0.57,
    });
    expect(headline(measures, 84, samples([0, 0.08, 0.1, 0.02]))).toBe(
      "The drug took up to 10% of feeling (week 8), 2% is left at week 12. Depression had halved by week 6 and is back at 57%.",
    );
  });
  it("says what a drug takes that goes on", () => {
    const measures = rows({
      blunting_equal_mood: 0.1,
      blunting_by_drug: 0.1,
      blunting_half: 5,
      depression_halved: 40,
      depression: 0.4,
    });
    expect(headline(measures, 84, samples([0, 0.08, 0.1, 0.1]))).toBe(
      "By week 12 the drug takes 10% of feeling, half of that by week 1. Depression is halved in week 6.",
    );
  });
});

describe("difference", () => {
  const drug = rows({ blunting_equal_mood: 0.1, madrs_change: -14 });
  it("compares falls of MADRS in one person", () => {
    const weaker = rows({ blunting_equal_mood: 0.05, madrs_change: -12 });
    expect(difference(weaker, drug, "it")).toBe(
      "Against it: blunting by the drug 5% of feeling lower, MADRS falls by 2.0 points less.",
    );
  });
  it("leaves mood out between people who start elsewhere", () => {
    const well = rows({ blunting_equal_mood: 0.1, madrs_change: 0 });
    expect(difference(well, drug, "it", false)).toBe("Against it: blunting by the drug is much the same.");
  });
});

describe("labelsOf", () => {
  it("names the person, the gene and the care that differ", () => {
    expect(
      labelsOf([
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
      "escitalopram 10 mg, depressed adult, with exercise",
    ]);
  });
  it("names changed numbers where nothing else tells two cases apart, and says no more than needed", () => {
    expect(labelsOf([as({ set: { "a.b_c": 1 } }), as({ set: { "a.b_c": 2 } })])).toEqual([
      "escitalopram 10 mg, b c = 1",
      "escitalopram 10 mg, b c = 2",
    ]);
    expect(labelsOf([current, as({ courses: [] })])).toEqual(["escitalopram 10 mg", "no drug"]);
    expect(labelsOf([current, current])).toEqual(["escitalopram 10 mg", "escitalopram 10 mg (2)"]);
  });
});

describe("titleOf", () => {
  it("sets what happens to a course apart by commas", () => {
    const course = { ...current.courses[0]!, until: 147, halfFirst: 7, gap: { from: 28, days: 7 } };
    expect(titleOf(as({ courses: [course] }))).toBe(
      "escitalopram 10 mg to week 21, half first, 7 days missed",
    );
  });
});
