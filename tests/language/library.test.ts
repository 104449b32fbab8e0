import { describe, expect, it } from "vitest";
import { kindOf, parseYaml, readLibrary, readScenario, resolvePath } from "../../src/language/index.ts";
import { checkCarets } from "../support/carets.ts";
import { drugText } from "../support/drugs.ts";
import { diagnosticsOfFile, libraryOf, soundFiles } from "../support/files.ts";
import { shippedLibrary } from "../support/shipped.ts";

/** One file of the library with its faults drawn in. */
const check = (file: string, fixture: string) =>
  checkCarets(fixture, (text) => diagnosticsOfFile(file, text));

const module = (rest: string) => `
      module: m
      title: M
      about: M.
      parameters:
        care: {value: 0, unit: 1, range: [0, 1], tier: assumed, about: C.}
      states:
        x: {unit: 1, initial: 1, rate: "(1 - care) / t - x / t", about: X.}${rest}`;

describe("readLibrary", () => {
  it("`readLibrary` reads a sound library without complaint", () => {
    const { value, diagnostics } = readLibrary(libraryOf(soundFiles));
    expect(diagnostics).toEqual([]);
    expect(value?.model.modules.map((m) => m.name)).toEqual(["m"]);
    expect([...value!.drugs.keys()]).toEqual(["calmol"]);
  });

  it("`readLibrary` reads everything that is shipped without complaint", () => {
    const { model, drugs, people, sources } = shippedLibrary();
    expect(model.modules.length).toBeGreaterThan(10);
    expect(drugs.has("escitalopram") && people.has(model.person)).toBe(true);
    expect(sources.size).toBeGreaterThan(20);
  });

  it("`readLibrary` reports a module file that is missing, at the line that names it", () => {
    check(
      "model.yaml",
      `
      model: small
      title: Small
      about: Small.
      modules: [m.yaml, folder/gone.yaml]
                        ^^^^^^^^^^^^^^^^ missing-file
      person: adult
      care: {none: {}}`,
    );
  });

  it("`readLibrary` reports a default person that no file defines", () => {
    check(
      "model.yaml",
      `
      model: small
      title: Small
      about: Small.
      modules: [m.yaml]
      person: adlt
              ^^^^ unknown-person
      care: {none: {}}`,
    );
  });

  it("`readLibrary` reports a missing model file without a place", () => {
    const { "model.yaml": _, ...rest } = soundFiles;
    const { value, diagnostics } = readLibrary(libraryOf(rest));
    expect(value).toBeUndefined();
    expect(diagnostics.map((d) => [d.code, d.place])).toEqual([["missing-file", undefined]]);
  });

  it("`readLibrary` reports sources of a person and of its numbers that no evidence file defines", () => {
    check(
      "adult.yaml",
      `
      person: adult
              ^^^^^ unknown-source
      title: Adult
      about: Anyone.
      sources: [smith2002]
      set:
        m.tau: {value: 1.5, range: [1, 2], tier: human, sources: [smith2003]}
        ^^^^^ unknown-source
      scale:
        m.care: {value: 1, range: [0, 1], tier: human, sources: [smith2004]}
        ^^^^^^ unknown-source`,
    );
  });

  it("`readLibrary` reports sources that no evidence file defines, with the nearest", () => {
    const [fault] = check(
      "m.yaml",
      module(`
      effects:
        push: {formula: "1", about: P., sources: [smith2001]}
        pull: {formula: "1", about: P., sources: [smith2002]}
        ^^^^ unknown-source`),
    );
    expect(fault?.help).toContain('"smith2001"');
  });

  it("`readLibrary` reports a finding of a source that its file does not define", () => {
    check(
      "evidence.yaml",
      `
      evidence: all
      sources:
        smith2001: {citation: Smith 2001, read: abstract}
      findings:
        - {id: f, source: jones1999, says: Something.}
                          ^^^^^^^^^ unknown-source`,
    );
  });

  it("`readLibrary` wants a source for every number that claims evidence", () => {
    check(
      "m.yaml",
      `
      module: m
      title: M
      about: M.
      parameters:
        care: {value: 0, unit: 1, range: [0, 1], tier: human, about: C.}
        ^^^^ no-source`,
    );
  });

  it("`readLibrary` lists the tiers that there are", () => {
    const [fault] = check(
      "m.yaml",
      `
      module: m
      title: M
      about: M.
      parameters:
        care: {value: 0, unit: 1, range: [0, 1], tier: guessed, about: C.}
                                                       ^^^^^^^ not-allowed`,
    );
    expect(fault?.help).toContain("animal");
  });

  it("`readLibrary` rejects a formula that is a list or missing", () => {
    check(
      "m.yaml",
      module(`
      values:
        a: {unit: 1, formula: [1], about: A.}
                              ^^^ wrong-type
        b: {unit: 1, about: B.}
        ^ missing-key`),
    );
  });

  it("`readLibrary` rejects a name that formulas could not name", () => {
    check(
      "m.yaml",
      module(`
      values:
        5-HT: {unit: 1, formula: 1, about: A.}
        ^^^^ bad-name`),
    );
  });

  it("`readLibrary` offers the nearest unit", () => {
    const [fault] = check(
      "m.yaml",
      module(`
      values:
        a: {unit: minuet, formula: 1, about: A.}
                  ^^^^^^ bad-unit`),
    );
    expect(fault?.help).toContain('"minute"');
  });

  it("`readLibrary` reports a drug defined in two files", () => {
    const files = { ...soundFiles, "twin.yaml": drugText() };
    const { diagnostics } = readLibrary({ ...libraryOf(files), drugs: ["calmol.yaml", "twin.yaml"] });
    expect(diagnostics).toMatchObject([{ code: "duplicate-name", place: { file: "twin.yaml" } }]);
  });

  it("`readLibrary` reports the faults of all files at once", () => {
    const files = {
      ...soundFiles,
      "calmol.yaml": drugText().replace("5 mg, max", "5, max"),
      "adult.yaml": "person: adult",
      "m.yaml": `${soundFiles["m.yaml"]}\nextra: 1`,
    };
    const { value, diagnostics } = readLibrary(libraryOf(files));
    expect(value).toBeUndefined();
    const named = new Set(diagnostics.map((d) => `${d.place?.file} ${d.code}`));
    expect(named).toEqual(
      new Set([
        "calmol.yaml bad-unit",
        "adult.yaml missing-key",
        "m.yaml unknown-key",
        "model.yaml unknown-person",
      ]),
    );
  });
});

describe("what is no text", () => {
  it("is told as such where one of several words is wanted, whatever its keys", () => {
    const scenario = (arms: string) =>
      readScenario(
        "s.yaml",
        `scenario: S\nquestion: Q\nduration: 1 day\narms: [{label: a, ${arms}}]\n`,
        () => undefined,
      );
    const { diagnostics } = scenario("covariates: {sex: {toString: toString}}");
    expect(diagnostics.map(({ message }) => message).join()).toContain("cannot be a mapping");
  });
});

describe("kindOf", () => {
  it("`kindOf` tells a file by its first key", () => {
    const kind = (text: string) => kindOf(parseYaml("f.yaml", text).parsed!);
    expect(kind("drug: d")).toBe("drug");
    expect(kind("title: T\nmodule: m")).toBe("module");
    expect(kind("scenario: S\nmodel: own.yaml\nperson: p")).toBe("scenario");
    expect(kind("claim: c\nperson: p")).toBe("claim");
    expect(kind("toString: 1")).toBeUndefined();
    expect(kind("prose")).toBeUndefined();
  });
});

describe("resolvePath", () => {
  it.each([
    ["a/b/../c.yaml", "a/c.yaml"],
    ["./a/./b.yaml", "a/b.yaml"],
    ["../a.yaml", "../a.yaml"],
    ["a/../../b.yaml", "../b.yaml"],
    ["/x/../y.yaml", "/y.yaml"],
    ["/x/../../y.yaml", "/y.yaml"],
    ["a//b.yaml", "a/b.yaml"],
  ])("`resolvePath` makes %s into %s", (path, wanted) => {
    expect(resolvePath(path)).toBe(wanted);
  });
});
