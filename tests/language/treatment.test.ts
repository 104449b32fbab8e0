import { describe, expect, it } from "vitest";
import { readScenario } from "../../src/language/index.ts";
import { expandRegimen } from "../../src/pharmacology/index.ts";
import { checkCarets, dedent } from "../support/carets.ts";
import { drugText } from "../support/drugs.ts";
import { cabinet, compiled } from "../support/regimens.ts";

const read = (text: string, files: Record<string, string> = {}) =>
  readScenario("folder/s.yaml", dedent(text), (path) => files[path]);
const head = "scenario: S\n      question: Q\n      duration: 12 weeks";
const check = (fixture: string) => checkCarets(fixture, (text) => readScenario("s.yaml", text).diagnostics);

describe("treatments in scenario files", () => {
  it("are a sentence, a list of sentences and entries, or an event table", () => {
    const forms = [
      '"calmol 10 mg daily for 1 week"',
      '["calmol 10 mg daily for 1 week"]',
      "[{drug: calmol, dose: 10 mg, every: 1 day, until: week 1}]",
      "{events: doses.csv, drug: calmol}",
    ].map((form) => compiled(form, { files: { "doses.csv": "time,amt,ii,addl\n0,10,24,6\n" } }));
    for (const form of forms)
      expect(form.doses.map((d) => [d.time, d.amount])).toEqual(
        [0, 1, 2, 3, 4, 5, 6].map((day) => [day, 10]),
      );
  });

  it("say what is wrong with an entry without brackets, and with swapped letters", () => {
    check(`
      ${head}
      arms: [{label: a, treatment: {drug: calmol, dose: 5 mg, every: 1 day}}]
                        ^^^^^^^^^ not-a-list`);
    const [fault] = check(`
      ${head}
      arms: [{label: a, treatment: [{drug: calmol, dose: 5 mg, every: 1 day, untli: week 2}]}]
                                                                             ^^^^^ unknown-key`);
    expect(fault!.help).toMatch(/"until"/);
  });

  it("take a form that is a time for a start", () => {
    const { value } = read(`
      ${head}
      arms: [{label: a, treatment: [{drug: calmol, dose: 5 mg, every: 1 day, form: week 2}]}]`);
    const { diagnostics } = expandRegimen(value!.scenario.arms[0]!.treatment, 84, cabinet);
    expect(diagnostics[0]?.help).toMatch(/^For a start write "from: week 2"/);
  });

  it("can be added to those of the arm that one is like", () => {
    const { value, diagnostics } = read(`
      ${head}
      arms:
        - {label: stay, treatment: calmol 20 mg daily}
        - {label: add-on, like: stay, add: vigol 10 mg daily from week 8}
        - label: switch
          like: stay
          add: [{drug: serenol, dose: 10 mg, every: 1 day, from: week 8, replaces: calmol, washout: 1 week}]`);
    expect(diagnostics).toEqual([]);
    const [stay, addOn, change] = value!.scenario.arms.map((arm) =>
      expandRegimen(arm.treatment, 84, cabinet),
    );
    expect(addOn!.doses.filter((d) => d.drug === "calmol")).toEqual(stay!.doses);
    expect(addOn!.doses.filter((d) => d.drug === "vigol").length).toBe(28);
    expect(change!.doses.filter((d) => d.drug === "calmol")).toEqual(stay!.doses.filter((d) => d.time < 56));
    expect(change!.doses.find((d) => d.drug === "serenol")!.time).toBe(63);
  });

  it("name drug files by path in sentences and event tables too", () => {
    const files = {
      "drugs/own.yaml": drugText({ name: "own" }),
      "folder/doses.csv": "time,amt\n0,10\n",
    };
    const { value, diagnostics, texts } = read(
      `
      ${head}
      arms:
        - {label: a, treatment: ../drugs/own.yaml 5 mg daily}
        - {label: b, treatment: {events: doses.csv, drug: ../drugs/own.yaml}}`,
      files,
    );
    expect(diagnostics).toEqual([]);
    expect(value!.scenario.arms.map((arm) => arm.treatment[0]!.drug)).toEqual(["own", "own"]);
    expect([...texts.keys()]).toContain("folder/doses.csv");
  });

  it("take the seed of the scenario", () => {
    expect(
      read(`
      ${head}
      seed: 7
      arms: [{label: a}]`).value!.scenario.seed,
    ).toBe(7);
  });

  it("are faulty at the place of the fault", () => {
    check(`
      scenario: S
      question: Q
      duration: 4 weeks
      arms:
        - label: a
          treatment:
            - {drug: calmol, dos: 10 mg, every: 1 day}
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-key
                             ^^^ unknown-key`);
    check(`
      scenario: S
      question: Q
      duration: 4 weeks
      arms:
        - label: a
          treatment:
            - {drug: calmol, dose: 10 mg, every: 1 day, miss: [weekends, mondays], pause: 0 %}
                                                                         ^^^^^^^ bad-days
                                                                                          ^^^ bad-days
            - {drug: calmol, dose: 10 mg, every: 1 day, round_to: tabets, taper: 4}
                                                                  ^^^^^^ bad-rounding
                                                                                 ^ bad-unit
            - {drug: calmol, dose: 10 mg, every: 1 day, late: {by: 3 mg, on: weekends}}
                                                                   ^^^^ wrong-unit
            - {drug: calmol, dose: 10 mg, every: 1 day, titrate: {to: -5 mg, by: 5 mg, every: 1 week}}
                                                                      ^^^^^ not-positive`);
  });
});
