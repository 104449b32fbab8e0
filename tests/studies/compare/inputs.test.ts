import { describe, expect, it } from "vitest";
import { libraryFiles, packageRoot, readTextFile } from "../../../src/files/index.ts";
import { readLibrary, readScenario } from "../../../src/language/index.ts";
import { prepare } from "../../../src/scenario/index.ts";
import {
  armInputs,
  commitsOf,
  commonInputs,
  hashesOf,
  parametersOf,
} from "../../../src/studies/compare/inputs.ts";
import type { Side } from "../../../src/studies/compare/types.ts";
import { libraryOf, soundFiles } from "../../support/files.ts";

// What two sides differ in, of a model of one state and of the two baths.

const rival = `
hypotheses:
  lasting:
    question: Does it last?
    default: fades
    choices:
      fades: {about: It fades.}
      lasts: {about: It lasts., parameters: {m.tau: 2}}
`;
/** A small library with changes of its files: what is replaced, and by what. */
function cast(changes: Readonly<Record<string, readonly [string, string]>> = {}) {
  const files: Record<string, string> = { ...soundFiles, "m.yaml": `${soundFiles["m.yaml"]}${rival}` };
  for (const [file, [from, to]] of Object.entries(changes)) {
    expect(files[file]).toContain(from);
    files[file] = files[file]!.replace(from, to);
  }
  const { value, diagnostics } = readLibrary(libraryOf(files));
  if (!value) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return value;
}
const text = (arms: string, more = "") => `scenario: S
question: Q
duration: 10 days
arms: [${arms}]
measure: {x: "at(m.x, day 10)"}
${more}`;
function side(scenario: string, library = cast(), more: Partial<Side> = {}): Side {
  const read = readScenario("s.yaml", scenario);
  const { value, diagnostics } = prepare(read.value!.scenario, library);
  if (!value) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return { experiment: value, cast: library, ...more } as Side;
}

const one = side(text("{label: a, treatment: calmol 10 mg daily}"));

describe("the settings of two scenarios", () => {
  it("are duration, seed, measures, model and the arms of one alone, where they are not the same", () => {
    const other = side(
      text("{label: a, treatment: calmol 10 mg daily}, {label: b}", "seed: 4")
        .replace("10 days", "9.5 days")
        .replace("day 10)", "day 9)"),
    );
    expect(commonInputs([one, other])).toEqual([
      { what: "duration", first: "10 days", second: "9.5 days" },
      { what: "seed", first: "0", second: "4" },
      { what: "measure x", first: "at(m.x, day 10)", second: "at(m.x, day 9)" },
      { what: 'arm "b"', first: undefined, second: "is there" },
    ]);
  });

  it("of one and the same scenario are nothing, whatever it holds", () => {
    expect(commonInputs([one, { ...one, cast: cast({ "m.yaml": ["1 - target", "2 - target"] }) }])).toEqual(
      [],
    );
  });

  it("name every formula, contested mechanism and drug that differs, and what only one model has", () => {
    const again = (library: ReturnType<typeof cast>) =>
      commonInputs([one, side(text("{label: a, treatment: calmol 10 mg daily}"), library)]);
    expect(again(cast({ "m.yaml": ["/ tau", "/ (2 * tau)"] }))).toEqual([
      { what: "formula of m.x", first: "differs", second: "differs" },
    ]);
    expect(
      again(cast({ "m.yaml": ["lasts., parameters: {m.tau: 2}", "lasts., parameters: {m.tau: 1.5}"] })),
    ).toEqual([{ what: "hypotheses about m.lasting", first: "differs", second: "differs" }]);
    expect(again(cast({ "calmol.yaml": ["tablets: [5 mg]", "tablets: [5 mg, 10 mg]"] }))).toEqual([
      { what: "drug calmol", first: "differs", second: "differs" },
    ]);
    const more =
      'effects:\n  pull: {formula: "1 + 0 * target.sert_inhibitor", about: P., sources: [smith2001]}';
    expect(again(cast({ "m.yaml": ["effects:", more] }))).toEqual([
      { what: "formula of m.pull", first: undefined, second: "is there" },
    ]);
  });

  it("leave out what is said in a model and not computed with, and drugs that nobody takes", () => {
    expect(
      commonInputs([
        one,
        side(
          text("{label: a, treatment: calmol 10 mg daily}"),
          cast({ "m.yaml": ["about: P.", "about: Another."] }),
        ),
      ]),
    ).toEqual([]);
    const bare = text("{label: a}");
    const drug = cast({ "calmol.yaml": ["tablets: [5 mg]", "tablets: [10 mg]"] });
    expect(commonInputs([side(bare), side(bare, drug)])).toEqual([]);
  });
});

describe("where files come from", () => {
  it("is told by the commits and hashes that differ, and by those that only one side has", () => {
    const at = (commit?: string, hash?: string, sha256?: string): Side =>
      ({
        ...one,
        models: { name: "m", commit },
        hash,
        inputs: sha256 === undefined ? [] : [{ path: "s.yaml", sha256, isShipped: false }],
      }) as unknown as Side;
    expect(commitsOf([at("abc"), at("def")])).toEqual([
      { what: "commit of the models", first: "abc", second: "def" },
    ]);
    expect(commitsOf([at(), at("def")])).toEqual([
      { what: "commit of the models", first: undefined, second: "def" },
    ]);
    expect(commitsOf([at("abc"), at("abc")])).toEqual([]);
    expect(commitsOf([{ ...one, models: undefined } as never, at()])).toEqual([]);
    expect(hashesOf([at("c", "h1"), at("c", "h2")])).toEqual([{ what: "models", first: "h1", second: "h2" }]);
    const [a, b] = ["a".repeat(64), "b".repeat(64)];
    expect(hashesOf([at("c", "h", a), at("c", "h", b)])).toEqual([
      { what: "scenario", first: "a".repeat(16), second: "b".repeat(16) },
    ]);
    expect(hashesOf([at("c"), at("c", "h", a)])).toEqual([
      { what: "models", first: undefined, second: "h" },
      { what: "scenario", first: undefined, second: "a".repeat(16) },
    ]);
    expect(hashesOf([{ ...at("c"), inputs: undefined } as never, at("c")])).toEqual([]);
  });
});

describe("what two arms differ in", () => {
  const arms = side(
    text(
      [
        "{label: a}",
        "{label: b, care: trial}",
        "{label: c, hypothesis: {m.lasting: lasts}}",
        "{label: d, set: {m.tau: 1.5}}",
        "{label: e, set: {m.care: 0.5}}",
        "{label: f, changes: [{at: day 3, set: {m.tau: 2}}]}",
        "{label: g, knockout: {m.push: 0.25}}",
      ].join(", "),
    ),
  );
  const between = (first: string, second: string) => armInputs([arms, arms], [first, second]);

  it("is care, hypothesis, numbers with their units, changes and gates", () => {
    expect(between("a", "a")).toEqual([]);
    expect(between("a", "b")).toEqual([{ what: "care", first: "none", second: "trial" }]);
    expect(between("a", "c")).toEqual([{ what: "hypothesis m.lasting", first: "fades", second: "lasts" }]);
    expect(between("d", "a")).toEqual([{ what: "set m.tau", first: "1.5 day", second: undefined }]);
    expect(between("a", "e")).toEqual([{ what: "set m.care", first: undefined, second: "0.5" }]);
    expect(between("g", "a")).toEqual([{ what: "gate of m.push", first: "0.25", second: undefined }]);
    const [change, ...others] = between("a", "f");
    expect(others).toEqual([]);
    expect(change).toMatchObject({ what: "changes", first: undefined });
    expect(change!.second).toMatch(/day 3.*m\.tau.*2/);
  });

  it("is who they are in", () => {
    const person = "person: other\ntitle: Other\nabout: Another.\nset: {m.tau: 2}\n";
    const files = { ...soundFiles, "other.yaml": person };
    const { value } = readLibrary({ ...libraryOf(files), people: ["adult.yaml", "other.yaml"] });
    const both = side(text("{label: a}, {label: b, person: other}"), value);
    expect(armInputs([both, both], ["a", "b"])).toEqual([
      { what: "person", first: "adult", second: "other" },
    ]);
  });
});

describe("parameters that have not the same value", () => {
  const problems = (arms: string, library = cast()) => side(text(arms), library).experiment.problems;

  it("are told in their declared unit, with who sets them", () => {
    const [a, b] = problems("{label: a}, {label: b, set: {m.tau: 1.5}}");
    expect(parametersOf([a!, a!])).toEqual([]);
    expect(parametersOf([a!, b!])).toEqual([
      { name: "m.tau", unit: "day", first: 1, second: 1.5, by: "arm" },
    ]);
    const [c] = problems("{label: a}", cast({ "m.yaml": ["tau: {value: 1,", "tau: {value: 0.75,"] }));
    expect(parametersOf([a!, c!])).toEqual([
      { name: "m.tau", unit: "day", first: 1, second: 0.75, by: "model" },
    ]);
  });

  it("are those of the model also where an arm gives both the same number", () => {
    const [a] = problems("{label: a, set: {m.tau: 2}}");
    const [b] = problems(
      "{label: a, set: {m.tau: 2}}",
      cast({ "m.yaml": ["tau: {value: 1,", "tau: {value: 0.75,"] }),
    );
    expect(parametersOf([a!, b!])).toEqual([
      { name: "m.tau", unit: "day", first: 1, second: 0.75, by: "model" },
    ]);
  });

  it("are told of the time before the run where they come to the same in it", () => {
    const folder = `${packageRoot}/notebooks/models/two-baths`;
    const baths = readLibrary({ ...libraryFiles(folder), read: readTextFile }).value!;
    const [shut, open] = side(
      text("{label: shut, care: closed}, {label: open, care: open}").replace("m.x", "baths.second"),
      baths,
    ).experiment.problems;
    expect(parametersOf([shut!, open!])).toEqual([
      { name: "baths.tap", unit: "1", first: 0, second: 1, by: "arm" },
    ]);
    const before = { ...shut!, before: new Map([["baths.tap", 0.5]]) };
    expect(parametersOf([shut!, before])).toEqual([
      { name: "baths.tap", unit: "1", first: shut!.before.get("baths.tap") ?? 0, second: 0.5, by: "before" },
    ]);
  });

  it("leave out what a chosen hypothesis sets in the model, and what only one has", () => {
    const [a, c] = problems("{label: a}, {label: c, hypothesis: {m.lasting: lasts}}");
    expect(parametersOf([a!, c!])).toEqual([{ name: "m.tau", unit: "day", first: 1, second: 2, by: "arm" }]);
    const [drugged] = problems("{label: a, treatment: calmol 10 mg daily}");
    expect(parametersOf([drugged!, a!])).toEqual([]);
    expect(parametersOf([a!, drugged!])).toEqual([]);
  });
});
