import { describe, expect, it } from "vitest";
import { percentilesDataset } from "../../../src/studies/index.ts";
import { exact, result, tellPopulationOf, with_ } from "../../support/population-result.ts";
import { tableOf } from "../../support/told.ts";

const document = tellPopulationOf(result);

describe("the tables of a population", () => {
  const text = (name: string) => ({ name, kind: "text" });
  const share = (name: string) => ({ name, kind: "share" });

  it("say what blunted means and when it sets in", () => {
    const table = tableOf(document, /^Blunted/);
    expect(table.caption).toBe(
      "Blunted: at(m.b, day 14) above 5; shares with 95% intervals; onset: time_to(m.b, 1), its median day and the share in whom it has set in by the end",
    );
    expect(table.columns).toEqual([
      text("arm"),
      share("as predicted"),
      share("weighted like published groups"),
      { name: "people with onset", kind: "count" },
      { name: "median day of onset", kind: "number" },
      share("onset by the end"),
    ]);
    expect(table.rows).toEqual([
      ["placebo", exact(0), exact(0), 0, undefined, 0],
      ["drug", exact(0.5), exact(0.25), 19, 9.5, 0.5],
    ]);
    expect(table.isOfSurvivors).toBe(false);
    const { study } = result;
    const without = tellPopulationOf(with_({ study: { ...study, onset: undefined } }));
    expect(tableOf(without, /^Blunted/).caption).toBe(
      "Blunted: at(m.b, day 14) above 5; shares with 95% intervals",
    );
  });

  it("take the rounding of 0 for 0 where there is no unit, and picomoles written in moles for what they are", () => {
    const tiny = (unit: string) => ({
      name: unit,
      unit,
      count: 38,
      quantiles: [-7e-17, 0, 3e-17, 1e-16, 2e-16],
    });
    const told = tellPopulationOf(
      with_({ arms: [{ ...result.arms[0]!, measures: [tiny("1"), tiny("M")] }] }),
    );
    expect(tableOf(told, /^Measures/).rows.map(([, value]) => value)).toEqual([
      { value: 0, low: 0, high: 0 },
      { value: 3e-17, low: -7e-17, high: 2e-16 },
    ]);
  });

  it("have the measures, statistics, inclusion criteria, numbers and kinds, twelve and eight at most", () => {
    const measures = tableOf(document, /^Measures/);
    expect(measures.caption).toBe(
      "Measures: median and middle 90% of the plausible people in whom they have a value",
    );
    expect(measures.columns).toEqual([
      text("measure"),
      ...["placebo", "drug"].map((name) => ({ name, kind: "number", isOfAnySize: true })),
    ]);
    expect(measures.rows).toEqual([
      ["end (mV)", exact(0), { value: 1, low: 0, high: 2 }],
      ["none: a value in 0 and 0 of 38 people", undefined, undefined],
    ]);
    const numbers = Array.from({ length: 13 }, (_, i) => ({
      name: `m.p${i}`,
      correlation: exact(0.5),
      difference: 0.25,
      adjusted: 0.01,
    }));
    const kinds = Array.from({ length: 9 }, (_, i) => ({
      person: `kind${i}`,
      count: i,
      among: exact(0.5),
      others: exact(0.25),
      adjusted: 0.02,
    }));
    const criterion = {
      criterion: { name: "low", low: 0, high: 10, measure: { text: "at(m.b, day 0)" } },
      outside: 2,
    };
    const target = {
      target: { name: "mean_mood", is: 5, within: 1, statistic: "mean" },
      plausible: 4,
      weighted: 5,
      selected: 6,
    };
    const full = tellPopulationOf(
      with_({
        risks: { arm: "drug", compared: 1, numbers, kinds },
        inclusion: [criterion],
        targets: [target],
      }),
    );
    const risks = tableOf(full, /^Who is at risk/);
    expect(risks.caption).toBe(
      'Who is at risk in "drug": what goes with more of m.b, of 1 sampled number that can matter there (rank correlation, 95% interval; chance after correction for all of them, Benjamini-Hochberg, below 5%)',
    );
    expect(risks.columns).toEqual([
      text("number"),
      { name: "correlation", kind: "number", decimals: 2 },
      { name: "blunted minus others, in SD", kind: "number", decimals: 2 },
      share("chance"),
    ]);
    expect(risks.rows).toHaveLength(12);
    expect(risks.rows[0]).toEqual(["m.p0", exact(0.5), 0.25, 0.01]);
    const people = tableOf(full, /^Kinds/);
    expect(people.caption).toBe(
      'Kinds of people in "drug": share blunted among them and among the others, and the chance of that after correction for all kinds (Benjamini-Hochberg)',
    );
    expect(people.columns).toEqual([
      text("kind"),
      { name: "subjects", kind: "count" },
      ...["among them", "among others", "chance"].map(share),
    ]);
    expect(people.rows).toHaveLength(8);
    expect(people.rows[1]).toEqual(["kind1", 1, exact(0.5), exact(0.25), 0.02]);
    const inclusion = tableOf(full, /^Inclusion criteria/);
    expect([inclusion.caption, inclusion.columns, inclusion.rows]).toEqual([
      "Inclusion criteria: subjects outside each",
      [text("criterion"), text("limits"), { name: "outside", kind: "count" }],
      [["low", "at(m.b, day 0) in 0 to 10", 2]],
    ]);
    const targets = tableOf(full, /^Published/);
    expect([targets.caption, targets.columns, targets.rows]).toEqual([
      "Published group statistics, in the population's own cohort",
      [
        text("statistic"),
        text("published"),
        ...["as predicted", "weighted", "selected"].map((name) => ({ name, kind: "number" })),
      ],
      [["mean mood", "5 ± 1", 4, 5, 6]],
    ]);
    expect(full.data).toMatchObject({
      inclusion: [{ name: "low", low: 0, high: 10, outside: 2 }],
      targets: [
        { name: "mean_mood", statistic: "mean", is: 5, within: 1, plausible: 4, weighted: 5, selected: 6 },
      ],
    });
  });

  it("are there for machines", () => {
    expect(document.data).toMatchObject({
      plausible: 38,
      acceptance: 0.95,
      selected: 20,
      effective_size: 12.4,
      blunted: { measure: "at(m.b, day 14)", above: 5 },
      days: [0, 7, 14],
      arms: [
        { label: "placebo", has_drug: false, onset_median: null },
        {
          label: "drug",
          has_drug: true,
          onset_median: 9.5,
          prevalence_over_time: result.arms[1]!.prevalenceOverTime,
          onset_by: result.arms[1]!.onsetBy,
        },
      ],
    });
    const dataset = percentilesDataset(result);
    expect([dataset.name, dataset.columns]).toEqual([
      "percentiles",
      [
        { name: "arm", type: "text" },
        { name: "time_day", type: "number", unit: "day" },
        { name: "variable", type: "text" },
        ...["p5", "p25", "p50", "p75", "p95"].map((name) => ({ name, type: "number" })),
        { name: "unit", type: "text" },
      ],
    ]);
    expect([...dataset.rows()].at(-1)).toEqual(["drug", 14, "m.b", 1, 2, 3, 4, 5, "mV"]);
  });
});

describe("a population, counted", () => {
  const counts = (parts: object) => tellPopulationOf(with_(parts)).answers[0];

  it("says how many were sampled, plausible and selected, and what weights are worth", () => {
    expect(counts({})).toMatch(
      /^40 subjects of crowd \(seed 5\): 38 plausible \(95%\), of whom 20 selected \(53%\) to look like published groups; the weights are worth 12 subjects\./,
    );
    expect(counts({})).not.toContain("That is few");
    // Fewer than a fifth of 38 are few.
    expect(counts({ effectiveSize: 7.5 })).toContain(
      "are worth 8 subjects. That is few: published groups lie at the edge of what this model predicts, so trust the predicted column.",
    );
    expect(counts({ effectiveSize: 7.7 })).not.toContain("That is few");
    expect(counts({ effectiveSize: 1 })).toContain("are worth 1 subject.");
    expect(counts({ effectiveSize: Number.NaN })).toContain("there is nobody to weigh.");
    expect([document.title, document.lead, document.methods, document.notes]).toEqual([
      "Title",
      "How many?",
      ["Forty people."],
      [],
    ]);
    expect(document.about).toEqual({ scenario: "s", population: "crowd", size: 40, seed: 5 });
  });
});
