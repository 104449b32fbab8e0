import { describe, expect, it } from "vitest";
import type { Observation } from "../../src/data/index.ts";
import { predictionOf } from "../../src/scenario/observed.ts";

describe("what stands beside a measured point", () => {
  const place = { file: "levels.csv", start: 7, end: 9 };
  const asked = (time: number, ...doses: number[]) =>
    predictionOf({ variable: "m.x", time, place } as Observation, doses.map((at) => ({ time: at })) as never);

  it("is the variable at its time, at the place of the point", () => {
    expect(asked(3, 0, 1)).toMatchObject({ function: "at", variable: "m.x", arguments: [3], place });
  });

  it("is taken before a dose of the same time, but at the start of the run", () => {
    expect(asked(3, 3).arguments[0]).toBe(3 - 1e-7);
    expect(asked(3, 0, 3 + 1e-10, 6).arguments[0]).toBe(3 - 1e-7);
    expect(asked(3, 3 + 1e-8).arguments[0]).toBe(3);
    expect(asked(3, 3 - 1e-8).arguments[0]).toBe(3);
    expect(asked(0, 0).arguments[0]).toBe(0);
    expect(asked(3).arguments[0]).toBe(3);
  });
});
