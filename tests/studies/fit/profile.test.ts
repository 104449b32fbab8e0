import { describe, expect, it } from "vitest";
import type { ObjectiveFunction } from "../../../src/studies/fit/descend.ts";
import { type ProfileRequest, profileEnd } from "../../../src/studies/fit/profile.ts";

// Ends of profile intervals of likelihoods that are known on paper, or solved by halving.

const threshold = 3.8415;
const wide = { low: Float64Array.of(-9, -9), high: Float64Array.of(9, 9) };

/** Minus a normal log-likelihood: half of (4 x² + 2 x y + 2 y²). */
const normal: ObjectiveFunction = async (at) => {
  const [x, y] = [at[0]!, at[1]!];
  return {
    at,
    value: 0.5 * (4 * x * x + 2 * x * y + 2 * y * y),
    gradient: Float64Array.of(4 * x + y, x + 2 * y),
    curvature: Float64Array.of(4, 1, 1, 2),
  };
};
/** Minus the log-likelihood of counts with the logarithm of their mean, and something beside it that follows: skewed. */
const skewed: ObjectiveFunction = async (at) => {
  const [x, y] = [at[0]!, at[1]!];
  const off = y - x * x;
  return {
    at,
    value: 10 * (Math.exp(x) - x - 1) + 5 * off * off,
    gradient: Float64Array.of(10 * (Math.exp(x) - 1) - 20 * x * off, 10 * off),
    curvature: Float64Array.of(10 * Math.exp(x) + 40 * x * x, -20 * x, -20 * x, 10),
  };
};

async function end(objective: ObjectiveFunction, more: Partial<ProfileRequest> = {}, from = [0, 0]) {
  const best = (await objective(Float64Array.from(from)))!;
  return profileEnd({
    best,
    objective,
    bounds: wide,
    idle: new Set(),
    coordinate: 0,
    side: 1,
    threshold,
    ...more,
  });
}

/** Where a rise is the threshold, on one side. */
function solved(rise: (x: number) => number, side: 1 | -1): number {
  let [near, far] = [0, 5 * side];
  for (let i = 0; i < 60; i++) {
    const middle = (near + far) / 2;
    if (rise(middle) < threshold) near = middle;
    else far = middle;
  }
  return near;
}

describe("the end of a profile interval", () => {
  it("of a normal likelihood lies where the curvature left by the others says", async () => {
    // With y at its best, -x / 2, the rise is 3.5 x²; with x at its best, -y / 4, it is 1.75 y².
    for (const side of [1, -1] as const) {
      expect((await end(normal, { side })).end).toBeCloseTo(side * Math.sqrt(threshold / 3.5), 4);
      const other = await end(normal, { side, coordinate: 1 });
      expect(other.end).toBeCloseTo(side * Math.sqrt(threshold / 1.75), 4);
      for (const [at, rise] of other.points) expect(rise).toBeCloseTo(1.75 * at * at, 4);
    }
  });

  it("is nearer where the others are held", async () => {
    expect((await end(normal, { idle: new Set([1]) })).end).toBeCloseTo(Math.sqrt(threshold / 4), 4);
  });

  it("of a skewed likelihood lies where its own rise says, further on the flat side", async () => {
    const rise = (x: number) => 20 * (Math.exp(x) - x - 1);
    const [low, high] = [await end(skewed, { side: -1 }), await end(skewed, { side: 1 })];
    expect(low.end).toBeCloseTo(solved(rise, -1), 2);
    expect(high.end).toBeCloseTo(solved(rise, 1), 2);
    expect(-low.end!).toBeGreaterThan(high.end!);
    for (const { points } of [low, high])
      for (const [at, risen] of points) expect(Math.abs(risen - rise(at))).toBeLessThan(0.03);
  });

  it("is not there where a bound comes first, which loses nothing", async () => {
    const near = { low: Float64Array.of(-0.5, -9), high: Float64Array.of(0.5, 9) };
    for (const side of [1, -1] as const) {
      const found = await end(normal, { side, bounds: near });
      expect(found.end).toBeUndefined();
      expect(found.isLost).toBeFalsy();
      const [at, rise] = found.points.at(-1)!;
      expect(at).toBe(side * 0.5);
      expect(rise).toBeCloseTo(3.5 * 0.25, 4);
    }
    // One that stands at the bound is not followed at all.
    expect(await end(normal, { bounds: { ...wide, high: Float64Array.of(0, 9) } })).toEqual({
      end: undefined,
      points: [],
    });
  });

  it("is lost where runs fail before it", async () => {
    const failing: ObjectiveFunction = async (at) => (at[0]! > 0.4 ? undefined : normal(at));
    const found = await end(failing);
    expect(found).toMatchObject({ end: undefined, isLost: true });
    for (const [at] of found.points) expect(at).toBeLessThanOrEqual(0.4);
    // On the other side nothing fails.
    expect((await end(failing, { side: -1 })).end).toBeCloseTo(-Math.sqrt(threshold / 3.5), 4);
  });

  it("is found also where runs fail beyond it", async () => {
    const wanted = Math.sqrt(threshold / 3.5);
    const failing: ObjectiveFunction = async (at) => (at[0]! > wanted + 0.05 ? undefined : normal(at));
    expect((await end(failing)).end).toBeCloseTo(wanted, 3);
  });

  it("gives a place that is better than the best, where it meets one", async () => {
    const found = await end(normal, { side: -1 }, [1, 0]);
    expect(found.end).toBeUndefined();
    expect(found.better!.value).toBeLessThan((await normal(Float64Array.of(1, 0)))!.value);
  });
});
