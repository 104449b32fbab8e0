import { describe, expect, it } from "vitest";
import { arm, result, tellPopulationOf, with_ } from "../../support/population-result.ts";
import { axisOf, chartOf, datasetsOf, figuresOf, linesOf } from "../../support/told.ts";

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
      "above-plausible",
      "onset-plausible",
      "above-weighted",
    ]);
    expect(figuresOf(tellPopulationOf(with_({ plausible: 0 })))).toEqual([]);
  });

  it("have shares in per cent over weeks, said at the end", () => {
    const chart = chartOf(document, "above-plausible");
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
      "m.b above 5",
      "Share of people, as predicted",
      "%",
      false,
    ]);
    expect(chart.summary).toBe(
      "m.b above 5: share of people, as predicted, over time; at the end placebo 0%, drug 50%.",
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
    const weighted = chartOf(document, "above-weighted");
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

  it("call a variable what its file calls it", () => {
    const { study } = result;
    const namings = new Map([["m.b", { title: "Blunting", axis: "relative to healthy" }]]);
    const document = tellPopulationOf(with_({ study: { ...study, namings } }));
    expect(axisOf(chartOf(document, "bands-m-b-2"), "y")[0]).toBe("relative to healthy");
    const titles = document.sections.flatMap(({ figures = [] }) => figures).map(({ title }) => title);
    expect(titles).toContain("Blunting: people over time");
    expect(chartOf(document, "above-plausible").title).toBe("Blunting above 5");
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
