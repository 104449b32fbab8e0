import { describe, expect, it } from "vitest";
import { rowTimes, tidyCsv } from "../../src/interchange/index.ts";
import { between } from "../../src/simulation/between.ts";
import { experimentOf, runExperiment, runText } from "../support/shipped.ts";

/** A column sampled every quarter of so many days. */
function sampled(name: string, days: number, at: (day: number) => number) {
  const times = Float64Array.from({ length: 4 * days + 1 }, (_, i) => i / 4);
  return { times, columns: new Map([[name, { name, unit: "1", about: "", values: times.map(at) }]]) };
}
const daily = (days: number) => Array.from({ length: days + 1 }, (_, day) => 4 * day);

describe("`between`", () => {
  it("finds the sample furthest above and the one furthest below the line between two rows", () => {
    const wave = sampled("a.wave", 2, (day) => Math.sin(2 * Math.PI * day));
    const { times, values } = between(wave, daily(2)).get("a.wave")!;
    expect([...times]).toEqual([0.25, 0.75, 1.25, 1.75]);
    expect([...values].map((value) => value.toFixed(6))).toEqual(
      ["1", "-1", "1", "-1"].map((value) => Number(value).toFixed(6)),
    );
  });

  it("finds nothing in lines, in slow curves, and in what is within the exactness of a run", () => {
    expect(
      between(
        sampled("a.line", 3, (day) => 5 - day),
        daily(3),
      ).size,
    ).toBe(0);
    expect(
      between(
        sampled("a.slow", 30, (day) => Math.exp(-day / 10)),
        daily(30),
      ).size,
    ).toBe(0);
    expect(
      between(
        sampled("a.still", 3, (day) => 1 + 1e-6 * Math.sin(6 * day)),
        daily(3),
      ).size,
    ).toBe(0);
  });
});

describe("rows between days", () => {
  it("hold the peak of every daily dose, and none of what moves over weeks", () => {
    const text =
      "scenario: S\nquestion: Q\nduration: 12 days\narms: [{label: a, treatment: escitalopram 10 mg daily}]\nmeasure: {top: peak(plasma.escitalopram), madrs: 'at(scale.madrs, end)'}";
    const result = runText(text, { rowsAt: rowTimes(12, 1), hasBetween: true });
    const rows = tidyCsv(result)
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split(","));
    const of = (name: string) =>
      rows.filter((row) => row[3] === name).map((row) => [Number(row[2]), Number(row[4])]);
    const levels = of("plasma.escitalopram");
    const top = result.arms[0]!.measures[0]!.value!;
    expect(Math.max(...levels.map(([, level]) => level!)) / top).toBeCloseTo(1, 2);
    for (let day = 0; day < 12; day++)
      expect(
        levels.some(([at]) => at! > day && at! < day + 1),
        `day ${day}`,
      ).toBe(true);
    expect(of("scale.madrs").map(([at]) => at)).toEqual(Array.from({ length: 13 }, (_, day) => day));
    const times = rows.map((row) => Number(row[2]));
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });
});

describe("a run of which rows are kept", () => {
  it("keeps every sample of what is shown or measured, measures past its end included, and of nothing else", () => {
    const text =
      "scenario: S\nquestion: Q\nduration: 2 days\narms: [{label: a, treatment: escitalopram 10 mg daily}]\nmeasure: {madrs: 'at(scale.madrs, end)', late: 'at(sert.occupancy, day 2)'}\nplot: [dopamine]";
    const experiment = experimentOf(text);
    const [madrs, late] = experiment.scenario.measures;
    const scenario = { ...experiment.scenario, measures: [madrs!], beyond: [late!] };
    const whole = runExperiment({ ...experiment, scenario }).arms[0]!.trajectory;
    const shown = experiment.plots.flatMap(({ show }) => show);
    const wanted = new Set(["scale.madrs", "sert.occupancy", ...shown]);
    expect(shown.length).toBeGreaterThan(1);
    expect(whole.columns.size).toBeGreaterThan(wanted.size);
    for (const rowsAt of [[], rowTimes(2, 1)]) {
      const { columns } = runExperiment({ ...experiment, scenario }, { rowsAt }).arms[0]!.trajectory;
      expect(columns).toEqual(new Map([...whole.columns].filter(([name]) => wanted.has(name))));
    }
  });
});
