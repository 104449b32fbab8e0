import { describe, expect, it } from "vitest";
import { type MeasureFunction, requestFor, takeFrom } from "../../src/scenario/index.ts";
import { PiecewiseCurve } from "../../src/simulation/curve.ts";

// Curves whose measures are known on paper: x = 2 + 3 t, x = 5, x = sin(2 pi t / 10), x = exp(-t / 4), and a saw.

const duration = 20;
const place = { file: "s.yaml", start: 0, end: 1 };
const end = Number.POSITIVE_INFINITY;

/** The function as pieces a quarter of a day long, with its exact value at whole days. */
function curveOf(at: (t: number) => number, days = duration): PiecewiseCurve {
  const curve = new PiecewiseCurve(days);
  for (let i = 0; i < 4 * days; i++) {
    const nodes = [0, 1, 2, 3, 4].map((k) => at(i / 4 + k / 16));
    curve.addPiece(i / 4, (i + 1) / 4, nodes);
  }
  curve.addPoint(days, at(days));
  return curve;
}

/** Jumps to 1 every other day and falls in a straight line to 0: x = 1 - (t mod 2) / 2, just before the jump 0. */
function saw(): PiecewiseCurve {
  const curve = new PiecewiseCurve(duration);
  for (let day = 0; day < duration; day += 2) curve.addPiece(day, day + 2, [1, 0.75, 0.5, 0.25, 0]);
  curve.addPoint(duration, 1);
  return curve;
}

const line = curveOf((t) => 2 + 3 * t);
const constant = curveOf(() => 5);
const sine = curveOf((t) => Math.sin((2 * Math.PI * t) / 10));
const decay = curveOf((t) => Math.exp(-t / 4));

const take = (curve: PiecewiseCurve, name: MeasureFunction, given: readonly number[]) =>
  takeFrom(curve, requestFor(name, "m.x", given, { place }));

function check(
  curve: PiecewiseCurve,
  name: MeasureFunction,
  given: readonly number[],
  value: number | undefined,
): void {
  const taken = take(curve, name, given);
  if (value === undefined) expect(taken).toBeUndefined();
  else expect(taken).toBeCloseTo(value, 7);
}

describe("takeFrom on a line", () => {
  it.each([
    ["at", [4], 14],
    ["at", [0.1234], 2.3702],
    ["at", [end], 62],
    ["mean", [2, 4], 11],
    ["mean", [3, 3], 11],
    ["peak", [], 62],
    ["peak", [0, 2], 8],
    ["trough", [5], 17],
    ["change", [1, 3], 6],
    ["change", [3, 1], -6],
    ["ratio", [0, 2], 4],
    ["auc", [0, 2], 10],
    ["auc", [0.005, 0.995], 3.465],
    ["onset", [4.5], 1.5],
    ["onset", [-4.5], 1.5],
    ["time_to", [8], 2],
    ["time_to", [2], 0],
    ["time_to", [100], undefined],
    ["time_to", [1], undefined],
    ["onset", [61], undefined],
    ["half_time", [], 10],
  ] as const)("`takeFrom` gives for %s%j %d", (fn, args, value) => {
    check(line, fn, args, value);
  });
});

describe("takeFrom on a line, how long and when", () => {
  it.each([
    ["time_of_peak", [], 20],
    ["time_of_peak", [0, 2], 2],
    ["days_above", [8], 18],
    ["days_above", [8, 0, 5], 3],
    ["days_above", [100], 0],
    ["days_below", [8], 2],
    ["days_below", [8, 1, 5], 1],
  ] as const)("`takeFrom` gives for %s%j %d", (name, given, value) => check(line, name, given, value));

  it("`takeFrom` counts every stretch above and below a level, and none at it", () => {
    check(sine, "days_above", [0.5], 20 / 3);
    check(sine, "days_below", [0.5], 40 / 3);
    check(sine, "time_of_peak", [], 2.5);
    check(sine, "time_of_peak", [5], 12.5);
    check(constant, "days_above", [5], 0);
    check(constant, "days_below", [5], 0);
    check(saw(), "days_above", [0.75], 5);
  });
});

describe("takeFrom on a constant", () => {
  it.each([
    ["mean", [0, end], 5],
    ["change", [0, end], 0],
    ["ratio", [0, end], 1],
    ["peak", [], 5],
    ["trough", [], 5],
    ["onset", [0.1], undefined],
    ["onset", [0], 0],
    ["time_to", [5], 0],
    ["time_to", [6], undefined],
    ["half_time", [], undefined],
  ] as const)("`takeFrom` gives for %s%j %d", (fn, args, value) => check(constant, fn, args, value));
});

describe("takeFrom on a sine and a decay", () => {
  it("`takeFrom` finds the mean, the area and the extremes of a sine", () => {
    check(sine, "mean", [0, 10], 0);
    check(sine, "auc", [0, 5], 10 / Math.PI);
    check(sine, "peak", [], 1);
    check(sine, "trough", [], -1);
    check(sine, "peak", [5, 10], 0);
  });

  it("`takeFrom` takes the first of several crossings, on the way up or down", () => {
    check(sine, "time_to", [0.5], 10 / 12);
    check(sine, "time_to", [-0.5], 70 / 12);
    check(sine, "onset", [0.5], 10 / 12);
  });

  it("`takeFrom` finds no half of a change that is rounding, measured by how large the variable counts", () => {
    const rising = (by: number, size: number) => {
      const curve = new PiecewiseCurve(duration, size);
      for (let day = 0; day < duration; day++)
        curve.addPiece(
          day,
          day + 1,
          [0, 0.25, 0.5, 0.75, 1].map((part) => (by * (day + part)) / duration),
        );
      curve.addPoint(duration, by);
      return curve;
    };
    check(rising(1e-10, 1), "half_time", [], undefined);
    check(rising(-1e-10, 1), "half_time", [], undefined);
    check(rising(1e-8, 1), "half_time", [], 10);
    check(rising(-1e-8, 1), "half_time", [], 10);
    check(rising(1e-8, 100), "half_time", [], undefined);
    check(rising(1e-10, 1e-2), "half_time", [], 10);
  });

  it("`takeFrom` finds the half of the change of a decay", () => {
    const half = (1 + Math.exp(-5)) / 2;
    check(decay, "half_time", [], -4 * Math.log(half));
    check(decay, "time_to", [0.5], 4 * Math.LN2);
    check(decay, "time_to", [1e-3], undefined);
  });

  it("`takeFrom` has no ratio to a start of zero", () => {
    check(sine, "ratio", [0, 2], undefined);
  });
});

describe("takeFrom on a saw", () => {
  it.each([
    ["at", [2], 1],
    ["at", [end], 1],
    ["peak", [], 1],
    ["trough", [], 0],
    // The value before a jump belongs to the time that ends there, the one after it to the time that begins.
    ["trough", [0, 2], 0],
    ["peak", [1, 2], 1],
    ["peak", [1, 1.5], 0.5],
    ["trough", [2, 3], 0.5],
    ["mean", [0, end], 0.5],
    ["auc", [1, 3], 0.25 + 0.75],
    ["time_to", [0.25], 1.5],
    ["onset", [0.5], 1],
  ] as const)("`takeFrom` gives for %s%j %d", (name, given, value) => check(saw(), name, given, value));
});

describe("takeFrom", () => {
  it("`takeFrom` finds an extreme and two crossings within one piece", () => {
    // 4 t (2 - t), a parabola over one piece of two days: 4 at its top.
    const curve = new PiecewiseCurve(2);
    curve.addPiece(0, 2, [0, 3, 4, 3, 0]);
    curve.addPoint(2, 0);
    check(curve, "peak", [], 4);
    check(curve, "time_to", [3.96], 0.9);
    check(curve, "onset", [4.01], undefined);
  });

  it("`takeFrom` takes a top that touches a level for one that reaches it, and does not pass it", () => {
    const arch = (top: number) => {
      const curve = new PiecewiseCurve(2);
      curve.addPiece(
        0,
        2,
        [0, 3, 4, 3, 0].map((value) => (value * top) / 4),
      );
      curve.addPoint(2, 0);
      return curve;
    };
    for (const top of [4 - 1e-8, 4, 4 + 1e-8]) {
      expect(Math.abs(take(arch(top), "time_to", [4])! - 1)).toBeLessThan(1e-4);
      check(arch(top), "days_above", [4], 0);
    }
    check(arch(4 - 1e-5), "time_to", [4], undefined);
    expect(take(arch(4 + 1e-5), "days_above", [4])).toBeCloseTo(2 * Math.sqrt(1e-5 / 4), 5);
  });

  it("`takeFrom` takes what only draws near a level, and then leaves, for never there", () => {
    // A dose that fades to next to nothing within a day, day after day.
    const fading = new PiecewiseCurve(3);
    for (let hour = 0; hour < 72; hour++)
      fading.addPiece(
        hour / 24,
        (hour + 1) / 24,
        [0, 1, 2, 3, 4].map((quarter) => 10 * Math.exp(-(hour % 24) - quarter / 4)),
      );
    fading.addPoint(0, 10);
    fading.addPoint(3, 10 * Math.exp(-24));
    check(fading, "time_to", [0], undefined);
    expect(take(fading, "time_to", [10 * Math.exp(-3)])).toBeCloseTo(3 / 24, 9);
  });

  it("`takeFrom` tells the first of tops that are alike, and the highest of those that are not", () => {
    const tops = (...heights: number[]) => {
      const curve = new PiecewiseCurve(heights.length);
      for (const [day, height] of heights.entries())
        curve.addPiece(
          day,
          day + 1,
          [0, 3, 4, 3, 0].map((value) => (value * height) / 4),
        );
      curve.addPoint(heights.length, 0);
      return curve;
    };
    check(tops(1, 1 + 1e-9, 1 + 2e-9), "time_of_peak", [], 0.5);
    check(tops(1, 1 + 1e-5, 1), "time_of_peak", [], 1.5);
    check(tops(1, 1 + 1e-9), "peak", [], 1 + 1e-9);
    check(tops(1, -1, -1 - 1e-9), "trough", [], -1 - 1e-9);
  });

  it("`takeFrom` copes with runs of many years", () => {
    const years = curveOf((t) => t, 5000);
    expect(take(years, "peak", [])).toBe(5000);
    expect(take(years, "trough", [1])).toBe(1);
  });

  it("a curve refuses times that were not followed", () => {
    const curve = new PiecewiseCurve(20);
    curve.addPiece(3, 4, [1, 1, 1, 1, 1]);
    curve.addPiece(5, 6, [1, 1, 1, 1, 1]);
    expect(() => curve.at(2)).toThrow("invalid time: day 2");
    expect(() => curve.integral(3, 6)).toThrow("invalid time: day 4");
    expect(() => curve.integral(3, 7)).toThrow("invalid time");
    expect(curve.integral(3.25, 3.75)).toBe(0.5);
  });
});
