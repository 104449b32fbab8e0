import { describe, expect, it } from "vitest";
import type { FlatSystem } from "../../src/model/index.ts";
import { boundsNotes } from "../../src/simulation/bounds.ts";

const times = [0, 1, 2, 3];

/** Notes on a value declared between 0 and 2 (or without bounds) that takes these values on days 0 to 3. */
function notes(values: readonly number[], unit = "1", bounds: readonly number[] | undefined = [0, 2]) {
  const system = { values: [{ name: "m.x", bounds }] } as unknown as FlatSystem;
  const columns = new Map([["m.x", { unit, values: Float64Array.from(values) }]]);
  return boundsNotes(system, { times: Float64Array.from(times), columns } as never);
}

describe("boundsNotes", () => {
  it("tells of what falls below its lower bound: from when on, and how far", () => {
    expect(notes([1, -0.1, -0.5, 1])).toEqual(["m.x leaves its bounds of 0 to 2 on day 1 and goes to -0.5."]);
  });

  it("tells of what rises above its upper bound, with the unit", () => {
    expect(notes([1, 2, 3.25, 2.5], "nM")).toEqual([
      "m.x leaves its bounds of 0 to 2 nM on day 2 and goes to 3.25.",
    ]);
  });

  it("names the farthest of the two sides", () => {
    expect(notes([-0.5, 1, 3, 1])).toEqual(["m.x leaves its bounds of 0 to 2 on day 0 and goes to 3."]);
    expect(notes([2.5, 1, -1, 1])).toEqual(["m.x leaves its bounds of 0 to 2 on day 0 and goes to -1."]);
  });

  it("says nothing of the bounds themselves, of rounding, or where none are declared", () => {
    expect(notes([0, 2, -1e-6, 2 + 1e-6])).toEqual([]);
    expect(notes([0, 2, 2 + 1e-5, 1])).toHaveLength(1);
    expect(notes([-9, 9, 0, 0], "1", null as never)).toEqual([]);
  });

  it("says nothing of what was not recorded", () => {
    const system = { values: [{ name: "m.y", bounds: [0, 1] }] } as unknown as FlatSystem;
    expect(boundsNotes(system, { times: [], columns: new Map() } as never)).toEqual([]);
  });
});
