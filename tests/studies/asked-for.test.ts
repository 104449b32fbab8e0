import { describe, expect, it } from "vitest";
import { requestFor } from "../../src/scenario/index.ts";
import { contrastOf } from "../../src/studies/compare/study.ts";
import { RunCount, warnings } from "../../src/studies/failures.ts";
import { noCutoff } from "../../src/studies/population/messages.ts";
import { armOf, MeasureFault, questionOf } from "../../src/studies/question.ts";
import * as search from "../../src/studies/search/messages.ts";

// What studies make of names that are asked for, and what they say of those that there are not.

const place = { file: "s.yaml", start: 0, end: 1 };
const end = requestFor("at", "m.x", [14], { place, named: "end" });
const scenario = {
  id: "small",
  title: "Small",
  duration: 14,
  arms: [
    { label: "placebo", treatment: [] },
    { label: "drug", treatment: [{ drug: "calmol" }] },
    { label: "more", treatment: [{ drug: "calmol" }] },
  ],
  measures: [end],
  beyond: [requestFor("at", "m.x", [30], { place, named: "late" })],
};
const fault = (ask: () => unknown) => {
  try {
    ask();
  } catch (error) {
    return error as Error & { isUsage?: boolean };
  }
  throw new Error("no fault");
};

describe("a question", () => {
  type Parts = Parameters<typeof questionOf>;
  const experiment = {
    scenario,
    problems: [{ label: "drug", person: "adult, 80 kg" }],
  } as unknown as Parts[0];
  const cast = {
    model: { person: "anyone", follow: ["m.y", "m.z"], groups: [], modules: [] },
  } as unknown as Parts[1];
  const ask = (options: Parts[2], of: object = {}, model: object = {}) =>
    questionOf(
      { ...experiment, scenario: { ...scenario, ...of } } as unknown as Parts[0],
      { model: { ...cast.model, ...model } } as unknown as Parts[1],
      options,
      () => place,
    );

  it("is of the first arm that takes a drug, in that arm's person, unless another is named", () => {
    const asked = ask({ measure: "end" });
    expect(asked).toMatchObject({ title: "Small", person: "adult, 80 kg", duration: 14, measure: end });
    expect([asked.arm.label, asked.against]).toEqual(["drug", undefined]);
    const other = ask({ measure: "late", arm: "placebo", against: "more" });
    expect([other.arm.label, other.against!.label, other.person, other.measure.name]).toEqual([
      "placebo",
      "more",
      "anyone",
      "late",
    ]);
    expect(armOf(undefined, { arms: scenario.arms.slice(0, 1) } as never).label).toBe("placebo");
  });

  it("that is not understood is answered with an example of the model at hand", () => {
    const example = (model: object) =>
      /for example "(.*)"/.exec(fault(() => ask({ measure: "qqqqq" }, {}, model)).message)?.[1];
    const modules = [{ name: "tank", states: [], values: [{ name: "level" }] }];
    expect(example({ follow: undefined, groups: [{ show: ["m.shown"] }], modules })).toBe(
      "at(m.shown, day 14)",
    );
    expect(example({ follow: undefined, groups: [], modules })).toBe("at(tank.level, day 14)");
    modules[0]!.states.push({ name: "height" } as never);
    expect(example({ follow: undefined, groups: [], modules })).toBe("at(tank.height, day 14)");
  });

  it("is a measure by name, or one written out", () => {
    expect(ask({ measure: "mean(m.x, day 1, day 3)" }).measure).toMatchObject({
      name: "asked",
      function: "mean",
      arguments: [1, 3],
    });
    expect(fault(() => ask({ measure: "edn" })).message).toBe(
      'The scenario has no measure "edn".\nDid you mean "end"? Or write one out, for example "at(m.y, day 14)".',
    );
    expect(fault(() => ask({ measure: "qqqqq" })).message).toBe(
      'The scenario has no measure "qqqqq".\nIt has end. Or write one out, for example "at(m.y, day 14)".',
    );
    expect(fault(() => ask({ measure: "qqqqq" }, { measures: [] })).message).toContain(
      "\nIt has none. Or write",
    );
    const broken = fault(() => ask({ measure: "at(m.x" }));
    expect(broken).toBeInstanceOf(MeasureFault);
    expect(broken.message).toBe('The measure "at(m.x" could not be read.');
    expect((broken as MeasureFault).diagnostics.length).toBeGreaterThan(0);
  });

  it("names arms that there are, and does not take an arm from itself", () => {
    expect(fault(() => ask({ measure: "end", arm: "drgu" })).message).toBe(
      'The scenario has no arm "drgu".\nDid you mean "drug"?',
    );
    expect(fault(() => ask({ measure: "end", against: "qqqqqqq" })).message).toBe(
      'The scenario has no arm "qqqqqqq".\nIts arms: "placebo", "drug", "more".',
    );
    expect(fault(() => ask({ measure: "end", against: "drug" })).message).toBe(
      'The arm and the one that it is compared with are both "drug"; the difference would be 0.',
    );
  });
});

describe("a contrast", () => {
  const side = (id: string, labels: readonly string[], more: object = {}) => ({
    experiment: { scenario: { id, title: `Title of ${id}`, arms: labels.map((label) => ({ label })) } },
    models: { name: "shipped" },
    ...more,
  });
  type Options = Parameters<typeof contrastOf>[1];
  const contrast = (sides: readonly object[], options: object = {}, name = "a") =>
    contrastOf(name, options as Options, { scenarios: () => sides as never });
  const one = side("a", ["low", "high"]);

  it("is of two arms of a scenario, which go by their labels", () => {
    const { title, sides, arms } = contrast([one], { arms: ["low", "high"] });
    expect([title, sides.map(({ name }) => name), arms]).toEqual([
      "Title of a",
      ["low", "high"],
      [["low", "high"]],
    ]);
    expect(contrast([one], { arms: ["low", "low"] }).sides.map(({ name }) => name)).toEqual([
      "low (first)",
      "low (second)",
    ]);
  });

  it("is of two scenarios or models, which go by the first thing that tells them apart", () => {
    const names = (a: object, b: object, options: object = { other: "b" }) =>
      contrast([a, b], options).sides.map(({ name }) => name);
    expect(names(one, side("b", ["low"]))).toEqual(["a", "b"]);
    expect(names(one, one)).toEqual(["a", "b"]);
    const others = side("a", ["low"], { models: { name: "mine" } });
    expect(names(one, others, { modelsB: "mine" })).toEqual(["shipped", "mine"]);
    expect(names(one, one, { modelsB: "same" })).toEqual(["a (first)", "a (second)"]);
    expect(contrast([one, side("b", ["low"])], { other: "b" }).title).toBe("Title of a and Title of b");
    expect(contrast([one, one], { other: "b" }).title).toBe("Title of a");
  });

  it("pairs arms of one label, or those asked for", () => {
    const b = side("b", ["high", "other"]);
    const pairs = (options: object) => contrast([one, b], { other: "b", ...options }).arms;
    expect(pairs({})).toEqual([["high", "high"]]);
    expect(pairs({ arms: ["high"] })).toEqual([["high", "high"]]);
    expect(pairs({ arms: ["low", "other"] })).toEqual([["low", "other"]]);
  });

  it("says what is missing", () => {
    const said = (sides: readonly object[], options: object) => fault(() => contrast(sides, options));
    expect(said([one], { arms: ["a", "b", "c"] })).toMatchObject({
      message: '--arms takes two arms, and there are 3: "a", "b" and "c".',
      isUsage: true,
    });
    const how =
      'Say what to compare it with: another scenario, two of its arms (--arms "low" "high") or other models (--models-b DIR, or --models-b git:HEAD for those of the last commit).';
    expect(said([one], {})).toMatchObject({ message: how, isUsage: true });
    expect(said([one], { arms: ["low"] }).message).toBe(
      `"low" is one arm, and there is nothing beside it. ${how}`,
    );
    expect(said([one, side("b", ["x"])], { other: "b" })).toMatchObject({
      message:
        'No arm of the one has the label of one of the other, so it is not clear which to compare.\nThe first has "low" and "high", the second "x": choose with --arms "first" "second".',
      isUsage: true,
    });
    expect(said([one], { arms: ["low", "hihg"] }).message).toBe(
      'The scenario "a" has no arm "hihg".\nDid you mean "high"?',
    );
    expect(said([one], { arms: ["qqqqqqq", "low"] }).message).toBe(
      'The scenario "a" has no arm "qqqqqqq".\nIts arms: "low", "high".',
    );
  });
});

describe("what is said of a search and a population", () => {
  const parts = ({ severity, code, message, help }: ReturnType<typeof search.tooManyEquations>) => [
    severity,
    code,
    message,
    help,
  ];
  const many = Array.from({ length: 40 }, (_, i) => `name${i}`);

  it("names what there is", () => {
    expect(parts(search.unknownPopulation("crwod", place, ["crowd"]))).toEqual([
      "error",
      "unknown-population",
      'There is no population "crwod".',
      'Did you mean "crowd"?',
    ]);
    expect(parts(search.unknownPopulation("q", place, []))[3]).toBe("Populations: none.");
    expect(parts(search.unknownPopulation("qqqqqqqq", place, many))[3]).toBe(
      `Populations: ${many.join(", ")}.`,
    );
    expect(parts(search.unknownHypothesis("m.hh", place, ["m.h"]))).toEqual([
      "error",
      "unknown-hypothesis",
      'There is no hypothesis "m.hh".',
      'Did you mean "m.h"?',
    ]);
    expect(parts(search.unknownHypothesis("qqqqqqqq", place, many))[3]).toBe(
      "`lull list hypotheses` shows them all.",
    );
    expect(parts(search.unknownChoice("m.h", "yse", place, ["yes", "no"]))).toEqual([
      "error",
      "unknown-choice",
      'The hypothesis "m.h" has no choice "yse".',
      'Did you mean "yes"?',
    ]);
    expect(parts(search.unknownChoice("m.h", "qqqqqqqq", place, many))[3]).toBe(`It has ${many.join(", ")}.`);
  });

  it("says what cannot be", () => {
    expect(parts(search.hypothesisTwice("m.h", place))).toEqual([
      "error",
      "duplicate",
      'The hypothesis "m.h" stands twice in the list.',
      "Keep one of the two.",
    ]);
    expect(parts(search.strategyChooses("stay", "m.h", place))).toEqual([
      "error",
      "strategy-chooses",
      'The strategy "stay" chooses a hypothesis about "m.h".',
      'A strategy is what people do; rival hypotheses are tried in all strategies by the key "hypotheses".',
    ]);
    expect(parts(search.tooManyEquations(99, 64, place))).toEqual([
      "error",
      "too-many-equations",
      "These hypotheses change formulas in 99 different ways; more than 64 take too long to compile.",
      "Name fewer hypotheses.",
    ]);
    expect(parts(noCutoff({ name: "crowd", place } as never))).toEqual([
      "error",
      "no-cutoff",
      'Nothing says who counts in the population "crowd": it has no published share, and the model no onset.',
      "Give it a target with share_of and above, or write onset: {of, above, says} in model.yaml.",
    ]);
  });
});

describe("runs that are counted", () => {
  it("are told by what stopped them, the most frequent first, and on which days", () => {
    const count = new RunCount();
    expect(count.failures).toBeUndefined();
    count.add({ kind: "success", message: "" }, ["Beware."]);
    expect(count.failures).toBeUndefined();
    count.add({ kind: "cancelled", message: "Stopped." });
    for (const time of [3, 1, 3, 2])
      count.add({ kind: "max-steps", state: "m.x", message: `Day ${time}.`, time });
    count.add({ kind: "max-steps", state: "m.y", message: "Other.", time: 9 });
    expect(count.failures).toEqual({
      kind: "failed-runs",
      failed: 6,
      runs: 7,
      reasons: [
        { reason: "Day 3.", count: 4, days: { count: 3, first: 1, last: 3 } },
        { reason: "Stopped.", count: 1 },
        { reason: "Other.", count: 1, days: { count: 1, first: 9, last: 9 } },
      ],
    });
    expect(count.notes).toEqual(["Beware. (One of 7 runs.)"]);
    expect(warnings(["a"])).toEqual([{ kind: "warning", text: "a" }]);
  });
});
