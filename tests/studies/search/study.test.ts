import { describe, expect, it } from "vitest";
import { readMeasure } from "../../../src/language/index.ts";
import {
  type ArmValues,
  evaluatorHere,
  type Plan,
  prepareArms,
  samplePerson,
} from "../../../src/runs/index.ts";
import type { SearchPlan } from "../../../src/scenario/index.ts";
import {
  inTwoSteps,
  type KeptRow,
  prepareSearch,
  searchPlan,
  selectionOf,
} from "../../../src/studies/index.ts";
import { searchOf, searchText } from "../../support/search.ts";
import { shippedLibrary } from "../../support/shipped.ts";

const library = shippedLibrary();

function prepared(plan: SearchPlan) {
  const { value, diagnostics } = prepareSearch(plan, library);
  if (!value) throw new Error(diagnostics.map((d) => d.message).join("\n"));
  return value;
}

async function rowsOf(search: ReturnType<typeof prepared>, plan: Plan) {
  const evaluator = inTwoSteps(search.study, evaluatorHere(search.prepared));
  const rows: (KeptRow & { result: ArmValues })[] = [];
  for (let part = 0; part < plan.parts; part++) {
    const chunk = plan.part(part);
    for (const [i, result] of (await evaluator.evaluate(chunk)).entries())
      rows.push({
        task: chunk.from + i,
        arm: chunk.tasks[i]!.arm,
        fault: result.status.kind === "success" ? null : result.status,
        values: result.values.map((v) => v ?? null),
        result,
      });
  }
  return rows;
}

describe("a search", () => {
  const plan = searchOf(searchText);
  const search = prepared(plan);
  const { study } = search;

  it("puts the reference first and writes a grid out", () => {
    expect(study.strategies.map((s) => s.label)).toEqual(["stay", "10 mg", "5 mg", "add bupropion"]);
  });

  it("counts tablets: 20 mg is one a day, and bupropion 300 mg one more", () => {
    expect(study.tablets[2]).toEqual([1, 1, 1, 2]);
    expect(study.tablets[0]!.every((t) => t === undefined)).toBe(true);
  });

  it("gives the same people to every strategy, under every combination", () => {
    const { tasks } = searchPlan(search, {}).part(0);
    const pairs = tasks.length / 5;
    for (const [i, task] of tasks.entries()) {
      const subject = Math.floor((i % pairs) / 2);
      expect(task.person).toEqual(samplePerson(study.sampler, study.seed, subject).parameters);
      expect([...task.chosen!.keys()]).toEqual(i % 2 === 0 ? [] : ["receptor.ht2c_loss"]);
    }
  });

  it("compares everybody where nobody is left out, each under both hypotheses", async () => {
    const selection = selectionOf(study, await rowsOf(search, searchPlan(search, {})));
    expect(selection.sampled).toBe(24);
    expect(selection.failed).toBe(0);
    expect(selection.cases.length).toBe(24 - selection.implausible);
    for (const { outcomes, weight, combination } of selection.cases) {
      expect(weight).toBe(0.5);
      expect(combination.length).toBe(1);
      // Staying never falls; lowering to 5 mg falls further than to 10 mg.
      expect(outcomes[0]![1]).toBeLessThan(0.02);
      expect(outcomes[2]![1]!).toBeGreaterThan(outcomes[1]![1]!);
    }
    const byChoice = [0, 1].map((a) => selection.cases.filter((c) => c.combination[0] === a));
    expect(byChoice[0]!.map((c) => c.subject)).toEqual(byChoice[1]!.map((c) => c.subject));
    expect(byChoice[0]![0]!.outcomes[0]![0]).not.toBe(byChoice[1]![0]!.outcomes[0]![0]);
  });

  it("runs strategies only in those asked about, and the others' rows stay without values", async () => {
    const text = searchText.replace(
      "reference:",
      'among: {drug: {measure: "at(affect.blunting_drug, week 2)", above: 0}}\nreference:',
    );
    const asked = prepared(searchOf(text));
    const rows = await rowsOf(asked, searchPlan(asked, {}));
    const selection = selectionOf(asked.study, rows);
    expect(selection.notAmong).toBeGreaterThan(0);
    expect(selection.cases.length).toBeGreaterThan(0);
    const strategies = asked.study.strategies.length;
    const empty = rows.filter((row) => row.values.every((v) => v === null));
    expect(empty.length).toBe((24 - selection.cases.length) * (strategies - 1));
    // Whoever is compared comes out as in a search that asks about everybody, up to the tolerance of the solver:
    // neighbours that run together differ, and they share their steps.
    const all = selectionOf(study, await rowsOf(search, searchPlan(search, {})));
    for (const one of selection.cases) {
      const same = all.cases.find(
        (c) => c.subject === one.subject && c.combination[0] === one.combination[0],
      )!;
      for (const [s, values] of one.outcomes.entries())
        for (const [k, value] of values.entries()) expect(value).toBeCloseTo(same.outcomes[s]![k]!, 4);
    }
  });
});

describe("chosen hypotheses handed to a run", () => {
  const at = { file: "t", start: 0, end: 1 };
  const requests = [readMeasure("b", "at(affect.blunting_drug, week 5)", at, [])!];
  const { arm } = searchOf(searchText).strategies[0]!;
  const choice = { name: "receptor.vta_2c_tolerance", choice: "tolerance" };
  const arms = prepareArms(
    [arm, { ...arm, hypotheses: [choice] }].map((one) => ({ arm: one, duration: 35, requests })),
    library,
  );
  const chosen = new Map([["receptor.ht2c_loss", 0.8]]);

  it("give the numbers of an arm that chooses them", () => {
    const [byChoice] = arms.runAll([{ arm: 0, chosen }]);
    const [byArm] = arms.runAll([{ arm: 1 }]);
    const [without] = arms.runAll([{ arm: 0 }]);
    expect(byChoice!.values[0]).toBeCloseTo(byArm!.values[0]!, 9);
    expect(Math.abs(byChoice!.values[0]! - without!.values[0]!)).toBeGreaterThan(0.001);
  });

  it("have precedence over what a subject is and what is drawn, not over what is forced", () => {
    const person = new Map([["receptor.ht2c_loss", 0.1]]);
    const [plain] = arms.runAll([{ arm: 0, chosen }]);
    expect(arms.runAll([{ arm: 0, chosen, person }])[0]).toEqual(plain);
    expect(arms.runAll([{ arm: 0, chosen, parameters: person }])[0]).toEqual(plain);
    expect(arms.runAll([{ arm: 0, chosen, force: person }])[0]).not.toEqual(plain);
  });

  it("change formulas by equations of their own", () => {
    const text = searchText.replace("receptor.vta_2c_tolerance", "raphe.firing_recovery, hpa.feedback");
    const search = prepared(searchOf(text));
    expect(search.study.design.combinationCount).toBe(6);
    const indices = search.study.design
      .combinationsOf(0)
      .map(({ combination }) => search.armOf(1, combination));
    expect(indices).toEqual([1, 1, 1, 6, 6, 6]);
    expect(search.prepared.systemOf(1)).not.toBe(search.prepared.systemOf(6));
    expect([...search.settingsOf([0, 1])]).toEqual([["hpa.feedback_ceiling", 1.8]]);
  });
});

describe("a search that cannot be", () => {
  const codes = (text: string) => prepareSearch(searchOf(text), library).diagnostics.map((d) => d.code);

  it.each([
    [searchText.replace("receptor.vta_2c_tolerance", "receptor.vta_2c_tolerence"), "unknown-hypothesis"],
    [searchText.replace("[receptor.vta_2c_tolerance]", "{hpa.feedback: {dampd: 1}}"), "unknown-choice"],
    [searchText.replace("seed: 5", "population: children"), "unknown-population"],
    [searchText.replace("of: sert.occupancy", "of: sert.ocupancy"), "unknown-variable"],
    [searchText.replace("mean(affect.blunting_drug", "mean(affect.bluntin_drug"), "unknown-variable"],
    [
      searchText.replace(
        "label: stay,",
        "label: stay, evidence: [{source: nobody2099, says: x, direction: for}],",
      ),
      "unknown-source",
    ],
  ])("is refused with a reason", (text, code) => {
    expect(codes(text)).toEqual([code]);
  });
});
