import { describe, expect, it } from "vitest";
import { compile, ParameterDerivatives } from "../../src/compile/index.ts";
import { personAtRest } from "../../src/simulation/index.ts";
import { restTables, slopesAtRest } from "../../src/simulation/slopes-at-rest.ts";
import { problemOf, systemOf } from "../support/modules.ts";

// How rests and baselines move with parameters: on paper, and against rests of parameters a little apart.

const head = `
  module: m
  title: M
  about: M.
  parameters:
    a: {value: 2, unit: 1, range: [0, 9], tier: assumed, about: A.}
    b: {value: 0.5, unit: 1, range: [0, 9], tier: assumed, about: B.}
    k: {value: 3, unit: 1/day, range: [0, 9], tier: assumed, about: K.}`;

function atRest(text: string, names: readonly string[], set: Readonly<Record<string, number>> = {}) {
  const system = systemOf(`${head}${text}`);
  const whole = compile(system);
  const slots = names.map((name) => whole.layout.parameter(name)!);
  const start = personAtRest(problemOf(system, { before: new Map(Object.entries(set)) }), whole);
  expect(start.status.kind).toBe("success");
  const found = slopesAtRest(
    start,
    restTables(new ParameterDerivatives(system), whole, slots),
    whole,
    names.length,
  );
  const baselines = system.baselines.map((name) => start.parameters[whole.layout.baseline(name)!]!);
  return { system, found, states: [...start.y], baselines };
}

/** A rest x = a, y = sqrt(a b), z = y / x, a state that nothing reaches, and values that stand on baselines of others. */
const chain = `
  states:
    z: {unit: 1, initial: 1, rate: "k * (y - x * z)", about: Z.}
    x: {unit: 1, initial: 1, rate: "k * (a - x)", about: X.}
    y: {unit: 1, initial: 1, rate: "k * (x * b - y ^ 2)", about: Y.}
    alone: {unit: 1, initial: 4, rate: "k * (4 - alone)", about: Alone.}
  values:
    last: {unit: 1, formula: "baseline(third) + b", about: L.}
    third: {unit: 1, formula: "baseline(second) * a", about: T.}
    second: {unit: 1, formula: "baseline(first) + z", about: S.}
    first: {unit: 1, formula: "2 * y", about: F.}`;
const names = ["m.a", "m.b", "m.k"];

describe("slopes of a rest", () => {
  it("are those on paper", () => {
    const { system, found } = atRest(chain, names);
    const of = (state: string) => {
      const i = system.states.findIndex(({ name }) => name === `m.${state}`);
      return [...found!.states.subarray(3 * i, 3 * i + 3)];
    };
    const near = (...wanted: number[]) => wanted.map((one) => expect.closeTo(one, 7));
    // With a = 2 and b = 0.5: y = 1 and z = sqrt(b / a) = 0.5.
    expect(of("x")).toEqual(near(1, 0, 0));
    expect(of("y")).toEqual(near(0.25, 1, 0));
    expect(of("z")).toEqual(near(-0.125, 0.5, 0));
    expect(of("alone")).toEqual(near(0, 0, 0));
    const baseline = (value: string) => {
      const i = system.baselines.indexOf(`m.${value}`);
      expect(i).toBeGreaterThanOrEqual(0);
      return [...found!.baselines.subarray(3 * i, 3 * i + 3)];
    };
    // first = 2 y = 2, second = first + z = 2.5, third = a second = 5.
    expect(baseline("first")).toEqual(near(0.5, 2, 0));
    expect(baseline("second")).toEqual(near(0.375, 2.5, 0));
    expect(baseline("third")).toEqual(near(2.5 + 2 * 0.375, 5, 0));
  });

  it("are those between rests of parameters a little apart", () => {
    const at = { "m.a": 1.3, "m.b": 2.2, "m.k": 0.7 };
    const { found } = atRest(chain, names, at);
    const step = 1e-4;
    for (const [j, name] of names.entries()) {
      const [low, high] = [-step, step].map((by) =>
        atRest(chain, names, { ...at, [name]: at[name as keyof typeof at] + by }),
      );
      for (const key of ["states", "baselines"] as const)
        high![key].forEach((value, i) => {
          const between = (value - low![key][i]!) / (2 * step);
          expect(found![key][names.length * i + j], `${key} ${i} by ${name}`).toBeCloseTo(between, 4);
        });
    }
  });

  it("are asked of the parameters named, in their order", () => {
    const all = atRest(chain, names).found!;
    const some = atRest(chain, ["m.b", "m.a"]).found!;
    const n = all.states.length / 3;
    for (let i = 0; i < n; i++)
      expect([...some.states.subarray(2 * i, 2 * i + 2)]).toEqual([all.states[3 * i + 1], all.states[3 * i]]);
  });

  it("are none where parameters move what the equations do not settle", () => {
    // x + y is what it was, whatever a is: where it goes has no single answer.
    const loose = `
  states:
    x: {unit: 1, initial: 1, rate: "k * (y - x) + k * (a - 2)", about: X.}
    y: {unit: 1, initial: 1, rate: "k * (x - y) - k * (a - 2)", about: Y.}`;
    expect(atRest(loose, ["m.a"]).found).toBeUndefined();
    // The pace moves nothing at rest, and so it asks for no answer.
    expect([...atRest(loose, ["m.k"]).found!.states]).toEqual([0, 0]);
  });

  it("are there beside a state that keeps what it has, where no parameter reaches that", () => {
    const beside = `
  states:
    kept: {unit: 1, initial: 5, rate: "0 * kept * k", about: Kept.}
    x: {unit: 1, initial: 1, rate: "k * (a * b - x)", about: X.}`;
    expect([...atRest(beside, ["m.a", "m.b"]).found!.states]).toEqual([
      0,
      0,
      expect.closeTo(0.5, 9),
      expect.closeTo(2, 9),
    ]);
  });

  it("of what starts as it is written are those of its first values", () => {
    const written = `
  start: written
  states:
    x: {unit: 1, initial: "a * b ^ 2", rate: "k * (9 - x)", about: X.}
    y: {unit: 1, initial: 4, rate: "k * a", about: Y.}
  values:
    twice: {unit: 1, formula: "baseline(x) + y", about: T.}`;
    const { found, states } = atRest(written, names);
    const near = (...wanted: number[]) => wanted.map((one) => expect.closeTo(one, 9));
    expect(states).toEqual(near(0.5, 4));
    expect([...found!.states]).toEqual(near(0.25, 2, 0, 0, 0, 0));
    expect([...found!.baselines]).toEqual(near(0.25, 2, 0));
  });
});
