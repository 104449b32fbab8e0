import { describe, expect, it } from "vitest";
import { tellSensitivity } from "../../../src/studies/index.ts";
import { gain, index, local, morris, only, sobol, study, subject } from "../../support/sensitivity-result.ts";
import { axisOf, chartOf, datasetsOf, figuresOf, linesOf } from "../../support/told.ts";

const told = tellSensitivity(study);

describe("the pictures of a sensitivity study", () => {
  const look = (id: string) => {
    const { title, about, unit, showsBaseline } = chartOf(told, id);
    return [title, about, unit, showsBaseline];
  };
  const middles = (id: string) =>
    linesOf(chartOf(told, id)).map(([label, points]) => [
      label,
      points.filter((_, i) => i % 4 === 1).map(([x]) => x),
    ]);

  it("show shares alone and with interactions, at most all of it", () => {
    expect(figuresOf(told).map(({ id, title, subtitle }) => [id, title, subtitle])).toEqual([
      ["burden", "On what kind of numbers it rests", 'at(m.x, week 2) in "drug"'],
      ["sobol", "Which parameters its uncertainty comes from", 'at(m.x, week 2) in "drug"'],
      ["morris", "Screening of all parameters", 'at(m.x, week 2) in "drug"'],
      [
        "local",
        "Which parameters move it, and when",
        expect.stringMatching(/^Change of m\.x for a move of each parameter up by half its declared range/),
      ],
    ]);
    const unit = "share of the variance, with 95% intervals";
    expect(look("burden-shares")).toEqual([
      "Share of the variance",
      "Sobol indices of all parameters of a tier together.",
      unit,
      false,
    ]);
    expect(look("sobol-shares")).toEqual([
      "Share of the variance",
      "Sobol indices under the declared uncertainty.",
      unit,
      false,
    ]);
    expect(middles("burden-shares")).toEqual([
      ["alone", [0.65, 0.15]],
      ["with interactions", [0.85, 0.35]],
    ]);
    expect(middles("sobol-shares")).toEqual([
      ["alone", [0.95, 0.3, -0.05]],
      ["with interactions", [1.05, 0.4, 0.05]],
    ]);
    expect(axisOf(chartOf(told, "sobol-shares"), "x")[2]).toBe(1);
    expect(figuresOf(told)[0]!.legend.map(({ label }) => label)).toEqual(["alone", "with interactions"]);
    const many = Array.from({ length: 14 }, (_, i) => index(`p${i}`, [`p${i}`], 0.05, 0.05));
    const crowded = tellSensitivity(only({ sobol: { ...sobol, indices: many } }));
    expect(chartOf(crowded, "sobol-shares").config.data.labels).toHaveLength(13);
  });

  it("show the effects of a screening and their spread, eight by name", () => {
    expect(look("morris-mu-star")).toEqual([
      "Mean absolute effect",
      "mu*: change of the measure when a parameter crosses its declared range, others anywhere in theirs.",
      "Hz, with 95% intervals",
      false,
    ]);
    expect(middles("morris-mu-star")).toEqual([["mu*", [2, 0.5, 0]]]);
    expect(look("morris-scatter")).toEqual([
      "Effect and its spread",
      "To the right: matters. Upwards: bends, or depends on the others.",
      "Hz",
      false,
    ]);
    const chart = chartOf(told, "morris-scatter");
    expect(linesOf(chart)).toEqual([
      ["m.gain", [[2, 0.5]]],
      ["m.loss", [[0.5, 0.25]]],
      ["m.new", [[0, 0]]],
      ["all others", []],
    ]);
    const [x, y] = [axisOf(chart, "x"), axisOf(chart, "y")];
    expect([x[0], x[1], x[2]! >= 2, y[0], y[1], y[2]! >= 0.5]).toEqual([
      "mu* (Hz)",
      0,
      true,
      "sigma (Hz)",
      0,
      true,
    ]);
    expect(chart.summary).toBe(
      "Scatter of mean absolute effect and standard deviation. m.gain: mu* 2.0, sigma 0.50. m.loss: mu* 0.50, sigma 0.25. m.new: mu* 0, sigma 0.",
    );
    const [named] = datasetsOf(chart);
    expect([named!.pointStyle, named!.showLine, datasetsOf(chart)[3]!.showLine]).toEqual([
      "circle",
      false,
      false,
    ]);
    expect(chart.config.options!.plugins!.legend).toEqual({ display: true, position: "bottom" });
    const legend = (count: number) => {
      const effects = Array.from({ length: count }, (_, i) => ({ ...morris.effects[0]!, factor: `p${i}` }));
      const document = tellSensitivity(
        only({ subject: { ...subject, unit: "1" }, morris: { ...morris, effects } }),
      );
      expect(chartOf(document, "morris-mu-star").unit).toBe("dimensionless, with 95% intervals");
      expect(chartOf(document, "morris-mu-star").config.data.labels).toHaveLength(Math.min(count, 16));
      expect(linesOf(chartOf(document, "morris-scatter")).at(-1)![1]).toHaveLength(Math.max(0, count - 8));
      return figuresOf(document)[0]!.legend.map(({ label }) => label);
    };
    expect(legend(8)).toEqual(["p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7"]);
    expect(legend(17).slice(7)).toEqual(["p7", "all others"]);
  });

  it("show slopes over weeks, with gaps, a dash and a marker for each of six", () => {
    const chart = chartOf(told, "local-slopes");
    expect(linesOf(chart)).toEqual([
      [
        "m.gain",
        [
          [0, 0],
          [1, -1.25],
          [2, 0.75],
        ],
      ],
      [
        "m.delay",
        [
          [0, 0],
          [1, 0.2],
          [2, null],
        ],
      ],
      [
        "m.loss",
        [
          [0, 0],
          [1, 0],
          [2, 0],
        ],
      ],
    ]);
    expect(axisOf(chart, "x")).toEqual(["week", 0, 2]);
    const [unit, low, high] = axisOf(chart, "y");
    expect([unit, low! <= -1.25, high! >= 0.75]).toEqual(["Hz", true, true]);
    expect(look("local-slopes")).toEqual(["m.x", "", "Hz", false]);
    expect(chart.summary).toBe(
      "Lines of the slopes of m.x over time. m.gain: 0.75 at the end. m.delay: no value at the end. m.loss: 0 at the end.",
    );
    const sets = datasetsOf(chart);
    expect(new Set(sets.map(({ borderColor }) => borderColor)).size).toBe(3);
    expect(new Set(sets.map(({ pointStyle }) => pointStyle)).size).toBe(3);
    expect(sets.map(({ borderDash }) => borderDash)).toEqual(
      figuresOf(told)[3]!.legend.map(({ style }) => style.dash),
    );
    // Markers stand apart: every twelfth point, each line's two after those of the one before.
    const times = Array.from({ length: 27 }, (_, k) => k);
    const long = tellSensitivity(
      only({
        local: {
          ...local,
          unit: "1",
          times,
          sensitivities: Array.from({ length: 7 }, () => ({ factor: gain, ofMeasure: 1, overTime: times })),
        },
      }),
    );
    const marked = datasetsOf(chartOf(long, "local-slopes")).map(({ pointRadius }) =>
      (pointRadius as number[]).flatMap((radius, k) => (radius > 0 ? [k] : [])),
    );
    expect(marked).toHaveLength(6);
    expect(marked.slice(0, 3)).toEqual([
      [0, 12, 24],
      [2, 14, 26],
      [4, 16],
    ]);
    expect(axisOf(chartOf(long, "local-slopes"), "y")).toEqual(["dimensionless", 0, expect.any(Number)]);
  });
});
