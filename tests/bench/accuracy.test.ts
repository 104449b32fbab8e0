import { describe, expect, it } from "vitest";
import { atAccuracy, rmsError } from "../../bench/accuracy.ts";
import { median } from "../../src/statistics/index.ts";

const curve = [
  { rtol: 1e-2, rms: 1e-2, ms: 1 },
  { rtol: 1e-4, rms: 1e-4, ms: 4 },
  { rtol: 1e-6, rms: 1e-6, ms: 16 },
];

describe("accuracy", () => {
  it("`atAccuracy` interpolates on logarithmic scales", () => {
    const middle = atAccuracy(curve, 1e-3);
    expect(middle.ms).toBeCloseTo(2, 12);
    expect(middle.rtol).toBeCloseTo(1e-3, 12);
    expect(middle).toMatchObject({ rms: 1e-3, isExact: true });
    expect(atAccuracy(curve, 1e-4)).toEqual({ ...curve[1], isExact: true });
  });

  it("`atAccuracy` gives an end of the curve, at its own error, where the curve does not reach", () => {
    expect(atAccuracy(curve, 1)).toEqual({ ...curve[0], isExact: false });
    expect(atAccuracy(curve, 1e-9)).toEqual({ ...curve[2], isExact: false });
  });

  it("`rmsError` measures against the state, or a thousandth of its largest value", () => {
    const reference = Float64Array.of(100, 1, 0, 1);
    expect(rmsError(Float64Array.of(100, 1, 0, 1), reference, 2)).toBe(0);
    expect(rmsError(Float64Array.of(101, 1, 0, 1), reference, 2)).toBeCloseTo(0.01 / 2, 12);
    expect(rmsError(Float64Array.of(100, 1, 0.1, 1), reference, 2)).toBeCloseTo(1 / 2, 12);
  });

  it("`median` takes the middle, or the mean of the two middles", () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
  });
});
