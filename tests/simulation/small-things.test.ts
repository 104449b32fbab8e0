import { describe, expect, it } from "vitest";
import { compile, compilePaths } from "../../src/compile/index.ts";
import { loadModel, simulatePopulation } from "../../src/index.ts";
import { readScenario } from "../../src/language/index.ts";
import { simulate } from "../../src/simulation/index.ts";
import { diagnosticsOfModel, problemOf, systemOf } from "../support/modules.ts";

const growth = `
  module: m
  title: M
  about: M.
  parameters:
    speed: {value: 0, unit: 1/day, range: [0, 9], tier: assumed, about: S.}
  states:
    low: {unit: 1, initial: 1, rate: -speed, about: L.}
    reader: {unit: 1, initial: 0, rate: "speed * if(ln(low) > -1, 1, 0)", about: R.}`;

describe("what is undefined is told", () => {
  it.each(compilePaths)("a comparison with ln() of a negative number ends the run on the path %s", (path) => {
    const system = systemOf(growth);
    const { status } = simulate(
      problemOf(system, { during: new Map([["m.speed", 1]]), duration: 5 }),
      compile(system, path),
    );
    expect(status).toMatchObject({ kind: "non-finite", state: "m.low" });
  });

  it("a run that finds no small enough step is not told to take the solver that it takes", () => {
    const explosion = systemOf(`
      module: m
      title: M
      about: M.
      parameters:
        k: {value: 0, unit: 1/day, range: [0, 9], tier: assumed, about: K.}
      states:
        x: {unit: 1, initial: 1, rate: k * x ^ 2, about: X.}`);
    const problem = problemOf(explosion, { during: new Map([["m.k", 1]]), duration: 5 });
    expect(simulate(problem, compile(explosion)).status.remedy).not.toContain("rodas5p");
  });
});

describe("names and numbers nobody means", () => {
  it("`__proto__` is refused as a name, at its place", () => {
    const text = 'module: m\ntitle: M\nabout: M.\nvalues: {__proto__: {unit: "1", formula: 1, about: V.}}\n';
    const found = diagnosticsOfModel([text]);
    expect(found).toMatchObject([{ code: "bad-name" }]);
    expect(text.slice(found[0]!.place!.start, found[0]!.place!.end)).toBe("__proto__");
  });

  it("a block of more keys than anybody writes is refused at once", () => {
    const keys = Array.from({ length: 25_000 }, (_, i) => `m.p${i}: 1`).join(", ");
    const { diagnostics } = readScenario(
      "s.yaml",
      `scenario: S\nquestion: Q\nduration: 1 day\narms: [{label: a, set: {${keys}}}]\n`,
    );
    expect(diagnostics.map((d) => d.code)).toEqual(["too-many-keys"]);
  });

  it("nothing starts at the end of a run", () => {
    const { diagnostics } = readScenario(
      "s.yaml",
      "scenario: S\nquestion: Q\nduration: 1 day\narms: [{label: a, treatment: [{drug: x, dose: 1 mg, every: 1 day, from: end}]}]\n",
    );
    expect(diagnostics.map((d) => d.code)).toEqual(["starts-at-end"]);
  });

  it.each([1.5, 1e20, 0, Number.NaN])("%d is no number of subjects", (size) => {
    const scenario = { duration: "1 day", arms: [{ label: "a" }] };
    expect(() => simulatePopulation(loadModel(), scenario, { size })).toThrow(/invalid size/);
  });

  it("names in messages are whole", () => {
    const [fault] = diagnosticsOfModel([
      'module: m\ntitle: M\nabout: M.\nvalues: {firing: {unit: "1", formula: other.x, about: V.}}\n',
    ]);
    expect(fault?.help ?? "").not.toContain("firin,");
    expect(fault?.help).toContain("m");
  });
});

describe("chains of baseline()", () => {
  it("are settled however long they are, in whatever order they stand", () => {
    const links = 8;
    const chain = Array.from(
      { length: links },
      (_, i) =>
        `    v${i}: {unit: "1", formula: "${i + 1 < links ? `baseline(v${i + 1}) * 2` : "3"}", about: V.}`,
    );
    const effects = `  effects: {e: {formula: "v0 / ${3 * 2 ** (links - 1)}", about: E.}}`;
    expect(
      diagnosticsOfModel([
        `  module: m\n  title: M\n  about: M.\n  values:\n${chain.join("\n")}\n${effects}`,
      ]),
    ).toEqual([]);
  });
});
