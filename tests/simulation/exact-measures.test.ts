import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadModel, measure, simulate as simulateByLibrary } from "../../src/api/index.ts";
import { compile, compilePaths } from "../../src/compile/index.ts";
import { Engine } from "../../src/engine/index.ts";
import { prepareArms } from "../../src/runs/index.ts";
import { type MeasureFunction, requestFor } from "../../src/scenario/index.ts";
import {
  personAtRest,
  type SimulateOptions,
  simulateFrom,
  simulatePair,
} from "../../src/simulation/index.ts";
import { experimentOf, shippedLibrary } from "../support/shipped.ts";

// A measure is a property of the solution: the same whoever asks, whatever is sampled, and right by the closed form of
// one compartment with first-order absorption, ka dose / (V (ka - k)) (exp(-k t) - exp(-ka t)).

const text = `
scenario: Peak of a short drug
question: Is the peak the same whoever asks?
duration: 2 days
arms:
  - {label: mph, treatment: methylphenidate 10 mg twice daily}
measure:
  cmax: peak(plasma.methylphenidate)
  auc: auc(plasma.methylphenidate, day 0, day 2)
  cavg: mean(plasma.methylphenidate, day 0, day 2)
  first: time_to(plasma.methylphenidate, 2)
  low: trough(plasma.methylphenidate, hour 6, hour 12)
  gut: trough(methylphenidate.gut, day 0, hour 3)
  tmax: time_of_peak(plasma.methylphenidate, day 0, hour 12)
  long: days_above(plasma.methylphenidate, 2)
  half: half_time(dopamine.tonic)
  dopamine: peak(dopamine.tonic)
`;
const experiment = experimentOf(text);
const problem = experiment.problems[0]!;
const { measures } = experiment.scenario;
const compiled = compile(problem.system);
const start = personAtRest(problem, compiled);

const parameter = (name: string) =>
  problem.system.parameters.find((p) => p.name === `methylphenidate.${name}`)!.value;
const ka = parameter("absorption");
const volume = parameter("volume");
const k = parameter("clearance") / volume;
const amounts = problem.doses.map(({ time, amount }) => ({ time, mg: amount }));

/** ng/mL after all doses before a time, in days. */
function level(t: number): number {
  return amounts.reduce(
    (sum, { time, mg }) =>
      time > t
        ? sum
        : sum +
          ((mg * ka) / (volume * (ka - k))) *
            (Math.exp(-k * (t - time)) - Math.exp(-ka * (t - time))) *
            scale,
    0,
  );
}
/** Bioavailability and units, from one exact value, so that the rest is tested against the shape. */
let scale = 1;

const valuesOf = (options: SimulateOptions, system = compiled) =>
  simulateFrom(start, problem, system, { ...options, measures }).measures.map(({ value }) => value!);
const exact = valuesOf({ rtol: 1e-11, atol: 1e-13 });

/** How far from exact a run at the default tolerance may be. A time of a flat top is known half as well as its height. */
const within: Readonly<Record<string, number>> = { tmax: 1e-5, gut: 3e-6 };
/**
 * The same for odex. It holds the root mean square over all states below the tolerance, so one state that moves while
 * others rest may err by the root of their number more; and it takes long steps, in which it measures what is left in
 * the gut (0.6 mg) against what there was at their start (10 mg).
 */
const withinByOdex: typeof within = { ...within, gut: 2e-5, half: 3e-6 };

function expectAsExact(values: readonly (number | undefined)[], bounds = within): void {
  for (const [i, value] of values.entries())
    expect(Math.abs(value! / exact[i]! - 1), measures[i]!.name).toBeLessThan(
      bounds[measures[i]!.name] ?? 1e-6,
    );
}

describe("a measure", () => {
  it("agrees with the closed form", () => {
    const by = (name: string) => exact[measures.findIndex((m) => m.name === name)]!;
    const tmax = Math.log(ka / k) / (ka - k);
    expect(by("tmax")).toBeCloseTo(tmax, 5);
    const [one] = simulateFrom(start, problem, compiled, {
      rtol: 1e-11,
      atol: 1e-13,
      measures: [
        requestFor("at", "plasma.methylphenidate", [0.25], {
          place: problem.system.states[0] ? experiment.scenario.place : experiment.scenario.place,
        }),
      ],
    }).measures;
    scale = one!.value! / level(0.25);
    const grid = Array.from({ length: 20_001 }, (_, i) => (2 * i) / 20_000);
    expect(by("cmax")).toBeGreaterThanOrEqual(Math.max(...grid.map(level)) * (1 - 1e-9));
    expect(by("cmax")).toBeCloseTo(Math.max(...grid.map(level)), 5);
    expect(level(by("first"))).toBeCloseTo(2, 7);
    expect(by("long")).toBeCloseTo((grid.filter((t) => level(t) > 2).length / 20_001) * 2, 3);
    expect([by("cmax"), by("auc"), by("first")].map((x) => Number(x.toPrecision(4)))).toEqual([
      8.797, 9.053, 0.007871,
    ]);
    expect(by("cavg")).toBeCloseTo(by("auc") / 2, 9);
  });

  it.each(compilePaths)("is the same on the path %s, with either solver", (path) => {
    const system = compile(problem.system, path);
    expectAsExact(valuesOf({}, system));
    if (path === "interpreter") return;
    expectAsExact(valuesOf({ solver: "odex" }, system), withinByOdex);
    // What it lacks at the default tolerance is no fault of the measure: it goes away with the tolerance.
    expectAsExact(valuesOf({ solver: "odex", rtol: 1e-7, atol: 1e-9 }, system));
  });

  it("does not depend on what is sampled, to the last bit", () => {
    const known = valuesOf({});
    fc.assert(
      fc.property(
        fc.record({
          sampleEvery: fc.double({ min: 0.01, max: 3, noNaN: true }),
          alsoAt: fc.array(fc.double({ min: 0, max: 2, noNaN: true }), { maxLength: 5 }),
          only: fc.option(fc.constant(new Set(["dopamine.tonic"])), { nil: undefined }),
        }),
        (options) => {
          expect(valuesOf(options)).toEqual(known);
        },
      ),
      { seed: 20261128, numRuns: 15 },
    );
  });

  it("does not depend on which others are taken with it, beyond the tolerance", () => {
    for (const [i, request] of measures.entries()) {
      const [alone] = simulateFrom(start, problem, compiled, { measures: [request] }).measures;
      expect(Math.abs(alone!.value! / exact[i]! - 1), request.name).toBeLessThan(
        within[request.name] ?? 1e-6,
      );
    }
  });

  it("is the same in every way to run: pairs, many runs, the library before and after, the page", () => {
    const other = { ...problem, doses: problem.doses.slice(1) };
    const [first, second] = simulatePair(
      [
        { start, problem, measures },
        { start, problem: other, measures: [] },
      ],
      compiled,
    );
    expectAsExact(first.measures.map(({ value }) => value));
    expect(second.measures).toEqual([]);

    const library = shippedLibrary();
    const arms = prepareArms(
      [{ arm: experiment.scenario.arms[0]!, duration: 2, requests: measures }],
      library,
    );
    expectAsExact(arms.run(0).values);
    for (const { values } of arms.runAll([{ arm: 0 }, { arm: 0 }, { arm: 0 }])) expectAsExact(values);

    const { arms: outcomes } = simulateByLibrary(loadModel(), text, { sampleEvery: 1 });
    expectAsExact(measures.map(({ name }) => outcomes[0]!.measures[name]!.value));
    expectAsExact(measures.map((request) => measure(outcomes[0]!, request.text).value));

    const page = new Engine(library).simulate(text, "exact");
    expectAsExact(page.measures.map(({ value }) => value));
  });

  it("of a window is made up of those of its parts", () => {
    const { place } = experiment.scenario;
    const ask = (name: "auc" | "peak" | "trough" | "days_above", given: readonly number[]) =>
      requestFor(name, "plasma.methylphenidate", given, { place });
    fc.assert(
      fc.property(
        fc.tuple(...[0, 1, 2].map(() => fc.double({ min: 0.01, max: 2, noNaN: true }))),
        (times) => {
          const [a, b, c] = [...times].sort((x, y) => x - y) as [number, number, number];
          const list = (name: "auc" | "peak" | "trough") => [
            ask(name, [a, b]),
            ask(name, [b, c]),
            ask(name, [a, c]),
          ];
          const all = [...list("auc"), ...list("peak"), ...list("trough")];
          const taken = simulateFrom(start, problem, compiled, { measures: all }).measures.map(
            (m) => m.value!,
          );
          expect(taken[0]! + taken[1]!).toBeCloseTo(taken[2]!, 7);
          expect(Math.max(taken[3]!, taken[4]!)).toBeCloseTo(taken[5]!, 7);
          expect(Math.min(taken[6]!, taken[7]!)).toBeCloseTo(taken[8]!, 7);
        },
      ),
      { seed: 20261128, numRuns: 15 },
    );
  });

  it("is the same where the variable is followed all the way as where only what the measure hangs on is", () => {
    const days = 9;
    const long = experimentOf(`
scenario: Nine days
question: Is what is looked at closely enough?
duration: ${days} days
arms:
  - {label: es, treatment: escitalopram 10 mg daily}
`).problems[0]!;
    const system = compile(long.system);
    const rest = personAtRest(long, system);
    const ask = (name: MeasureFunction, x: string, given: number[]) =>
      requestFor(name, x, given, experiment.scenario);
    const take = (requests: readonly ReturnType<typeof ask>[]) =>
      simulateFrom(rest, long, system, { measures: requests, only: new Set(), sampleEvery: days }).measures;
    for (const x of ["plasma.escitalopram", "escitalopram.gut", "sert.occupancy", "affect.blunting_drug"]) {
      const [highest] = take([ask("peak", x, [])]);
      const level = 0.7 * highest!.value!;
      const asked = [
        ask("peak", x, []),
        ask("peak", x, [2.3, 6.7]),
        ask("trough", x, [1.1, days]),
        ask("days_above", x, [level]),
        ask("time_to", x, [level]),
        ask("auc", x, [0.4, 8.8]),
        ask("half_time", x, []),
      ];
      // Of so many levels a step that moves at all passes one.
      const levels = Array.from({ length: 1000 }, (_, i) => highest!.value! * (1 - i / 1000));
      const whole = take([...asked, ...levels.map((level) => ask("days_above", x, [level]))]);
      for (const [i, request] of asked.entries()) {
        const [alone] = take([request]);
        const [one, other] = [alone!.value!, whole[i]!.value!];
        // What is left in the gut before a dose is nothing beside the dose.
        const allowed = 2e-7 * Math.abs(other) + 1e-8 * highest!.value!;
        expect(Math.abs(one - other), `${request.text} ${one} ${other}`).toBeLessThan(allowed);
      }
    }
  });

  it("of an area misses no edge within a step", () => {
    const long = experimentOf(`
scenario: Four weeks
question: Does an area see the edge of a maximum?
duration: 28 days
arms:
  - {label: es, treatment: escitalopram 10 mg daily}
`).problems[0]!;
    const system = compile(long.system);
    const rest = personAtRest(long, system);
    // From the fourth week on firing crosses its level at rest every day, where this target has its edge.
    const x = "raphe.slow_drive_target";
    const area = requestFor("auc", x, [24, 28], experiment.scenario);
    const levels = Array.from({ length: 1000 }, (_, i) =>
      requestFor("days_above", x, [(0.3 * i) / 1000], experiment.scenario),
    );
    const [alone, closely] = [[area], [area, ...levels]].map(
      (measures) => simulateFrom(rest, long, system, { measures }).measures[0]!.value!,
    );
    expect(Math.abs(alone! / closely! - 1)).toBeLessThan(5e-7);
  });

  it("sees a dose from both sides, and what comes before the first belongs to no window", () => {
    const gut = simulateFrom(start, problem, compiled, {
      measures: [
        requestFor("trough", "methylphenidate.gut", [0, 0.5], experiment.scenario),
        requestFor("at", "methylphenidate.gut", [0.5], experiment.scenario),
        requestFor("peak", "methylphenidate.gut", [0.25, 0.5], experiment.scenario),
        requestFor("trough", "methylphenidate.gut", [0.5, 0.75], experiment.scenario),
      ],
    }).measures.map(({ value }) => value!);
    const given = gut[1]!;
    const left = given * Math.exp(-ka * 0.5);
    expect(gut[0]! / given).toBeLessThan((1.01 * left) / given);
    expect(gut[2]).toBe(given);
    expect(gut[3]).toBeCloseTo(given * Math.exp(-ka * 0.25), 4);
  });
});
