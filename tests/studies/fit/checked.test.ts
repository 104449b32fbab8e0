import { describe, expect, it } from "vitest";
import { tellFit } from "../../../src/studies/fit/tell.ts";
import { fit, with_ } from "../../support/fit-result.ts";
import { axisOf, chartOf, datasetsOf, figuresOf, linesOf, tableOf } from "../../support/told.ts";

// A predictive check put down by hand: two spans of time in one arm, a third of all arms together.

const percentile = (share: number, observed: number, low: number, middle: number, high: number) => ({
  share,
  observed,
  low,
  middle,
  high,
});
const bins = [
  {
    time: 7,
    from: 0,
    to: 8,
    points: 5,
    percentiles: [percentile(0.1, 1, 1, 2, 3), percentile(0.5, 4, 3, 4, 5), percentile(0.9, 5.5, 5, 6, 7)],
  },
  {
    time: 14,
    from: 10,
    to: 14,
    points: 4,
    percentiles: [percentile(0.1, 0.5, 1, 2, 3), percentile(0.5, 6, 3, 4, 5), percentile(0.9, 7, 5, 6, 7)],
  },
];
const points = [
  { time: 7, value: 4 },
  { time: 14, value: 9 },
];
const panel = {
  variable: "pk.level",
  unit: "mg/L",
  arm: "drug",
  isCorrected: false,
  isCensored: false,
  points,
  bins,
};
const together = {
  variable: "scale.madrs",
  unit: "1",
  isCorrected: true,
  isCensored: true,
  points: points.slice(0, 1),
  bins: [{ ...bins[0]!, percentiles: [percentile(0.5, 8, 3, 4, 5)] }],
};
const check = { replicates: 500, vary: "nothing", failed: 0, panels: [panel, together] };
const of = (parts: object) => tellFit(with_({ predictive: { ...check, ...parts } }));
const told = of({});
const section = (document: typeof told) =>
  document.sections.find(({ title }) => title === "Visual predictive check")!;
const said = (parts: object) => of(parts).answers.at(-1)!;

describe("a predictive check, told", () => {
  it("says how many percentiles lie where they should, and which do not", () => {
    expect(said({})).toBe(
      "In the visual predictive check 4 of 7 percentiles of the measured points lie where the fit expects them (95% intervals); outside are the 10th percentile of pk.level in drug at day 14.0 (below), the median of pk.level in drug at day 14.0 (above), the median of scale.madrs at day 7.00 (above).",
    );
    expect(said({ panels: [{ ...panel, bins: bins.slice(0, 1) }] })).toBe(
      "In the visual predictive check 3 of 3 percentiles of the measured points lie where the fit expects them (95% intervals).",
    );
    expect(said({ panels: [together] })).toBe(
      "In the visual predictive check 0 of 1 percentile of the measured points lie where the fit expects them (95% intervals); outside is the median of scale.madrs at day 7.00 (above).",
    );
    expect(said({ panels: [panel, together, together, together, together] })).toMatch(
      /the median of scale\.madrs at day 7\.00 \(above\) and 2 others\.$/,
    );
    expect(fit.predictive).toBeUndefined();
    expect(tellFit(fit).sections.map(({ title }) => title)).not.toContain("Visual predictive check");
  });

  it("warns of points that are missing", () => {
    expect(told.notes.filter(({ kind }) => kind === "warning")).toEqual([]);
    expect(of({ failed: 30 }).notes).toContainEqual({
      kind: "warning",
      text: "Runs of drawn subjects failed, so that 30 of 1500 made points are missing in the visual predictive check.",
    });
  });

  it("says how data sets were made, and what was done to the values", () => {
    expect(section(told).says).toEqual([
      "The fit made 500 data sets with the subjects, times and scatter of the measured one. Subjects differ by the scatter of their points alone, as one set of parameters was fitted to all: where they differ more, measured tails lie outside. --subjects lets their parameters differ. Percentiles of the measured points should lie within the 95% intervals of those of the made data sets.",
      "Values are prediction-corrected: multiplied by what is expected of the middle of their span of time over what is expected of them.",
      "Where points lie below a limit, all values below it, measured and made, count as the limit.",
    ]);
    const plain = section(of({ panels: [panel], vary: "parameters", replicates: 1 })).says!;
    expect(plain).toHaveLength(1);
    expect(plain[0]).toContain(
      "The fit made 1 data set with the subjects, times and scatter of the measured one. Each subject's parameters were drawn about the typical ones with the spread between subjects, within the bounds; that estimates are uncertain is left out.",
    );
  });

  it("has a table of every percentile", () => {
    const table = tableOf(told, /^Percentiles of the measured/);
    expect(table.caption).toBe(
      "Percentiles of the measured points, and where those of made data sets lie (95%)",
    );
    expect(table.columns.map(({ name, kind }) => [name, kind])).toEqual([
      ["variable", "text"],
      ["arm", "text"],
      ["day", "number"],
      ["points", "count"],
      ["percentile", "count"],
      ["measured", "number"],
      ["low", "number"],
      ["expected", "number"],
      ["high", "number"],
      ["inside", "text"],
    ]);
    expect(table.rows).toHaveLength(7);
    expect(table.rows[0]).toEqual(["pk.level", "drug", 7, 5, 10, 1, 1, 2, 3, "yes"]);
    expect(table.rows[5]).toEqual(["pk.level", "drug", 14, 4, 90, 7, 5, 6, 7, "yes"]);
    expect(table.rows[6]).toEqual(["scale.madrs", "all together", 7, 5, 50, 8, 3, 4, 5, "no"]);
    expect([table.most, table.rest]).toEqual([12, "later or of other variables"]);
  });

  it("hands the same on to machines and other programs", () => {
    const row = { percentile: 10, observed: 1, low: 1, expected: 2, high: 3 };
    const data = (told.data as { predictive_check: { panels: { bins: object[] }[] } }).predictive_check;
    expect(data).toMatchObject({
      replicates: 500,
      subjects_differ_by: "scatter",
      panels: [
        { variable: "pk.level", unit: "mg/L", arm: "drug", prediction_corrected: false, censored: false },
        { variable: "scale.madrs", unit: "1", arm: null, prediction_corrected: true, censored: true },
      ],
    });
    expect(data.panels[0]!.bins[0]).toMatchObject({ time: 7, from: 0, to: 8, points: 5 });
    expect((data.panels[0]!.bins[0] as { percentiles: object[] }).percentiles[0]).toEqual(row);
    expect(of({ vary: "parameters" }).data).toMatchObject({
      predictive_check: { subjects_differ_by: "parameters and scatter" },
    });
    const dataset = told.datasets!.at(-1)!;
    expect(dataset.name).toBe("predictive-check");
    expect(dataset.columns).toEqual([
      { name: "variable", type: "text" },
      { name: "arm", type: "text" },
      ...["time_day", "from_day", "to_day"].map((name) => ({ name, type: "number", unit: "day" })),
      { name: "points", type: "integer" },
      ...["percentile", "observed", "low", "expected", "high"].map((name) => ({ name, type: "number" })),
      { name: "prediction_corrected", type: "flag" },
      { name: "unit", type: "text" },
    ]);
    const rows = [...dataset.rows()];
    expect(rows[0]).toEqual(["pk.level", "drug", 7, 0, 8, 5, 10, 1, 1, 2, 3, false, "mg/L"]);
    expect(rows[6]).toEqual(["scale.madrs", null, 7, 0, 8, 5, 50, 8, 3, 4, 5, true, "1"]);
  });
});

describe("the picture of a predictive check", () => {
  it("has areas from low to high, lines of what was measured, and the points", () => {
    const figure = figuresOf(told).find(({ id }) => id === "predictive-check")!;
    expect([figure.title, figure.subtitle]).toEqual([
      "Visual predictive check",
      "Lines: percentiles of the measured points. Areas: where they lie in 95% of 500 data sets made by the fit",
    ]);
    expect(figure.legend.map(({ label, style }) => [label, style.dash, style.marker])).toEqual([
      ["median, measured", [], "none"],
      ["10th and 90th percentile, measured", [6, 3], "none"],
      ["a measured point", [0, 100], "circle"],
    ]);
    // Of few points only the median is drawn, and the legend names no more.
    const few = figuresOf(of({ panels: [together] })).find(({ id }) => id === "predictive-check")!;
    expect(few.legend.map(({ label }) => label)).toEqual(["median, measured", "a measured point"]);
    const chart = chartOf(told, "predictive-check-1");
    const lines = linesOf(chart);
    const part = (k: "low" | "high" | "observed", p: number) =>
      bins.map((bin) => [bin.time / 7, bin.percentiles[p]![k]]);
    expect(lines).toEqual([
      ...["10th percentile", "median", "90th percentile"].flatMap((name, p) => [
        [`${name}, low`, part("low", p)],
        [`${name}, high`, part("high", p)],
        [`${name}, measured`, part("observed", p)],
      ]),
      [
        "measured",
        [
          [1, 4],
          [2, 9],
        ],
      ],
    ]);
    const [low, high, measured] = datasetsOf(chart);
    expect([low!.fill, high!.fill, low!.borderWidth, low!.pointRadius]).toEqual(["+1", false, 0, 0]);
    expect([measured!.borderDash, measured!.borderWidth]).toEqual([[6, 3], 2]);
    expect(datasetsOf(chart)[5]!.borderDash).toEqual([]);
    expect(datasetsOf(chart)[3]!.borderColor).not.toBe(low!.borderColor);
    expect(datasetsOf(chart).at(-1)!.showLine).toBe(false);
    // One span alone is no line, so its ends are points.
    expect(datasetsOf(chartOf(told, "predictive-check-2"))[0]!.pointRadius).toBe(3);
  });

  it("has axes with time and unit that hold all of it, and says how many lie inside", () => {
    const [first, second] = [chartOf(told, "predictive-check-1"), chartOf(told, "predictive-check-2")];
    expect(axisOf(first, "x")).toEqual(["week", 0, 2]);
    expect(axisOf(second, "x")).toEqual(["day", 0, 8]);
    const [unit, low, high] = axisOf(first, "y");
    expect([unit, low]).toEqual(["mg/L", 0]);
    expect(high).toBeGreaterThanOrEqual(9);
    expect(axisOf(second, "y")[0]).toBe("dimensionless, prediction-corrected");
    expect([first.title, first.about, first.unit, second.title, second.about]).toEqual([
      "pk.level in drug",
      "",
      "mg/L",
      "scale.madrs",
      "Prediction-corrected",
    ]);
    expect(first.summary).toBe(
      "4 of 6 percentiles of 2 measured points of pk.level in drug lie within the 95% intervals of made data sets.",
    );
    expect(second.summary).toBe(
      "0 of 1 percentile of 1 measured point of scale.madrs lie within the 95% intervals of made data sets.",
    );
    expect(first.config.options!.interaction!.axis).toBe("x");
    expect([first.showsBaseline, first.config.options!.scales!.x!.type]).toEqual([false, "linear"]);
  });
});
