import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile/index.ts";
import { stateSizes } from "../../src/model/index.ts";
import { findEquilibrium, simulate } from "../../src/simulation/index.ts";
import { diagnosticsOfModel, problemOf, systemOf } from "../support/modules.ts";

/** A level of 5 nM that follows a raised source, beside a deviation that starts at 0 and a pool in another unit. */
const level = (unit: string, one: number, drift = "") => `
  module: own
  title: Own
  about: A level of 5 nM.
  parameters:
    base: {value: ${5 / one}, unit: ${unit}, range: [${1 / one}, ${10 / one}], tier: assumed, about: B.}
    tau: {value: 1, unit: hour, range: [0.5, 2], tier: assumed, about: T.}
    slow: {value: 3, unit: day, range: [1, 9], tier: assumed, about: S.}
    gain: {value: 1, unit: 1, range: [0.5, 2], tier: assumed, about: G.}
    lift: {value: 0, unit: 1, range: [0, 2], tier: assumed, about: L.}
  states:
    c: {unit: ${unit}, initial: base, rate: "(base * gain * (1 + lift) - c${drift}) / tau", about: C.}
    d: {unit: ${unit}, initial: 0, rate: "(base * lift - d) / slow", about: D.}
  values:
    relative: {unit: "1", formula: "c / baseline(c)", about: R.}
    deviation: {unit: "1", formula: "d / base", about: D.}`;

const units = [
  ["nM", 1],
  ["M", 1e9],
  ["pM", 1e-3],
  ["mM", 1e6],
] as const;

describe("a state means the same in any unit", () => {
  const outcome = (unit: string, one: number) => {
    const system = systemOf(level(unit, one));
    const problem = problemOf(system, {
      before: new Map([["own.gain", 1.2]]),
      during: new Map([
        ["own.gain", 1.2],
        ["own.lift", 0.2],
      ]),
      duration: 20,
    });
    return simulate(problem, compile(system), { sampleEvery: 0.5 });
  };
  const reference = outcome("nM", 1);

  it.each(units)("a person is brought to rest, and measured from there, in %s", (unit, one) => {
    const { baseline, columns } = outcome(unit, one);
    expect(baseline.get("own.c")! * one).toBeCloseTo(6, 6);
    for (const name of ["own.relative", "own.deviation"])
      for (const [i, x] of columns.get(name)!.values.entries())
        expect(Math.abs(x - reference.columns.get(name)!.values[i]!)).toBeLessThan(1e-9);
    expect(columns.get("own.relative")!.values.at(-1)).toBeCloseTo(1.2, 6);
  });

  it.each(units)("`checkBaseline` finds a drift of a hundredth an hour in %s", (unit, one) => {
    expect(diagnosticsOfModel([level(unit, one)])).toEqual([]);
    expect(diagnosticsOfModel([level(unit, one, " * 0.99")]).map((d) => d.code)).toEqual(["baseline-drift"]);
  });

  it.each(units)("`stateSizes` are those of 5 nM in %s, also for what starts at 0", (unit, one) => {
    for (const size of stateSizes(systemOf(level(unit, one)))) expect(size).toBeCloseTo(5, 9);
  });

  it("`findEquilibrium` rests at a level a thousand million times below one of its unit", () => {
    const compiled = compile(systemOf(level("M", 1e9)));
    const p = compiled.defaultParameters();
    p[compiled.layout.parameter("own.gain")!] = 0.7;
    expect(findEquilibrium(compiled, p).y[0]).toBeCloseTo(3.5, 8);
  });
});
