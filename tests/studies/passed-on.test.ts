import { describe, expect, it } from "vitest";
import { readLibrary, readScenario } from "../../src/language/index.ts";
import { evaluateHere } from "../../src/runs/index.ts";
import { prepare } from "../../src/scenario/index.ts";
import { studies } from "../../src/studies/index.ts";
import { questionOf } from "../../src/studies/question.ts";
import type { Study, StudyContext, StudyLookup } from "../../src/studies/study.ts";
import { libraryOf, soundFiles } from "../support/files.ts";

// What the options of a verb come to, asked of a model of one state.

// Two effects in one module: a system of one effect says as much without looking into it.
const mechanism = soundFiles["m.yaml"]!.replace("(push *", "(push * pull *").replace(
  "effects:",
  'effects:\n  pull: {formula: "1 - 0.5 * target.sert_inhibitor", about: P., sources: [smith2001]}',
);
const cast = readLibrary(libraryOf({ ...soundFiles, "m.yaml": mechanism })).value!;
const { value: file } = readScenario(
  "s.yaml",
  `scenario: Small
question: What comes of it?
duration: 14 days
arms: [{label: placebo}, {label: drug, treatment: calmol 10 mg daily}]
measure: {x: "at(m.x, day 14)"}
`,
);
const experiment = prepare(file!.scenario, cast).value!;
const place = { file: "s.yaml", start: 0, end: 1 };
const lookup = {
  question: (_name: string, options: Parameters<StudyLookup["question"]>[1]) =>
    questionOf(experiment, cast, options, () => place),
  scenarios: () => [{ experiment, cast }],
} as unknown as StudyLookup;
const context: StudyContext = {
  cast,
  seed: 0,
  evaluator: evaluateHere,
};
async function asked<Result>(name: string, options: object): Promise<Result> {
  const study = studies.find((one) => one.name === name) as Study<object, unknown, Result>;
  const { result, diagnostics } = await study.run(study.ask("s", options, lookup), options, context);
  expect(diagnostics).toEqual([]);
  return result!;
}

describe("why", () => {
  interface Why {
    readonly systems: readonly { readonly name: string; readonly effects?: readonly object[] }[];
    readonly weeks?: readonly number[];
  }
  const given = { measure: "x", by: "system", samples: 2 };

  it("goes along the weeks where that is asked for, or where plots are to be written", async () => {
    const keys = async (options: object) => JSON.stringify(await asked<Why>("why", { ...given, ...options }));
    const plain = await keys({});
    const over = await keys({ overTime: true });
    expect(over).not.toBe(plain);
    expect(await keys({ out: "somewhere" })).toBe(over);
    expect(await keys({ overTime: false })).toBe(plain);
  });

  it("looks for the effects in systems unless it is told not to", async () => {
    const deep = await asked<Why>("why", given);
    const shallow = await asked<Why>("why", { ...given, systems: true });
    expect(deep.systems.flatMap(({ effects }) => effects ?? [])).not.toEqual([]);
    expect(shallow.systems.flatMap(({ effects }) => effects ?? [])).toEqual([]);
  });

  it("says so where the measure has no value", async () => {
    await expect(asked("why", { ...given, measure: "time_to(m.x, 0.0001)" })).rejects.toThrow(/has no value/);
  });
});

describe("steady", () => {
  interface Rests {
    readonly isPicked: boolean;
    readonly arms: readonly { readonly quantities: readonly { readonly name: string }[] }[];
    readonly rests: readonly { readonly modes: readonly object[]; readonly count: number }[];
  }
  const namesOf = ({ arms }: Rests) => arms[0]!.quantities.map(({ name }) => name);

  it("tells all quantities, or those asked for by name or pattern", async () => {
    const all = await asked<Rests>("steady", { modes: 8 });
    expect(namesOf(all)).toContain("m.x");
    expect(namesOf(all).length).toBeGreaterThan(1);
    expect(all.isPicked).toBe(false);
    const some = await asked<Rests>("steady", { modes: 8, variables: ["m.p*"] });
    expect(namesOf(some).sort()).toEqual(["m.pull", "m.push"]);
    expect(some.isPicked).toBe(true);
    expect(namesOf(await asked<Rests>("steady", { modes: 8, variables: [] }))).toEqual(namesOf(all));
  });

  it("names as many time constants as it is told to", async () => {
    const [one] = (await asked<Rests>("steady", { modes: 1 })).rests;
    expect(one!.modes).toHaveLength(1);
    expect(one!.count).toBeGreaterThanOrEqual(1);
  });

  it("says so where nothing is called like that", async () => {
    await expect(asked("steady", { modes: 8, variables: ["n.*", "y"] })).rejects.toMatchObject({
      message:
        "No quantity is called n.* or y.\n`lull list variables` shows all names; a * stands for any characters.",
      isUsage: true,
    });
    const [first] = namesOf(await asked<Rests>("steady", { modes: 1, variables: [] }));
    await expect(asked("steady", { modes: 1, variables: [`${first}x`] })).rejects.toThrow(
      `Did you mean "${first}"?`,
    );
  });
});
