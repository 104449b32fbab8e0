import { describe, expect, it } from "vitest";
import type { Document } from "../../src/document/index.ts";
import type { EvaluateMany } from "../../src/runs/index.ts";
import { override } from "../../src/scenario/index.ts";
import {
  type KeptRow,
  type PopulationStudy,
  prepareSearch,
  prepareStudy,
  requireOutcome,
  runsDataset,
  SubjectValues,
  searchPlan,
  searchResult,
  selectionOf,
  sensitivity,
  standings,
  studyPlan,
  subjectsDataset,
  summarize,
  tellPopulation,
  tellRequirement,
  tellSearch,
  tellSensitivity,
} from "../../src/studies/index.ts";
import { subjectOf } from "../../src/studies/population/plan.ts";
import { timesOver } from "../../src/studies/sensitivity/local.ts";
import { csvOf, htmlText, jsonText, markdownText, terminalText } from "../../src/writers/index.ts";
import { searchOf, searchText } from "../support/search.ts";
import { experimentOf, shippedLibrary } from "../support/shipped.ts";

const library = shippedLibrary();
const { scenario } = experimentOf(`
scenario: Small
question: Who?
duration: 3 weeks
person: depressed-adult
arms:
  - {label: placebo, care: trial}
  - {label: drug, care: trial, treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}]}
measure: {firing: "at(vta.firing, week 2)"}
`);

const message = "The solver ran out of steps on day 2 (own.s).";
const fault = { kind: "non-finite", state: "own.s", message } as const;

/** What a person could read of a document. */
function textsOf(document: Document): string[] {
  return [
    terminalText(document),
    markdownText(document),
    htmlText(document, { chartScript: "" }).replace(/<style>[\s\S]*?<\/style>/, ""),
    ...(document.datasets ?? []).map((dataset) => [...csvOf(dataset)].join("")),
  ];
}

function expectTold(document: Document, failed: number, runs: number): void {
  for (const text of textsOf(document)) expect(text).not.toMatch(/NaN|undefined|Infinity|\[object/);
  const note = document.notes.find((n) => n.kind === "failed-runs");
  if (failed === 0) expect(note).toBeUndefined();
  else {
    expect(note).toMatchObject({ failed, runs, reasons: [{ reason: message, count: failed }] });
    expect(JSON.parse(jsonText(document)).notes[0].failed).toBe(failed);
    const [, , first] = terminalText(document, { width: 400 }).split("\n");
    expect(first === "" ? terminalText(document, { width: 400 }).split("\n")[3] : first).toMatch(
      /runs? failed/,
    );
  }
}

/** All rows of a plan, with values that look like numbers; those that `fails` says so have none. */
function rowsOf(
  plan: ReturnType<typeof studyPlan>,
  lengthOf: (arm: number) => number,
  fails: (task: number) => boolean,
): KeptRow[] {
  return Array.from({ length: plan.parts }, (_, part) => plan.part(part)).flatMap(({ from, tasks }) =>
    tasks.map(({ arm }, i): KeptRow => {
      const task = from + i;
      const values = Array.from({ length: lengthOf(arm) }, (_, k) => 0.3 + 0.01 * ((task * 7 + k * 3) % 13));
      return fails(task)
        ? { task, arm, fault, values: values.map(() => null) }
        : { task, arm, fault: null, values };
    }),
  );
}

const ways: [string, (task: number) => boolean][] = [
  ["none", () => false],
  ["every other one", (task) => task % 2 === 0],
  ["all", () => true],
];

function valuesOf(study: PopulationStudy, rows: readonly KeptRow[]): SubjectValues {
  const values = new SubjectValues(study);
  for (const row of rows) values.add(row);
  return values;
}

describe("failed runs are told", () => {
  const population = [...library.populations.values()][0]!;
  for (const size of [1, 2, 3, 40])
    for (const [which, fails] of ways)
      it(`by a population of ${size} where ${which} failed`, () => {
        const { study } = prepareStudy({ scenario, population, size, seed: 1 }, library).value!;
        const rows = rowsOf(studyPlan(study, {}), (arm) => study.arms[arm]!.requests.length, fails);
        const values = valuesOf(study, rows);
        const { failures } = values;
        const standing = standings(study, values);
        const document = tellPopulation(summarize(study, values, standing), [
          runsDataset(study, values),
          subjectsDataset(study, values, standing),
        ]);
        expectTold(document, rows.filter((row) => row.fault).length, rows.length);
        const marked = document.sections.flatMap((s) => s.tables ?? []).some((t) => t.isOfSurvivors);
        expect(marked).toBe(which !== "none");
        const failing = rows.filter((row) => row.fault);
        if (failing.length === 0) return;
        const people = new Set(failing.map(({ task }) => subjectOf(task, study))).size;
        const arms = study.arms.map((_, arm) => failing.filter((row) => row.arm === arm).length);
        expect(failures).toMatchObject({
          people: { failed: people, sampled: size },
          arms: arms.map((failed) => ({ failed })),
        });
        if (failing.length < rows.length)
          expect(terminalText(document, { width: 400 })).toContain(`in ${people} of ${size} people (`);
      });

  for (const people of [1, 3])
    for (const [which, fails] of ways)
      it(`by a search in ${people} where ${which} failed`, () => {
        const search = prepareSearch({ ...searchOf(searchText), people }, library).value!;
        const { study } = search;
        const length = Math.max(study.requests.length, study.criteria.length);
        const rows = rowsOf(searchPlan(search, {}), () => length, fails);
        const document = tellSearch(searchResult(study, selectionOf(study, rows)), () => undefined);
        expectTold(document, rows.filter((row) => row.fault).length, rows.length);
      });

  const saying = (rows: readonly KeptRow[]) =>
    rows.map((row) =>
      row.task % 4 === 1 ? { ...row, more: { notes: [`x leaves its bounds on day ${row.task}.`] } } : row,
    );
  const saidBy = (rows: readonly KeptRow[]) => {
    const own = rows.filter(({ task }) => task % 4 === 1);
    return `x leaves its bounds on day ${own[0]!.task}. (${own.length} of ${rows.length} runs; this of the first.)`;
  };
  function expectSaid(document: Document, text: string): void {
    expect(document.notes).toContainEqual({ kind: "warning", text });
    expect(JSON.parse(jsonText(document)).notes).toContainEqual({ kind: "warning", text });
    for (const read of [terminalText(document, { width: 400 }), htmlText(document, { chartScript: "" })])
      expect(read).toContain(text);
  }

  it("on how many days runs failed is told by a population, the first of which alone its reason names", () => {
    const { study } = prepareStudy({ scenario, population, size: 6, seed: 1 }, library).value!;
    const rows = rowsOf(
      studyPlan(study, {}),
      (arm) => study.arms[arm]!.requests.length,
      (task) => task < 4,
    ).map((row) => (row.fault ? { ...row, fault: { ...fault, time: [2, 9, 2, 3][row.task]! } } : row));
    const values = valuesOf(study, rows);
    const { failures } = values;
    expect(failures!.reasons).toEqual([{ reason: message, count: 4, days: { count: 3, first: 2, last: 9 } }]);
    const document = tellPopulation(summarize(study, values, standings(study, values)), []);
    expect(terminalText(document, { width: 400 })).toContain(
      `Why (of the first): ${message} (They stopped on 3 different days, 2 to 9.)`,
    );
  });

  it("measures past the end of a run that was made shorter are told by a population, with no number", () => {
    const short = override(scenario, { set: [], knockouts: [], hypotheses: [], duration: 7 });
    const { study } = prepareStudy({ scenario: short, population, size: 3, seed: 1 }, library).value!;
    const rows = rowsOf(
      studyPlan(study, {}),
      (arm) => study.arms[arm]!.requests.length,
      () => false,
    );
    const values = valuesOf(study, rows);
    const document = tellPopulation(summarize(study, values, standings(study, values)), []);
    expectSaid(document, "The run ends on day 7, before the time of 1 measure: firing.");
    expect(terminalText(document, {})).toMatch(/\nfiring +- +-\n/);
    expect(document.answers[0]).toContain("They stand in for the scenario's own person, depressed-adult.");
  });

  it("what runs say of themselves is told by a population and by a search", () => {
    const { study } = prepareStudy({ scenario, population, size: 6, seed: 1 }, library).value!;
    const rows = saying(
      rowsOf(
        studyPlan(study, {}),
        (arm) => study.arms[arm]!.requests.length,
        () => false,
      ),
    );
    const values = valuesOf(study, rows);
    expectSaid(tellPopulation(summarize(study, values, standings(study, values)), []), saidBy(rows));

    const search = prepareSearch({ ...searchOf(searchText), people: 2 }, library).value!;
    const length = Math.max(search.study.requests.length, search.study.criteria.length);
    const inSearch = saying(
      rowsOf(
        searchPlan(search, {}),
        () => length,
        () => false,
      ),
    );
    const found = searchResult(search.study, selectionOf(search.study, inSearch));
    expectSaid(
      tellSearch(found, () => undefined),
      saidBy(inSearch),
    );
  });

  /** Runs nothing: every task has a value, but those that fail. */
  const pretending = (fails: (task: number) => boolean, count: number) => (): EvaluateMany =>
    async function* (tasks) {
      let task = 0;
      for (const { arm } of tasks) {
        yield fails(task)
          ? { task, arm, values: Array(count).fill(undefined), status: { ...fault, time: 2 } }
          : {
              task,
              arm,
              values: Array.from({ length: count }, (_, k) => 1 + 0.1 * ((task * 5 + k) % 7)),
              status: { kind: "success", time: 21, message: "" },
            };
        task++;
      }
    };
  const question = {
    title: scenario.title,
    person: "depressed-adult",
    arm: scenario.arms[1]!,
    against: undefined,
    duration: scenario.duration,
    measure: scenario.measures[0]!,
  };
  const isWanted = (name: string) => name.startsWith("vta.brake");

  for (const size of [1, 2, 3])
    for (const [which, fails] of ways)
      it(`by a sensitivity of ${size} rows where ${which} failed`, async () => {
        const { result } = await sensitivity(question, library, {
          method: "all",
          size,
          seed: 0,
          evaluator: pretending(fails, 1 + timesOver(scenario.duration).length),
          isWanted,
        });
        const document = tellSensitivity(result!);
        const { failed, runs } = result!.failures ?? { failed: 0, runs: 0 };
        expectTold(document, failed, runs);
        expect(failed > 0).toBe(which !== "none");
        if (which === "all") expect(failed).toBe(runs);
      });

  for (const [which, fails] of ways)
    it(`by what would have to be true where ${which} failed`, async () => {
      const { result: requirement } = await requireOutcome(
        { ...question, target: { low: 5, high: 6 } },
        library,
        {
          evaluator: pretending(fails, 1),
          isWanted,
        },
      );
      const document = tellRequirement(requirement!);
      const { failed, runs } = requirement!.failures ?? { failed: 0, runs: 0 };
      expectTold(document, failed, runs);
      expect(failed > 0).toBe(which !== "none");
    });
});
