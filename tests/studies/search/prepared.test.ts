import { describe, expect, it } from "vitest";
import { prepareSearch } from "../../../src/studies/index.ts";
import { searchOf, searchText } from "../../support/search.ts";
import { shippedLibrary } from "../../support/shipped.ts";

const library = shippedLibrary();
const plan = searchOf(searchText);

describe("a search that is prepared", () => {
  const made = (parts: object = {}) => {
    const { value, diagnostics } = prepareSearch({ ...plan, ...parts }, library);
    if (!value) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
    return value;
  };
  const within = (days: number) =>
    plan.objectives.map((one) =>
      one.outcome.kind === "largest_fall" ? { ...one, outcome: { ...one.outcome, within: days } } : one,
    );
  const { study, prepared, armOf, settingsOf } = made();

  it("measures each number once, and knows where each objective has its own", () => {
    const textsOf = (of: typeof study, i: number) =>
      of.layout[i]!.indices.map((place) => of.requests[place]!.text);
    expect(textsOf(study, 0)).toEqual(["mean(affect.blunting_drug, week 4, week 5)"]);
    // Every day from week 2 to the end.
    const days = Array.from({ length: 22 }, (_, i) => `at(sert.occupancy, day ${14 + i})`);
    expect(textsOf(study, 1)).toEqual(days);
    expect(textsOf(study, 2)).toEqual([]);
    expect(study.layout.map(({ window, unit }) => [window, unit])).toEqual([
      [0, "1"],
      [7, "1"],
      [0, "tablets a day"],
    ]);
    expect(study.requests).toHaveLength(23);
    const twice = made({ objectives: [...plan.objectives, ...plan.objectives] }).study;
    expect(twice.requests).toEqual(study.requests);
    expect(twice.layout).toEqual([...study.layout, ...study.layout]);
  });

  it("looks daily within a window of whole days, and at the half of any other", () => {
    const half = made({ objectives: within(1.5) }).study;
    expect(half.layout[1]!.window).toBe(2);
    expect(half.layout[1]!.indices.map((place) => half.requests[place]!.arguments[0])).toEqual(
      Array.from({ length: 29 }, (_, i) => 14 + 0.75 * i),
    );
    expect(made({ objectives: within(2) }).study.layout[1]).toMatchObject({
      window: 2,
      indices: { length: 22 },
    });
  });

  it("has an arm for the cohort and each strategy, under every combination", () => {
    const combinations = study.design.combinationsOf(0).map(({ combination }) => combination);
    const arms = new Set(
      [0, 1, 2, 3, 4].flatMap((role) => combinations.map((combination) => armOf(role, combination))),
    );
    expect(arms.size % 5).toBe(0);
    for (const arm of arms) expect(prepared.systemOf(arm).states.length).toBeGreaterThan(0);
    expect(armOf(0, [0])).toBe(0);
    const [first, second] = [settingsOf([0]), settingsOf([1])];
    // What differs between two choices are values, where it is no formula.
    if (arms.size === 5) expect([...first]).not.toEqual([...second]);
    const reference = plan.strategies.find(({ label }) => label === "5 mg")!;
    expect(
      made({ reference: { ...plan.reference, label: reference.label } }).study.strategies.map(
        ({ label }) => label,
      ),
    ).toEqual(["5 mg", "stay", "10 mg", "add bupropion"]);
  });

  it("has the people and the seed of the plan, or those that are asked for", () => {
    expect([study.size, study.seed]).toEqual([12, 5]);
    const other = prepareSearch(plan, library, { size: 3, seed: 0 }).value!.study;
    expect([other.size, other.seed]).toEqual([3, 0]);
  });
});

describe("a search that names what there is not", () => {
  const told = (...args: Parameters<typeof prepareSearch>) => {
    const { value, diagnostics } = prepareSearch(...args);
    expect(value).toBeUndefined();
    return diagnostics.map(({ code, message, help }) => [code, message, help]);
  };

  it("is told so of a population, also where there are none at all", () => {
    const population = { name: "nobody", place: plan.place };
    const { populations: _, ...without } = library;
    expect(told({ ...plan, population }, without)).toEqual([
      ["unknown-population", 'There is no population "nobody".', "Populations: none."],
    ]);
    expect(told({ ...plan, population: undefined }, without)).toEqual([
      ["unknown-population", 'There is no population "".', "Populations: none."],
    ]);
    const [[, message, help]] = told({ ...plan, population }, library) as [string[]];
    expect(message).toBe('There is no population "nobody".');
    for (const name of library.populations!.keys()) expect(help).toContain(name);
  });
  it("is told so of a variable, with what it is instead, of a source, and of a choice that a strategy chooses", () => {
    const falling = (variable: string) =>
      plan.objectives.map((one) =>
        one.outcome.kind === "largest_fall" ? { ...one, outcome: { ...one.outcome, variable } } : one,
      );
    const messages = (parts: object) => told({ ...plan, ...parts }, library).map(([, message]) => message);
    expect(messages({ objectives: falling("sert.ocupancy") })[0]).toContain("sert.ocupancy");
    const parameter = library.model.modules.find(({ parameters }) => parameters.length > 0)!;
    const name = `${parameter.name}.${parameter.parameters[0]!.name}`;
    expect(messages({ objectives: falling(name) })[0]).toContain("parameter");
    const [first, ...others] = plan.strategies;
    const evidence = [{ source: "nobody2020", place: plan.place }];
    expect(messages({ strategies: [{ ...first!, evidence }, ...others] })[0]).toContain("nobody2020");
    const hypotheses = [{ name: "vta.fade", choice: "no" }];
    expect(messages({ strategies: [{ ...first!, arm: { ...first!.arm, hypotheses } }, ...others] })).toEqual([
      `The strategy "${first!.label}" chooses a hypothesis about "vta.fade".`,
    ]);
  });
});
