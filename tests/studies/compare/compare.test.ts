import { describe, expect, it } from "vitest";
import { libraryFiles, packageRoot, readTextFile } from "../../../src/files/index.ts";
import { readLibrary, readScenario } from "../../../src/language/index.ts";
import { override, prepare } from "../../../src/scenario/index.ts";
import { tellCompared } from "../../../src/studies/compare/tell.ts";
import { type Compared, type StudyLookup, studies } from "../../../src/studies/index.ts";
import { htmlText, jsonText, terminalText } from "../../../src/writers/index.ts";
import { measuresOf, runExperiment, shippedLibrary } from "../../support/shipped.ts";

type Found = ReturnType<StudyLookup["scenarios"]>[number];

function found(text: string, cast = shippedLibrary(), hash = "same"): Found {
  const { value } = readScenario("test.yaml", text, readTextFile);
  const { value: experiment, diagnostics } = prepare(value!.scenario, cast);
  if (!experiment) throw new Error(diagnostics.map((d) => d.message).join("\n"));
  return { experiment, cast, path: "test.yaml", models: { name: hash }, hash, inputs: [] };
}

const study = studies.find(({ name }) => name === "compare")!;

/** What the study makes of scenarios by name; `models` names those of a folder. */
async function compared(
  all: Readonly<Record<string, Found>>,
  names: readonly [string] | readonly [string, string],
  options: { arms?: string[]; models?: string; modelsB?: string } = {},
): Promise<Compared> {
  const lookup: StudyLookup = {
    question: () => expect.fail("no question"),
    claim: () => expect.fail("no claim"),
    scenarios: (asked: readonly string[], models?: readonly (string | undefined)[]) =>
      asked.map((name, i) => all[models?.[i] ?? name]!),
  };
  const given = { ...options, ...(names[1] === undefined ? {} : { other: names[1] }) };
  const context = { cast: shippedLibrary(), seed: 0, evaluator: () => expect.fail("no evaluator") };
  const { result } = await study.run(study.ask(names[0], given, lookup), given, context);
  return result as Compared;
}

const small = found(`
scenario: Small
question: What if?
duration: 3 days
person: depressed-adult
care: trial
arms:
  - {label: low, treatment: escitalopram 5 mg daily}
  - {label: high, treatment: escitalopram 20 mg daily, knockout: {vta.serotonin_2c_brake: 0.5}, set: {vta.brake_half: 2.4}}
measure: {firing: "at(vta.firing, day 3)", late: "time_to(vta.firing, 0.01)"}
plot: [{title: Firing, show: [vta.firing, sert.occupancy]}]
`);

describe("a comparison of two arms", () => {
  it("gives both values as a run gives them, and the dose, gate and number that differ", async () => {
    const { arms, inputs, names } = await compared({ small }, ["small"], { arms: ["low", "high"] });
    const [pair] = arms;
    const { low, high } = measuresOf(runExperiment(small.experiment));
    expect(names).toEqual(["low", "high"]);
    expect(inputs).toEqual([]);
    expect(pair!.measures).toEqual([
      {
        name: "firing",
        unit: "1",
        first: low!.firing,
        second: high!.firing,
        difference: high!.firing! - low!.firing!,
        ratio: high!.firing! / low!.firing!,
      },
      expect.objectContaining({ name: "late", unit: "day", first: undefined, difference: undefined }),
    ]);
    expect(pair!.inputs).toEqual([
      { what: "treatment", first: "escitalopram 5 mg daily", second: "escitalopram 20 mg daily" },
      { what: "set vta.brake_half", first: undefined, second: "2.4" },
      { what: "gate of vta.serotonin_2c_brake", first: undefined, second: "0.5" },
    ]);
    expect(pair!.parameters).toEqual([
      { name: "vta.brake_half", unit: "1", first: expect.any(Number), second: 2.4, by: "arm" },
    ]);
  });

  it("has no number for a measure past the end of a run that was made shorter, and says so", async () => {
    const { scenario } = small.experiment;
    const short = override(scenario, { set: [], knockouts: [], hypotheses: [], duration: 1 });
    const all = { short: { ...small, experiment: prepare(short, small.cast).value! } };
    const result = await compared(all, ["short"], { arms: ["low", "high"] });
    expect(result.arms[0]!.measures.map(({ name, first }) => [name, first])).toEqual([
      ["firing", undefined],
      ["late", undefined],
    ]);
    const said = "The run ends on day 1, before the time of 1 measure: firing.";
    expect(tellCompared(result).notes).toEqual([{ kind: "warning", text: expect.stringContaining(said) }]);
  });

  it("takes what numbers leave that cancel for 0, of which nothing is a multiple", async () => {
    // Without a drug nothing is blunted by it: two readings of the same feeling, one less the other.
    const none = found(`
scenario: Nothing
question: What is 0?
duration: 6 days
person: depressed-adult
care: trial
arms:
  - {label: placebo}
  - {label: drug, treatment: escitalopram 10 mg daily}
measure: {same: "at(affect.blunting_equal_mood, day 6)"}
`);
    const { arms } = await compared({ none }, ["none"], { arms: ["placebo", "drug"] });
    const [measure] = arms[0]!.measures;
    expect(measure).toMatchObject({ first: 0, ratio: undefined });
    expect(measure!.second).toBeGreaterThan(0.01);
    expect(measure!.difference).toBe(measure!.second);
  });

  it("finds the sample at which curves are furthest apart", async () => {
    const { arms } = await compared({ small }, ["small"], { arms: ["low", "high"] });
    const { curves, runs } = arms[0]!;
    const [a, b] = runs.map(({ trajectory }) => trajectory);
    const curve = curves.find(({ variable }) => variable === "sert.occupancy")!;
    const apart = [...a!.columns.get("sert.occupancy")!.values].map((value, i) =>
      Math.abs(value - b!.columns.get("sert.occupancy")!.values[i]!),
    );
    expect(Math.abs(curve.second - curve.first)).toBe(Math.max(...apart));
    expect(a!.times[apart.indexOf(Math.max(...apart))]).toBe(curve.day);
  });

  it("is told in every medium, with both curves on one chart", async () => {
    const document = tellCompared(await compared({ small }, ["small"], { arms: ["low", "high"] }));
    expect(document.answers[0]).toBe("They differ in treatment, 1 knock-out and 1 parameter.");
    const [chart] = document.sections[0]!.figures![0]!.charts;
    expect(chart!.config.data.datasets.slice(0, 2).map(({ label }) => label)).toEqual(["low", "high"]);
    expect(terminalText(document, {})).toContain("Where the curves differ most");
    expect(JSON.parse(jsonText(document)).arms[0].measures[1]).toMatchObject({ first: null, ratio: null });
    expect(htmlText(document, { chartScript: "" })).toContain("curves-vta-firing");
  });

  it("says that all is the same where it is", async () => {
    const same = await compared({ small, copy: small }, ["small", "copy"], { arms: ["low"] });
    expect(tellCompared(same).answers).toEqual(["The same inputs and the same numbers."]);
    const other = { ...small, hash: "other" };
    const edited = await compared({ small, other }, ["small", "other"], { arms: ["low"] });
    expect(tellCompared(edited).answers[0]).toMatch(/^The files differ, but in nothing/);
  });

  it("refuses what it cannot pair, with what to do", async () => {
    await expect(compared({ small }, ["small"])).rejects.toThrow(/--arms "low" "high"/);
    await expect(compared({ small }, ["small"], { arms: ["low", "hihg"] })).rejects.toThrow(
      /Did you mean "high"/,
    );
    await expect(compared({ small }, ["small"], { arms: ["a", "b", "c"] })).rejects.toThrow(/takes two arms/);
  });
});

const folder = `${packageRoot}/notebooks/models/two-baths`;
const baths = (change = (text: string) => text) => {
  const read = (path: string) => {
    const text = readTextFile(path);
    return text === undefined ? undefined : change(text);
  };
  return readLibrary({ ...libraryFiles(folder), read }).value!;
};
const filling = (arms = "[{label: open, care: open}]", duration = "2 weeks") => `
scenario: Filling
question: How late?
duration: ${duration}
arms: ${arms}
measure: {level: "at(baths.second, day 7)"}
plot: [levels]
`;

describe("a comparison of two models or two scenarios", () => {
  it("names the one parameter that two folders of models declare differently", async () => {
    const slow = baths((text) => text.replace("second_time: {value: 14", "second_time: {value: 20"));
    const all = { one: found(filling(), baths(), "1"), two: found(filling(), slow, "2") };
    const result = await compared(all, ["one"], { models: "one", modelsB: "two" });
    const [pair] = result.arms;
    expect(pair!.parameters).toEqual([
      { name: "baths.second_time", unit: "day", first: 14, second: 20, by: "model" },
    ]);
    expect(result.inputs).toEqual([]);
    expect(result.hashes).toEqual([{ what: "models", first: "1", second: "2" }]);
    // Two baths in a row, filled from empty: 1 - (T exp(-t/T) - s exp(-t/s)) / (T - s) with s = 0.5 days.
    const level = (T: number) => 1 - (T * Math.exp(-7 / T) - 0.5 * Math.exp(-14)) / (T - 0.5);
    expect(pair!.measures[0]!.difference).toBeCloseTo(level(20) - level(14), 5);
    expect(pair!.curves.map(({ isBeyondTolerance }) => isBeyondTolerance)).toEqual([true, false]);
    expect(tellCompared(result).answers[1]).toContain("baths.second, on day 14");
  });

  it("names a formula that is another", async () => {
    const other = baths((text) =>
      text.replace("(first - second) / second_time", "(first - second) / (2 * second_time)"),
    );
    const all = { one: found(filling(), baths()), two: found(filling(), other) };
    const { inputs } = await compared(all, ["one", "two"]);
    expect(inputs).toEqual([{ what: "formula of baths.second", first: "differs", second: "differs" }]);
  });

  it("takes what runs of other lengths differ by in their last digits for no difference", async () => {
    const days = (duration: string) =>
      found(`
scenario: Days
question: How soon?
duration: ${duration}
arms: [{label: a, treatment: escitalopram 10 mg daily}]
measure: {soon: "time_to(plasma.escitalopram, 12)", high: "peak(plasma.escitalopram)", end: "at(plasma.escitalopram, end)", area: "auc(plasma.escitalopram, day 0, end)"}
`);
    const all = { short: days("5 days"), long: days("8 days") };
    const { arms } = await compared(all, ["short", "long"]);
    const [soon, high, end] = arms[0]!.measures;
    expect(soon!.difference).toBe(0);
    expect(high!.difference).toBeGreaterThan(1);
    expect(end!.difference).toBeGreaterThan(0.1);
  });

  it("pairs arms of the same label, over the shorter run, and says which the other lacks", async () => {
    const cast = baths();
    const all = {
      long: found(filling("[{label: shut, care: closed}, {label: open, care: open}]"), cast),
      short: found(filling("[{label: open, care: open}]", "8 days"), cast),
      none: found(filling("[{label: ajar, care: open, set: {baths.first_time: 1}}]"), cast),
    };
    const result = await compared(all, ["long", "short"]);
    const { arms, inputs, duration } = result;
    // Measures are of each run's own length.
    expect(tellCompared(result).lead).toBe(
      "long and short, over 14 days and 8 days; curves over the 8 days of both",
    );
    expect(arms.map(({ labels }) => labels)).toEqual([["open", "open"]]);
    expect(duration).toBe(8);
    expect(inputs).toEqual([
      { what: "duration", first: "14 days", second: "8 days" },
      { what: 'arm "shut"', first: "is there", second: undefined },
    ]);
    expect(arms[0]!.curves).toHaveLength(2);
    await expect(compared(all, ["long", "none"])).rejects.toThrow(/--arms "first" "second"/);
    const chosen = await compared(all, ["long", "none"], { arms: ["open", "ajar"] });
    expect(chosen.arms[0]!.inputs.map(({ what }) => what)).toEqual(["set baths.first_time"]);
  });
});
