import { describe, expect, it } from "vitest";
import { tellCredibility } from "../../../src/studies/index.ts";
import { found } from "../../support/credibility-found.ts";
import { tableOf } from "../../support/told.ts";

const told = tellCredibility(found);
const section = (title: string, document = told) => document.sections.find((one) => one.title === title)!;
const text = (name: string) => ({ name, kind: "text" });
const count = (name: string) => ({ name, kind: "count" });
const share = (name: string) => ({ name, kind: "share" });

describe("the credibility of a model, told", () => {
  it("says first what it predicts, and beside that what a model without effects would", () => {
    expect([told.title, told.lead, told.notes, told.methods, told.about]).toEqual([
      "Credibility",
      "How far can the model be trusted, and for what?",
      [],
      [],
      { draws: 64 },
    ]);
    expect(told.answers).toEqual([
      "Of the published numbers that it was not fitted to it predicts 5 of 8 (63%); of those that a model in which no drug does anything would miss, 3 of 6 (50%).",
      "That model meets 2.",
      "Of those that it was fitted to 3 of 4 (75%) hold.",
    ]);
    const none = tellCredibility({ ...found, calibration: { asked: 0, hold: 0 } });
    expect(none.answers[2]).toBe("Of those that it was fitted to none asked hold.");
    expect(tableOf(none, /^Claims by/).rows[0]).toEqual(["fitted (calibration)", 0, 0, null]);
  });

  it("says what it is for, where the model does", () => {
    expect(told.sections.map(({ title }) => title)).toEqual([
      "What it is for",
      "Calibration against prediction",
      "What the parameters rest on",
      "What the headlines rest on",
      "Rival hypotheses that the published numbers prefer",
      "What is missed, and why",
    ]);
    expect(section("What it is for").says).toEqual([
      "Question of interest: Which dose?",
      "Context of use: Teaching.",
      "Model influence: Small.",
      "Consequence of a wrong decision: None.",
    ]);
    const bare = tellCredibility({ ...found, use: undefined });
    expect(bare.sections[0]!.title).toBe("Calibration against prediction");
    expect(bare.data).toMatchObject({ use: null });
  });

  it("has the scores, and the parameters by what they rest on", () => {
    const scores = tableOf(told, /^Claims by published numbers$/);
    expect(scores.columns).toEqual([text("claims"), count("hold"), count("of"), share("share")]);
    expect(scores.rows).toEqual([
      ["fitted (calibration)", 3, 4, 0.75],
      ["predicted (validation)", 5, 8, 0.625],
      ["predicted, and missed by a model without effects", 3, 6, 0.5],
      ["predicted, met by a model without effects", 2, 8, 0.25],
    ]);
    const tiers = tableOf(told, /^Parameters by tier of evidence$/);
    expect(tiers.columns).toEqual([
      text("evidence"),
      count("parameters"),
      share("share"),
      count("with a source"),
    ]);
    expect(tiers.rows).toEqual([
      ["human", 3, 0.75, 2],
      ["assumed", 1, 0.25, 0],
    ]);
    const none = tellCredibility({ ...found, tiers: [{ tier: "human", parameters: 0, sourced: 0 }] });
    expect(tableOf(none, /^Parameters by/).rows).toEqual([["human", 0, 0, 0]]);
  });

  it("has the headlines with their spread, and how much of it is assumed", () => {
    expect(section("What the headlines rest on").says).toEqual([
      "5th to 95th percentile over 64 draws of all parameters from their ranges, and the share of that variance that assumed parameters alone bring about.",
    ]);
    const table = tableOf(told, /^Numbers that people quote$/);
    expect(table.columns).toEqual([
      text("headline"),
      { name: "value (90% of draws)", kind: "number" },
      share("rests on assumed numbers"),
    ]);
    expect(table.rows).toEqual([
      ["blunting", { value: 0.4, low: 0.1, high: 0.7 }, 1],
      ["mood", 3, 0.25],
      ["never", undefined, null],
    ]);
    const [, mood] = found.headlines;
    const open = tellCredibility({ ...found, headlines: [{ ...mood!, low: 1, high: undefined }] });
    expect(tableOf(open, /^Numbers/).rows[0]![1]).toBe(3);
    expect(told.data).toMatchObject({
      draws: 64,
      headlines: [
        { name: "blunting", value: 0.4, low: 0.1, high: 0.7, assumedShare: 1.2 },
        { name: "mood", value: 3, low: null, high: 4, assumedShare: 0.25 },
        { name: "never", value: null, low: 1, high: 2, assumedShare: null },
      ],
    });
    expect(open.data).toMatchObject({ headlines: [{ high: null }] });
  });

  it("has rival hypotheses and what they cost, and what is missed, or says that there is none", () => {
    const table = tableOf(told, /^Hypotheses under which more of them hold$/);
    expect(table.columns).toEqual(["hypothesis", "met only under it", "missed under it"].map(text));
    expect(table.rows).toEqual([
      ["h=a", "x and y", "none"],
      ["g=b", "x", "z"],
    ]);
    expect(section("Rival hypotheses that the published numbers prefer").says).toEqual([]);
    expect(section("What is missed, and why").says).toEqual(["brake: It is 1."]);
    const none = tellCredibility({ ...found, rivals: [], missed: [] });
    expect(section("Rival hypotheses that the published numbers prefer", none).says).toEqual([
      "None: under no rival hypothesis do more of them hold.",
    ]);
    expect(section("What is missed, and why", none).says).toEqual(["Nothing."]);
  });
});
