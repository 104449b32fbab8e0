import { gammaShare, lnGamma, normalShare } from "../../statistics/index.ts";
import { onto } from "./likelihood.ts";
import type { PetabParameter, PriorName } from "./types.ts";

/** A distribution by its numbers: logarithm of its density, and the share of it that lies below. */
interface Law {
  /** What its parameters are. */
  readonly takes: readonly string[];
  density(x: number, numbers: readonly number[]): number;
  below(x: number, numbers: readonly number[]): number;
}

const outside = Number.NEGATIVE_INFINITY;
const halfLog2Pi = 0.5 * Math.log(2 * Math.PI);

const uniform: Law = {
  takes: ["lower bound", "upper bound"],
  density: (x, [a, b]) => (x >= a! && x <= b! ? -Math.log(b! - a!) : outside),
  below: (x, [a, b]) => Math.min(1, Math.max(0, (x - a!) / (b! - a!))),
};
const normal: Law = {
  takes: ["mean", "standard deviation"],
  density: (x, [m, s]) => -0.5 * ((x - m!) / s!) ** 2 - Math.log(s!) - halfLog2Pi,
  below: (x, [m, s]) => normalShare((x - m!) / s!),
};
const laplace: Law = {
  takes: ["location", "scale"],
  density: (x, [m, s]) => -Math.abs(x - m!) / s! - Math.log(2 * s!),
  below: (x, [m, s]) => (x < m! ? 0.5 * Math.exp((x - m!) / s!) : 1 - 0.5 * Math.exp((m! - x) / s!)),
};
/** What only values above 0 have. */
const positive = (law: Law): Law => ({
  ...law,
  density: (x, numbers) => (x > 0 ? law.density(x, numbers) : outside),
  below: (x, numbers) => (x > 0 ? law.below(x, numbers) : 0),
});
/** The logarithm is distributed so. */
const ofLogarithm = (law: Law, numbersOf = (numbers: readonly number[]) => numbers): Law =>
  positive({
    ...law,
    density: (x, numbers) => law.density(Math.log(x), numbersOf(numbers)) - Math.log(x),
    below: (x, numbers) => law.below(Math.log(x), numbersOf(numbers)),
  });
const gamma = positive({
  takes: ["shape", "scale"],
  density: (x, [a, s]) => (a! - 1) * Math.log(x / s!) - x / s! - Math.log(s!) - lnGamma(a!),
  below: (x, [a, s]) => gammaShare(a!, x / s!),
});

export const laws: Readonly<Record<PriorName, Law>> = {
  uniform,
  normal,
  laplace,
  "log-normal": ofLogarithm(normal),
  "log-laplace": ofLogarithm(laplace),
  "log-uniform": ofLogarithm(uniform, (bounds) => bounds.map(Math.log)),
  cauchy: {
    takes: ["location", "scale"],
    density: (x, [m, s]) => -Math.log(Math.PI * s! * (1 + ((x - m!) / s!) ** 2)),
    below: (x, [m, s]) => 0.5 + Math.atan((x - m!) / s!) / Math.PI,
  },
  chisquare: {
    ...gamma,
    takes: ["degrees of freedom"],
    density: (x, [k]) => gamma.density(x, [k! / 2, 2]),
    below: (x, [k]) => gamma.below(x, [k! / 2, 2]),
  },
  exponential: {
    ...gamma,
    takes: ["scale"],
    density: (x, [s]) => (x >= 0 ? -x / s! - Math.log(s!) : outside),
    below: (x, [s]) => (x > 0 ? -Math.expm1(-x / s!) : 0),
  },
  gamma,
  rayleigh: positive({
    takes: ["scale"],
    density: (x, [s]) => Math.log(x) - 2 * Math.log(s!) - 0.5 * (x / s!) ** 2,
    below: (x, [s]) => -Math.expm1(-0.5 * (x / s!) ** 2),
  }),
};

/** Names that version 1 has, and whether the prior is of the parameter on its scale. */
export const firstPriors: Readonly<Record<string, readonly [PriorName, isOnScale: boolean]>> = {
  uniform: ["uniform", false],
  normal: ["normal", false],
  laplace: ["laplace", false],
  logNormal: ["log-normal", false],
  logLaplace: ["log-laplace", false],
  parameterScaleUniform: ["uniform", true],
  parameterScaleNormal: ["normal", true],
  parameterScaleLaplace: ["laplace", true],
};

/**
 * Logarithm of the prior density of a parameter's value, which is linear whatever its scale: of its distribution cut off at
 * the bounds and brought to 1 between them again. 0 without a prior, minus infinity outside of it.
 */
export function logPrior({ prior, low, high, scale }: PetabParameter, value: number): number {
  if (!prior) return 0;
  if (value < low || value > high) return outside;
  const law = laws[prior.distribution];
  const on = onto[prior.isOnScale ? scale : "lin"];
  const { parameters } = prior;
  const inside = law.below(on(high), parameters) - law.below(on(low), parameters);
  return law.density(on(value), parameters) - Math.log(inside);
}
