import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Stop, solvers } from "../../src/solvers/index.ts";
import { groupStops } from "../../src/solvers/stops.ts";
import { decay, relativeError, run, system } from "./problems.ts";

const seed = 20230527;
const add = (amount: number) => (y: Float64Array) => {
  y[0] = y[0]! + amount;
};

/** Amount in one compartment after the doses, by superposition: Rowland & Tozer (4th ed.), Ch. 11. */
function superposed(doses: readonly { time: number; amount: number }[], rate: number, t: number): number {
  return doses
    .filter((dose) => dose.time <= t)
    .reduce((sum, dose) => sum + dose.amount * Math.exp(-rate * (t - dose.time)), 0);
}

describe.each(solvers)("$name", (solver) => {
  it("`solve` follows twelve weeks of daily doses as the closed form does", () => {
    const doses = Array.from({ length: 84 }, (_, day) => ({ time: 24 * day, amount: 20 }));
    const times = Array.from({ length: 2017 }, (_, hour) => hour);
    const { result, outputs } = run(solver, {
      system: decay(0.03),
      y0: [0],
      t1: 2016,
      stops: doses.map(({ time, amount }) => ({ time, apply: add(amount) })),
      outputTimes: times,
    });
    expect(result.status).toBe("success");
    const expected = times.map((t) => superposed(doses, 0.03, t));
    const actual = outputs.map((y) => y[0]!);
    expect(relativeError(actual, expected)).toBeLessThan(2e-6);
    // Step memory across doses: no crawl after each of the 84 restarts.
    expect(result.counters.steps).toBeLessThan(84 * 12);
  });

  it("`solve` reports the state after the jump at the time of a stop, at the start and at the end too", () => {
    const stops = [0, 1, 2].map((time): Stop => ({ time, apply: add(1) }));
    const flat = system(1, (_t, _y, dydt) => dydt.fill(0));
    const { outputs, result } = run(solver, {
      system: flat,
      y0: [0],
      t1: 2,
      stops,
      outputTimes: [0, 0.5, 1, 2],
    });
    expect(outputs).toEqual([[1], [1], [2], [3]]);
    expect([...result.y]).toEqual([3]);
  });

  it("`solve` applies coincident stops in the given order", () => {
    const double = (y: Float64Array) => {
      y[0] = 2 * y[0]!;
    };
    const flat = system(1, (_t, _y, dydt) => dydt.fill(0));
    const at = (first: Stop["apply"], second: Stop["apply"]) =>
      run(solver, {
        system: flat,
        y0: [1],
        t1: 2,
        stops: [
          { time: 1 + 1e-12, apply: first! },
          { time: 1, apply: second! },
        ],
      }).result.y[0];
    expect(at(double, add(1))).toBe(3);
    expect(at(add(1), double)).toBe(4);
  });

  it("`solve` of an empty span applies the stops and reports", () => {
    const { result, outputs } = run(solver, {
      system: decay(1),
      t0: 5,
      t1: 5,
      y0: [1],
      stops: [{ time: 5, apply: add(2) }],
      outputTimes: [5, 5],
    });
    expect(result.status).toBe("success");
    expect(outputs).toEqual([[3], [3]]);
    expect(result.counters.steps).toBe(0);
  });

  it("`solve` crosses a discontinuity of the rates at a stop without noticing it", () => {
    let input = 1;
    const switched = system(1, (_t, _y, dydt) => {
      dydt[0] = input;
    });
    const off: Stop = {
      time: 1 / 3,
      apply: () => {
        input = 0;
      },
    };
    const { result } = run(solver, { system: switched, y0: [0], t1: 1, stops: [off] });
    expect(result.y[0]).toBeCloseTo(1 / 3, 12);
    expect(result.counters.rejected).toBe(0);
  });

  it("`solve` works in negative time and across zero", () => {
    const { result } = run(solver, { system: decay(0.5), t0: -3, t1: 0, y0: [1], stops: [{ time: -1 }] });
    expect(result.y[0]).toBeCloseTo(Math.exp(-1.5), 7);
  });

  it("`solve` split by stops that do nothing agrees with the whole", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { maxLength: 8 }), (times) => {
        const oscillator = system(2, (t, y, dydt) => {
          dydt[0] = y[1]!;
          dydt[1] = Math.cos(t) - y[0]! - 0.1 * y[1]!;
        });
        const given = { system: oscillator, y0: [1, 0], t1: 10, rtol: 1e-7, atol: 1e-9 };
        const whole = run(solver, given).result;
        const split = run(solver, { ...given, stops: times.map((time) => ({ time })) }).result;
        expect(split.status).toBe("success");
        expect(split.y[0]).toBeCloseTo(whole.y[0]!, 4);
        expect(split.y[1]).toBeCloseTo(whole.y[1]!, 4);
      }),
      { seed, numRuns: 30 },
    );
  });

  it("`solve` doubles the response of a linear model to doubled doses", () => {
    const dose = fc.record({
      time: fc.double({ min: 0, max: 48, noNaN: true }),
      amount: fc.double({ min: 1, max: 100, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(dose, { minLength: 1, maxLength: 6 }), (doses) => {
        const response = (factor: number) =>
          run(solver, {
            system: decay(0.1),
            y0: [0],
            t1: 48,
            stops: doses.map(({ time, amount }) => ({ time, apply: add(factor * amount) })),
          }).result.y[0]!;
        expect(response(2) / response(1)).toBeCloseTo(2, 5);
        expect(response(1) / superposed(doses, 0.1, 48)).toBeCloseTo(1, 5);
      }),
      { seed, numRuns: 30 },
    );
  });
});

describe("groupStops", () => {
  it("`groupStops` sorts, merges and snaps to the ends", () => {
    const stops = [3, 1e-20, 1, 1 + 5e-10, 3 - 1e-9].map((time): Stop => ({ time }));
    const groups = groupStops(stops, 0, 3);
    expect(groups.map((group) => group.time)).toEqual([1e-20, 1, 3]);
    expect(groups.map((group) => group.stops.map((stop) => stops.indexOf(stop)))).toEqual([
      [1],
      [2, 3],
      [0, 4],
    ]);
  });
});
