import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile/index.ts";
import { requestFor } from "../../src/scenario/index.ts";
import { type SimulateOptions, simulate, type Trajectory } from "../../src/simulation/index.ts";
import { problemOf, switched } from "../support/modules.ts";
import { experimentOf } from "../support/shipped.ts";

// What goes wrong while numbers are computed is a status with time, state and remedy, never a number.

/** Simulates a system in which `m.on` is switched on at day 0 (or before). */
function run(rate: string, before = 0, solver = "rodas5p", options: SimulateOptions = {}): Trajectory {
  const system = switched(rate);
  const values = (on: number) => new Map([["m.on", on]]);
  return simulate(problemOf(system, { before: values(before), during: values(1) }), compile(system), {
    solver,
    ...options,
  });
}

/** The run failed with a status that says all, and what it shows came before and is finite. */
function check(
  { status, times, columns }: Trajectory,
  kinds: readonly string[],
  state: string | undefined,
): void {
  expect(kinds).toContain(status.kind);
  expect(status.state).toBe(state);
  expect(status.message.length).toBeGreaterThan(10);
  expect(status.remedy?.length).toBeGreaterThan(10);
  expect(Number.isFinite(status.time)).toBe(true);
  for (const time of times) expect(time).toBeLessThanOrEqual(status.time);
  for (const [name, { values }] of columns) {
    expect(values.length).toBe(times.length);
    expect(values.every(Number.isFinite), name).toBe(true);
  }
}

const giveUp = ["non-finite", "step-too-small", "max-steps"];

describe("simulate where numbers go wrong", () => {
  it.each(["rodas5p", "odex"])("`simulate` blames the state that blows up, and when, with %s", (solver) => {
    // x = 1 / (1 - t)
    const trajectory = run("on * x^2 / day", 0, solver);
    expect(trajectory.status.time).toBeCloseTo(1, 3);
    check(trajectory, giveUp, "m.x");
  });

  it.each(["rodas5p", "odex"])("`simulate` blames the state that is divided by zero, with %s", (solver) => {
    // x = sqrt(1 - 2 t)
    const trajectory = run("-on / (x * day)", 0, solver);
    expect(trajectory.status.time).toBeCloseTo(0.5, 2);
    check(trajectory, giveUp, "m.x");
  });

  it("`simulate` says which state never comes to rest in a person without equilibrium", () => {
    const trajectory = run("on / day", 1);
    expect(trajectory.status.message).toContain("no drug-free equilibrium: m.x");
    check(trajectory, ["no-equilibrium"], "m.x");
    expect(trajectory.times.length).toBe(0);
  });

  it("`simulate` stops where a value that no state reads leaves its domain", () => {
    // x = 1 + t, so sqrt(2.02 - x) ends at day 1.02.
    const trajectory = run("on / day");
    expect(trajectory.status.time).toBeGreaterThan(1);
    expect(trajectory.status.time).toBeLessThan(1.1);
    check(trajectory, ["non-finite"], "m.root");
  });

  it("`simulate` measures nothing in a failed run, not even at a time before the failure", () => {
    const place = { file: "s.yaml", start: 0, end: 1 };
    const measures = [requestFor("at", "m.x", [0.1], { place })];
    const { status, measures: taken } = run("on * x^2 / day", 0, "rodas5p", { measures });
    expect(status.kind).not.toBe("success");
    expect(taken).toMatchObject([{ value: undefined, unit: "1" }]);
  });

  it("`simulate` fails where a measured value leaves its domain between samples", () => {
    const place = { file: "s.yaml", start: 0, end: 1 };
    const measures = [requestFor("peak", "m.root", [], { place })];
    const trajectory = run("on / day", 0, "rodas5p", { measures, sampleEvery: 100 });
    check(trajectory, ["non-finite"], "m.root");
    expect(trajectory.status.time).toBeLessThan(1.5);
    expect(trajectory.measures).toMatchObject([{ value: undefined }]);
  });
});

describe("simulate with parameters that make no sense", () => {
  const [problem] = experimentOf(`
scenario: s
question: q
duration: 2 weeks
person: depressed-adult
arms: [{label: a, treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}]}]
`).problems;
  const compiled = compile(problem!.system);
  const wrong = [
    ["vta.firing_time", Number.NaN],
    ["vta.firing_time", 0],
    ["raphe.brake_slope", Number.NaN],
    ["escitalopram.volume", 0],
    ["escitalopram.absorption", Number.POSITIVE_INFINITY],
    ["serotonin.raphe_share", Number.NaN],
    ["scale.madrs_episode", Number.NaN],
    ["affect.positive_weight", Number.NEGATIVE_INFINITY],
  ] as const;

  it.each(wrong)("`simulate` gives a status and no numbers when %s is %d from birth", (name, value) => {
    const set = new Map([[name, value]]);
    const { status, columns } = simulate({ ...problem!, before: set, during: set }, compiled, {
      sampleEvery: 1,
    });
    expect(status.kind).not.toBe("success");
    expect(status.state).toBeDefined();
    for (const [, { values }] of columns) expect(values.every(Number.isFinite)).toBe(true);
  });

  it.each(wrong)("`simulate` gives a status and no numbers when %s becomes %d at day 0", (name, value) => {
    const during = new Map([...problem!.during, [name, value] as const]);
    const { status, columns } = simulate({ ...problem!, during }, compiled, { sampleEvery: 1 });
    expect(status.kind).not.toBe("success");
    expect(status.remedy).toBeDefined();
    for (const [, { values }] of columns) expect(values.every(Number.isFinite)).toBe(true);
  });
});
