import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  dimensionOf,
  type Expression,
  evaluate,
  type FormulaFault,
  namesIn,
  parseFormula,
  printFormula,
  rewrite,
} from "../../src/expressions/index.ts";
import { dimensionless } from "../../src/units/index.ts";

// A model file comes from anywhere. Whatever its formulas say, they are trees to us and never code.

const executed = vi.fn();

beforeEach(() => {
  executed.mockClear();
  vi.stubGlobal("pwned", executed);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function faultsOf(formula: string): readonly FormulaFault[] {
  const result = parseFormula(formula);
  return "faults" in result ? result.faults : [];
}

/** The formula is rejected, and the first fault stands at the marked text. */
function check(formula: string, code: string, marked: string): void {
  const [fault] = faultsOf(formula);
  expect(fault?.code).toBe(code);
  expect(formula.slice(fault?.range.start, fault?.range.end)).toBe(marked);
  expect(executed).not.toHaveBeenCalled();
}

/** Everything that is done with a tree, none of which may throw or run anything. */
function use(expression: Expression): void {
  namesIn(expression);
  rewrite(expression, (part) => part);
  dimensionOf(expression, () => dimensionless);
  printFormula(expression);
  evaluate(expression, { name: () => 1, baseline: () => 1, gate: () => 1 });
}

describe("parseFormula on hostile formulas", () => {
  it.each([
    ["pwned()", "formula-function", "pwned"],
    ["1 + constructor(1)", "formula-function", "constructor"],
    ["a.constructor.constructor(1)", "formula-function", "a.constructor.constructor"],
    ["exp.constructor(1)", "formula-function", "exp.constructor"],
    ["toString()", "formula-function", "toString"],
    ["hasOwnProperty(a)", "formula-function", "hasOwnProperty"],
    ["__proto__(1)", "formula-function", "__proto__"],
    ["__proto__.polluted.x", "formula-name", "__proto__.polluted.x"],
    ["import(a)", "formula-function", "import"],
    ["eval(a)", "formula-function", "eval"],
    ["createUnit(a)", "formula-function", "createUnit"],
    ["parse(a)", "formula-function", "parse"],
    ["'pwned()'", "formula-character", "'"],
    ['"pwned()"', "formula-character", '"'],
    ["`\u0024{pwned()}`", "formula-character", "`"],
    ["a[1]", "formula-character", "["],
    ["a['constructor']", "formula-character", "["],
    ["{a: 1}", "formula-character", "{"],
    ["a = 1", "formula-character", "="],
    ["f(x) = x", "formula-character", "="],
    ["a; pwned()", "formula-character", ";"],
    ["a // pwned()", "formula-syntax", "/"],
    ["a # pwned()", "formula-character", "#"],
    ["x => pwned()", "formula-character", "="],
    ["a\\u0062", "formula-character", "\\"],
    ["a!", "formula-character", "!"],
    ["a'", "formula-character", "'"],
    ["1:10", "formula-character", ":"],
    ["\u202ea + b", "formula-character", "\u202e"],
    ["a + ａ", "formula-character", "ａ"],
    ["a − b", "formula-character", "−"],
    ["😀 + a", "formula-character", "😀"],
    ["a\0", "formula-character", "\0"],
    ["a\nb", "formula-implicit", "a\nb"],
  ])("`parseFormula` rejects %j", check);

  it("`parseFormula` takes names of object properties as names, nothing more", () => {
    for (const name of ["constructor", "__proto__", "prototype", "a.constructor", "toString", "pwned"]) {
      const result = parseFormula(name);
      expect(result).toMatchObject({ expression: { kind: "name", name } });
    }
    expect(executed).not.toHaveBeenCalled();
  });

  it("`parseFormula` rejects a formula longer than 4000 characters", () => {
    check(`a${" ".repeat(4000)}`, "formula-long", `a${" ".repeat(4000)}`);
  });

  it.each([
    ["parentheses", `${"(".repeat(1900)}a${")".repeat(1900)}`],
    ["signs", `${"-".repeat(3900)}a`],
    ["powers", `${"a^".repeat(1900)}a`],
    ["calls", `${"exp(".repeat(700)}a${")".repeat(700)}`],
    ["sums", `a${"+a".repeat(1990)}`],
  ])("`parseFormula` rejects thousands of nested %s instead of overflowing later", (_, formula) => {
    const [fault] = faultsOf(formula);
    expect(fault?.range).toEqual({ start: 0, end: formula.length });
    expect(fault?.message).toContain("too deeply");
  });

  it("`parseFormula` takes a sum of two hundred terms, which everything else can walk", () => {
    const result = parseFormula(`a${"+a".repeat(199)}`);
    if ("faults" in result) throw new Error("rejected");
    use(result.expression);
  });

  it("`parseFormula` gives a usable tree or faults with ranges inside the text, for any text", () => {
    const pieces = ["a", "b.c", "1", ".5", "(", ")", ",", "+", "-", "*", "/", "^", "<", "==", "!=", " "];
    const words = [
      "if(",
      "min(",
      "hill(",
      "baseline(",
      "and",
      "or",
      "not",
      "mod",
      "to",
      "xor",
      "in",
      "\n",
      "'",
      "[",
      "=",
    ];
    const formulas = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.array(fc.constantFrom(...pieces, ...words), { maxLength: 14 }).map((list) => list.join("")),
      fc.array(fc.constantFrom(...pieces, ...words), { maxLength: 14 }).map((list) => list.join(" ")),
    );
    fc.assert(
      fc.property(formulas, (formula) => {
        const result = parseFormula(formula);
        if ("expression" in result) return use(result.expression);
        expect(result.faults.length).toBeGreaterThan(0);
        for (const { range } of result.faults) {
          expect(range.start).toBeGreaterThanOrEqual(0);
          expect(range.start).toBeLessThanOrEqual(range.end);
          expect(range.end).toBeLessThanOrEqual(Math.max(1, formula.length));
        }
      }),
      { seed: 5, numRuns: 3000 },
    );
  });
});
