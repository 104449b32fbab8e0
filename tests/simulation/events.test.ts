import { describe, expect, it } from "vitest";
import { compile, compilePaths } from "../../src/compile/index.ts";
import { simulate } from "../../src/simulation/index.ts";
import { solvers } from "../../src/solvers/index.ts";
import { problemOf, systemOf } from "../support/modules.ts";

// Small systems whose events have closed forms.

const head = `
module: m
title: T
about: A.
units: labels
start: written
`;

/** Curves of a module's text over the given days, sampled at `times`. */
function curves(
  text: string,
  duration: number,
  times: number[],
  { path = "auto" as Parameters<typeof compile>[1], solver = "rodas5p", seed = 0, rtol = 1e-9 } = {},
): Record<string, number[]> {
  const system = systemOf(head + text);
  const trajectory = simulate(problemOf(system, { duration, seed }), compile(system, path), {
    alsoAt: times,
    sampleEvery: duration,
    rtol,
    atol: 1e-11,
    solver,
  });
  expect(trajectory.status.message).toBe("completed");
  const at = times.map((time) => trajectory.times.indexOf(time));
  return Object.fromEntries(
    [...trajectory.columns].map(([name, column]) => [name.slice(2), at.map((i) => column.values[i]!)]),
  );
}

describe.each(compilePaths)("events on the path %s", (path) => {
  it.each(solvers.map((s) => s.name))(
    "`simulate` lets a ball bounce where it meets the ground, with %s",
    (solver) => {
      const ball = `
states:
  height: {unit: m, initial: 5, rate: speed, about: Height.}
  speed: {unit: m/s, initial: 0, rate: "-10", about: Speed.}
  bounces: {unit: "1", initial: 0, rate: 0, about: Bounces.}
events:
  bounce: {trigger: "height < 0 and speed < 0", assign: {speed: "-speed / 2", bounces: bounces + 1}, about: It bounces.}
`;
      // Falls for 1, then flies for 1, a half, a quarter ...
      const { height, speed, bounces } = curves(ball, 2.4, [0.9, 1.5, 1.9, 2.25], { path, solver });
      expect(height![0]).toBeCloseTo(5 - 5 * 0.81, 7);
      expect(height![1]).toBeCloseTo(5 * 0.5 - 5 * 0.25, 7);
      expect(speed![1]).toBeCloseTo(0, 6);
      expect(bounces).toEqual([0, 1, 1, 2]);
      expect(height![3]).toBeCloseTo(2.5 * 0.25 - 5 * 0.0625, 6);
    },
  );
});

describe("events", () => {
  const counter =
    "states:\n  x: {unit: a, initial: 0, rate: 1, about: X.}\n  n: {unit: a, initial: 0, rate: 0, about: N.}\n  m: {unit: a, initial: 0, rate: 0, about: M.}\n";

  it("`simulate` fires at day 0 only what is said to have been false before, and shows the state after", () => {
    const { n, m } = curves(
      `${counter}events:
  held: {trigger: "x >= 0", assign: {n: n + 1}, about: A.}
  fresh: {trigger: "x >= 0", initially: false, assign: {m: m + 1}, about: B.}
`,
      1,
      [0, 1],
    );
    expect(n).toEqual([0, 0]);
    expect(m).toEqual([1, 1]);
  });

  it("`simulate` finds a window of time that is shorter than a step", () => {
    const { n } = curves(
      `${counter}events:
  window: {trigger: "t > 31.4 and t < 31.4001", assign: {n: n + 1}, about: A.}
`,
      1000,
      [31, 32, 1000],
    );
    expect(n).toEqual([0, 1, 1]);
  });

  it("`simulate` takes new values at the trigger or at the execution, as asked, after the delay", () => {
    const { n, m } = curves(
      `${counter}events:
  early: {trigger: "x > 2", delay: "x / 2", assign: {n: x}, about: A.}
  late: {trigger: "x > 2", delay: 1, evaluate: execution, assign: {m: x}, about: B.}
`,
      5,
      [2.9, 3, 5],
    );
    expect(n![0]).toBe(0);
    expect(n![1]).toBeCloseTo(2, 9);
    expect(m![1]).toBeCloseTo(3, 9);
  });

  it("`simulate` forgets an event that does not persist when its trigger turns false before it is due", () => {
    const { n, m } = curves(
      `${counter}events:
  kept: {trigger: "x > 1 and x < 2", delay: 2, assign: {n: 1}, about: A.}
  lost: {trigger: "x > 1 and x < 2", delay: 2, persistent: false, assign: {m: 1}, about: B.}
`,
      5,
      [5],
    );
    expect([n, m]).toEqual([[1], [0]]);
  });

  it("`simulate` executes the larger priority first, and lets chance decide between equals", () => {
    const ranked = (first: number, second: number) => `${counter}events:
  a: {trigger: "x > 1", priority: ${first}, evaluate: execution, assign: {n: "10 * n + 1"}, about: A.}
  b: {trigger: "x > 1", priority: ${second}, evaluate: execution, assign: {n: "10 * n + 2"}, about: B.}
`;
    const order = (text: string, seed: number) => curves(text, 2, [2], { seed }).n![0];
    expect(order(ranked(1, 2), 0)).toBe(21);
    expect(order(ranked(2, 1), 0)).toBe(12);
    const seen = Array.from({ length: 30 }, (_, seed) => order(ranked(1, 1), seed));
    expect(new Set(seen)).toEqual(new Set([12, 21]));
    expect(order(ranked(1, 1), 3)).toBe(seen[3]);
  });

  it("`simulate` lets one event set off another at the same time", () => {
    const { n, m } = curves(
      `${counter}events:
  first: {trigger: "x > 1", assign: {n: 1}, about: A.}
  second: {trigger: "n > 0", assign: {m: "x"}, about: B.}
`,
      2,
      [0.5, 2],
    );
    expect(n).toEqual([0, 1]);
    expect(m![1]).toBeCloseTo(1, 9);
  });

  it("`simulate` ends a run in which events follow one another without end", () => {
    const system = systemOf(`${head}${counter}events:
  up: {trigger: "x > 1 and n < 1", assign: {n: 1}, about: A.}
  down: {trigger: "n > 0", assign: {n: 0}, about: B.}
`);
    const { status } = simulate(problemOf(system, { duration: 2 }), compile(system));
    expect(status).toMatchObject({ kind: "endless-events", time: expect.closeTo(1, 6) });
  });
});

describe("models that start as written", () => {
  it("`simulate` starts an oscillator at its initial values, which may be formulas of one another", () => {
    const { a, b } = curves(
      `
parameters:
  p: {value: 3, unit: "1", range: [0, 10], tier: assumed, about: P.}
states:
  a: {unit: x, initial: "2 * b", rate: "-b", about: A.}
  b: {unit: x, initial: "v - 1 + t", rate: "a", about: B.}
values:
  v: {unit: x, formula: "p + t", about: V.}
`,
      1,
      [0, 1],
    );
    expect([a![0], b![0]]).toEqual([4, 2]);
    expect(a![1]).toBeCloseTo(4 * Math.cos(1) - 2 * Math.sin(1), 7);
  });

  it("`simulate` counts time in the unit of the module, and rate_of() is in it too", () => {
    const { x, speed } = curves(
      `
time: hour
states:
  x: {unit: a, initial: 1, rate: "0.5 * t", about: X.}
values:
  speed: {unit: a/hour, formula: rate_of(x), about: S.}
`,
      1,
      [0.5, 1],
    );
    expect(x![1]).toBeCloseTo(1 + 0.25 * 24 * 24, 5);
    expect(speed![0]).toBeCloseTo(6, 9);
  });
});
