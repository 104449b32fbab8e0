import type { PetabObservable } from "./types.ts";

/** What one measurement adds to the fit. */
export interface Fitness {
  /** Its share of the log-likelihood, natural logarithm. */
  readonly llh: number;
  /** Its normalised residual, on the scale on which the observable is compared. */
  readonly residual: number;
}

/** A number on a scale, from its linear value. */
export const onto = { lin: (x: number) => x, log: Math.log, log10: Math.log10 } as const;

/** -ln |d scale(y) / dy|, which a density on another scale owes. */
const jacobian = {
  lin: () => 0,
  log: (y: number) => Math.log(y),
  log10: (y: number) => Math.log(y * Math.LN10),
} as const;

/**
 * How well a simulated value meets a measurement whose noise has the given standard deviation (normal) or scale (Laplace),
 * after PEtab 2.0, "Noise distributions": the median of a measurement is the simulated value.
 * NaN where a logarithm or the noise is undefined.
 */
export function fitnessOf(
  { scale, distribution }: Pick<PetabObservable, "scale" | "distribution">,
  measured: number,
  simulated: number,
  noise: number,
): Fitness {
  if (!(noise > 0)) return { llh: Number.NaN, residual: Number.NaN };
  const residual = (onto[scale](simulated) - onto[scale](measured)) / noise;
  const density =
    distribution === "normal"
      ? -0.5 * (Math.log(2 * Math.PI * noise * noise) + residual * residual)
      : -Math.log(2 * noise) - Math.abs(residual);
  return { llh: density - jacobian[scale](measured), residual };
}
