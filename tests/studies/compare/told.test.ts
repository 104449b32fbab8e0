import { describe, expect, it } from "vitest";
import { tellCompared } from "../../../src/studies/compare/tell.ts";
import type { Compared } from "../../../src/studies/index.ts";
import { tablesOf } from "../../support/told.ts";

// Two arms beside each other, put down by hand; nothing is drawn, as nothing is shown.

const run = (notes: readonly string[] = []) => ({
  label: "arm",
  trajectory: { notes, status: { kind: "success", time: 14 } },
});
const input = (what: string, first?: string, second?: string) => ({ what, first, second });
const measure = (name: string, unit: string, first?: number, second?: number) => ({
  name,
  unit,
  first,
  second,
  difference: first === undefined || second === undefined ? undefined : second - first,
  ratio: first === undefined || second === undefined ? undefined : second / first,
});
const curve = (variable: string, share: number, isBeyondTolerance = true) => ({
  variable,
  unit: "Hz",
  day: 7.12345,
  first: 4,
  second: 5,
  share,
  ofLargest: 0.2,
  isBeyondTolerance,
});
const parameter = (name: string, unit: string, by: "model" | "arm" | "before") => ({
  name,
  unit,
  first: 1,
  second: 2,
  by,
});
const pair = {
  title: "low and high",
  labels: ["low", "high"],
  inputs: [input("drug escitalopram", "5 mg", "20 mg"), input("set m.x", undefined, "2")],
  parameters: [
    parameter("m.x", "1", "arm"),
    parameter("m.y", "1/day", "model"),
    parameter("m.z", "1", "before"),
  ],
  measures: [measure("end", "Hz", 4, 5), measure("late", "1", undefined, 3)],
  curves: [curve("m.b", 0.25), curve("m.a", 0.5), curve("m.c", 0.9, false)],
  runs: [run(["Beware."]), run(["Beware.", "Mind."])],
};
const same = {
  ...pair,
  inputs: [],
  parameters: [],
  measures: [measure("end", "Hz", 4, 4)],
  curves: [{ ...curve("m.a", 0, false), second: 4 }],
  runs: [run(), run()],
};
const compared = {
  title: "Small",
  names: ["low", "high"],
  duration: 14,
  inputs: [],
  commits: [],
  hashes: [],
  shown: [],
  arms: [pair],
} as unknown as Compared;
const with_ = (parts: object): Compared => ({ ...compared, ...parts }) as Compared;
const words = (parts: object) => tellCompared(with_(parts)).answers;
const told = tellCompared(compared);
const text = (name: string) => ({ name, kind: "text" });
const number = (name: string, more: object = {}) => ({ name, kind: "number", isOfAnySize: true, ...more });

describe("a comparison, told", () => {
  it("says in what they differ, and where most", () => {
    expect([told.title, told.lead]).toEqual(["Comparison: Small", "low and high, over 14 days"]);
    expect(told.about).toEqual({ compared: ["low", "high"], arms: [["low", "high"]] });
    expect(told.answers).toEqual([
      "They differ in 1 drug and 3 parameters.",
      "The curves differ most in m.a, on day 7.123: 4.00 Hz and 5.00 Hz, 50% of its range.",
    ]);
    expect(words({ arms: [pair, { ...pair, title: "second", curves: [curve("m.d", 0.75)] }] })[1]).toBe(
      'The curves of "second" differ most in m.d, on day 7.123: 4.00 Hz and 5.00 Hz, 75% of its range.',
    );
    expect(told.methods).toEqual([
      'A difference is "high" less "low", a ratio "high" as a multiple of "low".',
      expect.stringMatching(
        /^Where curves differ most is looked for at the samples that both have.*ten times/,
      ),
    ]);
  });

  it("says what is the same", () => {
    expect(words({ arms: [same] })).toEqual(["The same inputs and the same numbers."]);
    expect(words({ arms: [same], hashes: [input("models", "a", "b")] })).toEqual([
      "The files differ, but in nothing that is computed with here: the numbers are the same.",
    ]);
    expect(words({ arms: [{ ...same, inputs: pair.inputs }] })).toEqual([
      "They differ in 1 drug and 1 value that is set.",
      "The numbers are the same.",
    ]);
    const near = { ...same, measures: pair.measures, curves: [curve("m.c", 1e-9, false)] };
    expect(words({ arms: [near] })).toEqual([
      "What was asked is the same, but the numbers are not.",
      "No shown curve differs by more than the solver's tolerance explains.",
    ]);
    // Where no curve is shown there is nothing to say of curves.
    expect(words({ arms: [{ ...near, curves: [] }] })).toHaveLength(1);
    expect(words({ arms: [{ ...same, curves: pair.curves }] })[0]).toBe(
      "What was asked is the same, but the numbers are not.",
    );
    const nan = { ...same, measures: [measure("end", "Hz", Number.NaN, Number.NaN)] };
    expect(words({ arms: [nan] })).toEqual(["The same inputs and the same numbers."]);
    const failures = { kind: "failed-runs", failed: 1, runs: 2, reasons: [] } as const;
    expect(words({ arms: [same], failures })).not.toEqual(["The same inputs and the same numbers."]);
  });

  it("counts each kind of what differs, once however many arms it is in", () => {
    const of = (...whats: string[]) =>
      words({
        inputs: whats.map((what) => input(what, "a", "b")),
        arms: [{ ...same, curves: pair.curves }],
      })[0];
    expect(of("duration", "person")).toBe("They differ in duration and person.");
    expect(of("hypotheses about a")).toBe("They differ in 1 set of hypotheses.");
    expect(of("hypotheses about a", "hypotheses about b")).toBe("They differ in 2 sets of hypotheses.");
    expect(of("arm a", "arm b")).toBe("They differ in 2 arms that only one of them has.");
    expect(of("arm a")).toBe("They differ in 1 arm that only one of them has.");
    expect(of("drug a", "drug b")).toBe("They differ in 2 drugs.");
    expect(of("formula a", "formula b")).toBe("They differ in 2 formulas.");
    expect(of("formula a")).toBe("They differ in 1 formula.");
    expect(of("gate a", "gate b")).toBe("They differ in 2 knock-outs.");
    expect(of("hypothesis a", "hypothesis b")).toBe("They differ in 2 hypotheses.");
    expect(of("hypothesis a")).toBe("They differ in 1 hypothesis.");
    expect(of("measure a", "measure b")).toBe("They differ in 2 measures.");
    expect(of("set a", "set b")).toBe("They differ in 2 values that are set.");
    expect(words({ arms: [pair, pair] })[0]).toBe("They differ in 1 drug and 3 parameters.");
    expect(words({ arms: [{ ...same, parameters: pair.parameters.slice(0, 1) }] })[0]).toBe(
      "They differ in 1 parameter.",
    );
  });

  it("says once what runs say of themselves, and which failed", () => {
    expect(told.notes).toEqual([
      { kind: "warning", text: "Beware. (2 of 2 runs; this of the first.)" },
      { kind: "warning", text: "Mind. (One of 2 runs.)" },
    ]);
    const failures = { kind: "failed-runs", failed: 1, runs: 2, reasons: [] } as const;
    expect(tellCompared(with_({ arms: [same], failures })).notes).toEqual([failures]);
  });
});

describe("the tables of a comparison", () => {
  it("have measures, curves beyond the tolerance, inputs and parameters", () => {
    const [measures, curves, inputs, parameters] = tablesOf(told);
    expect(measures).toEqual({
      caption: "Measures",
      columns: [
        text("measure"),
        number("low"),
        number("high"),
        number("difference", { isSigned: true }),
        number("ratio"),
        text("unit"),
      ],
      rows: [
        ["end", 4, 5, 1, 1.25, "Hz"],
        ["late", undefined, 3, undefined, undefined, ""],
      ],
    });
    expect(curves).toEqual({
      caption: "Where the curves differ most",
      columns: [
        text("variable"),
        number("day", { digits: 4 }),
        number("low"),
        number("high"),
        text("unit"),
        { name: "of its range", kind: "share" },
        { name: "of its largest", kind: "share" },
      ],
      rows: [
        ["m.b", 7.12345, 4, 5, "Hz", 0.25, 0.2],
        ["m.a", 7.12345, 4, 5, "Hz", 0.5, 0.2],
      ],
      most: 10,
      rest: "closer to each other",
    });
    expect(inputs).toEqual({
      caption: "What differs in the arms",
      columns: [text("what"), text("low"), text("high")],
      rows: [
        ["drug escitalopram", "5 mg", "20 mg"],
        ["set m.x", "-", "2"],
      ],
      most: 30,
      rest: "differences",
    });
    expect(parameters).toEqual({
      caption: "Parameters that differ",
      columns: [text("parameter"), number("low"), number("high"), text("unit"), text("by")],
      rows: [
        ["m.x", 1, 2, "", "person, care or arm"],
        ["m.y", 1, 2, "1/day", "the model"],
        ["m.z", 1, 2, "", "the same, before day 0"],
      ],
      most: 20,
      rest: "parameters",
    });
    const odd = tellCompared(with_({ arms: [{ ...pair, curves: [{ ...curve("m.a", 1), unit: "1" }] }] }));
    expect(tablesOf(odd)[1]!.rows[0]![4]).toBe("");
    expect(tablesOf(tellCompared(with_({ arms: [same] }))).map(({ caption }) => caption)).toEqual([
      "Measures",
    ]);
  });

  it("have what differs whatever the arm first, and a heading for each of several pairs", () => {
    const document = tellCompared(
      with_({
        inputs: [input("duration", "14 days")],
        commits: [input("commit", "a", "b")],
        hashes: [input("models", "c", "d")],
        arms: [pair, { ...same, title: "other" }],
      }),
    );
    expect(document.sections.map(({ title }) => title)).toEqual([undefined, "low and high", "other"]);
    expect(tablesOf(document)[0]).toMatchObject({
      caption: "What differs in what was asked",
      rows: [
        ["duration", "14 days", "-"],
        ["commit", "a", "b"],
        ["hash of the models", "c", "d"],
      ],
    });
    expect(told.sections).toHaveLength(1);
    expect(told.sections[0]).not.toHaveProperty("title");
    expect(told.sections[0]!.figures).toEqual([]);
  });

  it("are there for machines and other programs", () => {
    expect(told.data).toEqual({
      names: ["low", "high"],
      duration: 14,
      same: { inputs: false, numbers: false, hashes: true },
      inputs: [],
      commits: [],
      hashes: [],
      arms: [
        {
          labels: ["low", "high"],
          inputs: [
            { what: "drug escitalopram", first: "5 mg", second: "20 mg" },
            { what: "set m.x", first: null, second: "2" },
          ],
          parameters: pair.parameters,
          measures: [
            { name: "end", unit: "Hz", first: 4, second: 5, difference: 1, ratio: 1.25 },
            { name: "late", unit: "1", first: null, second: 3, difference: null, ratio: null },
          ],
          curves: pair.curves.map(({ isBeyondTolerance, ofLargest, ...one }) => ({
            ...one,
            of_largest: ofLargest,
            beyond_tolerance: isBeyondTolerance,
          })),
        },
      ],
    });
    const hashed = with_({
      arms: [{ ...same, measures: [measure("end", "Hz", 4)] }],
      hashes: [input("models", "a")],
      commits: [input("c", "x")],
      inputs: [input("d", undefined, "y")],
    });
    expect(tellCompared(hashed).data).toMatchObject({
      same: { inputs: false, numbers: false, hashes: false },
      hashes: [{ what: "models", first: "a", second: null }],
      commits: [{ what: "c", first: "x", second: null }],
      inputs: [{ what: "d", first: null, second: "y" }],
      arms: [{ measures: [{ first: 4, second: null }] }],
    });
    const [dataset] = told.datasets!;
    expect([dataset!.name, dataset!.columns]).toEqual([
      "compare",
      [
        ...["first_arm", "second_arm", "measure", "unit"].map((name) => ({ name, type: "text" })),
        ...["first", "second", "difference", "ratio"].map((name) => ({ name, type: "number" })),
      ],
    ]);
    expect([...dataset!.rows()]).toEqual([
      ["low", "high", "end", "Hz", 4, 5, 1, 1.25],
      ["low", "high", "late", "1", null, 3, null, null],
    ]);
    const [gone] = tellCompared(hashed).datasets!;
    expect([...gone!.rows()]).toEqual([["low", "high", "end", "Hz", 4, null, null, null]]);
  });
});
