import { describe, expect, it } from "vitest";
import {
  checkClaims,
  compare,
  loadModel,
  measure,
  population,
  requirement,
  scan,
  search,
  sensitivity,
  simulate,
  simulatePopulation,
  simulator,
  why,
} from "../../src/index.ts";
import { tellRun } from "../../src/studies/index.ts";
import { noteText } from "../../src/writers/index.ts";
import { drugText } from "../support/drugs.ts";
import { askPage, smallModel, textsOf } from "../support/every-verb.ts";

// A level that nothing can come to, such as per cent of a fraction, is a slip: whatever is made of it is 0, all days or
// never. Whoever takes the measure says so.

const days = 2;
const arm = { treatment: "calmol 10 mg daily" };
const scenario = (text: string) => ({
  duration: `${days} days`,
  arms: [{ label: "whole", ...arm }, { label: "without" }],
  measure: { it: text },
});
const modelWith = (text: string) =>
  smallModel({ files: { "calmol.yaml": drugText() }, days, arm, measure: { it: text } });

describe("a level that a variable cannot have is told", () => {
  it("by every verb and by the page, and one that it can have is not", async () => {
    const parameters = ["idle.nothing"];
    const asked = { measure: "it", arm: "whole", parameters };
    const says =
      "A level of 50 is asked of days_above(target.sert_inhibitor, 50), but target.sert_inhibitor goes from 0 to 1.";
    const everyone = async (text: string) => {
      const model = modelWith(text);
      const input = scenario(text);
      const run = simulate(model, input);
      const { label: _, ...ours } = input.arms[0]!;
      const again = simulator(model);
      // What was made ready for one question says nothing of another.
      again({ ...scenario("at(idle.held, day 1)"), arms: [input.arms[0]!] });
      const single = JSON.stringify({ scenario: "s", question: "q", ...input, arms: [input.arms[0]!] });
      const page = await askPage(model, { kind: "simulate", id: 1, text: single, precision: "exact" });
      return {
        simulate: run.warnings,
        report: tellRun(run.result).notes.map(noteText),
        measure: measure(run.arms[0]!, text).warnings,
        simulator: again({ ...input, arms: [input.arms[0]!] }).warnings,
        page: page.kind === "simulated" ? page.warnings : [page.kind],
        compare: (await compare(model, input, undefined, { arms: ["whole", "without"] })).warnings,
        population: (await population(model, input, { size: 2 })).warnings,
        simulatePopulation: simulatePopulation(model, input, { size: 1 }).warnings,
        checkClaims: checkClaims(model, ["number-it"]).warnings,
        sensitivity: (await sensitivity(model, input, { ...asked, method: "local" })).warnings,
        requirement: (await requirement(model, input, { ...asked, atLeast: -1 })).warnings,
        why: (await why(model, input, { measure: "it", arm: "whole", systemsOnly: true })).warnings,
        scan: (
          await scan(model, input, { measure: text, arm: "whole", vary: { "idle.nothing": [0.7, 1.4] } })
        ).warnings,
        search: (
          await search(model, {
            search: "One",
            question: "What is it?",
            duration: `${days} days`,
            people: 1,
            population: "us",
            reference: "one",
            strategies: [
              { label: "one", ...ours },
              { label: "two", treatment: "calmol 20 mg daily" },
            ],
            objectives: { it: { measure: text, better: "higher", step: 1 } },
          })
        ).warnings,
      };
    };
    for (const [verb, warnings] of Object.entries(await everyone("days_above(target.sert_inhibitor, 50)")))
      expect(warnings, verb).toContainEqual(expect.stringContaining(says));
    for (const [verb, warnings] of Object.entries(await everyone("days_above(target.sert_inhibitor, 0.5)")))
      expect(warnings, verb).not.toContainEqual(expect.stringContaining("A level of"));
  });

  it.each([
    ["days_below(plasma.calmol, -1)", "-1 ng/mL", "plasma.calmol is never below 0 ng/mL."],
    ["time_to(target.sert_inhibitor, 80)", "80", "target.sert_inhibitor goes from 0 to 1."],
    ["onset(target.sert_inhibitor, -1.5)", "-1.5", "target.sert_inhibitor goes from 0 to 1."],
    ["days_above(target.sert_inhibitor, 1.01)", "1.01", "target.sert_inhibitor goes from 0 to 1."],
  ])("in the variable's own unit: %s", (text, level, goes) => {
    expect(simulate(modelWith(text), scenario(text)).warnings).toEqual([
      `A level of ${level} is asked of ${text}, but ${goes}`,
    ]);
  });

  it.each([
    "days_above(target.sert_inhibitor, 1)",
    "days_above(target.sert_inhibitor, 0)",
    "onset(target.sert_inhibitor, 1)",
    "time_to(plasma.calmol, 80)",
  ])("and its ends are none: %s", (text) => {
    expect(simulate(modelWith(text), scenario(text)).warnings).toEqual([]);
  });
});

describe("a limit that a variable cannot have is told", () => {
  const says = (text: string) =>
    `A level of 50 is asked of ${text}, but target.sert_inhibitor goes from 0 to 1.`;
  const texts = textsOf({ files: { "calmol.yaml": drugText() }, days, measure: {} });
  const measured = "at(target.sert_inhibitor, day 1)";
  const claim = (more: string, measure = measured) =>
    loadModel({
      ...texts,
      "limited.yaml": `claim: limited\nrow: pk\nsays: S.\ncontested: "no"\nduration: 1 day\ntreatment: calmol 10 mg daily\nmeasure: ${measure}\n${more}`,
    });

  it.each([
    ["an expectation of a claim", "expect: {below: 50}"],
    [
      "a share of people",
      "population: {name: us, size: 20, statistic: share, above: 50}\nexpect: {below: 0.5}",
    ],
    [
      "a condition on people",
      `population: {name: us, size: 20, statistic: mean}\namong: {o: {measure: "${measured}", below: 50}}\nexpect: {below: 1}`,
      "peak(idle.held)",
    ],
  ])("in %s", (_, more, measure = measured) => {
    expect(checkClaims(claim(more, measure), ["limited"]).warnings).toEqual([says(measured)]);
  });

  it.each([
    ["ratio_to_reference(at(idle.held, day 1))", "{treatment: calmol 5 mg daily}"],
    ["auc(target.sert_inhibitor, day 0, day 1)", "{}"],
    ["time_of_peak(target.sert_inhibitor)", "{}"],
    ["at(target.sert_inhibitor, day 1)", "{}", "{between: [-0.05, 0.9]}"],
  ])(
    "but not of %s, which may be any number, or within limits of which one decides",
    (measure, reference, expectation = "{below: 50}") => {
      const model = claim(`reference: ${reference}\nexpect: ${expectation}`, measure);
      expect(checkClaims(model, ["limited"]).warnings).toEqual([]);
    },
  );

  it("in a target that nothing can meet, unless it is one of a difference", async () => {
    const held = "at(target.sert_inhibitor, day 1)";
    const model = modelWith(held);
    const warningsOf = async (atLeast: number, against?: string) =>
      (
        await requirement(model, scenario(held), {
          ...{ measure: "it", arm: "whole", parameters: ["idle.nothing"], atLeast },
          ...(against ? { against } : {}),
        })
      ).warnings;
    expect(await warningsOf(50)).toEqual([says(held)]);
    expect(await warningsOf(0.5)).toEqual([]);
    expect(await warningsOf(-0.5, "without")).toEqual([]);
  });

  it("in what makes a person plausible, and what a group is to be like", async () => {
    const model = loadModel({
      ...texts,
      "us.yaml": `${texts["us.yaml"]!.replace("{duration: 1 day}", "{duration: 1 day, treatment: calmol 10 mg daily}")}
inclusion: {o: {measure: "${measured}", below: 50}}
targets: {half: {share_of: "mean(target.sert_inhibitor, day 0, day 1)", above: 50, is: 0, within: 0.1}}
`,
    });
    const { warnings } = await population(model, scenario("at(idle.held, day 1)"), { size: 2 });
    expect(warnings).toEqual(
      expect.arrayContaining([says(measured), says("mean(target.sert_inhibitor, day 0, day 1)")]),
    );
  });
});

describe("measured points where a variable never is are told", () => {
  const warningsOf = (table: string) =>
    simulate(
      modelWith("at(idle.held, day 1)"),
      { ...scenario("at(idle.held, day 1)"), data: "points.csv" },
      { files: { "points.csv": table } },
    ).warnings;
  const points = (values: readonly number[], unit = "") =>
    [
      `arm,time_day,variable,value${unit && ",unit"}`,
      ...values.map((value, i) => `whole,${i / 2},target.sert_inhibitor,${value}${unit && `,${unit}`}`),
      "",
    ].join("\n");

  it("once for each variable, as of per cent that are not said to be", () => {
    expect(warningsOf(points([72, 75, 0.8]))).toEqual([
      "2 of 3 measured points of target.sert_inhibitor, the first of them 72, lie where it never is: it goes from 0 to 1.",
    ]);
  });

  it("but not per cent that are, nor what errors of measurement explain", () => {
    expect(warningsOf(points([72, 75, 80], "%"))).toEqual([]);
    expect(warningsOf(points([-0.05, 1.04, 0.8]))).toEqual([]);
  });
});

describe("a measure of a case that was made ready before", () => {
  it.each([
    ["at(idle.held, day 9)", /asks for day 9, but the run ends on day 2/],
    ["mean(idle.held, day 2, day 1)", /ends before it starts/],
  ])("is refused as it would be at first: %s", (text, says) => {
    const model = modelWith("at(idle.held, day 1)");
    const one = (words: string) => ({ ...scenario(words), arms: [scenario(words).arms[0]!] });
    const again = simulator(model);
    again(one("at(idle.held, day 1)"));
    expect(() => again(one(text))).toThrow(says);
    expect(() => measure(simulate(model, one("at(idle.held, day 1)")).arms[0]!, text)).toThrow(says);
  });
});
