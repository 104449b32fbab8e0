import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseFormula, printFormula } from "../../src/expressions/index.ts";
import { anyExpression, withoutRanges } from "../support/random-expressions.ts";

function check(formula: string): void {
  const result = parseFormula(formula);
  if ("faults" in result) throw new Error(`${formula}: ${result.faults[0]!.message}`);
  expect(printFormula(result.expression)).toBe(formula);
}

describe("printFormula", () => {
  it("`printFormula` gives text that parses to the same tree, for any vetted tree", () => {
    fc.assert(
      fc.property(anyExpression(["a", "gain", "raphe.firing", "_x1"]), (tree) => {
        const result = parseFormula(printFormula(tree));
        if ("faults" in result) throw new Error(`${printFormula(tree)}: ${result.faults[0]!.message}`);
        expect(withoutRanges(result.expression)).toEqual(tree);
      }),
      { seed: 6, numRuns: 1000 },
    );
  });

  it.each([
    "a - (b - c)",
    "a - b - c",
    "a / (b * c)",
    "(a^b)^c",
    "a^(b^c)",
    "(-a)^2",
    "-a^2",
    "-(a * b)",
    "not (a and b)",
    "(a or b) and c",
    "if(a < b, a, baseline(raphe.firing))",
  ])("`printFormula` keeps the parentheses that %s needs, and no others", check);
});
