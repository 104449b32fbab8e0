import { describe, expect, it } from "vitest";
import { type PopulationResult, percentilesDataset, tellPopulation } from "../../../src/studies/index.ts";
import { axisOf, chartOf, datasetsOf, figuresOf, linesOf, tableOf } from "../../support/told.ts";

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
const exact = (value: number) => ({ value, low: value, high: value });
const both = <T>(plausible: T, weighted: T) => ({ plausible, weighted });
const arm = (label: string, end: number, more: object = {}) => ({
  label,
  hasDrug: label === "drug",
  failed: 0,
  prevalence: both(exact(end), exact(end / 2)),
  prevalenceOverTime: both([0, end / 4, end], [0, end / 8, end / 2]),
  onsetBy: both([0, end / 2, end], []),
  onsetMedian: end > 0 ? 9.5 : undefined,
  measures: [
    { name: "end", unit: "mV", quantiles: [0, 1, 2, 3, 4].map((x) => x * end) },
    { name: "none", unit: "1", quantiles: undefined },
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
const population = { name: "crowd", about: "Forty people.", screens: [], targets: [] };
const result = {
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
    cutoff: { request: request("end", "at(m.b, day 14)"), above: 5, says: "blunted" },
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
  screens: [],
  targets: [],
  risks: { arm: "drug", compared: 1, numbers: [], kinds: [] },
  failures: undefined,
  notes: [],
} as unknown as PopulationResult;
const with_ = (parts: object) => ({ ...result, ...parts }) as PopulationResult;
const tellPopulationOf = (one: PopulationResult) => tellPopulation(one, []);
const document = tellPopulationOf(result);

describe("the pictures of a population", () => {
  it("are shares over time as predicted and weighted, the spread, and a band for what is followed", () => {
    expect(figuresOf(document).map(({ id, title, subtitle }) => [id, title, subtitle])).toEqual([
      ["prevalence", "How many, and when", "How many?"],
      ["spread", "How people differ at the end", "How many?"],
      ["bands-m-b", "m.b: people over time", "How many?"],
    ]);
    const [prevalence, spread, bands] = figuresOf(document);
    expect(prevalence!.legend.map(({ label }) => label)).toEqual(["placebo", "drug"]);
    expect(spread!.legend).toEqual(prevalence!.legend);
    expect(bands!.legend.map(({ label, style }) => [label, style.marker, style.dash])).toEqual([
      ["median", "none", []],
      ["middle half of people", "none", [7, 3]],
      ["middle 90% of people", "none", [2, 2.5]],
    ]);
    // Of the weighted there is no onset.
    expect(prevalence!.charts.map(({ id }) => id)).toEqual([
      "blunted-plausible",
      "onset-plausible",
      "blunted-weighted",
    ]);
    expect(figuresOf(tellPopulationOf(with_({ plausible: 0 })))).toEqual([]);
  });

  it("have shares in per cent over weeks, said at the end", () => {
    const chart = chartOf(document, "blunted-plausible");
    expect(linesOf(chart)).toEqual([
      [
        "placebo",
        [
          [0, 0],
          [1, 0],
          [2, 0],
        ],
      ],
      [
        "drug",
        [
          [0, 0],
          [1, 12.5],
          [2, 50],
        ],
      ],
    ]);
    expect([axisOf(chart, "x"), axisOf(chart, "y")]).toEqual([
      ["week", 0, 2],
      ["% of people", 0, 100],
    ]);
    expect([chart.title, chart.about, chart.unit, chart.showsBaseline]).toEqual([
      "above 5 in m.b",
      "Share of people, as predicted",
      "%",
      false,
    ]);
    expect(chart.summary).toBe(
      "Share of people with above 5 in m.b, as predicted, over time; at the end placebo 0%, drug 50%.",
    );
    const onset = chartOf(document, "onset-plausible");
    expect([onset.title, linesOf(onset)[1]![1]]).toEqual([
      "onset of blunting",
      [
        [0, 0],
        [1, 25],
        [2, 50],
      ],
    ]);
    const weighted = chartOf(document, "blunted-weighted");
    expect([weighted.about, linesOf(weighted)[1]![1]]).toEqual([
      "Share of people, weighted like published groups",
      [
        [0, 0],
        [1, 6.25],
        [2, 25],
      ],
    ]);
    const [, drug] = datasetsOf(chart);
    expect([drug!.borderWidth, drug!.pointRadius, drug!.borderDash]).toEqual([2.25, 0, [7, 3]]);
    expect(chart.config.options!.plugins!.legend).toMatchObject({ display: true, position: "bottom" });
    expect(chart.config.options!.interaction!.axis).toBe("x");
  });

  it("have the outline of a histogram in per cent, and the cut-off through it", () => {
    const chart = chartOf(document, "histogram");
    expect(linesOf(chart)).toEqual([
      [
        "placebo",
        [
          [0, 0],
          [0, 100],
          [5, 100],
          [5, 0],
          [10, 0],
          [10, 0],
        ],
      ],
      [
        "drug",
        [
          [0, 0],
          [0, 50],
          [5, 50],
          [5, 50],
          [10, 50],
          [10, 0],
        ],
      ],
      [
        "cut-off",
        [
          [5, 0],
          [5, 100],
        ],
      ],
    ]);
    expect([axisOf(chart, "x"), axisOf(chart, "y")]).toEqual([
      ["mV", 0, expect.any(Number)],
      ["% of people", 0, 100],
    ]);
    expect([chart.title, chart.unit, chart.about, chart.summary, chart.showsBaseline]).toEqual([
      "at(m.b, day 14)",
      "%",
      "Share of people, as predicted, in each of 2 steps; the dotted line is the cut-off, 5",
      "Histogram of at(m.b, day 14) by arm, with a line at 5.",
      false,
    ]);
    const cut = datasetsOf(chart).at(-1)!;
    expect([cut.borderDash, cut.borderWidth, cut.borderColor]).toEqual([[2, 2.5], 1.5, "#808080"]);
    const few = with_({
      arms: [arm("placebo", 0.4, { histogram: { edges: [0, 5, 10], shares: [0.2, 0.1] } })],
    });
    expect(linesOf(chartOf(tellPopulationOf(few), "histogram")).at(-1)![1]).toEqual([
      [5, 0],
      [5, 21],
    ]);
    const { study } = result;
    const plain = with_({ study: { ...study, arms: [study.arms[0], { ...study.arms[1], units: ["1"] }] } });
    expect(axisOf(chartOf(tellPopulationOf(plain), "histogram"), "x")[0]).toBe("m.b");
    expect(axisOf(chartOf(tellPopulationOf(plain), "bands-m-b-2"), "y")[0]).toBe("dimensionless");
  });

  it("have the median, the middle half and nine tenths of people in each arm", () => {
    const chart = chartOf(document, "bands-m-b-2");
    const at = (...values: readonly number[]) => values.map((value, k) => [k, value]);
    expect(linesOf(chart)).toEqual([
      ["median", at(0, 1.5, 3)],
      ["middle half of people", at(0, 1, 2)],
      ["middle half of people", at(0, 2, 4)],
      ["middle 90% of people", at(0, 0.5, 1)],
      ["middle 90% of people", at(0, 2.5, 5)],
    ]);
    expect([chart.title, chart.about, chart.unit, axisOf(chart, "x")]).toEqual([
      "drug",
      "m.b",
      "mV",
      ["week", 0, 2],
    ]);
    const [unit, low, high] = axisOf(chart, "y");
    expect([unit, low, high! >= 5]).toEqual(["mV", 0, true]);
    expect(chart.summary).toBe(
      "m.b in drug: median 0 (middle 90%: 0 to 0) at the start, 3.00 (middle 90%: 1.00 to 5.00) at the end.",
    );
    expect(datasetsOf(chart).map(({ borderWidth }) => borderWidth)).toEqual([2.5, 1.5, 1.5, 1.5, 1.5]);
    // Both arms have one scale; one of which nothing is known has no picture.
    expect(axisOf(chartOf(document, "bands-m-b-1"), "y")).toEqual(axisOf(chart, "y"));
    const bare = with_({ arms: [arm("placebo", 0.5, { bands: [] }), arm("drug", 0.5)] });
    expect(
      figuresOf(tellPopulationOf(bare))
        .at(-1)!
        .charts.map(({ id }) => id),
    ).toEqual(["bands-m-b-2"]);
  });
});

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
      { name: "onset, median day", kind: "number" },
      share("onset by the end"),
    ]);
    expect(table.rows).toEqual([
      ["placebo", exact(0), exact(0), undefined, 0],
      ["drug", exact(0.5), exact(0.25), 9.5, 0.5],
    ]);
    expect(table.isOfSurvivors).toBe(false);
    const { study } = result;
    const without = tellPopulationOf(with_({ study: { ...study, onset: undefined } }));
    expect(tableOf(without, /^Blunted/).caption).toBe(
      "Blunted: at(m.b, day 14) above 5; shares with 95% intervals",
    );
  });

  it("have the measures, statistics, screens, numbers and kinds, twelve and eight at most", () => {
    const measures = tableOf(document, /^Measures/);
    expect(measures.caption).toBe("Measures: median and middle 90% of plausible people");
    expect(measures.columns).toEqual([
      text("measure"),
      ...["placebo", "drug"].map((name) => ({ name, kind: "number", isOfAnySize: true })),
    ]);
    expect(measures.rows).toEqual([
      ["end (mV)", exact(0), { value: 1, low: 0, high: 2 }],
      ["none", undefined, undefined],
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
    const screen = {
      screen: { name: "low", low: 0, high: 10, measure: { text: "at(m.b, day 0)" } },
      outside: 2,
    };
    const target = {
      target: { name: "mean_mood", is: 5, within: 1, statistic: "mean" },
      plausible: 4,
      weighted: 5,
      selected: 6,
    };
    const full = tellPopulationOf(
      with_({ risks: { arm: "drug", compared: 1, numbers, kinds }, screens: [screen], targets: [target] }),
    );
    const risks = tableOf(full, /^Who is at risk/);
    expect(risks.caption).toBe(
      'Who is at risk in "drug": what goes with more blunting, of 1 sampled number that can matter there (rank correlation, 95% interval; chance after correction for all of them, Benjamini-Hochberg, below 5%)',
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
    const screens = tableOf(full, /^Screens/);
    expect([screens.caption, screens.columns, screens.rows]).toEqual([
      "Screens: subjects outside what is plausible",
      [text("screen"), text("limits"), { name: "outside", kind: "count" }],
      [["low", "at(m.b, day 0) in 0 to 10.0", 2]],
    ]);
    const targets = tableOf(full, /^Published/);
    expect([targets.caption, targets.columns, targets.rows]).toEqual([
      "Published group statistics, in the population's own cohort",
      [
        text("statistic"),
        text("published"),
        ...["as predicted", "weighted", "selected"].map((name) => ({ name, kind: "number" })),
      ],
      [["mean mood", "5.00 ± 1.00", 4, 5, 6]],
    ]);
    expect(full.data).toMatchObject({
      screens: [{ name: "low", low: 0, high: 10, outside: 2 }],
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
