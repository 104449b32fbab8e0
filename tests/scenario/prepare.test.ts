import { describe, expect, it } from "vitest";
import { readLibrary, readScenario } from "../../src/language/index.ts";
import { onTop, override, prepare } from "../../src/scenario/index.ts";
import { runScenario } from "../../src/simulation/index.ts";
import { checkCarets, dedent } from "../support/carets.ts";
import { libraryOf, soundFiles } from "../support/files.ts";
import { expectUsable } from "../support/modules.ts";

const library = readLibrary(libraryOf(soundFiles)).value!;

/** A scenario on the small library with its faults drawn in. */
const check = (fixture: string) =>
  checkCarets(fixture, (text) => {
    const read = readScenario("s.yaml", text);
    return read.value ? prepare(read.value.scenario, library).diagnostics : read.diagnostics;
  });

function prepared(text: string) {
  const read = readScenario("s.yaml", dedent(text));
  const { value, diagnostics } = prepare(read.value!.scenario, library);
  return expectUsable(value, diagnostics);
}

const head = "scenario: S\n      question: Q\n      duration: 4 weeks";
const drug = "treatment: [{drug: calmol, dose: 5 mg, every: 1 day}]";

/** What is wrong with a measure of `name`, in an arm with these keys. */
function faultsOfMeasure(name: string, keys: string) {
  const text = `scenario: S\nquestion: Q\nduration: 4 weeks\narms: [{label: a, ${keys}}]\nmeasure: {x: "at(${name}, day 3)"}\n`;
  const read = readScenario("s.yaml", text);
  expect(read.diagnostics).toEqual([]);
  return prepare(read.value!.scenario, library).diagnostics;
}

describe("prepare", () => {
  it("`prepare` gives one problem for each arm, with the same equations where hypotheses agree", () => {
    const { problems } = prepared(`
      ${head}
      arms: [{label: a}, {label: b, ${drug}}]`);
    expect(problems.map((p) => [p.label, p.person, p.care, p.doses.length])).toEqual([
      ["a", "adult", "none", 0],
      ["b", "adult", "none", 28],
    ]);
    expect(problems[1]!.system).toBe(problems[0]!.system);
  });

  it.each([
    ["plasma", /write plasma\.calmol/],
    ["concentration", /write plasma\.calmol/],
    ["plasma.Calmol", /write plasma\.calmol/],
    ["plasma.CALMOL", /write plasma\.calmol/],
  ])("`prepare` leads from %s to the level of the drug that is taken", (name, remedy) => {
    const [fault, ...more] = faultsOfMeasure(name, drug);
    expect(more).toEqual([]);
    expect(fault!.help).toMatch(remedy);
  });

  it("`prepare` says that no arm takes a drug whose level is asked for", () => {
    const [fault] = faultsOfMeasure("plasma.calmol", "care: none");
    expect(fault!.message).toContain("no arm takes calmol");
    expect(faultsOfMeasure("plasma", "care: none")[0]!.help).toContain("No arm takes a drug");
  });

  it("`prepare` switches care on at day 0 and not before", () => {
    const [problem] = prepared(`
      ${head}
      arms: [{label: a, care: trial, set: {m.tau: 2}}]`).problems;
    expect([...problem!.before]).toEqual([["m.tau", 2]]);
    expect([...problem!.during]).toEqual([
      ["m.tau", 2],
      ["m.care", 1],
    ]);
  });

  it("`prepare` takes settings in the declared unit", () => {
    const [problem] = prepared(`
      ${head}
      arms: [{label: a, set: {calmol.ec50_sert: 20}, ${drug}}]`).problems;
    expect(problem!.before.get("calmol.ec50_sert")).toBeCloseTo(0.02, 12);
  });

  it("`prepare` says in words what differs from the model as shipped", () => {
    const [problem] = prepared(`
      ${head}
      arms: [{label: a, set: {m.tau: 2}, knockout: {m.push: 0.5}}]`).problems;
    expect(problem!.overrides).toEqual(["a: m.tau=2", "a: knockout m.push=0.5"]);
    expect([...problem!.gates]).toEqual([["m.push", 0.5]]);
  });

  it("`prepare` reports unknown people, care, drugs and plots at once, each with what there is", () => {
    const faults = check(`
      ${head}
      arms:
        - {label: a, person: adlt, care: trail}
                             ^^^^ unknown-person
                                         ^^^^^ unknown-care
        - {label: b, treatment: [{drug: calmoll, dose: 5 mg, every: 1 day}]}
                                        ^^^^^^^ unknown-drug
      plot: [everything]
             ^^^^^^^^^^ unknown-plot`);
    expect(faults.find((fault) => fault.code === "unknown-care")!.help).toMatch(/trial/);
  });

  it("`prepare` knows a person whose name is written in other letters", () => {
    const [fault] = check(`
      ${head}
      person: ADULT
              ^^^^^ unknown-person
      arms: [{label: a}]`);
    expect(fault!.help).toMatch(/"adult"/);
  });

  it("`prepare` points at the care of the whole scenario", () => {
    check(`
      ${head}
      care: trail
            ^^^^^ unknown-care
      arms: [{label: a}, {label: b}]`);
  });

  it("`prepare` sets parameters only", () => {
    const faults = check(`
      ${head}
      arms: [{label: a, set: {m.x: 1, m.push: 1, m.taw: 1}}]
                              ^^^ unknown-parameter
                                      ^^^^^^ unknown-parameter
                                                 ^^^^^ unknown-parameter`);
    expect(faults[0]?.message).toContain('"m.x" is a state');
    expect(faults[2]?.help).toContain('"m.tau"');
  });

  it("`prepare` knocks out effects only", () => {
    const faults = check(`
      ${head}
      arms: [{label: a, knockout: [m.x, m.tau, m.puhs]}]
                                   ^^^ unknown-effect
                                        ^^^^^ unknown-effect
                                               ^^^^^^ unknown-effect`);
    expect(faults[2]?.help).toContain('"m.push"');
  });

  it("`prepare` measures and plots what changes in a run only", () => {
    check(`
      ${head}
      arms: [{label: a}]
      measure: {one: "at(m.tau, week 1)", two: "at(m.y, week 1)"}
                     ^^^^^^^^^^^^^^^^^^^ unknown-variable
                                               ^^^^^^^^^^^^^^^^^ unknown-variable
      plot: [{title: T, show: [m.x, m.z]}]
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unknown-variable`);
  });

  it("`prepare` rejects a measure at a time after the end", () => {
    check(`
      ${head}
      arms: [{label: a}]
      measure: {late: "mean(m.x, week 3, week 5)", level: "time_to(m.x, 50)"}
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ time-after-end`);
  });

  it("`prepare` rejects a mean or an area over a time that runs backwards, but not a change", () => {
    check(`
      ${head}
      arms: [{label: a}]
      measure:
        mean: mean(m.x, week 2, week 1)
              ^^^^^^^^^^^^^^^^^^^^^^^^^ time-backwards
        area: auc(m.x, end, week 1)
              ^^^^^^^^^^^^^^^^^^^^^ time-backwards
        peak: peak(m.x, week 2, day 1)
              ^^^^^^^^^^^^^^^^^^^^^^^^ time-backwards
        change: change(m.x, week 2, week 1)`);
  });

  it("`prepare` reports a hypothesis that there is not at the arm that asks for it", () => {
    check(`
      ${head}
      arms: [{label: a, hypothesis: {m.why: this}}]
                                     ^^^^^ unknown-hypothesis`);
  });

  it("`prepare` says a fault that all arms share once", () => {
    const { diagnostics } = prepare(
      readScenario(
        "s.yaml",
        dedent(`
      ${head}
      arms: [{label: a, ${drug}}, {label: b, ${drug}}]`),
      ).value!.scenario,
      { ...library, drugs: new Map() },
    );
    expect(diagnostics.map((d) => d.code)).toEqual(["unknown-drug", "unknown-drug"]);
    const { model } = library;
    const broken = { ...model, groups: [{ ...model.groups[0]!, show: ["m.gone"] }] };
    const twice = readScenario(
      "s.yaml",
      dedent(`
      ${head}
      arms: [{label: a}]
      plot: [all, all]`),
    ).value!.scenario;
    expect(prepare(twice, { ...library, model: broken }).diagnostics).toHaveLength(1);
  });
});

describe("override", () => {
  it("`override` makes a run shorter: what it does not come to is named, and given no value", () => {
    const text = dedent(`
      ${head}
      arms:
        - label: a
          treatment:
            - {drug: calmol, dose: 5 mg, every: 1 day, until: week 2, taper: {over: 1 week}}
            - {drug: calmol, dose: 2 mg, every: 1 day, from: day 27}
      measure: {soon: "at(m.x, week 1)", late: "mean(m.x, week 1, week 3)", end: "at(m.x, end)"}`);
    const { scenario } = readScenario("s.yaml", text).value!;
    const none = { set: [], knockouts: [], hypotheses: [] };
    const { value, diagnostics } = prepare(override(scenario, { ...none, duration: 16 }), library);
    expect(diagnostics.map((d) => [d.severity, d.code])).toEqual([
      ["warning", "not-begun"],
      ["warning", "measures-past-end"],
    ]);
    expect(diagnostics[1]!.message).toBe("The run ends on day 16, before the time of 1 measure: late.");
    const amounts = value!.problems[0]!.doses.map((dose) => dose.amount);
    expect(amounts.slice(0, 14)).toEqual(Array(14).fill(5));
    expect(amounts.slice(14).map((amount) => amount > 0 && amount < 5)).toEqual([true, true]);
    const { arms } = runScenario(value!, { modelName: "m", modelHash: "", version: "" });
    expect(arms[0]!.measures.map(({ request, value: got }) => [request.name, got === undefined])).toEqual([
      ["soon", false],
      ["late", true],
      ["end", false],
    ]);
    expect(arms[0]!.trajectory.notes).toContain(diagnostics[1]!.message);
    expect(prepare(override(scenario, none), library).diagnostics).toEqual([]);
  });

  it("`override` puts the command line on top of every arm", () => {
    const { scenario } = prepared(`
      ${head}
      arms: [{label: a, set: {m.tau: 2, m.care: 1}}, {label: b, knockout: [m.push]}]`);
    const changed = override(scenario, {
      set: [{ name: "m.tau", value: 1 }],
      knockouts: [{ effect: "m.push", gate: 0.5 }],
      hypotheses: [],
      people: [{ name: "other", place: scenario.place }],
    });
    expect(changed.arms.map((arm) => arm.set.map((s) => [s.name, s.value]))).toEqual([
      [
        ["m.care", 1],
        ["m.tau", 1],
      ],
      [["m.tau", 1]],
    ]);
    expect(
      changed.arms.every((arm) => arm.people?.[0]?.name === "other" && arm.knockouts[0]?.gate === 0.5),
    ).toBe(true);
  });

  it("`onTop` replaces by name and keeps the rest in order", () => {
    expect(onTop(["a1", "b1", "c1"], ["b2"], (s) => s[0]!)).toEqual(["a1", "c1", "b2"]);
  });
});
