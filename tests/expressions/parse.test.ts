import { describe, expect, it } from "vitest";
import { parseFormula, printFormula } from "../../src/expressions/index.ts";
import { checkCarets } from "../support/carets.ts";

/** The faults of the formula in the first line, drawn below it. */
function check(fixture: string) {
  return checkCarets(fixture, (text) => {
    const result = parseFormula(text.replace(/\n\s*$/, ""));
    if ("expression" in result) return [];
    return result.faults.map(({ range, ...fault }) => ({
      severity: "error" as const,
      ...fault,
      place: { file: "formula", ...range },
    }));
  });
}

/** What the formula means, with every precedence in parentheses. */
function meaning(formula: string): string {
  const result = parseFormula(formula);
  if ("faults" in result) throw new Error(result.faults[0]!.message);
  const full = (part: typeof result.expression): string => {
    switch (part.kind) {
      case "negate":
        return `(-${full(part.argument)})`;
      case "not":
        return `(not ${full(part.argument)})`;
      case "arithmetic":
      case "comparison":
      case "logic":
        return `(${full(part.left)} ${part.operator} ${full(part.right)})`;
      default:
        return printFormula(part);
    }
  };
  return full(result.expression);
}

describe("parseFormula", () => {
  it.each([
    ["a + b * c", "(a + (b * c))"],
    ["a - b - c", "((a - b) - c)"],
    ["a / b * c", "((a / b) * c)"],
    ["a ^ b ^ c", "(a ^ (b ^ c))"],
    ["-a ^ 2", "(-(a ^ 2))"],
    ["2 ^ -a", "(2 ^ (-a))"],
    ["-a * b", "((-a) * b)"],
    ["a < b and not c > d or e == f", "(((a < b) and ((not c) > d)) or (e == f))"],
    ["+a", "a"],
    ["1.5e-3 + .5", "(0.0015 + 0.5)"],
  ])("`parseFormula` reads %s as %s", (formula, wanted) => {
    expect(meaning(formula)).toBe(wanted);
  });

  it.each(["a +\n  b", "a + b\n", "a\t+ b", "a\u00a0+ b"])(
    "`parseFormula` takes any white space as a space in %j",
    (formula) => expect(meaning(formula)).toBe("(a + b)"),
  );

  it("`parseFormula` gives every part the range of its text", () => {
    const result = parseFormula("gain * (raphe.firing + 2)");
    expect(result).toMatchObject({
      expression: {
        left: { range: { start: 0, end: 4 } },
        right: { left: { range: { start: 8, end: 20 } }, right: { range: { start: 23, end: 24 } } },
      },
    });
  });

  it("`parseFormula` says where a number with a unit belongs", () => {
    const helpOf = (text: string) => {
      const result = parseFormula(text);
      return "faults" in result ? result.faults[0]!.help : undefined;
    };
    expect(helpOf("if(t > 2 day, 1, 0)")).toBe(
      "A number in a formula has no unit: declare a parameter, such as {value: 2, unit: day, ...}, and write its name.",
    );
    expect(helpOf("2 gain")).toBe('Write the multiplication sign "*".');
  });

  it.each([
    `
      a +
        ^ formula-syntax`,
    `
      )
      ^ formula-syntax`,
    `
      2 a
      ^^^ formula-implicit`,
    `
      (a)(b)
       ^^^^ formula-implicit`,
    `
      a < b < c
      ^ formula-chain`,
    `
      1e999 + a
      ^^^^^ formula-number`,
    `
      a + Infinity
          ^^^^^^^^ formula-number`,
    `
      a.b.c * 2
      ^^^^^ formula-name`,
    `
      a + true
          ^^^^ formula-number`,
    `
      x + exp(a, b)
          ^^^ formula-arguments`,
    `
      hill(a, b)
      ^^^^ formula-arguments`,
    `
      if(a > 1, b)
      ^^ formula-arguments`,
    `
      1 + baseline(a + b)
          ^^^^^^^^ formula-arguments`,
    `
      baseline(a, b)
      ^^^^^^^^ formula-arguments`,
    `
      a ? b : c
        ^ formula-character
            ^ formula-character`,
    `
      a && b
        ^ formula-character
         ^ formula-character`,
    `
      50 % a
         ^ formula-character`,
  ])("`parseFormula` rejects, at its place:%s", (fixture) => {
    check(fixture);
  });

  it("`parseFormula` rejects an empty formula", () => {
    expect(parseFormula("  ")).toMatchObject({ faults: [{ code: "formula-empty" }] });
  });

  it("`parseFormula` says which logarithm instead of log", () => {
    const [fault] = check(`
      log(a)
      ^^^ formula-function`);
    expect(fault?.help).toBe("Write ln for the natural logarithm or log10.");
  });

  it("`parseFormula` offers the nearest function", () => {
    const [fault] = check(`
      2 * sqr(a)
          ^^^ formula-function`);
    expect(fault?.help).toContain('"sqrt"');
  });

  it("`parseFormula` keeps gate() for the engine", () => {
    check(`
      1 + gate(a)
          ^^^^ formula-function`);
  });
});
