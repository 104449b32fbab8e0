import { describe, expect, it } from "vitest";
import { lnNormal, termOf } from "../../../src/studies/fit/likelihood.ts";

const models = ["additive", "proportional", "combined", "log"] as const;

describe("termOf", () => {
  it.each(models.flatMap((model) => [false, true].map((isCensored) => [model, isCensored] as const)))(
    "`termOf` gives the slopes of its value (%s, censored: %s)",
    (model, isCensored) => {
      const point = { value: 3.1, isCensored };
      const at = (f: number, a: number, b: number) => termOf(model, point, f, [Math.exp(a), Math.exp(b)])!;
      const [f, a, b, h] = [2.7, -0.7, -1.5, 1e-5];
      const { byPrediction, byNoise } = at(f, a, b);
      expect(byPrediction).toBeCloseTo((at(f + h, a, b).value - at(f - h, a, b).value) / (2 * h), 7);
      expect(byNoise[0]).toBeCloseTo((at(f, a + h, b).value - at(f, a - h, b).value) / (2 * h), 7);
      if (model === "combined")
        expect(byNoise[1]).toBeCloseTo((at(f, a, b + h).value - at(f, a, b - h).value) / (2 * h), 7);
    },
  );

  it("`termOf` weighs a point by its own error and leaves the noise out", () => {
    const term = termOf("combined", { value: 5, error: 2, isCensored: false }, 4, [])!;
    expect(term.value).toBeCloseTo(0.5 * (0.25 + Math.log(2 * Math.PI * 4)), 12);
    expect(term.byNoise).toEqual([0, 0]);
  });

  it("`termOf` has no value where a logarithm does not exist", () => {
    expect(termOf("log", { value: 0, isCensored: false }, 1, [1])).toBeUndefined();
    expect(termOf("log", { value: 1, isCensored: false }, -1, [1])).toBeUndefined();
  });
});

describe("the expected curvature of a term", () => {
  const noise = [0.5, 0.2];
  const f = 2.7;

  /** The mean over points as the model makes them, by Simpson's rule over 8 standard deviations. */
  function expected(
    model: (typeof models)[number],
    of: (term: NonNullable<ReturnType<typeof termOf>>) => number,
  ) {
    const [a, b] = noise as [number, number];
    const deviation = { additive: a, proportional: a * f, combined: Math.hypot(a, b * f), log: a }[model];
    const steps = 4000;
    let sum = 0;
    for (let i = 0; i <= steps; i++) {
      const z = -8 + (16 * i) / steps;
      const value = model === "log" ? f * Math.exp(deviation * z) : f + deviation * z;
      const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
      const density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
      const term = termOf(model, { value, isCensored: false }, f, noise);
      if (term) sum += weight * density * of(term) * (16 / steps / 3);
    }
    return sum;
  }

  it.each(models)("is the mean square of its slopes (%s)", (model) => {
    const { pp, pn, nn } = termOf(model, { value: 3, isCensored: false }, f, noise)!;
    expect(expected(model, (t) => t.byPrediction ** 2)).toBeCloseTo(pp, 6);
    for (const i of [0, 1] as const)
      expect(expected(model, (t) => t.byPrediction * t.byNoise[i])).toBeCloseTo(pn[i], 6);
    expect(expected(model, (t) => t.byNoise[0] ** 2)).toBeCloseTo(nn[0], 6);
    expect(expected(model, (t) => t.byNoise[0] * t.byNoise[1])).toBeCloseTo(nn[1], 6);
    expect(expected(model, (t) => t.byNoise[1] ** 2)).toBeCloseTo(nn[2], 6);
    // And no slope on the whole, at the values that made the points.
    expect(expected(model, (t) => t.byPrediction)).toBeCloseTo(0, 6);
    expect(expected(model, (t) => t.byNoise[0])).toBeCloseTo(0, 6);
  });

  it("is the square of the slope where a point is below its limit", () => {
    const { byPrediction, byNoise, pp, pn, nn, value } = termOf(
      "combined",
      { value: 2, isCensored: true },
      f,
      noise,
    )!;
    const [p, [a, b]] = [byPrediction, byNoise];
    expect([pp, ...pn, ...nn]).toEqual([p * p, p * a, p * b, a * a, a * b, b * b]);
    expect(value).toBeCloseTo(-lnNormal((2 - f) / Math.hypot(0.5, 0.2 * f)).ln, 12);
  });

  it("knows the density of a value in the model of logarithms, with an error of its own or without", () => {
    const density = (value: number, deviation: number) =>
      Math.exp(-0.5 * (Math.log(value / f) / deviation) ** 2) / (value * deviation * Math.sqrt(2 * Math.PI));
    const of = (value: number, error?: number) =>
      termOf("log", { value, error, isCensored: false }, f, noise)!.value;
    expect(of(3)).toBeCloseTo(-Math.log(density(3, 0.5)), 12);
    expect(of(3, 0.6)).toBeCloseTo(-Math.log(density(3, 0.2)), 12);
    expect(termOf("additive", { value: 3, isCensored: false }, Number.NaN, noise)).toBeUndefined();
    expect(termOf("log", { value: 1, isCensored: false }, 0, noise)).toBeUndefined();
    expect(termOf("log", { value: -1, isCensored: false }, 1, noise)).toBeUndefined();
  });
});

describe("lnNormal", () => {
  it("has the density over the distribution for its ratio, the slope of its logarithm", () => {
    for (const z of [-8, -3.5, -2.9, -0.5, 0, 1, 2.9, 3.1, 5]) {
      const h = 1e-5;
      const slope = (lnNormal(z + h).ln - lnNormal(z - h).ln) / (2 * h);
      expect(lnNormal(z).ratio / slope, String(z)).toBeCloseTo(1, 5);
    }
  });

  it("`lnNormal` is the normal distribution far out and near", () => {
    // Abramowitz & Stegun (1964), table 26.1 and 26.2.
    expect(Math.exp(lnNormal(0).ln)).toBeCloseTo(0.5, 14);
    expect(Math.exp(lnNormal(1.96).ln)).toBeCloseTo(0.97500210485178, 12);
    expect(Math.exp(lnNormal(-1).ln)).toBeCloseTo(0.158655253931457, 12);
    expect(lnNormal(-10).ln / Math.LN10).toBeCloseTo(Math.log10(7.61985302416e-24), 8);
    expect(lnNormal(-2.9999999).ln).toBeCloseTo(lnNormal(-3.0000001).ln, 5);
    expect(lnNormal(40).ln).toBeCloseTo(0, 12);
  });
});
