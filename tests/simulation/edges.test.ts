import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile, compilePaths } from "../../src/compile/index.ts";
import { simulate } from "../../src/simulation/index.ts";
import { problemOf, systemOf } from "../support/modules.ts";
import { runText } from "../support/shipped.ts";

/** An input that fades in a chain to nothing, read with broken exponents. */
const washout = (k: number, follow: number, unit = "1", one = 1) => `
  module: m
  title: M
  about: M.
  parameters:
    tap: {value: 1, unit: 1, range: [0, 1], tier: assumed, about: T.}
    k: {value: ${k}, unit: 1/day, range: [1, 100], tier: assumed, about: K.}
    follow: {value: ${follow}, unit: 1/day, range: [1, 2000], tier: assumed, about: F.}
    slow: {value: 1, unit: 1/day, range: [0.1, 10], tier: assumed, about: S.}
    whole: {value: ${1 / one}, unit: ${unit}, range: [0, ${9 / one}], tier: assumed, about: W.}
    n: {value: 2.5, unit: 1, range: [1, 4], tier: assumed, about: N.}
  states:
    x: {unit: ${unit}, initial: whole, rate: k * (tap * whole - x), about: X.}
    z: {unit: ${unit}, initial: whole, rate: follow * (x - z), about: Z.}
    y: {unit: 1, initial: 0.5, rate: "slow * (hill(z, whole, n) - y)", about: Y.}
    w: {unit: 1, initial: 1, rate: "slow * (pow(z / whole, 1.5) - w)", about: W.}
    v: {unit: 1, initial: 1, rate: "slow * (sqrt(z / whole) - v)", about: V.}
    u: {unit: 1, initial: 1, rate: "slow * ((z / whole) ^ (n / 2) - u)", about: U.}`;

const faded = new Map([["m.tap", 0]]);

describe("a state that runs out", () => {
  // y and w by a linear equation driven by z = (k e^(-f t) - f e^(-k t)) / (k - f); quadrature to 12 digits.
  const exact = (k: number, f: number, drive: (z: number) => number, from: number) => {
    const z = (t: number) => Math.max(0, (k * Math.exp(-f * t) - f * Math.exp(-k * t)) / (k - f));
    const count = 100_000;
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const t = (i + 0.5) / count;
      sum += (drive(z(t)) * Math.exp(t - 1)) / count;
    }
    return from * Math.exp(-1) + sum;
  };

  it.each([
    [20, 200],
    [50, 1000],
    [90, 1900],
  ])("does not end a run that reads it with a broken exponent: k %d, follow %d", (k, follow) => {
    const system = systemOf(washout(k, follow));
    const { status, times, columns } = simulate(
      problemOf(system, { during: faded, duration: 30 }),
      compile(system),
    );
    expect(status.kind).toBe("success");
    const at1 = (name: string) => columns.get(name)!.values[times.indexOf(1)]!;
    expect(at1("m.y")).toBeCloseTo(
      exact(k, follow, (z) => z ** 2.5 / (1 + z ** 2.5), 0.5),
      5,
    );
    expect(at1("m.w")).toBeCloseTo(
      exact(k, follow, (z) => z ** 1.5, 1),
      5,
    );
    for (const name of ["m.y", "m.w", "m.v", "m.u"])
      expect(columns.get(name)!.values.at(-1)!).toBeLessThan(1e-4);
  });

  it("does not end a run, whatever the speeds, the exponent and the tolerance, and what reads it is right", () => {
    const system = systemOf(washout(50, 1000).replace("pow(z / whole, 1.5)", "pow(z / whole, 2 * n / 3)"));
    const compiled = compile(system);
    const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(
        between(5, 100),
        between(110, 2000),
        between(1.01, 4),
        fc.constantFrom(1e-4, 1e-6, 1e-8),
        (k, follow, n, rtol) => {
          const during = new Map([...faded, ["m.k", k], ["m.follow", follow], ["m.n", n]]);
          const { status, times, columns } = simulate(problemOf(system, { during, duration: 20 }), compiled, {
            rtol,
          });
          expect(status.kind).toBe("success");
          const day = times.indexOf(1);
          const read = exact(k, follow, (z) => z ** n / (1 + z ** n), 0.5);
          expect(Math.abs(columns.get("m.y")!.values[day]! - read)).toBeLessThan(10 * rtol + 1e-7);
          for (const name of ["m.y", "m.w", "m.v", "m.u"])
            for (const value of columns.get(name)!.values) expect(Number.isFinite(value)).toBe(true);
        },
      ),
      { numRuns: 12, seed: 13 },
    );
  });

  it.each(["rodas5p", "odex"])("leaves a root of it right by %s", (solver) => {
    const system = systemOf(washout(50, 1000));
    const { times, columns } = simulate(problemOf(system, { during: faded, duration: 12 }), compile(system), {
      solver,
    });
    // v' = sqrt(z) - v from 1; by day 1 z is nothing, and what is left of v halves by itself.
    const right = exact(50, 1000, Math.sqrt, 1) * Math.exp(-9);
    expect(right).toBeCloseTo(4.734e-5, 8);
    expect(Math.abs(columns.get("m.v")!.values[times.indexOf(10)]! - right)).toBeLessThan(0.02 * right);
  });

  it.each(compilePaths)("nor on the path %s, in loose steps and in another unit", (path) => {
    const system = systemOf(washout(50, 1000, "M", 1e9));
    const problem = problemOf(system, { during: faded, duration: 30 });
    const { status } = simulate(problem, compile(system, path), { rtol: 1e-2, atol: 1e-3 });
    expect(status.kind).toBe("success");
  });

  it.each(["rodas5p", "odex"])(
    "and drains a tank to the bottom with %s, which is reached in finite time",
    (solver) => {
      const tank = systemOf(`
      module: m
      title: M
      about: M.
      parameters:
        leak: {value: 0, unit: 1/day, range: [0, 9], tier: assumed, about: L.}
      states:
        level: {unit: 1, initial: 1, rate: -leak * sqrt(level), about: L.}`);
      const { status, times, columns } = simulate(
        problemOf(tank, { during: new Map([["m.leak", 1]]), duration: 5 }),
        compile(tank),
        { solver },
      );
      expect(status.kind).toBe("success");
      for (const [i, t] of times.entries())
        expect(columns.get("m.level")!.values[i]).toBeCloseTo(t < 2 ? (1 - t / 2) ** 2 : 0, 4);
    },
  );
});

describe("a Hill term", () => {
  const reader = (half: number, n: number) =>
    systemOf(`
      module: m
      title: M
      about: M.
      start: written
      parameters:
        one: {value: 1, unit: 1/day, range: [0, 9], tier: assumed, about: O.}
        half: {value: ${half}, unit: 1, range: [0, 9], domain: any, tier: assumed, about: H.}
        n: {value: ${n}, unit: 1, range: [-9000, 9000], domain: any, tier: assumed, about: N.}
      states:
        up: {unit: 1, initial: 0, rate: one, about: Rises by one a day.}
        read: {unit: 1, initial: 0, rate: "one * hill(up, half, n)", about: Its area.}
        steep: {unit: 1, initial: 0, rate: "one * hill(up, half, 1000)", about: Its area as a step.}`);
  /** Areas of x^n / (1 + x^n) over 0 to 3; as n grows it becomes a step at the half. */
  const areas = [
    { half: 1, n: 1, read: 3 - Math.log(4), within: 1e-6 },
    { half: 1, n: 0, read: 1.5, within: 1e-6 },
    { half: 1, n: -1, read: Math.log(4), within: 1e-6 },
    { half: 1, n: 2, read: 3 - Math.atan(3), within: 1e-6 },
    { half: 1, n: -2, read: Math.atan(3), within: 1e-6 },
    { half: 2, n: 1000.5, read: 1, within: 1e-5 },
    { half: 0, n: 2, read: 3, within: 1e-6 },
    { half: 0, n: 2.5, read: 3, within: 1e-6 },
    { half: 2, n: -1000.5, read: 2, within: 1e-5 },
  ];

  it.each(compilePaths.flatMap((path) => areas.map((one) => ({ path, ...one }))))(
    "of any exponent and any half is defined from 0 on: half $half, exponent $n by $path",
    ({ path, half, n, read, within }) => {
      const system = reader(half, n);
      const { status, columns } = simulate(problemOf(system, { duration: 3 }), compile(system, path));
      expect(status.kind).toBe("success");
      expect(Math.abs(columns.get("m.read")!.values.at(-1)! - read)).toBeLessThan(within * read);
      expect(Math.abs(columns.get("m.steep")!.values.at(-1)! - (3 - half))).toBeLessThan(2e-5);
    },
  );
});

describe("a value below what a run tells apart from 0", () => {
  const text = `
scenario: Faded
question: How much is left?
duration: 40 days
arms: [{label: a, treatment: escitalopram 10 mg daily for 1 day}]
measure: {early: "at(plasma.escitalopram, day 1)", late: "at(plasma.escitalopram, end)", none: "at(plasma.escitalopram, day 0)"}
`;
  const outcome = (rtol: number) => {
    const { arms, manifest } = runText(text, { rtol });
    const [early, late] = arms[0]!.measures.map(({ value }) => value!);
    return { ratio: late! / early!, atol: manifest.atol, notes: arms[0]!.trajectory.notes ?? [] };
  };

  it("is said to be one, and is right where a smaller rtol is asked for, which makes atol smaller too", () => {
    const [usual, small, smaller] = [1e-6, 1e-9, 1e-11].map(outcome);
    expect(usual!.notes).toEqual([
      expect.stringMatching(/^late is smaller than .*1e-8 of the size of plasma/),
    ]);
    expect(small!.notes).toEqual([]);
    expect([usual!.atol, small!.atol, smaller!.atol]).toEqual([1e-8, 1e-11, 1e-13]);
    expect(small!.ratio / smaller!.ratio).toBeCloseTo(1, 3);
  });
});

describe("a state that goes far below zero", () => {
  const below = (formula: string) =>
    systemOf(`
      module: m
      title: M
      about: M.
      parameters:
        fall: {value: 0, unit: 1/day, range: [0, 9], tier: assumed, about: F.}
      states:
        low: {unit: 1, initial: 1, rate: -fall, about: L.}
        reader: {unit: 1, initial: 1, rate: "(${formula} - reader) * fall", about: R.}
      values:
        half: {unit: 1, formula: low / 2, about: H.}`);

  it.each(["pow(low, 1.5)", "sqrt(2 * half) / 1", "low ^ 0.5", "1 + ln(low)"])(
    "ends the run where %s is undefined, and is the one to blame",
    (formula) => {
      const system = below(formula);
      const { status } = simulate(
        problemOf(system, { during: new Map([["m.fall", 1]]), duration: 5 }),
        compile(system),
      );
      expect(status).toMatchObject({ kind: "non-finite", state: "m.low" });
      expect(status.time).toBeCloseTo(1, 2);
      expect(status.message).toContain("(m.reader): m.low went to");
    },
  );

  it("does so at that time, whatever the exponent, the speed and where the state began", () => {
    const system = systemOf(`
      module: m
      title: M
      about: M.
      parameters:
        fall: {value: 0, unit: 1/day, range: [0, 9], tier: assumed, about: F.}
        top: {value: 1, unit: 1, range: [0, 9], tier: assumed, about: T.}
        n: {value: 1.5, unit: 1, range: [0, 9], tier: assumed, about: N.}
      states:
        low: {unit: 1, initial: top, rate: -fall, about: L.}
        reader: {unit: 1, initial: 1, rate: "(low ^ n - reader) * fall", about: R.}`);
    const compiled = compile(system);
    const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(between(0.1, 4), between(0.2, 5), between(0.2, 4), (n, fall, top) => {
        fc.pre(Math.abs(n - Math.round(n)) > 0.01);
        const before = new Map(Object.entries({ "m.n": n, "m.top": top }));
        const during = new Map([...before, ["m.fall", fall]]);
        const { status } = simulate(problemOf(system, { before, during, duration: 40 }), compiled);
        expect(status).toMatchObject({ kind: "non-finite", state: "m.low" });
        expect(Math.abs(status.time! - top / fall)).toBeLessThan(0.1 * (1 + top / fall));
      }),
      { numRuns: 15, seed: 13 },
    );
  });

  it("binds nothing in hill(), whatever the exponent", () => {
    for (const n of ["2", "2.5"]) {
      const system = below(`hill(low, 1, ${n}) * 2`);
      const { status, columns } = simulate(
        problemOf(system, { during: new Map([["m.fall", 1]]), duration: 40 }),
        compile(system),
      );
      expect(status.kind).toBe("success");
      expect(Math.abs(columns.get("m.reader")!.values.at(-1)!)).toBeLessThan(1e-6);
    }
  });
});
