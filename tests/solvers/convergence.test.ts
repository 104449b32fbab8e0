import { describe, expect, it } from "vitest";
import { rodas5p, solvers } from "../../src/solvers/index.ts";
import { relativeError, run, stiffProblems, system } from "./problems.ts";

/** A forced, nonlinear problem with exact solution y = (cos t, 1 / (1 + t)); no Jacobian, df/dt matters. */
const forced = system(2, (t, y, dydt) => {
  dydt[0] = -Math.sin(t) - 3 * (y[0]! - Math.cos(t)) * (1 + y[1]!);
  dydt[1] = -(y[1]! ** 2) + (y[0]! - Math.cos(t)) ** 2;
});
const exact = (t: number) => [Math.cos(t), 1 / (1 + t)];

/** Error with equal steps: tolerances so loose that `maxStep` alone decides. */
function fixedStepErrors(h: number) {
  // Binary fractions, so that the equal steps are exact; 0.37 is nowhere near a step's end.
  const inside = Array.from({ length: Math.round(4 / h) }, (_, i) => (i + 0.37) * h);
  const { result, outputs } = run(rodas5p, {
    system: forced,
    y0: [1.5, 1],
    t1: 4,
    maxStep: h,
    rtol: 1,
    atol: 10,
    outputTimes: inside,
  });
  const reference = run(rodas5p, {
    system: forced,
    y0: [1.5, 1],
    t1: 4,
    rtol: 1e-13,
    atol: 1e-14,
    outputTimes: inside,
  });
  const differences = outputs.map((y, i) => Math.abs(y[0]! - reference.outputs[i]![0]!));
  return {
    steps: result.counters.steps,
    step: Math.abs(result.y[0]! - reference.result.y[0]!),
    dense: Math.max(...differences),
  };
}

describe("rodas5p", () => {
  const coarse = fixedStepErrors(1 / 8);
  const fine = fixedStepErrors(1 / 16);

  it("`solve` takes equal steps when only `maxStep` binds", () => {
    expect([coarse.steps, fine.steps]).toEqual([32, 64]);
  });

  it("`solve` converges with order 5, differences for derivatives included", () => {
    const order = Math.log2(coarse.step / fine.step);
    expect(order).toBeGreaterThan(4.6);
    expect(order).toBeLessThan(5.8);
  });

  it("`solve` has dense output that converges with order 4 or better within the steps", () => {
    const order = Math.log2(coarse.dense / fine.dense);
    expect(order).toBeGreaterThan(3.7);
    expect(order).toBeLessThan(5.8);
  });

  it("takes the same steps whatever else moves more slowly beside", () => {
    const steps = (others: number) => {
      const { result } = run(rodas5p, {
        system: system(1 + others, (_t, y, dydt) => {
          dydt[0] = -5 * y[0]!;
          for (let i = 1; i < y.length; i++) dydt[i] = 1e-3 * (1 - y[i]!);
        }),
        t1: 3,
        y0: [1, ...Array<number>(others).fill(0.5)],
        rtol: 1e-6,
      });
      return result.counters.steps;
    };
    const alone = steps(0);
    expect(alone).toBeGreaterThan(20);
    for (const others of [1, 10, 100]) expect(steps(others)).toBe(alone);
  });

  it.each(stiffProblems)("`solve` reaches the published end of $name", (problem) => {
    const { result } = run(rodas5p, { ...problem, rtol: 1e-6 });
    expect(result.status).toBe("success");
    expect(relativeError(result.y, problem.expected)).toBeLessThan(2e-4);
    expect(result.counters.steps).toBeLessThan(problem.mostSteps);
  });

  it.each(stiffProblems)("`solve` reaches it closer at a tighter tolerance in $name", (problem) => {
    const tighter = typeof problem.atol === "number" ? problem.atol / 1e4 : problem.atol.map((x) => x / 1e4);
    const { result } = run(rodas5p, { ...problem, rtol: 1e-10, atol: tighter });
    expect(relativeError(result.y, problem.expected)).toBeLessThan(2e-7);
  });

  it("`solve` needs under a hundred steps where stability alone holds an explicit method to some 300,000", () => {
    const stiff = system(1, (t, y, dydt) => {
      dydt[0] = -1e5 * (y[0]! - Math.cos(t));
    });
    const { result } = run(rodas5p, { system: stiff, y0: [0], t1: 10, rtol: 1e-6, atol: 1e-9 });
    expect(result.y[0]).toBeCloseTo(Math.cos(10) + 1e-5 * Math.sin(10), 6);
    expect(result.counters.steps).toBeLessThan(100);
  });
});

describe.each(solvers)("$name", (solver) => {
  it("`solve` follows a forced nonlinear problem to its tolerance, and closer when it is tighter", () => {
    const times = Array.from({ length: 41 }, (_, i) => i / 10);
    const errors = [1e-4, 1e-7, 1e-10].map((rtol) => {
      const { outputs } = run(solver, {
        system: forced,
        y0: [1, 1],
        t1: 4,
        rtol,
        atol: rtol,
        outputTimes: times,
      });
      return Math.max(...outputs.map((y, i) => largestDifference(y, exact(times[i]!))));
    });
    errors.forEach((error, i) => {
      expect(error).toBeLessThan([1e-2, 1e-5, 1e-8][i]!);
    });
    expect(errors[2]).toBeLessThan(errors[0]! / 1e3);
  });

  it("`solve` agrees with the exponential of a matrix with a fast and a slow mode", () => {
    const linear = system(2, (_t, y, dydt) => {
      dydt[0] = -21 * y[0]! + 19 * y[1]!;
      dydt[1] = 19 * y[0]! - 21 * y[1]!;
    });
    const { result } = run(solver, { system: linear, y0: [2, 0], t1: 1 });
    const [slow, fast] = [Math.exp(-2), Math.exp(-40)];
    expect(result.y[0]).toBeCloseTo(slow + fast, 7);
    expect(result.y[1]).toBeCloseTo(slow - fast, 7);
  });

  it("`solve` does not care about the units of time", () => {
    const inHours = run(solver, { system: forced, y0: [1.5, 1], t1: 4 }).result;
    const k = 2 ** -30;
    const inLongUnits = system(2, (t, y, dydt) => {
      forced.rates(t / k, y, dydt);
      dydt[0] = dydt[0]! / k;
      dydt[1] = dydt[1]! / k;
    });
    const { result } = run(solver, { system: inLongUnits, y0: [1.5, 1], t1: 4 * k });
    expect(result.status).toBe("success");
    expect(relativeError(result.y, [...inHours.y])).toBeLessThan(1e-6);
  });
});

function largestDifference(y: readonly number[], expected: readonly number[]): number {
  return Math.max(...expected.map((value, i) => Math.abs(y[i]! - value)));
}
