import { describe, expect, it } from "vitest";
import { tellFit } from "../../../src/studies/fit/tell.ts";
import { fit, slope, with_ } from "../../support/fit-result.ts";
import { axisOf, chartOf, datasetsOf, figuresOf, linesOf } from "../../support/told.ts";

const told = tellFit(fit);
const lines = new Map(linesOf(chartOf(told, "fit-1")));

describe("the curves of a fit", () => {
  it("have a picture for each variable, and one legend", () => {
    const [figure, profiles] = figuresOf(told);
    expect([figure!.id, figure!.title, figure!.subtitle]).toEqual(["fit", "Measured and fitted", "Kinetics"]);
    expect(figure!.legend.map(({ label, style }) => [label, style.dash, style.marker])).toEqual([
      ["drug, fitted", [], "circle"],
      ["placebo, fitted", [], "triangle"],
      ["before the fit", [4, 3], "none"],
      ["measured, in the colour of the arm", [0, 100], "circle"],
    ]);
    expect(figure!.charts.map(({ id, title, unit }) => [id, title, unit])).toEqual([
      ["fit-1", "pk.level", "mg/L"],
      ["fit-2", "scale.madrs", "1"],
    ]);
    expect([profiles!.id, profiles!.title, profiles!.legend]).toEqual([
      "profiles",
      "Profiles of the likelihood",
      [],
    ]);
    expect(profiles!.subtitle).toMatch(
      /^How much minus twice the log-likelihood rises when a parameter is held/,
    );
    expect(profiles!.charts.map(({ title }) => title)).toEqual(["pk.slope", "pk.speed"]);
    expect(figuresOf(tellFit(with_({ curves: [], parameters: [{ ...slope, profile: [[1, 0]] }] })))).toEqual(
      [],
    );
  });

  it("go through what was run, before and after, with a gap where there is no value", () => {
    expect([...lines.keys()]).toEqual([
      "drug, fitted",
      "placebo, fitted",
      "drug, before",
      "placebo, before",
      "drug, measured",
      "placebo, measured",
    ]);
    expect(lines.get("drug, fitted")).toEqual([
      [0, 0],
      [1, 3.5],
      [2, 4.5],
    ]);
    expect(lines.get("drug, before")).toEqual([
      [0, 0],
      [1, 1],
      [2, null],
    ]);
    const [fitted, , before] = datasetsOf(chartOf(told, "fit-1"));
    expect([fitted!.borderDash, before!.borderDash]).toEqual([undefined, [4, 3]]);
    expect([fitted!.borderWidth, before!.borderWidth, fitted!.pointRadius]).toEqual([2, 1.25, 0]);
  });

  it("have the points in the order of time, with error bars where there are some, in the color of the arm", () => {
    // A bar from 4 to 6 about 5, and gaps between points.
    expect(lines.get("drug, measured")).toEqual([
      [1, 3],
      [1, null],
      [2, 4],
      [2, 5],
      [2, 6],
      [2, null],
    ]);
    const sets = datasetsOf(chartOf(told, "fit-1"));
    const [drug, placebo] = sets.slice(-2);
    expect(drug!.pointRadius).toEqual([4, 0, 0, 4, 0, 0]);
    expect([drug!.borderColor, placebo!.borderColor]).toEqual([sets[0]!.borderColor, sets[1]!.borderColor]);
    expect([drug!.pointStyle, placebo!.pointStyle]).toEqual(["circle", "triangle"]);
    expect(linesOf(chartOf(told, "fit-2")).map(([label]) => label)).toEqual([
      "drug, fitted",
      "drug, before",
      "drug, measured",
    ]);
  });

  it("have axes that hold all of it, with unit and time", () => {
    const chart = chartOf(told, "fit-1");
    expect(axisOf(chart, "x")).toEqual(["week", 0, 2]);
    const [unit, low, high] = axisOf(chart, "y");
    expect([unit, low]).toEqual(["mg/L", 0]);
    // The bar ends at 6.
    expect(high).toBeGreaterThanOrEqual(6);
    expect(axisOf(chartOf(told, "fit-2"), "y")[0]).toBe("dimensionless");
    expect(chart.config.options!.interaction!.axis).toBe("x");
    expect(chart.config.options!.plugins!.legend).toEqual({ display: true, position: "bottom" });
    expect([chart.summary, chart.about, chart.showsBaseline]).toEqual([
      "3 measured points of pk.level with the fitted curves of 2 arms over 14.0 days.",
      "",
      false,
    ]);
  });
});

describe("a profile", () => {
  const chart = chartOf(told, "profile-1");
  const own = new Map(linesOf(chart));

  it("is the parabola that its points lie on, computed ones marked, within three times the threshold", () => {
    // 16 (x - 1.5)^2: as high as the threshold of 4 at 1 and 2, and beyond 12 it is not drawn.
    const rise = own.get("rise")!;
    expect(rise.length).toBeGreaterThan(40);
    for (const [x, y] of rise) {
      expect(y).toBeCloseTo(16 * (x - 1.5) ** 2, 9);
      expect(y).toBeLessThanOrEqual(12);
    }
    const xs = rise.map(([x]) => x);
    expect(xs).toEqual([...xs].sort((a, b) => a - b));
    expect(Math.min(...xs)).toBeLessThan(0.7);
    expect(Math.max(...xs)).toBeGreaterThan(2.3);
    expect(own.get("computed")).toEqual([[1.5, 0]]);
    const near = {
      ...slope,
      profile: [
        [1.25, 1],
        [1.5, 0],
        [1.75, 1],
      ],
    };
    const marks = new Map(linesOf(chartOf(tellFit(with_({ parameters: [near] })), "profile-1")));
    expect(marks.get("computed")).toEqual(near.profile);
    // It ends where it was last computed, at the end of the interval.
    expect(marks.get("rise")!.at(0)).toEqual([1, 4]);
    expect(marks.get("rise")!.at(-1)).toEqual([2, 4]);
  });

  it("is straight in the logarithm where the parameter is looked for on that scale", () => {
    // Between 2 and 4 the root of the rise goes from 0 to 2 along log x.
    const rise = new Map(linesOf(chartOf(told, "profile-2"))).get("rise")!;
    expect(rise[0]![0]).toBeCloseTo(1, 9);
    for (const [x, y] of rise)
      if (x > 2) expect(y).toBeCloseTo((2 * Math.log2(x / 2)) ** 2, 9);
      else expect(y).toBeCloseTo(Math.log2(2 / x) ** 2, 9);
  });

  it("has the threshold across it and the ends of the interval that there are", () => {
    const [title, from, to] = axisOf(chart, "x");
    expect(title).toBe("mg/L");
    expect(own.get("95%: 4.00")).toEqual([
      [from, 4],
      [to, 4],
    ]);
    expect(own.get("95% end: 1.000")).toEqual([
      [1, 0],
      [1, 4],
    ]);
    expect(own.get("95% end: 2.000")).toEqual([
      [2, 0],
      [2, 4],
    ]);
    expect(axisOf(chart, "y").slice(0, 2)).toEqual(["rise of -2 log-likelihood", 0]);
    expect(axisOf(chart, "y")[2]).toBeGreaterThanOrEqual(5.2);
    expect([...new Map(linesOf(chartOf(told, "profile-2"))).keys()]).toEqual([
      "rise",
      "computed",
      "95%: 4.00",
      "95% end: 4.000",
    ]);
    const [, computed, threshold] = datasetsOf(chart);
    expect([computed!.showLine, computed!.pointRadius]).toEqual([false, 3.5]);
    expect([threshold!.borderDash, threshold!.pointRadius]).toEqual([[4, 3], 0]);
  });

  it("says the estimate and the ends, or that there is none", () => {
    expect([chart.about, chart.summary, chart.unit, chart.showsBaseline]).toEqual([
      "Estimate 1.500; 95% interval: lower end 1.000, upper end 2.000.",
      "Profile of pk.slope: estimate 1.500, lower end 1.000, upper end 2.000.",
      "mg/L",
      false,
    ]);
    expect(chartOf(told, "profile-2").about).toBe(
      "Estimate 2.000; 95% interval: no lower end, upper end 4.000.",
    );
    const open = tellFit(with_({ parameters: [{ ...slope, high: undefined }] }));
    expect(chartOf(open, "profile-1").about).toBe(
      "Estimate 1.500; 95% interval: lower end 1.000, no upper end.",
    );
  });

  it("call a variable what its file calls it", () => {
    const [first, second] = with_({}).curves;
    const naming = { title: "Level of the drug", axis: "in plasma" };
    const told = tellFit(
      with_({
        curves: [
          { ...first, ...naming },
          { ...second, ...naming },
        ],
      }),
    );
    const chart = chartOf(told, "fit-1");
    expect([chart.title, chart.about, axisOf(chart, "y")[0]]).toEqual([
      "Level of the drug",
      "pk.level",
      "in plasma",
    ]);
  });
});
