import { describe, expect, it } from "vitest";
import { readLibrary, readScenario } from "../../src/language/index.ts";
import { override, prepare } from "../../src/scenario/index.ts";
import * as say from "../../src/scenario/messages.ts";
import { libraryOf, soundFiles } from "../support/files.ts";

const library = readLibrary(libraryOf(soundFiles)).value!;

/** What is said of a scenario of four weeks with these keys, on the small library. */
function said(keys: string, files: Readonly<Record<string, string>> = {}) {
  const text = `scenario: S\nquestion: Q\nduration: 4 weeks\n${keys}\n`;
  const read = readScenario("s.yaml", text, (path) => files[path]);
  expect(read.diagnostics).toEqual([]);
  const { diagnostics } = prepare(read.value!.scenario, library);
  return diagnostics.map(({ severity, code, message, help }) => [severity, code, message, help]);
}
const arm = (keys: string) => `arms: [{label: a, ${keys}}]`;
const drug = "treatment: [{drug: calmol, dose: 5 mg, every: 1 day}]";

describe("what is said of a scenario that asks for what cannot be", () => {
  it.each<[string, string, string, string | undefined]>([
    [arm("person: adlt"), "unknown-person", 'There is no person "adlt".', 'Did you mean "adult"?'],
    [arm("care: tral"), "unknown-care", 'There is no care "tral".', 'Did you mean "trial"?'],
    [arm("care: zzzzzz"), "unknown-care", 'There is no care "zzzzzz".', "Known here: none, trial."],
    [arm("set: {m.tua: 1}"), "unknown-parameter", 'There is no parameter "m.tua".', 'Did you mean "m.tau"?'],
    [
      arm("set: {m.push: 1}"),
      "unknown-parameter",
      '"m.push" is an effect, not a parameter, so it cannot be set.',
      "Set a parameter that it is made of: `lull explain m.push` leads to them.",
    ],
    [
      arm("set: {m.x: 1}"),
      "unknown-parameter",
      '"m.x" is a state, not a parameter, so it cannot be set.',
      "Set a parameter that it is made of: `lull explain m.x` leads to them.",
    ],
    [
      arm("knockout: [m.x]"),
      "unknown-effect",
      '"m.x" is a state, not an effect, so it cannot be knocked out.',
      expect.any(String) as unknown as string,
    ],
    [arm("knockout: [m.psh]"), "unknown-effect", 'There is no effect "m.psh".', 'Did you mean "m.push"?'],
    [
      arm("knockout: [zzzzzz.qqqqqq]"),
      "unknown-effect",
      'There is no effect "zzzzzz.qqqqqq".',
      "Known here: m.push.",
    ],
    [
      `${arm(drug)}\nmeasure: {x: "at(m.tau, day 3)"}`,
      "unknown-variable",
      '"m.tau" is a parameter: it does not change in a run.',
      expect.any(String) as unknown as string,
    ],
    [
      `${arm(drug)}\nmeasure: {x: "at(plasma, day 3)"}`,
      "unknown-variable",
      '"plasma" does not say which quantity of which drug is meant.',
      "For the level in plasma write plasma.calmol.",
    ],
    [
      `arms: [{label: a}]\nmeasure: {x: "at(plasma, day 3)"}`,
      "unknown-variable",
      '"plasma" does not say which quantity of which drug is meant.',
      "No arm takes a drug; with one, plasma.calmol is its level.",
    ],
    [
      `arms: [{label: a}]\nmeasure: {x: "at(plasma.calmol, day 3)"}`,
      "unknown-variable",
      '"plasma.calmol" cannot be shown or measured: no arm takes calmol.',
      "Give an arm a treatment with it.",
    ],
    [
      `arms: [{label: a}]\nmeasure: {x: "at(m.x, day 30)"}`,
      "time-after-end",
      "at(m.x, day 30) asks for day 30, but the run ends on day 28.",
      "Make the run longer or measure earlier.",
    ],
    [
      `arms: [{label: a}]\nmeasure: {x: "mean(m.x, day 3, day 2)"}`,
      "time-backwards",
      "mean(m.x, day 3, day 2) ends before it starts.",
      "Write the earlier time first.",
    ],
    [
      "arms: [{label: a}]\nplot: [al]",
      "unknown-plot",
      'The model has no plot group "al".',
      'Did you mean "all"?',
    ],
    [
      "arms: [{label: a}]\nplot: [zzzzzz]",
      "unknown-plot",
      'The model has no plot group "zzzzzz".',
      "Known here: all.",
    ],
  ])("%s", (keys, code, message, help) => {
    expect(said(keys)).toEqual([["error", code, message, help]]);
  });

  it("goes on outside the range of a number, and says so", () => {
    expect(said(arm("set: {m.tau: 3}"))).toEqual([
      [
        "warning",
        "outside-range",
        '"m.tau" is 3, outside the range of 0.5 to 2 day that it is declared with.',
        "The run goes on, but nothing speaks for what comes out.",
      ],
    ]);
    expect(said(arm("set: {m.tau: 2}"))).toEqual([]);
    // The same in two arms is said once.
    expect(said("arms: [{label: a, set: {m.tau: 3}}, {label: b, like: a}]")).toHaveLength(1);
  });

  it("leaves out points after the end of a run that was made shorter, and none at its very end", () => {
    const points = (...times: readonly number[]) => {
      const csv = ["time,value", ...times.map((time) => `${time},0.5`), ""].join("\n");
      const text =
        "scenario: S\nquestion: Q\nduration: 4 weeks\narms: [{label: a}]\ndata: {file: d.csv, variable: m.x, time: day}\n";
      const read = readScenario("s.yaml", text, () => csv);
      const shorter = override(read.value!.scenario, {
        set: [],
        knockouts: [],
        hypotheses: [],
        duration: 14,
      });
      return prepare(shorter, library).diagnostics.map(({ message }) => message);
    };
    expect(points(0, 7, 14)).toEqual([]);
    expect(points(0, 14, 14.5, 28)).toEqual([
      "2 of 4 measured points lie after the end of the run on day 14 and are left out.",
    ]);
  });
});

describe("the other sentences of scenarios", () => {
  const place = { file: "s.yaml", start: 0, end: 1 };
  const parts = ({ severity, code, message, help }: ReturnType<typeof say.changeAfterEnd>) => [
    severity,
    code,
    message,
    help,
  ];

  it("say what is due too late", () => {
    expect(parts(say.changeAfterEnd(30.5, 28, place))).toEqual([
      "error",
      "change-after-end",
      "This change is due on day 30.5, but the run ends on day 28.",
      "Change earlier, or make the run longer.",
    ]);
    expect(parts(say.pointsBeyond(1, 3, 28, place))).toEqual([
      "warning",
      "points-past-end",
      "1 of 3 measured points lie after the end of the run on day 28 and are left out.",
      "Make the run longer to compare them.",
    ]);
    const beyond = ["late", "later"].map((name) => ({ name, place })) as never;
    expect(parts(say.measuresBeyond(beyond, 10.123456789))).toEqual([
      "warning",
      "measures-past-end",
      "The run ends on day 10.1235, before the time of 2 measures: late and later.",
      "They have no value in this run; make it longer to have them.",
    ]);
  });

  it("say what cannot change in a run", () => {
    expect(parts(say.changeOfDoses("calmol.lag", place))).toEqual([
      "error",
      "cannot-change",
      "calmol.lag says how doses come into the body and cannot change during a run.",
      "Take another product from then on, or set it for the whole arm.",
    ]);
    expect(parts(say.changeByTheClock("m.night", place))).toEqual([
      "error",
      "cannot-change",
      "m.night is read beside the time of day, by which formulas switch, and cannot change during a run.",
      "Set it for a whole arm, and compare two arms.",
    ]);
  });

  it("say which shares are more than a whole, and which source is not there", () => {
    expect(parts(say.sharesAboveOne("calmol", 1.23456, ["calmol.a", "calmol.b"], place))).toEqual([
      "error",
      "shares-above-one",
      "With this, the enzymes of calmol carry 1.235 of its clearance together, which is more than all of it.",
      "Lower calmol.a or calmol.b, or one of the others.",
    ]);
    expect(parts(say.unknownSource("smth2001", place, ["smith2001"]))).toEqual([
      "error",
      "unknown-source",
      'No evidence file defines the source "smth2001".',
      'Did you mean "smith2001"?',
    ]);
    // Of many names that are not near, none is shown.
    const many = Array.from({ length: 40 }, (_, i) => `source${i}`);
    const far = (one: ReturnType<typeof say.unknownSource>) => parts(one)[3];
    expect(far(say.unknownSource("zzzzzzzzz", place, many))).toBe(
      'Define it in an evidence file, with its citation and how well it was read: sources: {zzzzzzzzz: {citation: "...", read: abstract}}. `lull list evidence` shows all that there are.',
    );
    expect(far(say.notAnEffect("zzzzzzzzz", undefined, place, many))).toBe(
      "`lull list effects` shows them all.",
    );
    expect(far(say.unknownCare("zzzzzzzzz", place, many))).toBe(`Care: ${many.join(", ")}.`);
    expect(far(say.unknownGroup("zzzzzzzzz", place, many))).toBe(`Groups: ${many.join(", ")}.`);
    expect(parts(say.drugNotTaken("plasma.b", "b", ["a", "c"], place))[3]).toBe("Taken are: a and c.");
    expect(parts(say.plasmaOf("plasma", ["a", "b"], ["c"], place))[3]).toBe(
      "For the level in plasma write plasma.a or plasma.b.",
    );
  });
});
