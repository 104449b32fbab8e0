import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile/index.ts";
import { stateSizes } from "../../src/model/index.ts";
import { type MeasureFunction, type MeasureRequest, measures, requestFor } from "../../src/scenario/index.ts";
import { findEquilibrium, simulate } from "../../src/simulation/index.ts";
import { quantity, rounded } from "../../src/text/index.ts";
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
    deviation: {unit: "1", formula: "d / base", about: D.}
    bound: {unit: ${unit}, formula: "base * hill(d / base, 0.05, 3)", about: B.}`;

const units = [
  ["nM", 1],
  ["M", 1e9],
  ["pM", 1e-3],
  ["mM", 1e6],
] as const;

describe("a state means the same in any unit", () => {
  const outcome = (unit: string, one: number, measures: readonly MeasureRequest[] = []) => {
    const system = systemOf(level(unit, one));
    const problem = problemOf(system, {
      before: new Map([["own.gain", 1.2]]),
      during: new Map([
        ["own.gain", 1.2],
        ["own.lift", 0.2],
      ]),
      duration: 20,
    });
    return simulate(problem, compile(system), { sampleEvery: 0.5, measures });
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

  // The level in femtomoles and less, too, where it is written in moles.
  it.each([...units, ["mol/mL", 1e12]] as const)("every measure is taken as exactly in %s", (unit, one) => {
    const place = { file: "units.yaml", start: 0, end: 0 };
    const levels = new Map<MeasureFunction, number>([
      ["onset", 0.4],
      ["time_to", 0.9],
      ["days_above", 0.9],
      ["days_below", 0.9],
    ]);
    const ask = (scale: number) =>
      (Object.keys(measures) as MeasureFunction[]).flatMap((name) =>
        ["own.d", "own.bound"].map((variable) => {
          const spans = measures[name].arguments
            .filter(({ kind }) => kind === "time")
            .map((_, i) => [2, 15][i]!);
          const level = levels.get(name);
          const given = level === undefined ? spans : [level / scale, ...spans];
          return requestFor(name, variable, given, { place });
        }),
      );
    const asked = outcome(unit, one, ask(one)).measures;
    for (const [i, { request, value, unit: own }] of outcome("nM", 1, ask(1)).measures.entries()) {
      const scale = own.startsWith("nM") ? one : 1;
      expect(value, request.text).toBeDefined();
      const off = Math.abs(asked[i]!.value! * scale - value!);
      expect(off, request.text).toBeLessThanOrEqual(1e-9 * Math.abs(value!));
    }
  });

  it("a level that is small in its unit is not shown as 0, and what cancels is", () => {
    expect(rounded(5e-13, 3, 5e-13)).toBe("5.00e-13");
    expect(rounded(1e-26, 3, 5e-13)).toBe("0");
    expect(quantity(5e-13, "M")).toBe("5.00e-13 M");
    expect(quantity(5e-13, "1")).toBe("0");
    const { measures } = outcome("M", 1e9, [
      requestFor("peak", "own.d", [], { place: { file: "a", start: 0, end: 0 } }),
    ]);
    expect(measures[0]!.size).toBeCloseTo(5e-9, 12);
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
