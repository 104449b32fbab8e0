import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile/index.ts";
import { readScenario } from "../../src/language/index.ts";
import { prepare, withOwn } from "../../src/scenario/index.ts";
import { simulate } from "../../src/simulation/index.ts";
import { steadyState } from "../../src/simulation/steady.ts";
import { shippedLibrary } from "../support/shipped.ts";

// A depot of 100 mg every 28 days: ka 0.05/day, CL 10 L/day, V 2000 L. Its steady state by closed form.

const drug = `
drug: depot
title: Depot
class: Test
about: A drug that leaves very slowly.
licensed: {min: 1 mg, max: 400 mg}
tablets: [100 mg]
kinetics:
  bioavailability: {value: 1, unit: "1", range: [1, 1], tier: assumed, about: All.}
  absorption: {value: 0.05, unit: 1/day, range: [0.001, 1], tier: assumed, about: Slow.}
  clearance: {value: 10, unit: L/day, range: [1, 100], tier: assumed, about: Clearance.}
  volume: {value: 2000, unit: L, range: [100, 5000], tier: assumed, about: Half-life 139 days.}
targets:
  - site: sert
    action: inhibitor
    ec50: {value: 50, unit: ng/mL, range: [1, 100], tier: assumed, about: Half.}
    emax: {value: 0.8, unit: "1", range: [0.5, 1], tier: assumed, about: Most.}
`;
const scenario = `
scenario: Slow steady state
question: Is steady state steady?
duration: 28 days
arms: [{label: ss, treatment: {events: ss.csv, drugs: {1: ./depot.yaml}}}]
measure:
  start: at(plasma.depot, day 0)
  mean: mean(plasma.depot, day 0, day 28)
  end: at(plasma.depot, end)
`;

/** ng/mL at a time after a dose, all earlier doses included. */
function level(t: number, every = 28): number {
  const [ka, k] = [0.05, 10 / 2000];
  const sum = (rate: number) => Math.exp(-rate * t) / (1 - Math.exp(-rate * every));
  return ((100 * 1000) / 2000) * (ka / (ka - k)) * (sum(k) - sum(ka));
}

describe("doses at steady state", () => {
  const read = readScenario("s.yaml", scenario, (path) =>
    path === "ss.csv" ? "time,amt,cmt,evid,ii,ss\n0,100,1,1,672,1\n" : drug,
  );
  const { drugs, people } = read.value!;
  const { value } = prepare(read.value!.scenario, withOwn(shippedLibrary(), { drugs, people }));
  const problem = value!.problems[0]!;
  const taken = simulate(problem, compile(problem.system), { measures: value!.scenario.measures });
  const [start, mean, end] = taken.measures.map((m) => m.value!);

  it("are steady however slowly a drug leaves, and give the closed form", () => {
    expect(taken.notes).toEqual([]);
    expect(start! / level(28)).toBeCloseTo(1, 5);
    expect(end! / start!).toBeCloseTo(1, 5);
    expect(mean! / (100_000 / 28 / 10)).toBeCloseTo(1, 5);
    expect([start, mean].map((x) => Number(x!.toPrecision(4)))).toEqual([351.5, 357.1]);
  });
});

describe("steadyState", () => {
  const sizes = Float64Array.of(1, 1, 1);
  it("finds the fixed point of a slow linear map within a few periods", () => {
    let periods = 0;
    const found = steadyState(
      (y) => {
        periods++;
        return Float64Array.of(0.99 * y[0]! + 1, 0.9 * y[1]! + 0.01 * y[0]!, 0.1 * y[2]!);
      },
      Float64Array.of(0, 0, 1),
      sizes,
      [true, true, true],
    );
    expect(found.change).toBeLessThan(1e-7);
    expect(found.y[0]).toBeCloseTo(100, 3);
    expect(found.y[1]).toBeCloseTo(10, 3);
    expect(periods).toBeLessThan(10);
  });

  it("says how much still changes where nothing comes to rest", () => {
    const found = steadyState((y) => y.map((x) => x + 1), Float64Array.of(0, 0, 0), sizes, [
      true,
      false,
      false,
    ]);
    expect(found.change).toBeGreaterThan(1e-4);
    expect(found.worst).toBe(0);
  });
});
