import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solvers } from "../../src/solvers/index.ts";
import { run, system } from "./problems.ts";

const seed = 20230527;
const oscillator = system(2, (t, y, dydt) => {
  dydt[0] = y[1]!;
  dydt[1] = Math.cos(2 * t) - 4 * y[0]! - 0.5 * y[1]!;
});
const given = {
  system: oscillator,
  y0: [1, 0],
  t1: 10,
  stops: [2, 7].map((time) => ({
    time,
    apply: (y: Float64Array) => {
      y[0] = y[0]! + 1;
    },
  })),
};

describe.each(solvers)("$name", (solver) => {
  const grid = Array.from({ length: 101 }, (_, i) => i / 10);
  const whole = run(solver, { ...given, outputTimes: grid });

  it("`solve` reports every output once, in order, at its own time", () => {
    expect(whole.times).toEqual(grid);
  });

  it("`solve` reports bit for bit the same for any choice of outputs, with the same work", () => {
    fc.assert(
      fc.property(fc.subarray(grid), (chosen) => {
        const { result, outputs } = run(solver, { ...given, outputTimes: chosen });
        expect(outputs).toEqual(chosen.map((t) => whole.outputs[grid.indexOf(t)]));
        expect([...result.y]).toEqual([...whole.result.y]);
        expect(result.counters).toEqual(whole.result.counters);
      }),
      { seed, numRuns: 40 },
    );
  });

  it("`solve` gives the same numbers twice", () => {
    expect(run(solver, { ...given, outputTimes: grid })).toEqual(whole);
  });

  it("`solve` leaves the initial state alone", () => {
    const y0 = Float64Array.of(1, 0);
    solver.solve({
      system: oscillator,
      t0: 0,
      t1: 1,
      y0,
      stops: [],
      outputTimes: new Float64Array(0),
      onOutput() {},
      rtol: 1e-6,
      atol: Float64Array.of(1e-9, 1e-9),
    });
    expect([...y0]).toEqual([1, 0]);
  });

  it("`solve` counts each call of the rates", () => {
    let calls = 0;
    const counted = system(2, (t, y, dydt) => {
      calls++;
      oscillator.rates(t, y, dydt);
    });
    const { result } = run(solver, { ...given, system: counted });
    expect(result.counters.rateCalls).toBe(calls);
  });

  it("`solve` never takes a step longer than `maxStep`", () => {
    const still = system(1, (_t, _y, dydt) => dydt.fill(0));
    const { result } = run(solver, { system: still, y0: [1], t1: 10, maxStep: 0.5 });
    expect(result.counters.steps).toBeGreaterThanOrEqual(20);
    expect(run(solver, { system: still, y0: [1], t1: 10 }).result.counters.steps).toBeLessThan(20);
  });

  it("`solve` of a system without states succeeds", () => {
    const { result, outputs } = run(solver, {
      system: system(0, () => {}),
      y0: [],
      t1: 1,
      outputTimes: [0, 0.5, 1],
    });
    expect(result.status).toBe("success");
    expect(outputs).toEqual([[], [], []]);
  });
});
