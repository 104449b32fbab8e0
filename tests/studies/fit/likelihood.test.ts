import { describe, expect, it } from "vitest";
import { lnNormal, termOf } from "../../../src/studies/index.ts";

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

describe("lnNormal", () => {
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
