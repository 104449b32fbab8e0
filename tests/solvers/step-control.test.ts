import { describe, expect, it } from "vitest";
import { landingStep, StepController } from "../../src/solvers/step-control.ts";

describe("StepController", () => {
  it("lets a step grow sixfold at most and shrink to a fifth at least", () => {
    expect(new StepController(5).accepted(1e-12)).toBe(6);
    expect(new StepController(5).rejected(1e12)).toBe(0.2);
  });

  it("grows by no more than 1 right after a rejection, and freely again after that", () => {
    const control = new StepController(5);
    expect(control.rejected(8)).toBeLessThan(0.9);
    expect(control.accepted(1e-8)).toBe(1);
    expect(control.accepted(1e-8)).toBe(6);
  });

  it("makes a rejected step smaller even where its error was hardly too large", () => {
    expect(new StepController(5).rejected(1.0001)).toBeLessThanOrEqual(0.9);
  });

  it("weighs the error before against this one: the same error twice asks for less than a fall to it", () => {
    const factor = (before: number) => {
      const control = new StepController(5);
      control.accepted(before);
      return control.accepted(0.1);
    };
    expect(factor(0.9)).toBeGreaterThan(factor(0.1));
    // 0.9 * 0.1^(-0.85/5) * 0.1^(0.2/5)
    expect(factor(0.1)).toBeCloseTo(0.9 * 0.1 ** -0.13, 12);
  });

  it("forgets the error before a rejection", () => {
    const control = new StepController(5);
    control.accepted(0.9);
    control.rejected(2);
    expect(control.accepted(0.9)).toBeCloseTo(0.9 * 0.9 ** -0.2, 12);
  });
});

describe("landingStep", () => {
  it("lands on a stop, stretches a little, and leaves no sliver", () => {
    expect(landingStep(1, 5)).toBe(1);
    expect(landingStep(1, 1.005)).toBe(1.005);
    expect(landingStep(1, 1.5)).toBe(0.75);
    expect(landingStep(2, 1)).toBe(1);
  });
});
