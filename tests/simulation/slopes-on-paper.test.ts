import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile/index.ts";
import type { Problem } from "../../src/scenario/index.ts";
import { personAtRest, Slopes } from "../../src/simulation/index.ts";
import { problemOf, systemOf } from "../support/modules.ts";

// Slopes of small systems whose solution is known, and why some have none.

const head = `
  module: m
  title: M
  about: M.
  parameters:
    a: {value: 3, unit: 1, range: [0, 9], tier: assumed, about: A.}
    k: {value: 0.5, unit: 1/day, range: [0, 9], tier: assumed, about: K.}
    from: {value: 2, unit: day, range: [0, 9], tier: assumed, about: F.}
    other: {value: 7, unit: 1, range: [0, 9], tier: assumed, about: O.}`;

function slopesOf(
  text: string,
  names: readonly string[],
  readings: readonly { variable: string; time: number }[],
  parts: Partial<Problem> = {},
) {
  const system = systemOf(`${head}${text}`);
  const whole = compile(system);
  const problem = problemOf(system, parts);
  const variables = [...new Set(readings.map(({ variable }) => variable))];
  return new Slopes(whole, whole, names, variables).run(personAtRest(problem, whole), problem, readings, {
    rtol: 1e-9,
    atol: 1e-12,
  });
}
const numbers = (...args: Parameters<typeof slopesOf>) => {
  const found = slopesOf(...args);
  if (typeof found === "string") throw new Error(found);
  expect(found.status.kind).toBe("success");
  return found;
};

describe("slopes by hand", () => {
  const clock = `
  states:
    x: {unit: 1, initial: 0, rate: "k * (if(t > from, a, 0) - x)", about: X.}
    w: {unit: 1, initial: 3, rate: k * (a - w), about: W.}
  values:
    twice: {unit: 1, formula: 2 * x + a, about: T.}
    share: {unit: 1, formula: w * baseline(w), about: S.}`;

  it("are those of a rise that begins by the clock", () => {
    const times = [1, 2, 3, 6];
    const readings = ["m.x", "m.twice"].flatMap((variable) => times.map((time) => ({ variable, time })));
    const { values, slopes } = numbers(clock, ["m.a", "m.k", "m.other"], readings);
    for (const [i, { variable, time }] of readings.entries()) {
      const gone = Math.max(0, time - 2);
      const decay = Math.exp(-0.5 * gone);
      const [x, byA, byK] = [3 * (1 - decay), 1 - decay, 3 * gone * decay];
      const wanted = variable === "m.x" ? [x, byA, byK, 0] : [2 * x + 3, 2 * byA + 1, 2 * byK, 0];
      expect([values[i], ...slopes.slice(3 * i, 3 * i + 3)], `${variable} at ${time}`).toEqual(
        wanted.map((one) => expect.closeTo(one, 5)),
      );
    }
  });

  it("are those of a rest, and of what is read against its baseline", () => {
    const readings = [
      { variable: "m.share", time: 0 },
      { variable: "m.share", time: 4 },
      { variable: "m.w", time: 4 },
    ];
    const { values, slopes } = numbers(clock, ["m.k", "m.a"], readings);
    expect([...values]).toEqual([9, 9, 3].map((one) => expect.closeTo(one, 6)));
    // w = a at rest, so w * baseline(w) is a².
    expect([...slopes]).toEqual([0, 6, 0, 6, 0, 1].map((one) => expect.closeTo(one, 5)));
  });

  it("are told in the order of the readings, whatever their times", () => {
    const at = (time: number) => ({ variable: "m.x", time });
    const { slopes } = numbers(clock, ["m.a"], [at(6), at(1), at(3), at(6)]);
    expect([...slopes]).toEqual(
      [1 - Math.exp(-2), 0, 1 - Math.exp(-0.5), 1 - Math.exp(-2)].map((one) => expect.closeTo(one, 5)),
    );
  });

  it("are none where the time of a switch is asked about, and are where it lies past the last reading", () => {
    const readings = [{ variable: "m.x", time: 3 }];
    expect(slopesOf(clock, ["m.a", "m.from"], readings)).toBe("times of switches move");
    expect(typeof slopesOf(clock, ["m.a", "m.k"], readings)).toBe("object");
    expect(typeof slopesOf(clock, ["m.from"], [{ variable: "m.x", time: 1 }])).toBe("object");
  });
});

describe("slopes that nobody can say", () => {
  const still = "\n  states: {x: {unit: 1, initial: 3, rate: k * (a - x), about: X.}}";
  const readings = [{ variable: "m.x", time: 3 }];

  it("are refused for changes in the run, and for doses before it", () => {
    expect(slopesOf(still, ["m.a"], readings, { changes: [] })).toBe("changes in the run");
    const dose = { drug: "d", amount: 1, time: -1 } as unknown as Problem["doses"][number];
    expect(slopesOf(still, ["m.a"], readings, { doses: [dose] })).toBe("doses before day 0");
  });

  it("are refused where a rest is not determined by the equations", () => {
    const drift = `
  states:
    x: {unit: 1, initial: 1, rate: k * (y - x + a - 3), about: X.}
    y: {unit: 1, initial: 1, rate: k * (x - y - a + 3), about: Y.}`;
    expect(slopesOf(drift, ["m.a"], readings)).toBe("no single equilibrium");
  });

  it("are no numbers where the run does not reach its end", () => {
    const broken = `
  states:
    x: {unit: 1, initial: 1, rate: "k * if(t > from, ln(-a), 1 - x)", about: X.}`;
    const found = slopesOf(broken, ["m.a"], readings);
    if (typeof found === "string") throw new Error(found);
    expect(found.status.kind).not.toBe("success");
    expect([...found.values, ...found.slopes]).toEqual([Number.NaN, Number.NaN]);
  });
});
