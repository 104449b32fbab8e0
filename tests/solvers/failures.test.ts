import { describe, expect, it } from "vitest";
import { type OdeSystem, rodas5p, type SolveRequest, solverNamed, solvers } from "../../src/solvers/index.ts";
import { decay, run, sparse, system } from "./problems.ts";

describe.each(solvers)("$name", (solver) => {
  it("`solve` with a parameter that is NaN ends as non-finite and blames the state", () => {
    const broken = system(3, (_t, y, dydt) => {
      dydt[0] = -y[0]!;
      dydt[1] = Number.NaN * y[1]!;
      dydt[2] = y[1]!;
    });
    const { result, outputs } = run(solver, {
      system: broken,
      y0: [1, 1, 1],
      t1: 1,
      outputTimes: [0, 0.5, 1],
    });
    expect(result).toMatchObject({ status: "non-finite", t: 0, blame: 1 });
    expect(outputs).toEqual([[1, 1, 1]]);
  });

  it("`solve` stops at the time from which the rates are NaN, with finite numbers", () => {
    const broken = system(2, (t, y, dydt) => {
      dydt[0] = 1;
      dydt[1] = t > 0.7 ? Number.NaN : -y[1]!;
    });
    const { result, outputs } = run(solver, {
      system: broken,
      y0: [0, 1],
      t1: 1,
      outputTimes: [0.2, 0.6, 0.8],
    });
    expect(result).toMatchObject({ status: "non-finite", blame: 1 });
    expect(result.t).toBeCloseTo(0.7, 6);
    expect(result.y[0]).toBeCloseTo(0.7, 6);
    expect(outputs).toHaveLength(2);
  });

  it("`solve` retreats from a trial state outside the domain of the rates", () => {
    const root = system(1, (_t, y, dydt) => {
      dydt[0] = -Math.sqrt(y[0]!);
    });
    const { result } = run(solver, { system: root, y0: [1], t1: 1.99, rtol: 1e-5 });
    expect(result.status).toBe("success");
    expect(result.y[0]).toBeCloseTo(0.005 ** 2, 6);
  });

  it("`solve` of a solution that blows up says so, near the time it does", () => {
    const blowUp = system(2, (_t, y, dydt) => {
      dydt[0] = 0;
      dydt[1] = y[1]! * y[1]!;
    });
    const { result } = run(solver, { system: blowUp, y0: [0, 1], t1: 2 });
    expect(["step-too-small", "non-finite"]).toContain(result.status);
    expect(result.t).toBeCloseTo(1, 5);
    expect(result.y.every(Number.isFinite)).toBe(true);
  });

  it("`solve` from an initial state that is not finite blames it", () => {
    const { result } = run(solver, { system: decay(1), y0: [Number.NaN], t1: 1, outputTimes: [0] });
    expect(result).toMatchObject({ status: "non-finite", t: 0, blame: 0 });
  });

  it("`solve` notices a stop that makes the state infinite", () => {
    const stop = {
      time: 0.5,
      apply: (y: Float64Array) => {
        y[0] = Number.POSITIVE_INFINITY;
      },
    };
    const { result } = run(solver, { system: decay(1), y0: [1], t1: 1, stops: [stop], outputTimes: [0.5] });
    expect(result).toMatchObject({ status: "non-finite", t: 0.5, blame: 0 });
  });

  it("`solve` ends at `maxSteps` attempts", () => {
    const oscillator = system(2, (_t, y, dydt) => {
      dydt[0] = y[1]!;
      dydt[1] = -y[0]!;
    });
    const { result } = run(solver, { system: oscillator, y0: [1, 0], t1: 1e4, maxSteps: 50 });
    expect(result.status).toBe("max-steps");
    expect(result.t).toBeGreaterThan(0);
    expect(result.counters.steps + result.counters.rejected).toBeLessThanOrEqual(50);
  });

  it("`solve` asks before every step whether it is cancelled", () => {
    let asked = 0;
    const { result } = run(solver, {
      system: decay(1),
      y0: [1],
      t1: 100,
      isCancelled: () => ++asked > 5,
    });
    expect(result.status).toBe("cancelled");
    expect(result.counters.steps).toBe(5);
    expect(result.y[0]).toBeCloseTo(Math.exp(-result.t), 6);
  });

  it("`solve` lets an error thrown by the rates through", () => {
    const thrower = system(1, () => {
      throw new TypeError("mine");
    });
    expect(() => run(solver, { system: thrower, y0: [1], t1: 1 })).toThrow("mine");
  });

  const good: SolveRequest = {
    system: decay(1),
    t0: 0,
    t1: 1,
    y0: Float64Array.of(1),
    stops: [],
    outputTimes: Float64Array.of(0, 1),
    onOutput() {},
    rtol: 1e-6,
    atol: Float64Array.of(1e-9),
  };
  it.each<[Partial<SolveRequest>, string]>([
    [{ rtol: 0 }, "invalid rtol: 0; expected a finite number above 0"],
    [{ rtol: Number.NaN }, "invalid rtol: NaN; expected a finite number above 0"],
    [{ atol: Float64Array.of(1, 2) }, "invalid atol: 2 values; expected one per state, 1"],
    [{ atol: Float64Array.of(-1) }, "invalid atol[0]: -1; expected a finite number, 0 or more"],
    [{ y0: new Float64Array(0) }, "invalid y0: 0 values; expected one per state, 1"],
    [{ t0: Number.NaN }, "invalid t0: NaN; expected a finite time"],
    [{ t1: -1 }, "invalid t1: -1; expected a finite time at or after t0 = 0"],
    [
      { outputTimes: Float64Array.of(1, 0) },
      "invalid outputTimes[1]: 0; expected ascending times, at or after 1",
    ],
    [{ outputTimes: Float64Array.of(2) }, "invalid outputTimes[0]: 2; expected a time within [0, 1]"],
    [{ stops: [{ time: 2 }] }, "invalid stops[0].time: 2; expected a time within [0, 1]"],
    [{ stops: [{ time: Number.NaN }] }, "invalid stops[0].time: NaN; expected a time within [0, 1]"],
    [{ maxSteps: 0 }, "invalid maxSteps: 0; expected a whole number above 0"],
    [{ maxStep: -1 }, "invalid maxStep: -1; expected a number above 0"],
  ])("`solve` refuses %o", (change, message) => {
    expect(() => solver.solve({ ...good, ...change })).toThrow(new RangeError(message));
  });

  it("`solve` refuses a pattern that is not one", () => {
    const pattern = { columnPointers: Int32Array.of(0, 1), rowIndices: Int32Array.of(3) };
    const wrong: OdeSystem = { ...decay(1), jacobian: { pattern, evaluate() {} } };
    expect(() => solver.solve({ ...good, system: wrong })).toThrow(
      "invalid system.jacobian.pattern: row 3; expected rows within 0..0",
    );
  });
});

describe("rodas5p", () => {
  const entries: [number, number][] = [
    [1, 0],
    [0, 1],
  ];

  it("`solve` with a Jacobian that no step can make regular ends as singular", () => {
    const wild: OdeSystem = {
      ...system(2, (_t, y, dydt) => dydt.set([y[1]!, y[0]!])),
      jacobian: { pattern: sparse(2, entries), evaluate: (_t, _y, nonzeros) => nonzeros.fill(1e200) },
    };
    const { result } = run(rodas5p, { system: wild, y0: [1, 1], t1: 1 });
    expect(result).toMatchObject({ status: "singular", t: 0, blame: 0 });
  });

  it("`solve` with a Jacobian that is NaN blames the row", () => {
    const wild: OdeSystem = {
      ...system(2, (_t, y, dydt) => dydt.set([y[1]!, y[0]!])),
      jacobian: {
        pattern: sparse(2, entries),
        evaluate: (_t, _y, nonzeros) => nonzeros.set([1, Number.NaN]),
      },
    };
    const { result } = run(rodas5p, { system: wild, y0: [1, 1], t1: 1 });
    expect(result).toMatchObject({ status: "non-finite", t: 0, blame: 0 });
  });
});

describe("solverNamed", () => {
  it("`solverNamed` finds every solver by its name, the default first", () => {
    expect(solvers.map(({ name }) => solverNamed(name))).toEqual(solvers);
    expect(solvers[0]!.name).toBe("rodas5p");
  });

  it("`solverNamed` lists the names there are", () => {
    expect(() => solverNamed("euler")).toThrow("invalid solver: euler; expected rodas5p or odex");
  });
});
