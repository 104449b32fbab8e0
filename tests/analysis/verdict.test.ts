import { describe, expect, it } from "vitest";
import { carries, expectation, holds } from "../../src/analysis/index.ts";
import { claimOf } from "../support/claims.ts";

const removes = (share: number | undefined) => carries({ effect: "m.e", removes: share });

describe("carries", () => {
  it("takes half of the finding as enough, and no less", () => {
    expect([0.5, 0.51, 1, 1.4].map(removes)).toEqual([true, true, true, true]);
    expect([0.499, 0.2, 0, -0.5, undefined].map(removes)).toEqual([false, false, false, false, false]);
  });

  it("asks nothing of a claim that names nothing to knock out", () => {
    expect(carries(undefined)).toBe(true);
  });
});

describe("holds", () => {
  const claim = claimOf(`
claim: brake
row: vta-2c
says: s
contested: debated
note: n
person: depressed-adult
duration: 4 weeks
treatment: escitalopram 10 mg daily
measure: ratio_to_reference(at(vta.firing, week 4))
expect: {between: [0.4, 0.75]}
carried_by: [vta.serotonin_2c_brake]
`);

  it("takes what lies between the bounds, not on them, and nothing that was never measured", () => {
    expect([0.41, 0.5, 0.74].map((x) => holds(claim, x))).toEqual([true, true, true]);
    expect([0.4, 0.75, 0.3, 0.8, undefined].some((x) => holds(claim, x))).toBe(false);
  });

  it("is not decided by rounding: a bound is passed by more than the last digits", () => {
    const above = (low: number, value: number, found?: number) =>
      holds({ ...claim, expect: { low, high: Number.POSITIVE_INFINITY } }, value, found);
    expect(above(1, 1 + Number.EPSILON)).toBe(false);
    expect(above(1, 1 + 1e-6)).toBe(true);
    // What is left of nothing without treatment, where the finding is a third.
    expect(above(0, Number.EPSILON, 0.3)).toBe(false);
    expect(above(0, 1e-6, 0.3)).toBe(true);
    // A small finding is one.
    expect(above(0, 1e-12)).toBe(true);
    expect(holds({ ...claim, expect: { low: Number.NEGATIVE_INFINITY, high: 1 } }, 1 - Number.EPSILON)).toBe(
      false,
    );
  });

  it("is told with the bounds as they are written", () => {
    const told = (low: number, high: number) => expectation({ ...claim, expect: { low, high } });
    expect(told(1.999999, 2.000001)).toBe("between 1.999999 and 2.000001");
    expect(told(Number.NEGATIVE_INFINITY, 15.8734)).toBe("below 15.8734");
    expect(told(-0.02, Number.POSITIVE_INFINITY)).toBe("above -0.02");
  });
});
