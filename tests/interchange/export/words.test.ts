import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseFormula } from "../../../src/expressions/index.ts";
import { mathml } from "../../../src/interchange/export/mathml.ts";
import { antimonyWords, cWords, worded } from "../../../src/interchange/export/words.ts";
import { inTemporaryFolder, limit } from "../../support/cli.ts";

const python = "/usr/bin/python3";
const runs = (command: string, args: readonly string[]): boolean => {
  try {
    execFileSync(command, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};

const names = { a: 3, b: -2, c: 0.5 };

/** What formulas come to with the numbers above, worked out by hand. */
const cases: readonly (readonly [formula: string, value: number])[] = [
  ["(a^2)^a", 729],
  ["2^a^c", 2 ** Math.sqrt(3)],
  ["-a^2", -9],
  ["b^2", 4],
  ["2^-a", 0.125],
  ["-b", 2],
  ["-(-a)", 3],
  ["a - (b - c)", 5.5],
  ["a - -b", 1],
  ["a / (b / c)", -0.75],
  ["a / b / c", -3],
  ["a / (b * c)", -3],
  ["1 / 3 + 2 / 3", 1],
  ["6 / log10(1000)", 2],
  ["6 / (ln(9) / ln(3))", 3],
  ["log10(a * 1000 / 3) / 2", 1.5],
  ["if(not (a > b), 1, 2)", 2],
  ["if(not (a == b), 1, 2)", 1],
  ["if(not (a > 0 and b > 0), 1, 2)", 1],
  ["if(a > 0 or b > 0 and c < 0, 1, 2)", 1],
  ["if((a > 0 or b > 0) and c < 0, 1, 2)", 2],
  ["if(b >= -2, if(a <= 2, 1, 5), 6) * 2 + 1", 11],
  ["if(a != 3, 1, 2)", 2],
  ["min(a, b, c) - max(b, c, 1)", -3],
  ["abs(b) + sqrt(a + 1) + floor(-c) + ceil(c)", 4],
  ["exp(0) + sin(pi / 2) + cos(0) + tanh(0) + tan(0) + sinh(0) + cosh(0)", 4],
  ["asin(c) * 6 / pi + acos(c) * 3 / pi + atan(1) * 4 / pi", 3],
  ["pow(a, b)", 1 / 9],
  ["hill(a, 3, 4)", 0.5],
  ["hill(a, c, 2)", 36 / 37],
  // A Hill curve is 0 below zero, where an even power would rise again and a broken one is no number, and 1 where its power overflows.
  ["hill(b, 1, 2)", 0],
  ["hill(b, 1, 1.7)", 0],
  ["hill(a, 1, 1000)", 1],
  ["hill(a, 0, 2)", 1],
];

const parsed = cases.map(([formula]) => {
  const result = parseFormula(formula);
  if ("faults" in result) throw new Error(`${formula}: ${result.faults[0]!.message}`);
  return result.expression;
});

/** The cases that came to something else. */
const wrong = (found: readonly number[]) =>
  cases.flatMap(([formula, value], i) =>
    Math.abs(found[i]! - value) <= 1e-12 * (1 + Math.abs(value))
      ? []
      : [`${formula}: ${found[i]}, not ${value}`],
  );

const numbersIn = (text: string) => text.trim().split("\n").map(Number);

describe("worded", () => {
  it.runIf(process.env.CI || runs("gcc", ["--version"]))("`cWords` say in C what the formula says", () => {
    const lines = parsed.map(
      (expression) => `  printf("%.17g\\n", (double)(${worded(expression, cWords)}));`,
    );
    const constants = Object.entries(names).map(([name, value]) => `  const double ${name} = ${value};`);
    const found = inTemporaryFolder((folder) => {
      const [source, program] = [join(folder, "main.c"), join(folder, "main")];
      writeFileSync(
        source,
        `#include <math.h>\n#include <stdio.h>\nint main(void) {\n${[...constants, ...lines].join("\n")}\n  return 0;\n}\n`,
      );
      execFileSync("gcc", ["-O0", "-o", program, source, "-lm"]);
      return numbersIn(execFileSync(program, { encoding: "utf8", ...limit }));
    });
    expect(wrong(found)).toEqual([]);
  });

  it.runIf(process.env.CI || runs(python, ["-c", "import libsbml"]))(
    "`antimonyWords` and `mathml` say to libSBML, whose grammar Antimony's is, what the formula says",
    () => {
      const script = `
import json, sys, libsbml
names, formulas, maths = json.load(sys.stdin)
document = libsbml.SBMLDocument(3, 2)
model = document.createModel()
for name, value in names.items():
    parameter = model.createParameter()
    parameter.setId(name)
    parameter.setValue(value)
for tree in [libsbml.parseL3Formula(text) for text in formulas] + [libsbml.readMathMLFromString(text) for text in maths]:
    print(libsbml.SBMLTransforms.evaluateASTNode(tree, model))
`;
      const input = JSON.stringify([
        names,
        parsed.map((expression) => worded(expression, antimonyWords)),
        parsed.map((expression) => mathml(expression)),
      ]);
      const found = numbersIn(execFileSync(python, ["-c", script], { input, encoding: "utf8", ...limit }));
      expect(wrong(found.slice(0, cases.length))).toEqual([]);
      expect(wrong(found.slice(cases.length))).toEqual([]);
    },
  );
});
