import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile/index.ts";
import { BoundsWatch } from "../../src/simulation/bounds.ts";
import { simulate } from "../../src/simulation/index.ts";
import { problemOf, systemOf } from "../support/modules.ts";

const times = Float64Array.of(0, 1, 2, 3);

/** The note on a value declared between 0 and 2 that takes these values on days 0 to 3, which come so many at a time. */
function note(values: readonly number[], unit = "1", atOnce = times.length) {
  const watch = new BoundsWatch({ name: "m.x", unit: { text: unit } } as never, [0, 2]);
  for (let from = 0; from < values.length; from += atOnce)
    // What comes after the count is left over from a block before.
    watch.see(Float64Array.of(...values.slice(from, from + atOnce), 99), atOnce, times, from);
  return watch.note;
}

describe("a quantity that is declared with bounds", () => {
  it("is told when it falls below the lower one: from when on, and how far", () => {
    expect(note([1, -0.1, -0.5, 1])).toBe("m.x leaves its bounds of 0 to 2 on day 1 and goes to -0.5.");
  });

  it("is told when it rises above the upper one, with the unit", () => {
    expect(note([1, 2, 3.25, 2.5], "nM")).toBe(
      "m.x leaves its bounds of 0 to 2 nM on day 2 and goes to 3.25.",
    );
  });

  it("is told with the farthest of the two sides", () => {
    expect(note([-0.5, 1, 3, 1])).toBe("m.x leaves its bounds of 0 to 2 on day 0 and goes to 3.");
    expect(note([2.5, 1, -1, 1])).toBe("m.x leaves its bounds of 0 to 2 on day 0 and goes to -1.");
  });

  it("is told the same however its samples come", () => {
    for (const values of [
      [1, -0.1, -0.5, 1],
      [-0.5, 1, 3, 1],
      [2.5, 1, -1, 1],
      [0, 1, 2, 1],
    ] as const)
      for (const atOnce of [1, 2]) expect(note(values, "1", atOnce)).toBe(note(values));
  });

  it("is not told of at its bounds, or off them by rounding", () => {
    expect(note([0, 2, -1e-6, 2 + 1e-6])).toBeUndefined();
    expect(note([0, 2, 2 + 1e-5, 1])).toBeDefined();
  });
});

describe("a run of which no column is wanted", () => {
  it("keeps none, and tells of bounds all the same", () => {
    // A level that rises by 1 a day from 0 on.
    const system = systemOf(`
      module: m
      title: M
      about: M.
      parameters:
        speed: {value: 0, unit: 1/day, range: [0, 1], tier: assumed, about: S.}
      states:
        x: {unit: 1, initial: 0, rate: speed, about: X.}
      values:
        level: {unit: 1, formula: x, bounds: [0, 2], about: L.}`);
    const { columns, times, notes } = simulate(
      problemOf(system, { during: new Map([["m.speed", 1]]), duration: 10 }),
      compile(system),
      { whole: new Set(), sampleEvery: 0.25 },
    );
    expect(times).toHaveLength(41);
    expect([...columns.keys()]).toEqual([]);
    expect(notes).toEqual(["m.level leaves its bounds of 0 to 2 on day 2.25 and goes to 10."]);
  });
});
