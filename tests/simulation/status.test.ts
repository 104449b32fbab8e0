import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile/index.ts";
import { restTime, withoutClock } from "../../src/simulation/clock.ts";
import { statusOf } from "../../src/simulation/status.ts";
import type { SolveResult } from "../../src/solvers/index.ts";
import { systemOf } from "../support/modules.ts";

// What a solver's outcome is called, where the outcome is put down by hand.

const systemWith = (rate: string, other = "-pace * y") =>
  systemOf(`
  module: m
  title: M
  about: M.
  parameters:
    pace: {value: 1, unit: 1/day, range: [0, 9], tier: assumed, about: P.}
  states:
    x: {unit: 1, initial: 1, rate: "${rate}", about: X.}
    y: {unit: 1, initial: 1, rate: "${other}", about: Y.}`);

function told(
  status: SolveResult["status"],
  y: number[],
  rate = "-pace * x",
  more: object = {},
  solver?: string,
) {
  const system = systemWith(rate);
  const compiled = compile(system);
  const result = { status, t: 3.25, y: Float64Array.from(y), ...more } as unknown as SolveResult;
  return statusOf(result, system, compiled.bind(compiled.defaultParameters()), solver);
}

describe("the outcome of a solver", () => {
  it("is told with the day, the state to blame and what to try", () => {
    expect(told("success", [1, 1])).toEqual({ kind: "success", time: 3.25, message: "completed" });
    expect(told("cancelled", [1, 1])).toEqual({
      kind: "cancelled",
      time: 3.25,
      message: "Cancelled on day 3.25.",
    });
    expect(told("step-too-small", [1, 1], undefined, { blame: 1 })).toEqual({
      kind: "step-too-small",
      time: 3.25,
      state: "m.y",
      message: "The solver could not find a small enough step on day 3.25 (m.y).",
      remedy:
        "Look for a jump or a division by zero in the rate of that state; loosen rtol if there is none.",
    });
    expect(told("singular", [1, 1], undefined, { blame: 0 })).toEqual({
      kind: "singular",
      time: 3.25,
      state: "m.x",
      message: "The linear equations of a step have no solution on day 3.25 (m.x).",
      remedy: "Look for rates that do not depend on their own state, or try the solver odex.",
    });
    expect(told("endless-events", [1, 1])).toEqual({
      kind: "endless-events",
      time: 3.25,
      message: "Events follow one another without end on day 3.25.",
      remedy: "Look for events without delay that set each other off.",
    });
  });

  it("names the stiff solver to those who took another", () => {
    const remedy = (solver?: string) => told("max-steps", [1, 1], undefined, { blame: 0 }, solver).remedy;
    expect(remedy("odex")).toBe("Loosen rtol, or take the stiff solver rodas5p.");
    expect(remedy("rodas5p")).toMatch(/^Loosen rtol, or look at the rate of that state/);
    expect(remedy()).toBe(remedy("rodas5p"));
    expect(told("max-steps", [1, 1], undefined, { blame: 0 }).message).toBe(
      "The solver ran out of steps on day 3.25 (m.x).",
    );
  });

  it("blames the state that changes fastest for its size, where the solver blames none", () => {
    // x changes by itself a day; y, of the same rate law, by as much.
    expect(told("max-steps", [1, 1], "-9 * pace * x").state).toBe("m.x");
    expect(told("max-steps", [1, 1], "-pace * x / 9").state).toBe("m.y");
    expect(told("max-steps", [1, 100], "-pace * x * y").state).toBe("m.x");
    // What is no number is fastest of all.
    expect(told("max-steps", [1, -1e9], "pace * sqrt(y)").state).toBe("m.x");
  });
});

describe("why a rate became undefined", () => {
  const edge = (y: number[], rate: string) => told("non-finite", y, rate, { blame: 0 }).message;
  const bare = "A rate became infinite or undefined on day 3.25 (m.x).";

  it("is told of a divisor near 0, from either side, and of none that is far", () => {
    for (const at of [0.001, -0.001])
      expect(edge([1, at], "pace / y")).toBe(
        `A rate became infinite or undefined on day 3.25 (m.x): m.y went to ${at}, and m.pace / m.y is undefined from there on.`,
      );
    for (const at of [5, -5, 0.5, -0.5]) expect(edge([1, at], "pace / y")).toBe(bare);
  });

  it("is told of a root, a logarithm and a power of what is at 0 or below", () => {
    for (const [formula, printed] of [
      ["sqrt(y)", "sqrt(m.y)"],
      ["ln(y)", "ln(m.y)"],
      ["log10(y)", "log10(m.y)"],
      ["y ^ 0.5", "m.y^0.5"],
    ] as const) {
      for (const at of [0.001, -5])
        expect(edge([1, at], `pace * ${formula}`)).toContain(
          `: m.y went to ${at}, and ${printed} is undefined from there on.`,
        );
      expect(edge([1, 5], `pace * ${formula}`)).toBe(bare);
    }
  });

  it("is told of the nearest edge, and only where one state leads there", () => {
    expect(edge([0.002, 0.0001], "pace * (1 / x + 1 / y)")).toContain(": m.y went to 0.0001, and 1 / m.y ");
    expect(edge([0.0001, 0.002], "pace * (1 / x + 1 / y)")).toContain(": m.x went to 0.0001, and 1 / m.x ");
    expect(edge([1, 0.9999], "pace / (x - y)")).toBe(bare);
  });
});

describe("a clock that is held", () => {
  const timed = systemWith("pace * (pace * t - x)");

  it("is held just before day 0, for rates and derivatives", () => {
    const compiled = compile(timed);
    const bound = compiled.bind(compiled.defaultParameters());
    const held = withoutClock(bound, timed);
    const rates = (system: typeof held, t: number) => {
      const out = new Float64Array(2);
      system.rates(t, Float64Array.of(2, 3), out);
      return [...out];
    };
    expect(rates(bound, 10)).toEqual([8, -3]);
    expect(rates(held, 10)).toEqual([expect.closeTo(-2, 6), -3]);
    expect(rates(held, 10)).toEqual(rates(bound, restTime(timed)));
    expect(restTime(timed)).toBeLessThan(0);
    expect(restTime({ ...timed, start: "written" })).toBe(0);
    const slope = Float64Array.of(7, 7);
    held.timeDerivative!(10, Float64Array.of(2, 3), slope);
    expect([...slope]).toEqual([0, 0]);
    const entries = new Float64Array(held.jacobian!.pattern.rowIndices.length);
    held.jacobian!.evaluate(10, Float64Array.of(2, 3), entries);
    expect([...entries]).toEqual([-1, -1]);
  });

  it("leaves a system alone that reads no time", () => {
    const system = systemWith("-pace * x");
    const compiled = compile(system);
    const bound = compiled.bind(compiled.defaultParameters());
    expect(withoutClock(bound, system)).toBe(bound);
  });
});
