import { describe, expect, it } from "vitest";
import type { MeasureFunction } from "../../src/scenario/index.ts";
import { type Trajectory, takeMeasure } from "../../src/simulation/index.ts";

// Trajectories whose measures are known on paper: x = 2 + 3 t, x = 5, x = sin(2 pi t / 10), x = exp(-t / 4).

const duration = 20;
const place = { file: "s.yaml", start: 0, end: 1 };

function trajectoryOf(at: (t: number) => number, unit = "1", perDay = 100, days = duration): Trajectory {
  const times = Float64Array.from({ length: days * perDay + 1 }, (_, i) => i / perDay);
  return {
    label: "a",
    times,
    columns: new Map([["m.x", { name: "m.x", unit, about: "X.", values: times.map(at) }]]),
    baseline: new Map(),
    doses: { asked: 0, delivered: 0, missed: 0, late: 0, amount: 0, amountBefore: 0, byDrug: [] },
    status: { kind: "success", time: days, message: "completed" },
  };
}

const line = trajectoryOf((t) => 2 + 3 * t, "mg");
const constant = trajectoryOf(() => 5);
const sine = trajectoryOf((t) => Math.sin((2 * Math.PI * t) / 10));
const decay = trajectoryOf((t) => Math.exp(-t / 4));
const end = Number.POSITIVE_INFINITY;

function measure(trajectory: Trajectory, fn: MeasureFunction, args: readonly number[] = [], days = duration) {
  const request = { name: "m", text: fn, function: fn, variable: "m.x", arguments: args, place };
  return takeMeasure(request, trajectory, days);
}

function check(
  trajectory: Trajectory,
  fn: MeasureFunction,
  args: readonly number[],
  value: number | undefined,
  unit?: string,
): void {
  const result = measure(trajectory, fn, args);
  if (value === undefined) expect(result.value).toBeUndefined();
  else expect(result.value).toBeCloseTo(value, 4);
  if (unit !== undefined) expect(result.unit).toBe(unit);
}

describe("takeMeasure on a line", () => {
  it.each([
    ["at", [4], 14, "mg"],
    ["at", [0.1234], 2.3702, "mg"],
    ["at", [end], 62, "mg"],
    ["mean", [2, 4], 11, "mg"],
    ["mean", [3, 3], 11, "mg"],
    ["peak", [], 62, "mg"],
    ["peak", [0, 2], 8, "mg"],
    ["trough", [5], 17, "mg"],
    ["change", [1, 3], 6, "mg"],
    ["change", [3, 1], -6, "mg"],
    ["ratio", [0, 2], 4, "1"],
    ["auc", [0, 2], 10, "mg*day"],
    ["auc", [0.005, 0.995], 3.465, "mg*day"],
    ["onset", [4.5], 1.5, "day"],
    ["onset", [-4.5], 1.5, "day"],
    ["time_to", [8], 2, "day"],
    ["time_to", [2], 0, "day"],
    ["time_to", [100], undefined, "day"],
    ["time_to", [1], undefined, "day"],
    ["onset", [61], undefined, "day"],
    ["half_time", [], 10, "day"],
  ] as const)("`takeMeasure` gives for %s%j %d %s", (fn, args, value, unit) => {
    check(line, fn, args, value, unit);
  });
});

describe("takeMeasure on a constant", () => {
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
    ["time_to", [6], undefined],
    ["onset", [0.1], undefined],
  ] as const)("`takeMeasure` gives for %s%j %d", (fn, args, value) => check(constant, fn, args, value));
});

describe("takeMeasure on a sine and a decay", () => {
  it("`takeMeasure` finds the mean, the area and the extremes of a sine", () => {
    check(sine, "mean", [0, 10], 0);
    check(sine, "auc", [0, 5], 10 / Math.PI, "day");
    check(sine, "peak", [], 1);
    check(sine, "trough", [], -1);
    check(sine, "peak", [5, 10], 0);
  });

  it("`takeMeasure` takes the first of several crossings, on the way up or down", () => {
    check(sine, "time_to", [0.5], 10 / 12);
    check(sine, "time_to", [-0.5], 70 / 12);
    check(sine, "onset", [0.5], 10 / 12);
  });

  it("`takeMeasure` finds the half of the change of a decay", () => {
    const half = (1 + Math.exp(-5)) / 2;
    check(decay, "half_time", [], -4 * Math.log(half));
    check(decay, "time_to", [0.5], 4 * Math.LN2);
    check(decay, "time_to", [1e-3], undefined);
  });

  it("`takeMeasure` has no ratio to a start of zero", () => {
    check(sine, "ratio", [0, 2], undefined);
  });
});

describe("takeMeasure", () => {
  it("`takeMeasure` gives nothing from a run that failed", () => {
    const failed: Trajectory = { ...line, status: { kind: "non-finite", time: 3, message: "" } };
    expect(measure(failed, "at", [1])).toMatchObject({ value: undefined, unit: "mg" });
  });

  it("`takeMeasure` copes with trajectories of many years", () => {
    const years = trajectoryOf((t) => t, "1", 100, 5000);
    expect(measure(years, "peak", [], 5000).value).toBe(5000);
    expect(measure(years, "trough", [1], 5000).value).toBe(1);
  });

  it("`takeMeasure` throws when asked for a column that is not there", () => {
    const request = {
      name: "m",
      text: "at(m.y)",
      function: "at" as const,
      variable: "m.y",
      arguments: [1],
      place,
    };
    expect(() => takeMeasure(request, line, duration)).toThrow("invalid measure: at(m.y)");
  });
});
