import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile/index.ts";
import type { Experiment } from "../../src/scenario/index.ts";
import {
  personAtRest,
  type SimulateOptions,
  simulate,
  simulateFrom,
  type Trajectory,
} from "../../src/simulation/index.ts";
import { scenarioPaths, shippedExperiment } from "../support/experiments.ts";
import { experimentOf, runExperiment } from "../support/shipped.ts";

const experiment = (
  weeks: number,
  treatment = "{drug: escitalopram, dose: 10 mg, every: 1 day}",
): Experiment =>
  experimentOf(`
scenario: s
question: q
duration: ${weeks} weeks
person: depressed-adult
care: trial
arms: [{label: a, treatment: [${treatment}]}]
`);

function run(one: Experiment, options: SimulateOptions = {}): Trajectory {
  const [problem] = one.problems;
  const trajectory = simulate(problem!, compile(problem!.system), options);
  expect(trajectory.status).toMatchObject({ kind: "success" });
  return trajectory;
}

/** Every column of both trajectories at a time that both sampled. */
function compareAt(time: number, one: Trajectory, other: Trajectory, tolerance: number): void {
  const [i, j] = [one.times.indexOf(time), other.times.indexOf(time)];
  expect(i).toBeGreaterThanOrEqual(0);
  expect(j).toBeGreaterThanOrEqual(0);
  // Told together: an expectation each takes longer than the runs do.
  const apart: string[] = [];
  for (const [name, { values }] of one.columns) {
    const [x, y] = [values[i]!, other.columns.get(name)!.values[j]!];
    const isNear = tolerance === 0 ? Object.is(y, x) : Math.abs(y - x) < tolerance * (1 + Math.abs(x));
    if (!isNear) apart.push(`${name} at day ${time}: ${x}, ${y}`);
  }
  expect(apart).toEqual([]);
}

describe("simulate", () => {
  it("`simulate` gives bit for bit the same at a time, whatever other times are sampled", () => {
    const sparse = run(experiment(2), { sampleEvery: 7 });
    const dense = run(experiment(2), { sampleEvery: 0.01, alsoAt: [3.3, 5] });
    const odd = run(experiment(2), { sampleEvery: 3.7, alsoAt: [7] });
    for (const time of [0, 7, 14]) compareAt(time, sparse, dense, 0);
    for (const time of [0, 7, 14]) compareAt(time, sparse, odd, 0);
  });

  it("`only` and `keep` leave the columns that they name as they are, and no others", () => {
    const names = new Set(["affect.blunting_drug", "dopamine.phasic", "sert.occupancy", "raphe.firing"]);
    const all = run(experiment(2), { sampleEvery: 0.5 });
    const few = new Set(["raphe.firing", "affect.blunting_drug"]);
    const asked: [SimulateOptions, ReadonlySet<string>][] = [
      [{ only: names }, names],
      [{ keep: names }, names],
      [{ only: names, keep: few }, few],
    ];
    for (const [options, expected] of asked) {
      const some = run(experiment(2), { sampleEvery: 0.5, ...options });
      expect(new Set(some.columns.keys())).toEqual(expected);
      for (const name of expected)
        expect(some.columns.get(name)!.values, name).toEqual(all.columns.get(name)!.values);
    }
  });

  it("`simulate` gives the same however a treatment is cut into entries", () => {
    const parts =
      "{drug: escitalopram, dose: 10 mg, every: 1 day, until: week 1}, {drug: escitalopram, dose: 10 mg, every: 1 day, from: week 1}";
    compareAt(14, run(experiment(2)), run(experiment(2, parts)), 0);
  });

  it("`simulate` says of week 2 the same in a run of 2 weeks and of 5", () => {
    compareAt(
      14 - 1 / 8,
      run(experiment(2), { sampleEvery: 1 / 8 }),
      run(experiment(5), { sampleEvery: 1 / 8 }),
      1e-5,
    );
  });

  it("`simulateFrom` goes on from where an earlier run ended as if it had not ended", () => {
    const [whole] = experiment(4).problems;
    const compiled = compile(whole!.system);
    const start = personAtRest(whole!, compiled);
    const first = simulateFrom(
      start,
      { ...whole!, duration: 14.5, doses: whole!.doses.filter((d) => d.time < 14.5) },
      compiled,
    );
    const y = Float64Array.from(
      whole!.system.states,
      ({ name, unit }) => first.columns.get(name)!.values.at(-1)! * unit.factor,
    );
    const later = whole!.doses.filter((d) => d.time > 14.5).map((d) => ({ ...d, time: d.time - 14.5 }));
    const second = simulateFrom({ ...start, y }, { ...whole!, duration: 13.5, doses: later }, compiled);
    const unbroken = simulateFrom(start, whole!, compiled);
    for (const [name, { values }] of unbroken.columns) {
      const x = values.at(-1)!;
      expect(Math.abs(second.columns.get(name)!.values.at(-1)! - x), name).toBeLessThan(
        1e-5 * (1 + Math.abs(x)),
      );
    }
  });

  it("`simulate` shows the state after the dose at the time of a dose", () => {
    const { times, columns } = run(experiment(1), { sampleEvery: 1 });
    expect(times[0]).toBe(0);
    expect(columns.get("escitalopram.gut")!.values[0]).toBe(10);
  });

  it("`simulate` audits the doses", () => {
    const { doses } = run(experiment(2));
    const all = { asked: 14, delivered: 14, missed: 0, late: 0, amount: 140, amountBefore: 0 };
    expect(doses).toEqual({ ...all, byDrug: [{ drug: "escitalopram", ...all }] });
  });

  it("`simulate` audits what was not delivered when it was cancelled", () => {
    const [problem] = experiment(2).problems;
    let asked = 0;
    const trajectory = simulate(problem!, compile(problem!.system), { isCancelled: () => ++asked > 60 });
    expect(trajectory.status.kind).toBe("cancelled");
    expect(trajectory.doses.delivered).toBeLessThan(14);
    expect(trajectory.doses.missed).toBe(0);
    expect(trajectory.times.at(-1)).toBeLessThanOrEqual(trajectory.status.time);
  });

  it("`simulate` throws for options that make no sense", () => {
    expect(() => run(experiment(1), { sampleEvery: 0 })).toThrow("invalid sampleEvery: 0");
    expect(() => run(experiment(1), { solver: "euler" })).toThrow("invalid solver: euler");
  });

  it("`simulate` leaves next to nothing to a much tighter tolerance", () => {
    compareAt(28, run(experiment(4)), run(experiment(4), { rtol: 1e-10, atol: 1e-12 }), 1e-4);
  });
});

/** The runs of a shipped scenario as everybody runs it, for all tests that ask about them. */
const asShipped = (path: string) => {
  const known = shippedRuns.get(path) ?? runExperiment(shippedExperiment(path));
  shippedRuns.set(path, known);
  return known;
};
const shippedRuns = new Map<string, ReturnType<typeof runExperiment>>();

describe("solvers", () => {
  // The arm that a dozen questions are measured against is run for the first of them.
  const seen = new Set<string>();
  const isNew = (one: Experiment, i: number) => {
    const { duration, arms } = one.scenario;
    const plain = (name: string, value: unknown) =>
      /place$/i.test(name) ? undefined : value instanceof Map || value instanceof Set ? [...value] : value;
    const key = JSON.stringify([duration, { ...arms[i], label: "" }], plain);
    return !seen.has(key) && seen.add(key);
  };

  it.each(scenarioPaths)("`odex` and `rodas5p` agree on %s", (path) => {
    const all = shippedExperiment(path);
    const kept = all.problems.map((_, i) => isNew(all, i));
    const one = {
      ...all,
      scenario: { ...all.scenario, arms: all.scenario.arms.filter((_, i) => kept[i]) },
      problems: all.problems.filter((_, i) => kept[i]),
    };
    expect(one.problems.length).toBeGreaterThan(0);
    const stiff = asShipped(path).arms.filter((_, i) => kept[i]);
    const other = runExperiment(one, { solver: "odex", sampleEvery: 3.5 });
    for (const [i, arm] of stiff.entries()) {
      const twin = other.arms[i]!;
      expect(arm.trajectory.status.kind).toBe("success");
      expect(twin.trajectory.status.kind).toBe("success");
      expect(twin.trajectory.times.length).toBeGreaterThan(1);
      for (const time of twin.trajectory.times) compareAt(time, arm.trajectory, twin.trajectory, 2e-4);
    }
  });
});

describe("runScenario", () => {
  it.each(scenarioPaths)("`runScenario` takes every measure of %s that its arms reach", (path) => {
    const { arms, manifest } = asShipped(path);
    for (const arm of arms) {
      expect(arm.trajectory.status.kind).toBe("success");
      for (const { request, value } of arm.measures)
        if (!["onset", "time_to", "half_time"].includes(request.function))
          expect(value, request.text).toBeDefined();
    }
    expect(manifest).toMatchObject({ solver: "rodas5p", rtol: 1e-6 });
  });

  it("`runScenario` gives the same numbers each time", () => {
    const path = scenarioPaths[0]!;
    const [one, two] = [runExperiment(shippedExperiment(path)), runExperiment(shippedExperiment(path))];
    expect(two.arms.map((a) => a.measures)).toEqual(one.arms.map((a) => a.measures));
  });
});
