import { describe, expect, it } from "vitest";
import { percentAxis, valueAxis, variableAxis } from "../../src/charts/axes.ts";
import { factorEnds, factorLabel, factorTicks } from "../../src/charts/factors.ts";
import { armStyle, bare, figuresOf, keptLinear, type LineChart, timeAxis } from "../../src/charts/index.ts";
import { rounded } from "../../src/text/index.ts";
import { chartsOf } from "../support/charts.ts";
import { makeResult } from "../support/result.ts";

const labels = (config: LineChart) => config.data.datasets.map((set) => set.label);

describe("chartsOf", () => {
  it("`chartsOf` gives a chart for each variable of each plot, with ids of their own", () => {
    const charts = chartsOf(makeResult());
    expect(charts.map((chart) => chart.title)).toEqual([
      "affect.blunting",
      "affect.positive_reactivity",
      "serotonin.prefrontal",
      "plasma.escitalopram",
      "sert.occupancy",
      "hpa.cortisol",
      "sert.occupancy",
    ]);
    expect(new Set(charts.map((chart) => chart.id)).size).toBe(charts.length);
    expect(charts.every((chart) => /^[a-z0-9-]+$/.test(chart.id))).toBe(true);
  });

  it("`chartsOf` gives plain JSON, the same each time", () => {
    const charts = chartsOf(makeResult());
    expect(JSON.parse(JSON.stringify(charts))).toEqual(charts);
    expect(JSON.stringify(chartsOf(makeResult()))).toBe(JSON.stringify(charts));
  });

  it("`chartsOf` puts weeks on the x axis and the unit on the y axis", () => {
    const plasma = chartsOf(makeResult())[3]!.config.options!.scales!;
    expect(plasma).toMatchObject({
      x: { min: 0, max: 12, title: { text: "week" } },
      y: { title: { text: "ng/mL" } },
    });
  });

  it("`chartsOf` shows the drug-free baseline of dimensionless variables only", () => {
    const charts = chartsOf(makeResult());
    expect(labels(charts[1]!.config)).toEqual(["10 mg", "20 mg", "drug-free baseline (1.00)"]);
    expect(labels(charts[5]!.config)).toEqual(["10 mg", "20 mg"]);
  });

  it("`chartsOf` tells arms apart by color, by dash and by marker", () => {
    for (const key of ["color", "dash", "marker"] as const)
      expect(new Set([0, 1, 2, 3, 4, 5].map((i) => JSON.stringify(armStyle(i)[key]))).size).toBe(6);
    expect(new Set(Array.from({ length: 8 }, (_, i) => armStyle(i).color)).size).toBe(8);
    expect(new Set(Array.from({ length: 36 }, (_, i) => JSON.stringify(armStyle(i)))).size).toBe(36);
  });

  it("`chartsOf` draws a sawtooth as its legend has it: dash and markers through the tips, teeth thin below", () => {
    const result = makeResult({ arms: ["one", "the same", "and again"] });
    const arms = result.arms.map((arm) => ({ ...arm, trajectory: result.arms[1]!.trajectory }));
    const [figure] = figuresOf({
      ...result,
      arms,
      plots: [{ title: "Level", show: ["plasma.escitalopram"] }],
    });
    const sets = figure!.charts[0]!.config.data.datasets;
    for (const { label, style } of figure!.legend.slice(0, 3)) {
      const curve = sets.find((set) => set.label === label)!;
      expect(curve).toMatchObject({
        borderColor: style.color,
        borderDash: [...style.dash],
        pointStyle: style.marker,
      });
      expect((curve.pointRadius as number[]).some((radius) => radius > 0)).toBe(true);
      const teeth = sets.find((set) => set.label === `${label}, dose by dose`)!;
      // Every dose of twelve weeks, and no curve under the teeth.
      expect(teeth.data.length).toBeGreaterThan(2 * 84);
      expect(teeth.order).toBeGreaterThan(curve.order!);
    }
    // Equal arms differ in dash, so that each shows through the gaps of those above it.
    expect(new Set(sets.slice(0, 6).map((set) => JSON.stringify(set.borderDash))).size).toBe(3);
  });

  it("`figuresOf` takes titles and axes from the model where it says them, and can go by factors", () => {
    const result = makeResult();
    for (const { trajectory } of result.arms) {
      const column = trajectory.columns.get("affect.blunting")!;
      (trajectory.columns as Map<string, typeof column>).set("affect.blunting", {
        ...column,
        title: "Emotional blunting",
        axis: "share of all feeling",
      });
    }
    const [chart] = chartsOf(result);
    expect(chart!.title).toBe("Emotional blunting");
    expect(chart!.about).toMatch(/ affect\.blunting$/);
    expect(chart!.config.options!.scales).toMatchObject({ y: { title: { text: "share of all feeling" } } });

    const [, , serotonin] = figuresOf(result, { hasLogTime: true, hasLogValue: true }).flatMap(
      (f) => f.charts,
    );
    const { x, y } = serotonin!.config.options!.scales!;
    expect(x).toMatchObject({ type: "logarithmic", min: 0.0417, max: 84, title: { text: "day" } });
    // Between 0.7 and 2 the next round values are these.
    expect(y).toMatchObject({ type: "logarithmic", min: 0.5, max: 5 });
    const points = serotonin!.config.data.datasets.flatMap((set) => set.data);
    expect(Math.min(...points.map((p) => p.x).filter((at) => at > 0))).toBeLessThan(0.5);
    // Blunting begins at 0, which has no logarithm.
    const figures = figuresOf(result, { hasLogValue: true });
    const [blunting] = figures.flatMap((f) => f.charts);
    expect(blunting!.config.options!.scales!.y).toMatchObject({ type: "linear" });
    expect(keptLinear(figures)).toEqual(["Emotional blunting", "plasma.escitalopram", "sert.occupancy"]);
  });

  it("`chartsOf` leaves out a variable that no arm has", () => {
    const result = makeResult();
    const plots = [{ title: "Gone", show: ["no.such", "hpa.cortisol"] }];
    expect(chartsOf({ ...result, plots }).map((chart) => chart.title)).toEqual(["hpa.cortisol"]);
  });

  it("`chartsOf` tells in words what a chart shows", () => {
    expect(chartsOf(makeResult())[5]!.summary).toBe(
      "Line chart of hpa.cortisol in nmol/L over 12 weeks. 10 mg: starts at 300, ends at 295, lowest 295 at week " +
        "12, highest 300 at week 0. 20 mg: starts at 300, ends at 293, lowest 293 at week 12, highest 300 at week 0.",
    );
  });

  it("`figuresOf` says in the legend which arm stopped early", () => {
    const [figure] = figuresOf(makeResult({ failing: 1 }));
    expect(figure!.legend.map((entry) => entry.label)).toEqual([
      "10 mg",
      "20 mg (stopped on day 28)",
      "drug-free baseline",
    ]);
  });

  it("`bare` turns title and legend off and leaves the data", () => {
    const { config } = chartsOf(makeResult())[0]!;
    expect(bare(config).options!.plugins!.legend!.display).toBe(false);
    expect(bare(config).data).toBe(config.data);
  });
});

describe("axes", () => {
  it("`factorEnds` holds the values between round ends, which are never one, and are no farther off than needed", () => {
    for (const [low, high] of [
      [0.3, 0.9],
      [1, 1],
      [0.98, 1.02],
      [2, 50],
      [3e-9, 4e7],
      [1e-150, 1e150],
      [7.5e-13, 8e-13],
    ] as const) {
      const { min, max } = factorEnds(low, high);
      expect(min).toBeLessThanOrEqual(low);
      expect(max).toBeGreaterThanOrEqual(high);
      expect(max / min).toBeGreaterThan(1.9);
      if (low < high) expect(max / min / (high / low)).toBeLessThan(2.5 * 2.5);
    }
    expect(factorEnds(2, 50)).toEqual({ min: 2, max: 50 });
    expect(factorEnds(1, 1)).toEqual({ min: 0.5, max: 2 });
  });

  it("`factorTicks` are powers of ten, as many as have room, and finer where powers alone would be few", () => {
    expect(factorTicks(0.01, 100, 6)).toEqual([0.01, 0.1, 1, 10, 100]);
    expect(factorTicks(0.02, 500, 6)).toEqual([0.1, 1, 10, 100]);
    expect(factorTicks(1e-9, 1e9, 6)).toEqual([1e-9, 1e-5, 1e-1, 1e3, 1e7]);
    expect(factorTicks(0.5, 5, 6)).toEqual([0.5, 1, 2, 5]);
    expect(factorTicks(2, 50, 3)).toEqual([2, 10, 50]);
    for (const most of [3, 6])
      for (let span = 0.3; span < 40; span += 0.7)
        for (const start of [1e-12, 0.2, 3, 8000]) {
          const { min, max } = factorEnds(start, start * 10 ** span);
          const ticks = factorTicks(min, max, most);
          expect(ticks.length).toBeGreaterThan(1);
          expect(ticks.length).toBeLessThanOrEqual(most);
          expect(ticks[0]).toBeGreaterThanOrEqual(min);
          expect(ticks.at(-1)).toBeLessThanOrEqual(max);
        }
  });

  it("`factorLabel` writes numbers out while their zeros can be counted at a glance", () => {
    expect([0.001, 0.02, 1, 50, 20000].map(factorLabel)).toEqual(["0.001", "0.02", "1", "50", "20000"]);
    expect([1e-5, 2e-12, 1e5, 5e10].map(factorLabel)).toEqual(["10⁻⁵", "2·10⁻¹²", "10⁵", "5·10¹⁰"]);
    // What is left of rounding is not seen.
    expect(factorLabel(100 * 0.00007)).toBe("0.007");
  });

  it("`timeAxis` counts short runs in days, and shorter ones down to seconds", () => {
    expect(timeAxis(84)).toEqual({ unit: "week", days: 7, end: 12, step: 2 });
    expect(timeAxis(364).step).toBe(8);
    expect(timeAxis(3)).toMatchObject({ unit: "day", end: 3, step: 0.5 });
    expect(timeAxis(6 / 24)).toMatchObject({ unit: "hour", end: 6, step: 1 });
    expect(timeAxis(1 / 24)).toMatchObject({ unit: "minute", end: 60, step: 10 });
    expect(timeAxis(10 / 86400)).toMatchObject({ unit: "second", end: 10, step: 2 });
  });

  it("`valueAxis` holds the values between round ticks, whatever their size", () => {
    for (const [low, high] of [
      [0, 0.88],
      [0.98, 1],
      [-3, 5],
      [1e-7, 3e-7],
      [99990, 100010],
      [0, 0],
      [-8, -7],
    ]) {
      const { min, max, step } = valueAxis(low!, high!);
      expect(min).toBeLessThanOrEqual(low!);
      expect(max).toBeGreaterThanOrEqual(high!);
      expect(max).toBeGreaterThan(min);
      expect((max - min) / step).toBeLessThanOrEqual(8);
    }
    expect(valueAxis(0, 0.88).min).toBe(0);
    // The rounding of 0, as a baseline has it, asks for no room below.
    expect(valueAxis(-5e-17, 1)).toEqual(valueAxis(0, 1));
  });

  it("`percentAxis` holds every share with round ticks and ends at 100", () => {
    for (let top = 0; top <= 105; top += 0.5) {
      const { min, max, step } = percentAxis(top);
      expect(min).toBe(0);
      expect(max, `${top}`).toBeLessThanOrEqual(100);
      if (top > 0) expect(max, `${top}`).toBeGreaterThanOrEqual(Math.min(100, top));
      expect(max / step).toBeCloseTo(Math.round(max / step), 9);
    }
  });

  it("`valueAxis` draws a spread of nothing but rounding as a flat line, whatever its size", () => {
    for (const size of [1e-9, 1, 37, 1e6])
      for (const spread of [0, 1e-16, 1e-12, 1e-9]) {
        const { min, max } = valueAxis(size * (1 - spread), size * (1 + spread));
        expect((2 * spread * size) / (max - min)).toBeLessThan(1e-6);
      }
  });

  it("`valueAxis` takes what has a unit as it is, however small, and what has none for rounding", () => {
    for (const size of [1e-18, 4e-13, 2e-9, 3]) {
      const { min, max } = valueAxis(-size, size, { unit: "M" });
      expect(min).toBeLessThanOrEqual(-size);
      expect(max).toBeGreaterThanOrEqual(size);
      expect(max).toBeLessThan(3 * size);
    }
    expect(valueAxis(-4e-13, 4e-13)).toMatchObject({ min: 0, max: 1 });
  });

  it("`variableAxis` draws rounding beside 1 as nothing, and picomoles in moles as they are", () => {
    expect(variableAxis(-4e-11, 3e-10, "1")).toMatchObject({ min: 0, max: 1 });
    const { min, max } = variableAxis(2e-13, 5e-13, "M");
    expect(min).toBeLessThanOrEqual(2e-13);
    expect(max).toBeGreaterThanOrEqual(5e-13);
    expect(max).toBeLessThan(1e-12);
    expect(variableAxis(0, 0, "M")).toMatchObject({ min: 0, max: 1 });
  });

  it("`variableAxis` ends at 1 for what stays between 0 and 1, with round ticks", () => {
    for (const [low, high] of [
      [0, 0.98],
      [0.93, 1],
      [0, 1],
      [0.5, 0.97],
      [0.999, 1],
    ] as const) {
      const { min, max, step } = variableAxis(low, high, "1");
      expect(max).toBeGreaterThanOrEqual(high);
      expect(max).toBeLessThanOrEqual(1);
      expect(Math.abs((max - min) / step - Math.round((max - min) / step))).toBeLessThan(1e-6);
    }
    expect(variableAxis(0, 1.1, "1").max).toBeGreaterThan(1.1);
  });

  it("`valueAxis` does not blow up a change that is next to nothing", () => {
    const { min, max } = valueAxis(1, 1.0001);
    expect(max - min).toBeGreaterThan(0.04);
  });

  it("`rounded` keeps three digits", () => {
    const texts = [0.30444, 12345, 0, 300.04, 1.5e-7, -0.0995, 2.5e9, 9.999, -1.1e-16].map((x) => rounded(x));
    expect(texts).toEqual(["0.304", "12300", "0", "300", "1.50e-7", "-0.0995", "2.50e9", "10.0", "0"]);
  });
});
