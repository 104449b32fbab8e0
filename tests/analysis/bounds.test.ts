import { describe, expect, it } from "vitest";
import { faultOf } from "../../src/analysis/bounds.ts";
import type { Trajectory } from "../../src/simulation/index.ts";
import { problemOf, systemOf } from "../support/modules.ts";

const system = systemOf(`
  module: m
  title: M
  about: M.
  parameters:
    tau: {value: 1, unit: day, range: [1, 2], tier: assumed, about: T.}
  states:
    level: {unit: 1, initial: 1, rate: "(1 - level) / tau", about: L.}
    deviation: {unit: 1, initial: 0, rate: "-deviation / tau", about: D.}
  values:
    twice: {unit: 1, formula: "2 * level", about: T.}`);

const days = 84;
const still = { "m.level": () => 1, "m.deviation": () => 0, "m.twice": () => 2 };

/** What is wrong with a run of twelve weeks in which these moved so, by day. */
function fault(moved: Readonly<Record<string, (day: number) => number>>): string | undefined {
  const times = Float64Array.from({ length: days + 1 }, (_, i) => i);
  const columns = Object.entries({ ...still, ...moved }).map(
    ([name, at]) => [name, { name, unit: "1", about: "", values: times.map(at) }] as const,
  );
  const trajectory: Trajectory = {
    label: "a",
    times,
    columns: new Map(columns),
    baseline: new Map([["m.twice", 2]]),
    measures: [],
    doses: { asked: 0, delivered: 0, missed: 0, late: 0, amount: 0, amountBefore: 0, byDrug: [] },
    status: { kind: "success", time: days, message: "completed" },
  };
  return faultOf(trajectory, problemOf(system));
}

/** Once for a day, then back. */
const once = (value: number, rest: number) => (day: number) => (day === 20 ? value : rest);

describe("a run of drawn parameters", () => {
  it("that stays where it is has no fault", () => {
    expect(fault({})).toBeUndefined();
  });

  it("may not take a level below 0, but for rounding", () => {
    expect(fault({ "m.level": once(-0.001, 1) })).toMatch(/m\.level runs from -0\.001/);
    expect(fault({ "m.level": once(-1e-9, 1) })).toBeUndefined();
  });

  it("may take a deviation, which rests at 0, to -1 and no lower", () => {
    expect(fault({ "m.deviation": once(-0.9, 0) })).toBeUndefined();
    expect(fault({ "m.deviation": once(-1.1, 0) })).toMatch(/m\.deviation runs from -1\.1/);
  });

  it("may reach fifty times its rest, and no more", () => {
    expect(fault({ "m.level": once(49, 1) })).toBeUndefined();
    expect(fault({ "m.level": once(51, 1) })).toMatch(/m\.level runs from 1 to 51/);
    expect(fault({ "m.twice": once(101, 2) })).toMatch(/m\.twice reaches 101/);
    expect(fault({ "m.twice": once(Number.NaN, 2) })).toMatch(/m\.twice reaches NaN/);
  });

  it("must have come to rest: 15% in the last four weeks is too much", () => {
    expect(fault({ "m.level": (day) => 1 + 0.01 * day })).toMatch(/m\.level grew from/);
    expect(fault({ "m.level": (day) => 1 + 0.004 * day })).toBeUndefined();
  });
});
