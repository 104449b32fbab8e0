import { describe, expect, it } from "vitest";
import { studies } from "../../src/studies/index.ts";

// What each study may be asked: the interface of its verb, which scripts rely on.

const question = ["--measure <m>", "--arm <label>", "--against <label>"];
const asked: Readonly<Record<string, { flags: readonly string[]; kept?: string; file?: string }>> = {
  sensitivity: {
    flags: [...question, "--method <name>", "--size <n>", "--parameters <pattern>"],
    kept: "in rounds",
  },
  require: {
    flags: [
      ...question,
      "--at-least <x>",
      "--at-most <x>",
      "--between <bounds...>",
      "--parameters <pattern>",
    ],
    file: "requirement",
  },
  fit: {
    flags: [
      "--parameters <pattern>",
      "--tier <tier>",
      "--also <scenario>",
      "--arms <label>",
      "--error <model>",
      "--bounds <name=low..high>",
      "--priors",
      "--starts <n>",
      "--subjects",
      "--vpc <n>",
      "--hypotheses <name>",
      "--write-petab <dir>",
      "--no-profiles",
    ],
    kept: "by task",
  },
  scan: { flags: [...question, "--vary <name=values>", "--points <n>", "--zip"], kept: "in rounds" },
  compare: { flags: ["--arms <labels...>", "--models-b <dir>"] },
  steady: { flags: ["--variables <names...>", "--modes <n>"] },
  why: { flags: [...question, "--over-time", "--by <groups>", "--systems", "--samples <n>"] },
};
/** What is typed after the flag, and what it is when it is left out. */
const kinds: Readonly<Record<string, readonly [kind: string | undefined, byDefault: unknown]>> = {
  "--size <n>": ["count", undefined],
  "--at-least <x>": ["number", undefined],
  "--at-most <x>": ["number", undefined],
  "--between <bounds...>": ["several", undefined],
  "--method <name>": [undefined, "sobol"],
  "--error <model>": [undefined, "additive"],
  "--starts <n>": ["count", 1],
  "--vpc <n>": ["whole", 200],
  "--vary <name=values>": ["list", undefined],
  "--points <n>": ["count", 9],
  "--arms <labels...>": ["several", undefined],
  "--variables <names...>": ["several", undefined],
  "--modes <n>": ["count", 8],
  "--by <groups>": [undefined, "system"],
  "--samples <n>": ["count", 16],
  "--zip": [undefined, undefined],
  "--systems": [undefined, undefined],
};

describe.each(studies.map((study) => [study.name, study] as const))("%s", (name, study) => {
  it("takes these options, each of which says what it is", () => {
    expect(study.options.map(({ flags }) => flags)).toEqual(asked[name]!.flags);
    for (const { flags, about } of study.options) expect(about.length, flags).toBeGreaterThan(10);
    for (const { flags, kind, default: byDefault } of study.options)
      if (kinds[flags]) expect([kind, byDefault], flags).toEqual(kinds[flags]);
    const parameters = study.options.find(({ flags }) => flags === "--parameters <pattern>");
    // Which to fit must be said; all are moved where that is not said.
    if (parameters)
      expect([parameters.kind, parameters.default]).toEqual(["list", name === "fit" ? "none" : "all"]);
    for (const { choices, default: byDefault } of study.options)
      if (choices && byDefault !== undefined) expect(choices).toContain(byDefault);
    const names = study.options.map(({ flags }) => /^--([\w-]+)/.exec(flags)![1]);
    for (const { conflicts } of study.options) if (conflicts) expect(names).toContain(conflicts);
    const measure = study.options.find(({ flags }) => flags === "--measure <m>");
    if (measure) expect(measure.isRequired).toBe(name !== "require");
  });

  it("says what it is about, what it is asked of and what it leaves behind", () => {
    expect(study.about.split(" ").length).toBeGreaterThan(4);
    expect(study.argument.name).toMatch(/^<.+>$/);
    expect(study.argument.about.length).toBeGreaterThan(10);
    expect(study.writes).toMatch(/JSON/);
    expect([study.kept, study.file]).toEqual([asked[name]!.kept, asked[name]!.file]);
  });
});

it("are these, each once", () => {
  expect(studies.map(({ name }) => name).sort()).toEqual(Object.keys(asked).sort());
});
