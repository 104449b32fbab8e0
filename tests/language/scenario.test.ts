import { describe, expect, it } from "vitest";
import { readScenario } from "../../src/language/index.ts";
import { checkCarets, dedent } from "../support/carets.ts";
import { drugText } from "../support/drugs.ts";

const check = (fixture: string) => checkCarets(fixture, (text) => readScenario("s.yaml", text).diagnostics);

/** Checks one line of an otherwise sound scenario: the text after `arms` or of one of its treatments. */
const inTreatment = (line: string, carets: string) =>
  check(`
      scenario: S
      question: Q
      duration: 4 weeks
      arms:
        - label: a
          treatment:
            - {drug: calmol, ${line}}
                             ${carets}`);

function read(text: string, files: Record<string, string> = {}) {
  return readScenario("folder/s.yaml", dedent(text), (path) => files[path]);
}

const head = "scenario: S\n      question: Q\n      duration: 4 weeks";

describe("readScenario", () => {
  it("`readScenario` reads times and doses in any unit as days and mg", () => {
    const { value, diagnostics } = read(`
      ${head}
      arms:
        - label: a
          treatment: [{drug: calmol, dose: 0.01 g, every: 12 hours, from: hour 6, until: week 2}]`);
    expect(diagnostics).toEqual([]);
    expect(value?.scenario.duration).toBe(28);
    expect(value?.scenario.arms[0]?.treatment[0]).toMatchObject({
      dose: 10,
      every: 0.5,
      from: 0.25,
      until: 14,
    });
  });

  it("`readScenario` lets an arm start from an earlier one and change only what it says", () => {
    const { value } = read(`
      ${head}
      person: depressed-adult
      care: trial
      arms:
        - {label: a, treatment: [{drug: calmol, dose: 5 mg, every: 1 day}], knockout: [m.one], set: {m.x: 1, m.y: 1}}
        - {label: b, like: a, knockout: {m.one: 0.5, m.two: 0}, set: {m.y: 2}}
        - {label: c, like: b, treatment: [], person: healthy-adult, care: none}`);
    const [a, b, c] = value!.scenario.arms;
    expect(b).toMatchObject({
      people: [{ name: "depressed-adult" }],
      care: "trial",
      treatment: a!.treatment,
    });
    expect(b!.knockouts.map((k) => [k.effect, k.gate])).toEqual([
      ["m.one", 0.5],
      ["m.two", 0],
    ]);
    expect(b!.set.map((s) => [s.name, s.value])).toEqual([
      ["m.x", 1],
      ["m.y", 2],
    ]);
    expect(c).toMatchObject({
      people: [{ name: "healthy-adult" }],
      care: "none",
      treatment: [],
      set: b!.set,
    });
  });

  it("`readScenario` reads the drug and person files that it names, relative to itself", () => {
    const files = {
      "drugs/own.yaml": drugText({ name: "own" }),
      "folder/me.yaml": "person: me\ntitle: Me\nabout: Me.\nset: {}\n",
    };
    const { value, diagnostics, texts } = read(
      `
      ${head}
      person: me.yaml
      arms: [{label: a, treatment: [{drug: ../drugs/own.yaml, dose: 5 mg, every: 1 day}]}]`,
      files,
    );
    expect(diagnostics).toEqual([]);
    expect(value?.scenario.arms[0]).toMatchObject({ people: [{ name: "me" }], treatment: [{ drug: "own" }] });
    expect([...texts.keys()].sort()).toEqual(["drugs/own.yaml", "folder/me.yaml", "folder/s.yaml"]);
  });

  it("`readScenario` says which file is missing", () => {
    check(`
      ${head}
      arms: [{label: a, treatment: [{drug: gone.yaml, dose: 5 mg, every: 1 day}]}]
                                           ^^^^^^^^^ missing-file`);
  });

  it("`readScenario` offers the nearest key for an unknown one", () => {
    const [fault] = check(`
      ${head}
      arms: [{label: a, tretment: []}]
                        ^^^^^^^^ unknown-key`);
    expect(fault?.help).toContain('"treatment"');
  });

  it("`readScenario` names the keys that are missing", () => {
    const faults = check(`
      scenario: S
      ^^^^^^^^^^^ missing-key
      ^^^^^^^^^^^ missing-key
      arms: [{treatment: []}]
             ^^^^^^^^^^^^^^^ missing-key`);
    expect(faults.map((f) => f.message)).toEqual([
      'The file needs the key "question".',
      'The file needs the key "duration".',
      '"arms.0" needs the key "label".',
    ]);
  });

  it("`readScenario` says what it wanted where the type is wrong", () => {
    check(`
      ${head}
      arms: none
            ^^^^ wrong-type
      measure: [a]
               ^^^ wrong-type`);
  });

  it.each([
    ["a dose without unit", "dose: 5, every: 1 day", "      ^ bad-unit"],
    ["a dose below zero", "dose: -5 mg, every: 1 day", "      ^^^^^ not-positive"],
    ["a dose of nothing", "dose: 0 mg, every: 1 day", "      ^^^^ not-positive"],
    ["a dose that is a density", "dose: 5 kg/L, every: 1 day", "      ^^^^^^ wrong-unit"],
    ["a dose in an unknown unit", "dose: 5 mgg, every: 1 day", "      ^^^^^ bad-unit"],
    ["a dose in words", "dose: five mg, every: 1 day", "      ^^^^^^^ bad-unit"],
    ["an interval below zero", "dose: 5 mg, every: -1 day", "                   ^^^^^^ not-positive"],
    ["an interval in mg", "dose: 5 mg, every: 1 mg", "                   ^^^^ wrong-unit"],
    [
      "a start that is no time",
      "dose: 5 mg, every: 1 day, from: dawn",
      "                                ^^^^ bad-time",
    ],
    [
      "a start before day 0",
      "dose: 5 mg, every: 1 day, from: day -1",
      "                                ^^^^^^ bad-time",
    ],
    [
      "a number as a time",
      "dose: 5 mg, every: 1 day, until: 14",
      "                                 ^^ bad-time",
    ],
  ])("`readScenario` rejects %s", (_, line, carets) => {
    inTreatment(line, carets);
  });

  it("`readScenario` offers the nearest unit", () => {
    const [fault] = inTreatment("dose: 5 mgg, every: 1 day", "      ^^^^^ bad-unit");
    expect(fault?.help).toContain('"mg"');
  });

  it("`readScenario` rejects a duration that is no length of time", () => {
    check(`
      scenario: S
      question: Q
      duration: twelve weeks
                ^^^^^^^^^^^^ bad-unit
      arms: [{label: a}]`);
  });

  it("`readScenario` rejects a like that names no earlier arm, with the nearest", () => {
    const faults = check(`
      ${head}
      arms:
        - {label: early}
        - {label: b, like: earli}
                           ^^^^^ unknown-arm
        - {label: c, like: later}
                           ^^^^^ unknown-arm
        - {label: later}
        - {label: d, like: d}
                           ^ unknown-arm`);
    expect(faults[0]?.help).toContain('"early"');
  });

  it("`readScenario` rejects two arms of one label", () => {
    check(`
      ${head}
      arms:
        - {label: a}
        - {label: a}
                  ^ duplicate-name`);
  });

  it("`readScenario` rejects a partial knock-out outside 0 to 1", () => {
    check(`
      ${head}
      arms: [{label: a, knockout: {m.x: 1.5}}]
                                        ^^^ wrong-shape`);
  });

  it("`readScenario` rejects a name without module where a full name is needed", () => {
    check(`
      ${head}
      arms: [{label: a, set: {gain: 1}}]
                              ^^^^ bad-name`);
  });

  it("`readScenario` rejects numbers that are none", () => {
    check(`
      ${head}
      arms: [{label: a, set: {m.x: .nan, m.y: .inf}}]
                                   ^^^^ wrong-type
                                              ^^^^ wrong-type`);
  });

  it("`readScenario` reports faults of every kind at once", () => {
    check(`
      scenario: S
      question: Q
      duration: 4
                ^ bad-unit
      arms:
        - {label: a, treatment: [{drug: calmol, dose: -5 mg, every: soon}]}
                                                      ^^^^^ not-positive
                                                                    ^^^^ bad-unit
        - {label: a, like: b}
                  ^ duplicate-name
                           ^ unknown-arm
      measure: {m: "best(m.x)"}
                   ^^^^^^^^^^^ unknown-measure`);
  });
});
