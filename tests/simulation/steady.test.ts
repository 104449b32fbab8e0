import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile/index.ts";
import { readScenario } from "../../src/language/index.ts";
import { prepare, withOwn } from "../../src/scenario/index.ts";
import { simulate } from "../../src/simulation/index.ts";
import { roundOf } from "../../src/simulation/rounds.ts";
import { steadyState } from "../../src/simulation/steady.ts";
import { depotDrug as drug } from "../support/depot.ts";
import { shippedLibrary } from "../support/shipped.ts";

// A depot of 100 mg every 28 days: ka 0.05/day, CL 10 L/day, V 2000 L. Its steady state by closed form.

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

/** The arm with doses as an event table has them, run. */
function taken(table: string) {
  const read = readScenario("s.yaml", scenario, (path) => (path === "ss.csv" ? table : drug));
  const { drugs, people } = read.value!;
  const { value } = prepare(read.value!.scenario, withOwn(shippedLibrary(), { drugs, people }));
  const problem = value!.problems[0]!;
  const { notes, measures } = simulate(problem, compile(problem.system), {
    measures: value!.scenario.measures,
  });
  const [start, mean, end] = measures.map((m) => m.value!);
  return { notes, start: start!, mean: mean!, end: end! };
}

describe("doses at steady state", () => {
  it("are steady however slowly a drug leaves, and give the closed form", () => {
    const { notes, start, mean, end } = taken("time,amt,cmt,evid,ii,ss\n0,100,1,1,672,1\n");
    expect(notes).toEqual([]);
    for (const ratio of [start / level(28), end / start, mean / (100_000 / 28 / 10)])
      expect(Math.abs(ratio - 1)).toBeLessThan(1e-8);
    expect([start, mean].map((x) => Number(x.toPrecision(4)))).toEqual([351.5, 357.1]);
  });

  it.each([
    ["an odd interval", "0,100,1,1,500,1", 500 / 24],
    ["an interval longer than half a year", "0,100,1,1,4800,1", 200],
    ["an interval longer than a year", "0,100,1,1,12000,1", 500],
    ["another drug, which comes round with it", "0,100,1,1,672,1\n0,10,escitalopram,1,36,1", 28],
    [
      "another drug, which comes round with it after 188 days",
      "0,100,1,1,500,1\n0,10,escitalopram,1,18,1",
      500 / 24,
    ],
  ])("come out right with %s", (_, rows, every) => {
    const { notes, start } = taken(`time,amt,cmt,evid,ii,ss\n${rows}\n`);
    expect(notes).toEqual([]);
    expect(start / level(every, every)).toBeCloseTo(1, 5);
  });

  it("are all of them where several of the same are taken at once", () => {
    const row = "0,50,1,1,672,1\n";
    const { notes, start, mean, end } = taken(`time,amt,cmt,evid,ii,ss\n${row}${row}`);
    expect(notes).toEqual([]);
    expect(start / level(28)).toBeCloseTo(1, 5);
    expect(end / start).toBeCloseTo(1, 5);
    expect(mean / (100_000 / 28 / 10)).toBeCloseTo(1, 5);
  });

  it("say so where their intervals never come round together", () => {
    const { notes, start } = taken("time,amt,cmt,evid,ii,ss\n0,100,1,1,672,1\n0,10,escitalopram,1,23.97,1\n");
    expect(notes).toEqual([expect.stringContaining("never come round together")]);
    expect(start / level(28)).toBeCloseTo(1, 4);
  });
});

describe("roundOf", () => {
  const repeated = (amount: number, every: number, count: number) =>
    Array.from({ length: count }, (_, i) => ({ drug: "d", amount, every, time: (i - count) * every }));

  it("holds each dose as often as its interval goes into the round, and ends before day 0", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 60 }), (a, b) => {
        const [slow, fast] = [a, b / 24];
        const all = [...repeated(1, slow, 1), ...repeated(2, fast, 3)].sort((x, y) => x.time - y.time);
        const { length, doses, stretch } = roundOf(all, 28)!;
        expect(length).toBeGreaterThanOrEqual(28 - 1e-9);
        for (const [amount, every] of [
          [1, slow],
          [2, fast],
        ] as const) {
          const own = doses.filter((dose) => dose.amount === amount);
          expect(Math.abs(own.length * every - length) / length).toBeLessThanOrEqual(stretch + 1e-9);
        }
        expect(doses.every(({ time }) => time < 0 && time >= -length - 1e-9)).toBe(true);
      }),
      { seed: 20261128, numRuns: 60 },
    );
  });

  it("does not make up doses that were not repeated", () => {
    expect(roundOf([{ drug: "d", amount: 1, time: -3 }], 28)).toBeUndefined();
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
