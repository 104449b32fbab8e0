import { describe, expect, it } from "vitest";
import { PiecewiseCurve } from "../../src/simulation/curve.ts";
import { History } from "../../src/simulation/history.ts";
import {
  boundsOf,
  coefficientsOf,
  controlPointsOf,
  integralOf,
  monotoneParts,
  quarticAt,
  rootWithin,
} from "../../src/simulation/quartic.ts";

// Quartics that are known on paper.

const shares = [0, 0.25, 0.5, 0.75, 1];
const polynomial = (c: readonly number[]) => (s: number) => c.reduce((sum, x, i) => sum + x * s ** i, 0);
const valuesOf = (c: readonly number[]) => shares.map(polynomial(c));
const close = (values: readonly number[], digits = 12) => values.map((x) => expect.closeTo(x, digits));
const odd = [3, -2, 5, -7, 11];

describe("a quartic through five values", () => {
  it("has the coefficients that the values were made with, wherever they lie in an array", () => {
    expect([...coefficientsOf(valuesOf(odd))]).toEqual(close(odd));
    expect([...coefficientsOf([9, 9, ...valuesOf(odd)], 2)]).toEqual(close(odd));
    for (const s of [0, 0.1, 0.5, 0.9, 1])
      expect(quarticAt(Float64Array.from(odd), s)).toBeCloseTo(polynomial(odd)(s), 12);
  });

  it("has Bernstein's control points: powers of s have i over 4 choose", () => {
    // s is 0, 1/4, ..., 1; s^2 is 0, 0, 1/6, 1/2, 1; s^3 is 0, 0, 0, 1/4, 1; s^4 is 0 up to the end.
    expect([...controlPointsOf(valuesOf([0, 1, 0, 0, 0]))]).toEqual(close([0, 0.25, 0.5, 0.75, 1]));
    expect([...controlPointsOf(valuesOf([0, 0, 1, 0, 0]))]).toEqual(close([0, 0, 1 / 6, 0.5, 1]));
    expect([...controlPointsOf(valuesOf([0, 0, 0, 1, 0]))]).toEqual(close([0, 0, 0, 0.25, 1]));
    expect([...controlPointsOf(valuesOf([0, 0, 0, 0, 1]))]).toEqual(close([0, 0, 0, 0, 1]));
    expect([...controlPointsOf(valuesOf([2, 0, 0, 0, 0]))]).toEqual(close([2, 2, 2, 2, 2]));
  });

  it("stays between its ends where its control points only rise or only fall, by more than the doubt", () => {
    expect(boundsOf(valuesOf([1, 2, 0, 0, 0]), 0)).toEqual({ least: 1, most: 3 });
    expect(boundsOf(valuesOf([3, -2, 0, 0, 0]), 0)).toEqual({ least: 1, most: 3 });
    // Steps of a half are more than four times 0.12, not more than four times 0.13.
    expect(boundsOf(valuesOf([1, 2, 0, 0, 0]), 0.12)).toEqual({ least: 1, most: 3 });
    const doubted = boundsOf(valuesOf([1, 2, 0, 0, 0]), 0.13);
    expect([doubted.least, doubted.most]).toEqual(close([1 - 0.52, 3 + 0.52]));
    // s - s^2 has the control points 0, 1/4, 1/3, 1/4, 0.
    const hill = boundsOf(valuesOf([0, 1, -1, 0, 0]), 0);
    expect([hill.least, hill.most]).toEqual(close([0, 1 / 3]));
    const valley = boundsOf(valuesOf([0, -1, 1, 0, 0]), 0.01);
    expect([valley.least, valley.most]).toEqual(close([-1 / 3 - 0.04, 0.04]));
    // Flat is neither.
    expect(boundsOf([2, 2, 2, 2, 2], 0)).toEqual({ least: 2, most: 2 });
  });

  it("has the integral of its powers", () => {
    const c = Float64Array.from(odd);
    const upTo = (s: number) => odd.reduce((sum, x, i) => sum + (x * s ** (i + 1)) / (i + 1), 0);
    expect(integralOf(c, 0, 1)).toBeCloseTo(upTo(1), 12);
    expect(integralOf(c, 0.2, 0.7)).toBeCloseTo(upTo(0.7) - upTo(0.2), 12);
  });

  it("turns where its slope is 0, and only rises or falls between", () => {
    const parts = (c: readonly number[], low = 0, high = 1) => monotoneParts(Float64Array.from(c), low, high);
    expect(parts([0, 1, 0, 0, 0])).toEqual([0, 1]);
    expect(parts([0, 1, -1, 0, 0])).toEqual(close([0, 0.5, 1]));
    expect(parts([0, 1, -1, 0, 0], 0.6, 0.9)).toEqual([0.6, 0.9]);
    expect(parts([0, 1, -1, 0, 0], 0, 0.5)).toEqual([0, 0.5]);
    // (s - 0.2) (s - 0.5) (s - 0.9) is the slope.
    const [a, b, d] = [0.2, 0.5, 0.9];
    const cubic = [-a * b * d, a * b + a * d + b * d, -(a + b + d), 1];
    const whole = [7, ...cubic.map((x, i) => x / (i + 1))];
    expect(parts(whole)).toEqual(close([0, a, b, d, 1]));
    expect(parts(whole, 0.3, 0.7)).toEqual(close([0.3, b, 0.7]));
    // s^3 - s^2 / 2, with a slope of 3 s^2 - s, which is 0 at the start and at a third.
    expect(parts([0, 0, -0.5, 1, 0])).toEqual(close([0, 1 / 3, 1]));
    // A saddle is no turn: (s - 1/2)^3.
    const saddle = parts([-0.125, 0.75, -1.5, 1, 0]).filter((s) => s > 0 && s < 1);
    for (const s of saddle) expect(s).toBeCloseTo(0.5, 9);
    const slopes = [-1, -0.5, 0.5, 1];
    for (const s of slopes) expect(parts([0, s, 0, 0, 0])).toEqual([0, 1]);
  });
});

describe("rootWithin", () => {
  it("finds where a function changes its sign, on the side that it has at the end", () => {
    expect(rootWithin((s) => s * s - 0.5, 0, 1)).toBeCloseTo(Math.SQRT1_2, 15);
    expect(rootWithin((s) => Math.cos(3 * s), 0, 1)).toBeCloseTo(Math.PI / 6, 14);
    expect(rootWithin((s) => 1 - s, 0, 1)).toBe(1);
    expect(rootWithin((s) => s - 0.5, 0, 1)).toBe(0.5);
    const step = (s: number) => (s < 0.3 ? -1 : 1);
    const found = rootWithin(step, 0, 1);
    expect(step(found)).toBe(1);
    expect(found - 0.3).toBeLessThan(1e-15);
    const falling = rootWithin((s) => -step(s), 0, 1);
    expect(falling).toBeCloseTo(0.3, 14);
    expect(-step(falling)).toBe(-1);
  });

  it("takes few looks even where a secant hardly moves", () => {
    let looks = 0;
    const steep = (s: number) => {
      looks++;
      return s ** 21 - 1e-12;
    };
    expect(rootWithin(steep, 0, 1)).toBeCloseTo(1e-12 ** (1 / 21), 12);
    expect(looks).toBeLessThan(120);
  });
});

describe("a curve of quartics", () => {
  /** t^2 - 4 t over four days in two pieces: it falls to -4 on day 2 and comes back to 0. */
  const curve = new PiecewiseCurve(4);
  const at = (t: number) => t * t - 4 * t;
  for (const from of [0, 2]) curve.addPiece(from, from + 2, [9, ...shares.map((s) => at(from + 2 * s))], 1);
  curve.addPoint(4, 0);

  it("is the polynomial at any time, and fails where nothing was followed", () => {
    for (const t of [0, 0.3, 1.9, 2, 2.1, 3.999]) expect(curve.at(t)).toBeCloseTo(at(t), 12);
    expect(curve.at(4)).toBe(0);
    for (const t of [-0.1, 4.1])
      expect(() => curve.at(t)).toThrow(`invalid time: day ${t}; expected one that was followed`);
    const late = new PiecewiseCurve(4);
    late.addPiece(1, 2, [0, 0, 0, 0, 0]);
    expect(() => late.at(0.5)).toThrow(/day 0\.5/);
    expect(() => late.at(2)).toThrow(/day 2/);
    expect(() => late.integral(0, 2)).toThrow(/day 0/);
    expect(() => late.integral(1, 3)).toThrow(/day 2/);
    expect(late.integral(1, 2)).toBe(0);
    late.addPiece(3, 4, [0, 0, 0, 0, 0]);
    expect(() => late.integral(1, 4)).toThrow(/day 2/);
  });

  it("has integral, extremes, first times and days", () => {
    const upTo = (t: number) => t ** 3 / 3 - 2 * t * t;
    expect(curve.integral(0, 4)).toBeCloseTo(upTo(4), 12);
    expect(curve.integral(0.5, 3.25)).toBeCloseTo(upTo(3.25) - upTo(0.5), 12);
    const { highest, lowest } = curve.extremes(0.5, 3.75);
    expect([highest.value, highest.time]).toEqual(close([at(3.75), 3.75]));
    expect([lowest.value, lowest.time]).toEqual(close([-4, 2]));
    const early = curve.extremes(0.5, 1);
    expect([early.highest.time, early.lowest.time]).toEqual(close([0.5, 1]));
    expect(curve.first((x) => -3 - x)).toBeCloseTo(1, 12);
    expect(curve.first((x) => x)).toBe(0);
    expect(curve.first((x) => x - 1)).toBeUndefined();
    // Below -3 from day 1 to day 3.
    expect(curve.daysWhile((x) => -3 - x, 0, 4)).toBeCloseTo(2, 12);
    expect(curve.daysWhile((x) => -3 - x, 1.5, 4)).toBeCloseTo(1.5, 12);
    expect(curve.daysWhile((x) => x + 3, 0, 4)).toBeCloseTo(2, 12);
    expect(curve.daysWhile((x) => x + 9, 0.5, 3)).toBeCloseTo(2.5, 12);
    expect(curve.daysWhile((x) => x - 9, 0, 4)).toBe(0);
  });

  it("takes the value after a jump at its time, and the last at the end", () => {
    const jump = new PiecewiseCurve(2);
    jump.addPiece(0, 1, [0, 0, 0, 0, 0]);
    jump.addPiece(1, 2, [5, 5, 5, 5, 5]);
    jump.addPoint(2, 7);
    expect([jump.at(0.999), jump.at(1)]).toEqual([0, 5]);
    expect(jump.first((x) => x - 3)).toBe(1);
    expect(jump.first((x) => x - 6)).toBe(2);
    expect(jump.extremes(0, 2).highest).toEqual({ value: 7, time: 2 });
    expect(jump.extremes(0, 1).highest).toEqual({ value: 5, time: 1 });
    const drop = new PiecewiseCurve(2);
    drop.addPiece(0, 2, [1, 1, 1, 1, 1]);
    drop.addPoint(2, -1);
    expect(drop.extremes(0, 2).lowest).toEqual({ value: -1, time: 2 });
  });

  it("is as long as it must be, and nothing once it is released", () => {
    const long = new PiecewiseCurve(2000);
    for (let day = 0; day < 2000; day++)
      long.addPiece(
        day,
        day + 1,
        shares.map((s) => day + s),
      );
    for (const t of [0.5, 511.5, 512, 512.25, 1024.75, 1999.5]) expect(long.at(t)).toBeCloseTo(t, 9);
    expect(long.integral(0, 2000)).toBeCloseTo(2e6, 3);
    long.release();
    expect(() => long.at(1)).toThrow(/day 1/);
  });
});

describe("what a history guesses", () => {
  const cubic = (t: number) => 1 + t - 2 * t ** 2 + 0.5 * t ** 3;
  const quarters = (from: number, to: number) => shares.map((s) => cubic(from + s * (to - from)));

  it("is a cubic exactly, from four ends or from three and the middle", () => {
    const history = new History();
    expect(history.isEmpty).toBe(true);
    for (const t of [0, 0.5, 1.5, 2]) history.add(t, cubic(t));
    expect([history.isEmpty, history.latest]).toEqual([false, cubic(2)]);
    history.guessLatest();
    expect([...history.guess]).toEqual(close(quarters(1.5, 2)));
    expect(history.doubt).toBeGreaterThan(0);
    const middle = new History();
    for (const t of [0.5, 1.5, 2]) middle.add(t, cubic(t));
    middle.guessLatest(cubic(1.75));
    expect([...middle.guess]).toEqual(close(quarters(1.5, 2)));
  });

  it("has no doubt of a quadratic through four ends, and the last term's worth of a cubic through three", () => {
    const square = new History();
    for (const t of [0, 1, 2, 3]) square.add(t, t * t);
    square.guessLatest();
    expect([square.doubt, square.doubtOfMean]).toEqual(close([0, 0]));
    // Through 0, 1 and 2 a line bent by (t - 1) (t - 2): most in the middle, where it is a quarter; 1/6 in the mean.
    const three = new History();
    for (const t of [0, 1, 2]) three.add(t, t * t);
    three.guessLatest();
    expect([...three.guess]).toEqual(close([1, 1.5625, 2.25, 3.0625, 4]));
    expect([three.doubt, three.doubtOfMean]).toEqual(close([0.25, 1 / 6]));
  });

  it("is nothing from two ends, or after a jump, and goes through five at most", () => {
    const history = new History();
    history.add(0, 0);
    history.add(1, 1);
    history.guessLatest();
    expect(history.doubt).toBe(Number.POSITIVE_INFINITY);
    expect(history.doubtOfMean).toBe(Number.POSITIVE_INFINITY);
    // With the middle they are three.
    history.guessLatest(0.25);
    expect([...history.guess]).toEqual(close(shares.map((s) => s * s)));
    history.forget();
    expect(history.isEmpty).toBe(true);
    const long = new History();
    long.add(-9, 1e6);
    for (const t of [0, 1, 2, 3, 4]) long.add(t, t ** 4);
    long.guessLatest();
    expect([...long.guess]).toEqual(close(shares.map((s) => (3 + s) ** 4)));
    expect(long.latest).toBe(256);
  });
});
