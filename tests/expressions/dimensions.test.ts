import { describe, expect, it } from "vitest";
import { dimensionOf, parseFormula } from "../../src/expressions/index.ts";
import { dimensionName, unit } from "../../src/units/index.ts";
import { checkCarets } from "../support/carets.ts";

const units: Record<string, string> = {
  amount: "mg",
  volume: "L",
  tau: "day",
  rate: "1/day",
  x: "1",
  n: "1",
};

function dimension(formula: string) {
  const result = parseFormula(formula);
  if ("faults" in result) throw new Error(result.faults[0]!.message);
  return dimensionOf(result.expression, (name) => (name in units ? unit(units[name]!).dimension : undefined));
}

function check(fixture: string) {
  return checkCarets(fixture, (text) =>
    dimension(text.trim()).faults.map(({ range, ...fault }) => ({
      severity: "error" as const,
      ...fault,
      place: { file: "formula", ...range },
    })),
  );
}

describe("dimensionOf", () => {
  it.each([
    ["amount / volume", "mass/volume"],
    ["x * exp(-rate * tau)", "dimensionless"],
    ["(amount / volume)^2", "mass^2/volume^2"],
    ["amount^-1", "1/mass"],
    ["sqrt(tau * tau)", "time"],
    ["pow(tau, 0.5)^2", "time"],
    ["abs(-amount)", "mass"],
    ["max(amount, 2 * amount)", "mass"],
    ["hill(amount, 3 * amount, n)", "dimensionless"],
    ["if(amount > 2 * amount, tau, 2 * tau)", "time"],
    ["baseline(amount)", "mass"],
    ["sin(2 * pi * x)", "dimensionless"],
  ])("`dimensionOf` tells that %s is %s", (formula, wanted) => {
    const { dimension: found, faults } = dimension(formula);
    expect(faults).toEqual([]);
    expect(found && dimensionName(found)).toBe(wanted);
  });

  it.each([
    `
      x + amount / volume
      ^^^^^^^^^^^^^^^^^^^ unit-mismatch`,
    `
      1 - tau
      ^^^^^^^ unit-mismatch`,
    `
      x * exp(tau)
              ^^^ unit-mismatch`,
    `
      hill(amount, x, n)
      ^^^^^^^^^^^^^^^^^ unit-mismatch`,
    `
      hill(x, x, tau)
                 ^^^ unit-mismatch`,
    `
      if(amount > 1, x, n)
         ^^^^^^^^^^ unit-mismatch`,
    `
      if(x > 1, tau, n)
      ^^^^^^^^^^^^^^^^ unit-mismatch`,
    `
      if(x, 1, 2)
         ^ unit-mismatch`,
    `
      (x > 1) + 2
       ^^^^^ unit-mismatch`,
    `
      amount^n
      ^^^^^^ unit-mismatch`,
    `
      x^tau
        ^^^ unit-mismatch`,
    `
      min(x, n, tau)
      ^^^^^^^^^^^^^ unit-mismatch`,
  ])("`dimensionOf` faults, at its place:%s", (fixture) => {
    check(fixture);
  });

  it("`dimensionOf` names both dimensions of a sum that does not fit", () => {
    const [fault] = check(`
      amount + tau
      ^^^^^^^^^^^^ unit-mismatch`);
    expect(fault?.message).toBe("amount is mass but tau is time: they cannot be added.");
  });

  it("`dimensionOf` reports every fault of a formula at once", () => {
    check(`
      exp(tau) + ln(amount)
          ^^^ unit-mismatch
                    ^^^^^^ unit-mismatch`);
  });

  it("`dimensionOf` says nothing about what an unknown name would be", () => {
    const { dimension: found, faults } = dimension("unheard * tau");
    expect(found).toBeUndefined();
    expect(faults).toEqual([]);
  });
});
