import { describe, expect, it } from "vitest";
import { solveLinear } from "../../src/solvers/index.ts";
import type { LinearSystem } from "../../src/solvers/linear.ts";

/**
 * x' = -x + b, y' = k(t) x - 1e4 (y - sin t) with a jump of k and b at 1; the second column holds y alone.
 * Column one is x alone in closed form: x = b + (x0 - b) exp(-t) piece by piece.
 */
const system: LinearSystem = {
  dimension: 2,
  pattern: { columnPointers: Int32Array.of(0, 2, 3), rowIndices: Int32Array.of(0, 1, 1) },
  columns: [Int32Array.of(0, 1), Int32Array.of(1)],
  evaluate(t, piece, nonzeros, driven) {
    nonzeros.set([-1, 0, -1e4]);
    driven.set([piece === 0 ? 2 : 0, 1e4 * Math.sin(t) + Math.cos(t), 1e4 * Math.sin(t) + Math.cos(t)]);
  },
};
const solveWith = (rtol: number) => {
  const seen: number[][] = [];
  const outputTimes = [0.5, 1, 1.7, 3];
  const { status } = solveLinear({
    system,
    t0: 0,
    t1: 3,
    start: Float64Array.of(5, 0, 0),
    breaks: [1],
    outputTimes,
    onOutput: (_, s) => seen.push([...s]),
    rtol,
    atol: new Float64Array(3).fill(1e-3 * rtol),
  });
  expect(status).toBe("success");
  const atOne = 2 + 3 * Math.exp(-1);
  const wanted = outputTimes.map((t) => [
    t <= 1 ? 2 + 3 * Math.exp(-t) : atOne * Math.exp(1 - t),
    Math.sin(t),
    Math.sin(t),
  ]);
  return Math.max(...seen.flatMap((row, i) => row.map((value, j) => Math.abs(value - wanted[i]![j]!))));
};

describe("linear systems along a given curve", () => {
  it.each([1e-4, 1e-6, 1e-8])(
    "keep to a tolerance of %s across a jump, though one state is stiff",
    (rtol) => {
      expect(solveWith(rtol)).toBeLessThan(20 * rtol);
    },
  );

  it("say where a coefficient is not a number", () => {
    const { status, t } = solveLinear({
      system: {
        ...system,
        evaluate: (at, _piece, nonzeros) => nonzeros.fill(at > 0.5 ? Number.NaN : -1),
      },
      t0: 0,
      t1: 1,
      start: Float64Array.of(1, 1, 1),
      breaks: [],
      outputTimes: [1],
      onOutput: () => {},
      rtol: 1e-6,
      atol: new Float64Array(3).fill(1e-9),
    });
    expect(status).toBe("step-too-small");
    expect(t).toBeCloseTo(0.5, 6);
  });
});
