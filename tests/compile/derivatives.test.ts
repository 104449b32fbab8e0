import fc from "fast-check";
import { derivative, parse } from "mathjs";
import { describe, expect, it } from "vitest";
import { type CompiledSystem, compile } from "../../src/compile/index.ts";
import { type Expression, parseFormula, printFormula, rewrite } from "../../src/expressions/index.ts";
import { denseJacobian, difference } from "../support/kernels.ts";
import { tameExpression } from "../support/random-expressions.ts";
import { anyPoint, anySystem, randomNumbers, systemFrom } from "../support/random-systems.ts";
import { experimentOf } from "../support/shipped.ts";

function close(found: Float64Array, wanted: Float64Array, tolerance: number): void {
  const apart = [...found].flatMap((x, i) =>
    Math.abs(x - wanted[i]!) < tolerance * (1 + Math.abs(x)) ? [] : [`${i}: ${x}, ${wanted[i]}`],
  );
  expect(apart).toEqual([]);
}

/** Every column of the symbolic Jacobian, and the time derivative, against finite differences of the rates. */
function checkDifferences(
  compiled: CompiledSystem,
  p: Float64Array,
  t: number,
  y: Float64Array,
  h: number,
  tolerance: number,
): void {
  const bound = compiled.bind(p);
  const n = bound.dimension;
  const jacobian = denseJacobian(bound, t, y);
  for (let column = 0; column < n; column++) {
    const shifted = y.slice();
    const byState = difference(
      (dx, out) => {
        shifted[column] = y[column]! + dx;
        bound.rates(t, shifted, out);
      },
      n,
      h,
    );
    close(
      Float64Array.from(jacobian, (row) => row[column]!),
      byState,
      tolerance,
    );
  }
  const byTime = new Float64Array(n);
  bound.timeDerivative!(t, y, byTime);
  close(
    byTime,
    difference((dt, out) => bound.rates(t + dt, y, out), n, h),
    tolerance,
  );
}

/** d/dy0 of one formula at a point, through a system of one state. */
function slope(expression: Expression, at: number, t = 0): number {
  const compiled = compile(systemFrom([expression]), "javascript");
  const bound = compiled.bind(compiled.defaultParameters());
  return denseJacobian(bound, t, Float64Array.of(at))[0]![0]!;
}

function tree(formula: string): Expression {
  const result = parseFormula(formula);
  if ("faults" in result) throw new Error(result.faults[0]!.message);
  return rewrite(result.expression, (part) =>
    part.kind === "name" && part.name === "x" ? { ...part, name: "m.y0" } : part,
  );
}

describe("the symbolic Jacobian", () => {
  it("`jacobian` and `timeDerivative` agree with finite differences on random systems", () => {
    fc.assert(
      fc.property(anySystem({ kinks: false }), anyPoint, (system, { t, y }) => {
        const compiled = compile(system, "javascript");
        checkDifferences(compiled, compiled.defaultParameters(), t, y, 2e-4, 2e-6);
      }),
      { seed: 12, numRuns: 150 },
    );
  });

  it("`jacobian` agrees with finite differences on the shipped model at random points", () => {
    const { system } = experimentOf(`
scenario: s
question: q
duration: 1 day
arms: [{label: a, treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}]}]
`).problems[0]!;
    const compiled = compile(system, "javascript");
    const random = randomNumbers(13);
    for (let i = 0; i < 25; i++) {
      const p = compiled.defaultParameters().map((x) => x * (0.8 + 0.4 * random()));
      const y = Float64Array.from(system.states, () => 0.3 + 2.5 * random());
      checkDifferences(compiled, p, 0, y, 1e-4, 1e-6);
    }
  });

  it("`jacobian` agrees with the derivatives of mathjs where it has the functions", () => {
    fc.assert(
      fc.property(
        tameExpression(["m.y0"], { kinks: false, hill: false, maxDepth: 3 }),
        fc.double({ min: -2, max: 2, noNaN: true }),
        (expression, x) => {
          const text = printFormula(expression).replaceAll("m.y0", "x").replaceAll("ln(", "log(");
          const wanted = derivative(parse(text), "x").evaluate({ x }) as number;
          expect(Math.abs(slope(expression, x) - wanted)).toBeLessThan(1e-9 * (1 + Math.abs(wanted)));
        },
      ),
      { seed: 14, numRuns: 50 },
    );
  });

  it.each([
    ["abs(x)", -2, -1],
    ["abs(x)", 2, 1],
    ["min(x, 3, 2 * x)", 1, 1],
    ["min(x, 3, 2 * x)", -1, 2],
    ["max(x, 3, x^2)", 2.5, 5],
    ["max(x, 3, x^2)", 1, 0],
    ["if(x > 1, x^3, 2 * x)", 2, 12],
    ["if(x > 1, x^3, 2 * x)", 0, 2],
    ["if(x > 1 and x < 2, x, if(not (x > 2), -x, 5 * x))", 3, 5],
    ["hill(x, 2, 3)", 2, 0.375],
    ["hill(x, 2, 3)", 0, 0],
    ["hill(2, x, 3)", 2, -0.375],
    ["x^2.5", 4, 20],
    ["x^2.5", 0, 0],
    ["pow(2, x)", 3, 8 * Math.LN2],
    ["x^-2", 2, -0.25],
    ["sqrt(x)", 4, 0.25],
    ["log10(x)", 2, 1 / (2 * Math.LN10)],
    ["tanh(x)", 0, 1],
    ["x - x", 1, 0],
    ["0 * ln(x)", 0, 0],
  ])("`jacobian` of %s at %d is %d", (formula, at, wanted) => {
    expect(slope(tree(formula), at)).toBeCloseTo(wanted, 12);
  });

  it("`jacobian` at a kink is the slope of the branch taken", () => {
    expect(slope(tree("abs(x)"), 0)).toBe(1);
    expect(slope(tree("max(x, 0)"), 0)).toBe(1);
    expect(slope(tree("if(x >= 1, 3 * x, x)"), 1)).toBe(3);
  });

  it("`jacobian` leaves out what no rate depends on", () => {
    const compiled = compile(systemFrom([tree("x"), tree("2"), tree("t")]), "javascript");
    const { pattern } = compiled.bind(compiled.defaultParameters()).jacobian!;
    expect([...pattern.columnPointers]).toEqual([0, 1, 1, 1]);
    expect([...pattern.rowIndices]).toEqual([0]);
  });
});
