import { describe, expect, it } from "vitest";
import { compile } from "../../../src/compile/index.ts";
import type { Document } from "../../../src/document/index.ts";
import { evaluate, parseFormula, printFormula } from "../../../src/expressions/index.ts";
import { exportedArm } from "../../../src/interchange/index.ts";
import { joinWithDrugs } from "../../../src/scenario/index.ts";
import { armSimulator } from "../../../src/simulation/index.ts";
import { sheetOfArm, sheetOfModules, tellEquations } from "../../../src/studies/index.ts";
import { htmlText, latexText, markdownText, terminalText } from "../../../src/writers/index.ts";
import { experimentOf, shippedLibrary } from "../../support/shipped.ts";

const library = shippedLibrary();

function armSheet(more = "") {
  const experiment = experimentOf(`
scenario: Small
question: What is written?
duration: 2 days
person: depressed-adult
arms: [{label: a, care: trial, treatment: escitalopram 10 mg daily${more}}]
`);
  const problem = experiment.problems[0]!;
  const gathered = exportedArm(experiment, problem, compile(problem.system));
  if ("fault" in gathered) throw new Error(gathered.fault);
  return { experiment, problem, sheet: sheetOfArm(experiment, problem, gathered.arm, library.sources) };
}

describe("`sheetOfArm`", () => {
  it.each([
    ["", 0],
    [", knockout: {vta.serotonin_2c_brake: 0.25}", 2],
  ])("gives formulas and numbers that make what the run makes (arm%s)", (more, fixed) => {
    const { problem, sheet } = armSheet(more);
    const { columns } = armSimulator([problem])(problem, { sampleEvery: 2 });
    const equations = sheet.modules.flatMap((module) => module.equations);
    const factors = new Map(
      [...problem.system.states, ...problem.system.values, ...problem.system.parameters].map((one) => [
        one.name,
        one.unit.factor,
      ]),
    );
    const numbers = new Map(
      sheet.modules.flatMap(({ parameters }) => parameters.map(({ name, value }) => [name, value] as const)),
    );
    const inUnit = (name: string) => numbers.get(name) ?? columns.get(name)!.values.at(-1)!;
    const stated = (name: string, what: string) =>
      sheet.fixed.find((one) => one.name === name && one.what === what)!.value;
    const lookup = {
      name: (name: string) => (name === "t" ? 2 : inUnit(name) * factors.get(name)!),
      baseline: (name: string) => stated(name, "value at rest") * factors.get(name)!,
      gate: (name: string) => stated(name, "gate"),
    };
    const values = equations.filter(({ kind }) => kind !== "state");
    expect(values.length).toBeGreaterThan(150);
    for (const { name, formula } of values) {
      const expected = columns.get(name)!.values.at(-1)!;
      const found = evaluate(formula, lookup) / factors.get(name)!;
      expect(Math.abs(found - expected), name).toBeLessThan(1e-8 * Math.max(1, Math.abs(expected)));
    }
    expect(sheet.fixed.filter(({ name }) => name === "vta.serotonin_2c_brake")).toHaveLength(fixed);
    expect(sheet.doses.map(({ day, mg }) => [day, mg])).toEqual([
      [0, 10],
      [1, 10],
    ]);
  });
});

describe("`sheetOfModules`", () => {
  const drug = library.drugs.get("escitalopram")!;
  const model = joinWithDrugs(library.model, [drug]).value!;
  const all = library.model.modules.map(({ name }) => name);
  const sheet = sheetOfModules(
    model,
    [...all, "escitalopram", "target"],
    { title: "All", lead: "" },
    library.sources,
  );

  it("has every state, value, effect, parameter and hypothesis, and cites only what there is", () => {
    const names = new Set(
      sheet.modules.flatMap(({ equations, parameters }) =>
        [...equations, ...parameters].map(({ name }) => name),
      ),
    );
    for (const module of library.model.modules)
      for (const { name } of [...module.states, ...module.values, ...module.effects, ...module.parameters])
        expect(names).toContain(`${module.name}.${name}`);
    const choices = sheet.modules.flatMap(({ hypotheses }) => hypotheses.flatMap((h) => h.choices));
    expect(choices).toHaveLength(
      library.model.modules.flatMap((m) => m.hypotheses.flatMap((h) => h.choices)).length,
    );
    expect([...sheet.citations.values()].join()).toMatch(/ doi:10\.\d+/);
    expect(sheet.citations.get("dimatteo2000")).toMatch(/^Di Matteo .* Brain Res 2000/);
    expect(names).toContain("target.sert_inhibitor");
    expect(names).not.toContain("target.d2_agonist");
  });

  const document = tellEquations(sheet);
  const equations = document.sections.flatMap((section) => section.equations ?? []);

  it("is told in Markdown with formulas that can be read again", () => {
    const text = markdownText(document);
    for (const { formula } of equations) {
      const again = parseFormula(printFormula(formula));
      expect("expression" in again && printFormula(again.expression)).toBe(printFormula(formula));
      expect(text).toContain(`= ${printFormula(formula)}\n`);
    }
    expect(text).toContain(
      "| vta.brake\\_half | 2 |  | 1.5 to 2.7 | fitted | vortioxetine2018, prisco1995, dimatteo2000 |",
    );
  });

  it("is told for a terminal, with tables and without what is empty", () => {
    const text = terminalText(document);
    expect(text).toContain("  bursting = firing^burst_steepness");
    expect(text).toMatch(/vta\.brake_half +2 +1\.5 to 2\.7 +fitted/);
    expect(text).not.toContain("Doses\n");
  });

  it("is told in LaTeX whose groups all close", () => {
    const text = latexText(document);
    const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
    expect(count(/(?<!\\)\{/g)).toBe(count(/(?<!\\)\}/g));
    expect(count(/\\left\(/g)).toBe(count(/\\right\)/g));
    expect(count(/\\begin\{/g)).toBe(count(/\\end\{/g));
    expect(count(/\\\(\\displaystyle/g)).toBe(equations.length);
    expect(text).toContain("\\mathrm{bursting} = {\\mathrm{firing}}^{\\mathrm{burst\\_steepness}}");
  });

  it("is told as a page in MathML whose elements all close", () => {
    const page = htmlText(document, { chartScript: "" });
    const maths = page.match(/<math .*?<\/math>/g)!;
    expect(maths.length).toBeGreaterThanOrEqual(equations.length);
    for (const math of maths) {
      const open: string[] = [];
      for (const [, close, element, self] of math.matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)) {
        if (close) expect(open.pop()).toBe(element);
        else if (!self) open.push(element!);
      }
      expect(open).toEqual([]);
    }
    expect(page).not.toMatch(/<script/);
  });
});

describe("formulas for people", () => {
  const tex = (text: string) => {
    const read = parseFormula(text);
    if (!("expression" in read)) throw new Error(text);
    const equation = { name: "y", isRate: false, formula: read.expression, says: "" };
    const document: Document = {
      title: "",
      lead: "",
      notes: [],
      answers: [],
      sections: [{ equations: [equation] }],
      methods: [],
      data: {},
    };
    const page = htmlText(document, { chartScript: "" });
    return {
      tex: /displaystyle \\mathrm\{y\} = (.*)\\\)/
        .exec(latexText(document))![1]!
        .replaceAll(/\\mathrm\{(\w+)\}/g, "$1"),
      pieces: page.match(/<math /g)!.length,
    };
  };

  it.each([
    ["(a + b) * c", "\\left(a + b\\right) \\cdot c"],
    ["a + b * c", "a + b \\cdot c"],
    ["a - (b - c)", "a - \\left(b - c\\right)"],
    ["a - (b + c)", "a - \\left(b + c\\right)"],
    ["a + (b - c)", "a + b - c"],
    ["a / (b + c) * d", "\\frac{a}{b + c} \\cdot d"],
    ["(a / b)^2", "{\\left(\\frac{a}{b}\\right)}^{2}"],
    ["(a + b)^c", "{\\left(a + b\\right)}^{c}"],
    ["(a^b)^c", "{\\left({a}^{b}\\right)}^{c}"],
    ["-a * b", "-a \\cdot b"],
    ["a * -b", "a \\cdot \\left(-b\\right)"],
    ["-(a + b)", "-\\left(a + b\\right)"],
    ["(-a)^2", "{\\left(-a\\right)}^{2}"],
    ["a - -1", "a - \\left(-1\\right)"],
    ["1e-9 * a", "1 \\cdot 10^{-9} \\cdot a"],
    ["hill(x, k, n)", "\\frac{{x}^{n}}{{k}^{n} + {x}^{n}}"],
    ["hill(x, k, 1)", "\\frac{x}{k + x}"],
    ["sqrt(a + b)", "\\sqrt{a + b}"],
    ["max(a, exp(b))", "\\max\\left(a, \\exp\\left(b\\right)\\right)"],
    ["if(a > 1, b, c)", "\\begin{cases} b & \\text{if } a > 1 \\\\ c & \\text{otherwise} \\end{cases}"],
  ])("%s", (formula, expected) => expect(tex(formula).tex).toBe(expected));

  it("break between the terms of a sum on a page", () => {
    expect(tex("a + b * c - d").pieces).toBe(3);
    expect(tex("(a + b) * c").pieces).toBe(1);
  });
});
