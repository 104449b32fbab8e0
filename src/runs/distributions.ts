import { exp, ln } from "../numbers/index.ts";
import type { Distribution } from "../scenario/index.ts";
import { triangular } from "../statistics/index.ts";

/** A distribution whose numbers are all there. */
export type FullDistribution = Exclude<Distribution, { kind: "around" }>;

/** A uniform random number for a counter: the same counter gives the same number. */
export type Uniforms = (counter: number) => number;

/** Redraws before a distribution that hardly meets its limits is cut off at them. */
export const attempts = 64;

/** A number from a distribution; one outside `within` is drawn again. */
export function draw(distribution: FullDistribution, uniforms: Uniforms): number {
  const { within } = distribution;
  let value = Number.NaN;
  for (let k = 0; k < attempts; k++) {
    value = once(distribution, (i) => uniforms(2 * k + i));
    if (!within || (value >= within[0] && value <= within[1])) return value;
  }
  return Math.min(Math.max(value, within![0]), within![1]);
}

function once(distribution: FullDistribution, uniforms: Uniforms): number {
  switch (distribution.kind) {
    case "fixed":
      return distribution.value;
    case "uniform":
      return distribution.low + (distribution.high - distribution.low) * uniforms(0);
    case "triangular":
      return triangular(uniforms(0), distribution.low, distribution.mode, distribution.high);
    case "normal":
      return distribution.mean + distribution.sd * normal(uniforms);
    case "lognormal":
      return distribution.median * exp(logSpread(distribution.cv) * normal(uniforms));
  }
}

/** A standard normal number (Box and Muller 1958, Ann Math Stat 29:610). */
export function normal(uniforms: Uniforms): number {
  return Math.sqrt(-2 * ln(uniforms(0))) * Math.cos(2 * Math.PI * uniforms(1));
}

/** Standard deviation of the logarithm of a log-normal quantity with this coefficient of variation. */
export const logSpread = (cv: number): number => Math.sqrt(ln(1 + cv * cv));

/** Correlated normals from independent standard ones. */
export function correlatedNormals(
  factor: readonly (readonly number[])[],
  independent: readonly number[],
): number[] {
  return factor.map((row, i) => row.slice(0, i + 1).reduce((sum, f, k) => sum + f * independent[k]!, 0));
}
