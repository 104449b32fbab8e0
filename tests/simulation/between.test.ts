import { describe, expect, it } from "vitest";
import { rowTimes, tidyCsv } from "../../src/interchange/index.ts";
import { RowKeeper } from "../../src/simulation/kept-rows.ts";
import { problemOf, switched } from "../support/modules.ts";
import { experimentOf, runExperiment, runText } from "../support/shipped.ts";

/** A column sampled every quarter of so many days. */
function sampled(name: string, days: number, at: (day: number) => number) {
  const times = Float64Array.from({ length: 4 * days + 1 }, (_, i) => i / 4);
  return { times, columns: new Map([[name, { name, unit: "1", about: "", values: times.map(at) }]]) };
}
type Sampled = ReturnType<typeof sampled>;

/** What a keeper of daily rows finds between them, shown the samples a few at a time. */
function between(samples: Sampled, atOnce = samples.times.length) {
  const { times, columns } = samples;
  const keeper = new RowKeeper(
    [...times].filter((day) => Number.isInteger(day)),
    true,
  );
  for (let from = 0; from < times.length; from += atOnce) {
    // What is shown lies in arrays that are used again.
    const part = (values: Float64Array) => {
      const own = new Float64Array(atOnce);
      own.set(values.subarray(from, from + atOnce));
      return own;
    };
    const shown = [...columns].map(([name, one]) => [name, { ...one, values: part(one.values) }] as const);
    keeper.see({ times: part(times), columns: new Map(shown) }, Math.min(atOnce, times.length - from));
  }
  return keeper.finish().between;
}

describe("between rows a keeper", () => {
  it("finds the sample furthest above and the one furthest below the line between two rows", () => {
    const wave = sampled("a.wave", 2, (day) => Math.sin(2 * Math.PI * day));
    const { times, values } = between(wave).get("a.wave")!;
    expect([...times]).toEqual([0.25, 0.75, 1.25, 1.75]);
    expect([...values].map((value) => value.toFixed(6))).toEqual(
      ["1", "-1", "1", "-1"].map((value) => Number(value).toFixed(6)),
    );
  });

  it("finds nothing in lines, in slow curves, and in what is within the exactness of a run", () => {
    expect(between(sampled("a.line", 3, (day) => 5 - day)).size).toBe(0);
    expect(between(sampled("a.slow", 30, (day) => Math.exp(-day / 10))).size).toBe(0);
    expect(between(sampled("a.still", 3, (day) => 1 + 1e-6 * Math.sin(6 * day))).size).toBe(0);
  });

  it("judges what counts by the range of the whole run, and finds the same however few samples it is shown at a time", () => {
    const wave = (day: number) => Math.sin(2 * Math.PI * day);
    // Until day 2 the wave is all there is; a jump to 200 makes it a hundredth of the range.
    const flattened = sampled("a.jump", 5, (day) => wave(day) + (day < 4 ? 0 : 200));
    expect([...between(flattened).get("a.jump")!.times].every((day) => day > 3)).toBe(true);
    for (const samples of [flattened, sampled("a.wave", 5, wave)])
      for (const atOnce of [1, 3, 4, 7]) expect(between(samples, atOnce)).toEqual(between(samples));
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
  const text =
    "scenario: S\nquestion: Q\nduration: 3 days\narms: [{label: a, treatment: escitalopram 10 mg daily}, {label: b}]\nmeasure: {madrs: 'at(scale.madrs, end)'}\nplot: [dopamine]";

  it("is the same with its numbers in a store, which gives each list as often as it is asked for", () => {
    const options = { rowsAt: rowTimes(3, 1), hasBetween: true };
    const lists: Float64Array[] = [];
    const room = {
      add: (numbers: Float64Array) => lists.push(numbers.slice()) - 1,
      read: (position: number, into: Float64Array) => into.set(lists[position]!),
    };
    const [held, stored] = [runText(text, options), runText(text, { ...options, room })];
    expect(lists.length).toBeGreaterThan(100);
    expect(tidyCsv(stored)).toBe(tidyCsv(held));
    for (const [i, { trajectory }] of stored.arms.entries()) {
      const { times, columns } = held.arms[i]!.trajectory;
      expect([trajectory.times, trajectory.times]).toEqual([times, times]);
      for (const [name, { values }] of columns)
        expect(trajectory.columns.get(name)!.values, name).toEqual(values);
    }
  });

  it("has the samples of those days of a run that is kept whole, and its last one where a value that nobody shows ends it", () => {
    // x grows by 1 a day from 1, so that from day 1.52 on the root is no number.
    const problem = problemOf(switched("on / day", 2.52), {
      duration: 3,
      before: new Map([["m.on", 0]]),
      during: new Map([["m.on", 1]]),
    });
    const experiment = {
      ...experimentOf(text),
      problems: [problem],
      plots: [{ title: "calm", show: ["m.calm"] }],
    };
    const scenario = { ...experiment.scenario, measures: [] };
    const whole = runExperiment({ ...experiment, scenario }).arms[0]!.trajectory;
    const { trajectory, rows } = runExperiment({ ...experiment, scenario }, { rowsAt: [0, 1, 2, 3] })
      .arms[0]!;
    expect(trajectory.status).toMatchObject({ kind: "non-finite", state: "m.root" });
    expect(trajectory.status).toEqual(whole.status);
    expect(trajectory.times).toEqual(whole.times);
    expect([...trajectory.columns.keys()]).toEqual(["m.calm"]);
    const last = whole.times.at(-1)!;
    expect(last).toBeGreaterThan(1.4);
    expect([...rows!.times]).toEqual([0, 1, last]);
    for (const [name, { values }] of whole.columns)
      expect([...rows!.columns.get(name)!.values], name).toEqual(
        [0, 1, last].map((day) => values[whole.times.indexOf(day)]),
      );
  });

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
