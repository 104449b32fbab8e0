import { describe, expect, it } from "vitest";
import { hill } from "../../src/expressions/evaluate.ts";
import { evaluate, namesIn, parseFormula, rewrite } from "../../src/expressions/index.ts";

function tree(formula: string) {
  const result = parseFormula(formula);
  if ("faults" in result) throw new Error(result.faults[0]!.message);
  return result.expression;
}

function check(formula: string, value: number): void {
  const numbers: Record<string, number> = { a: 3, b: -2, "raphe.firing": 0.5, t: 7 };
  const lookup = {
    name: (n: string) => numbers[n]!,
    baseline: (n: string) => numbers[n]! * 10,
    gate: () => 0,
  };
  expect(evaluate(tree(formula), lookup)).toBeCloseTo(value, 14);
}

describe("evaluate", () => {
  it.each([
    ["a - b * 2", 7],
    ["-a^2", -9],
    ["2^-a", 0.125],
    ["if(a > 2 and b < 0, 1, 2)", 1],
    ["if(not (a > 2) or b == -2, 1, 2)", 1],
    ["if(a >= 4, 1, if(a <= 3, 5, 6))", 5],
    ["if(a != 3, 1, 2)", 2],
    ["min(a, b, 0)", -2],
    ["max(a, b, 10)", 10],
    ["abs(b) + sqrt(a + 1)", 4],
    ["ln(exp(a)) + log10(1000)", 6],
    ["pow(a, 2) + tanh(0) + sin(0) + cos(0)", 10],
    ["hill(a, 3, 4)", 0.5],
    ["sin(pi / 2) * t", 7],
    ["raphe.firing / baseline(raphe.firing)", 0.1],
  ])("`evaluate` gives for %s the value %d", check);

  it("`hill` stays between 0 and 1 where x^n itself would overflow its sum", () => {
    expect(hill(0, 2, 3)).toBe(0);
    expect(hill(2e3, 2, 3)).toBeCloseTo(1, 8);
    expect(hill(1e-200, 1, 1.5)).toBeGreaterThanOrEqual(0);
    expect([1.01, 1, 0.99].map((x) => hill(x, 1, 1e5))).toEqual([1, 0.5, 0]);
    expect([0, 1e-9, 5].map((x) => hill(x, 0, 2))).toEqual([0, 1, 1]);
    expect([0, 2, 1e200].map((x) => hill(x, 2, -2))).toEqual([1, 0.5, 0]);
  });
});

describe("namesIn", () => {
  it("`namesIn` lists each name once, in order, and none inside baseline()", () => {
    expect(namesIn(tree("b + a * b + baseline(c) + if(d > 1, a, e)"))).toEqual(["b", "a", "d", "e"]);
  });
});

describe("rewrite", () => {
  it("`rewrite` changes every leaf and leaves the original alone", () => {
    const before = tree("if(a > 1, -a, not a or min(a, 2))");
    const copy = structuredClone(before);
    const after = rewrite(before, (part) => (part.kind === "name" ? { ...part, name: "z" } : part));
    expect(namesIn(after)).toEqual(["z"]);
    expect(before).toEqual(copy);
  });
});
