import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lint } from "../../src/cli/lint.ts";
import { libraryFiles, packageRoot } from "../../src/files/index.ts";
import { readLibrary } from "../../src/language/index.ts";
import { dedent } from "../support/carets.ts";
import { drugText } from "../support/drugs.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lull-lint-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (files: Record<string, string>) => {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), dedent(text));
  }
};
/** What `lint` says: the code, and the name that the message quotes first. */
const saidOf = (...names: string[]) =>
  lint(names.length > 0 ? names.map((name) => join(folder, name)) : [folder]).diagnostics.map(
    ({ code, message }) => `${code} ${/"([^"]+)"/.exec(message)?.[1] ?? ""}`.trim(),
  );

const module_ = `
  module: own
  title: Own
  about: Nothing here holds.
  parameters:
    tau: {value: 5, unit: furlong, range: [9, 1], tier: human, about: T., sources: [nobody1900]}
    lag: {value: -2, unit: hour, range: [-9, -1], tier: assumed, about: L.}
  values:
    v: {unit: day, formula: "1 +* nosuch.thing / 0", about: V.}
    w: {unit: "1", formula: "raphe.firing + missing", about: W.}
  effects:
    f: {formula: "2", about: F.}
    after: {formula: "w", about: Follows what is faulty already.}
`;
const drug = drugText({ name: "own_drug", site: "nowhere" }).replace("value: 0.8,", "value: 80,");
const person = `
  person: own-person
  title: P
  about: P.
  set: {no.such: 1, raphe.coupling_time: {value: 9, range: [1, 2]}}
  scale: {serotonin.raphe_share: 4}
  sources: [nobody]
`;

describe("a person who brings numbers of drugs", () => {
  it("is checked on the drugs, and on what they become, without a word on doses", () => {
    write({
      "p.yaml": `
        person: own-person
        title: P
        about: P.
        set: {fluoxetine.clearance: -1, norfluoxetine.volume: 0}
        scale: {escitalopram.bioavailability: 2, escitalopram.volume: 1.01}
      `,
    });
    expect(saidOf("p.yaml").sort()).toEqual([
      "domain escitalopram.bioavailability",
      "domain fluoxetine.clearance",
      "domain norfluoxetine.volume",
    ]);
  });
});

describe("a small folder of models", () => {
  it("lints and lists without what it does not have", () => {
    for (const name of ["ring", "two-baths"]) {
      const models = join(packageRoot, "notebooks/models", name);
      expect(lint([models]).diagnostics).toEqual([]);
      const { value, diagnostics } = readLibrary(libraryFiles(models));
      expect(diagnostics).toEqual([]);
      expect([...value!.people.keys()]).toEqual(["anybody"]);
    }
  });
});

describe("lint of a file alone says everything at once", () => {
  it("of a module: formulas, names, units, ranges, domains, sources, effects that are not 1 at rest", () => {
    write({ "m.yaml": module_ });
    expect(saidOf("m.yaml").sort()).toEqual(
      [
        "bad-unit furlong",
        "falling-range tau",
        "domain lag",
        "formula-syntax",
        "unknown-name nosuch",
        "unknown-name missing",
        "unknown-source nobody1900",
        "effect-baseline own.f",
      ].sort(),
    );
  });

  it("of a drug: numbers outside domain and range, sites that there are not", () => {
    write({ "d.yaml": drug });
    expect(saidOf("d.yaml")).toEqual([
      "domain bioavailability",
      "range bioavailability",
      "unknown-target nowhere",
    ]);
  });

  it("of a drug with a potency in another unit: at the unit, in the words of the file, and nothing beside", () => {
    write({ "d.yaml": drugText({ name: "own_drug" }).replace('unit: "ng/mL"', "unit: nM") });
    const { diagnostics, texts } = lint([join(folder, "d.yaml")]);
    expect(diagnostics).toMatchObject([
      { code: "role-unit", message: '"ec50" is given in nM, but mass/volume is wanted, as in ng/mL.' },
    ]);
    const { file, start, end } = diagnostics[0]!.place!;
    expect(texts.get(file)!.slice(start, end)).toBe("nM");
    expect(diagnostics[0]!.help).toContain("molar mass");
  });

  it("of a person: parameters, domains, ranges and sources", () => {
    write({ "p.yaml": person });
    expect(saidOf("p.yaml").sort()).toEqual([
      "domain serotonin.raphe_share",
      "outside-range raphe.coupling_time",
      "unknown-parameter no.such",
      "unknown-source nobody",
    ]);
  });
});

describe("lint of a shipped claim", () => {
  it("says what is to be said of that claim, and nothing of the others", () => {
    const said = (name: string) =>
      lint([join(packageRoot, "models/claims", name)]).diagnostics.map(({ code, place }) => [
        code,
        place?.file.split("/").at(-1),
      ]);
    expect(said("lateness-from-recovery.yaml")).toEqual([["outside-range", "lateness-from-recovery.yaml"]]);
    expect(said("slow-blunting-is-learned.yaml")).toEqual([]);
  });
});

describe("lint of a folder", () => {
  it("says of each file what it says of it alone", () => {
    write({ "m.yaml": module_, "d.yaml": drug, "p.yaml": person });
    const alone = ["m.yaml", "d.yaml", "p.yaml"].flatMap((name) => saidOf(name));
    // What a person sets to a wrong number is left until the modules can be read.
    const wanted = new Set(alone.filter((said) => said !== "domain serotonin.raphe_share"));
    expect(new Set(saidOf())).toEqual(wanted);
  });

  it("checks files against each other, and two drafts of one module each for itself", () => {
    const draft = (formula: string) => `
      module: draft
      title: D
      about: D.
      effects: {f: {formula: "${formula}", about: F.}}
    `;
    write({ "a.yaml": draft("1"), "b.yaml": draft("3"), "p.yaml": person.replace("no.such", "draft.f") });
    expect(saidOf()).toContain("effect-baseline draft.f");
    expect(saidOf().filter((said) => said.startsWith("unknown-parameter"))).toEqual([
      "unknown-parameter draft.f",
    ]);
  });

  it("says that two files define the same, which are checked apart", () => {
    write({ "a.yaml": person, "b.yaml": person, "c.yaml": person.replace("person: ", "person: other-") });
    const told = lint([folder]).diagnostics.filter(({ code }) => code === "also-defined");
    expect(told).toMatchObject([
      { severity: "warning", message: expect.stringMatching(/is defined in .*a\.yaml too/) },
    ]);
    expect(told[0]!.place!.file).toMatch(/b\.yaml$/);
  });

  it("is not stopped by what editors and systems leave there", () => {
    write({
      "m.yaml": "module: own\ntitle: O\nabout: O.\neffects: {f: {formula: 1, about: F.}}\n",
      "._m.yaml": "\u0000\u0005",
      "x.yaml/inner.txt": "",
    });
    symlinkSync("user@host.1234:5678", join(folder, ".#m.yaml"));
    symlinkSync(join(folder, "gone"), join(folder, "gone.yaml"));
    expect(saidOf()).toEqual([]);
  });

  it("with a model of its own borrows no complaints from the shipped drugs and people", () => {
    write({
      "models/model.yaml": `
        model: small
        title: S
        about: S.
        modules: [m.yaml]
        person: anybody
        care: {none: {m.k: 1}}
      `,
      "models/m.yaml": `
        module: m
        title: M
        about: M.
        parameters: {k: {value: 1, unit: 1/day, range: [0.5, 2], tier: assumed, about: K.}}
        states: {x: {unit: 1, initial: 1, rate: k * (1 - x), about: X.}}
      `,
      "models/people/anybody.yaml": "person: anybody\ntitle: A\nabout: A.\nset: {}\n",
      "run.yaml": `
        scenario: S
        question: Q
        duration: 3 days
        model: models/model.yaml
        arms: [{label: a, set: {m.k: -1}}]
      `,
    });
    expect(saidOf("models")).toEqual([]);
    expect(saidOf("run.yaml")).toEqual(["unknown-person anybody"]);
    expect(saidOf()).toEqual(["domain m.k"]);
  });
});
