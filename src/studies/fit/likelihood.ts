import type { ErrorModel } from "./types.ts";

/** What one point is compared by. */
export interface PointModel {
  readonly value: number;
  /** Its known standard deviation; absent: noise parameters say it. */
  readonly error?: number | undefined;
  readonly isCensored: boolean;
}

/** Minus the log-likelihood of one point, its slopes, and the expected curvature. `f` is the prediction. */
export interface Term {
  value: number;
  byPrediction: number;
  /** by ln of each noise parameter */
  byNoise: [number, number];
  /** curvature: prediction twice, prediction and noise, noise and noise */
  pp: number;
  pn: [number, number];
  nn: [number, number, number];
}

/** Noise parameters of a model: how many, in the order additive, proportional. */
export const noiseKinds: Readonly<Record<ErrorModel, readonly ("additive" | "proportional" | "log")[]>> = {
  additive: ["additive"],
  proportional: ["proportional"],
  combined: ["additive", "proportional"],
  log: ["log"],
};

/**
 * One point's part of minus the log-likelihood (normal; of the logarithm in the model "log"), with slopes by the
 * prediction and by the logarithms of the noise parameters, and the Fisher information. A point below the limit of
 * quantification contributes the probability of being below it (method M3 of Beal 2001, 10.1023/A:1012299115260).
 * Undefined where a logarithm does not exist.
 */
export function termOf(
  model: ErrorModel,
  { value, error, isCensored }: PointModel,
  f: number,
  noise: readonly number[],
): Term | undefined {
  if (!Number.isFinite(f)) return undefined;
  if (model !== "log") return onScale(value, f, varianceOf(model, error, f, noise), isCensored);
  if (!(f > 0 && value > 0)) return undefined;
  const deviation = error === undefined ? noise[0]! : error / value;
  const variance = {
    v: deviation ** 2,
    byF: 0,
    byNoise: [error === undefined ? 2 * deviation ** 2 : 0, 0] as [number, number],
  };
  const term = onScale(Math.log(value), Math.log(f), variance, isCensored);
  // The density of the value is that of its logarithm over the value.
  if (!isCensored) term.value += Math.log(value);
  term.byPrediction /= f;
  term.pp /= f * f;
  term.pn = [term.pn[0] / f, term.pn[1] / f];
  return term;
}

interface Variance {
  readonly v: number;
  readonly byF: number;
  /** by the logarithms of the noise parameters */
  readonly byNoise: readonly [number, number];
}

function varianceOf(
  model: ErrorModel,
  error: number | undefined,
  f: number,
  noise: readonly number[],
): Variance {
  if (error !== undefined) return { v: error ** 2, byF: 0, byNoise: [0, 0] };
  const a = model === "proportional" ? 0 : noise[0]! ** 2;
  const b = model === "proportional" ? noise[0]! ** 2 : model === "combined" ? noise[1]! ** 2 : 0;
  const proportional = 2 * b * f * f;
  return {
    v: a + b * f * f,
    byF: 2 * b * f,
    byNoise: model === "proportional" ? [proportional, 0] : [2 * a, proportional],
  };
}

function onScale(y: number, f: number, { v, byF, byNoise }: Variance, isCensored: boolean): Term {
  if (isCensored) return censored(y, f, { v, byF, byNoise });
  const r = y - f;
  const byV = 0.5 * (1 / v - (r * r) / (v * v));
  const half = 1 / (2 * v * v);
  return {
    value: 0.5 * ((r * r) / v + Math.log(2 * Math.PI * v)),
    byPrediction: -r / v + byF * byV,
    byNoise: [byNoise[0] * byV, byNoise[1] * byV],
    pp: 1 / v + byF * byF * half,
    pn: [byF * byNoise[0] * half, byF * byNoise[1] * half],
    nn: [byNoise[0] ** 2 * half, byNoise[0] * byNoise[1] * half, byNoise[1] ** 2 * half],
  };
}

/** -ln of the probability to lie below the limit; the curvature is the square of the slope. */
function censored(limit: number, f: number, { v, byF, byNoise }: Variance): Term {
  const deviation = Math.sqrt(v);
  const z = (limit - f) / deviation;
  const { ln, ratio } = lnNormal(z);
  const byV = (ratio * z) / (2 * v);
  const byPrediction = ratio / deviation + byF * byV;
  const noise: [number, number] = [byNoise[0] * byV, byNoise[1] * byV];
  return {
    value: -ln,
    byPrediction,
    byNoise: noise,
    pp: byPrediction ** 2,
    pn: [byPrediction * noise[0], byPrediction * noise[1]],
    nn: [noise[0] ** 2, noise[0] * noise[1], noise[1] ** 2],
  };
}

/**
 * ln of the normal distribution function at z, and density over distribution. Series near the middle, continued
 * fraction in the tail (Abramowitz & Stegun 1964, 26.2.11 and 26.2.14).
 */
export function lnNormal(z: number): { readonly ln: number; readonly ratio: number } {
  const density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
  if (Math.abs(z) < 3) {
    let term = z;
    let sum = z;
    for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(sum) && k < 400; k += 2) {
      term *= (z * z) / k;
      sum += term;
    }
    const below = 0.5 + density * sum;
    return { ln: Math.log(below), ratio: density / below };
  }
  const x = Math.abs(z);
  let fraction = x;
  for (let k = 80; k > 0; k--) fraction = x + k / fraction;
  // density / (1 - distribution at x) is the fraction.
  if (z < 0) return { ln: -0.5 * z * z - 0.5 * Math.log(2 * Math.PI) - Math.log(fraction), ratio: fraction };
  const above = density / fraction;
  return { ln: Math.log1p(-above), ratio: density / (1 - above) };
}
