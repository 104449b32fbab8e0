import type { Place } from "../diagnostics/index.ts";
import type { ParameterSource, ParameterValues } from "../model/index.ts";

/** The kinetic parameters that a drug file may give; the first four are required. */
export const kineticNames = [
  "bioavailability",
  "absorption",
  "clearance",
  "volume",
  "effect_site_half_life",
] as const;
export type KineticName = (typeof kineticNames)[number];

/** What a drug binds, how it acts there, and how much drug that takes. */
export interface DrugTarget {
  readonly site: string;
  readonly action: string;
  /** Effect-site concentration at which half of `emax` is reached. */
  readonly ec50: ParameterSource;
  /** Largest share of the site that the drug can take, 0 to 1. */
  readonly emax: ParameterSource;
  readonly place: Place;
}

/** A pharmacology file: kinetics and targets of one drug. Doses are in mg, as on the label. */
export interface Drug {
  readonly name: string;
  readonly title: string;
  readonly class: string;
  readonly about: string;
  readonly place: Place;
  /** Licensed adult dose in mg a day. */
  readonly licensed: { readonly min: number; readonly max: number };
  /** Strengths that can be had, in mg. */
  readonly tablets: readonly number[];
  readonly kinetics: Readonly<Partial<Record<KineticName, ParameterSource>>>;
  readonly targets: readonly DrugTarget[];
}

/** A shift of parameters that makes one subject: an illness, an age, a genotype. */
export interface Person {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly place: Place;
  readonly set: ParameterValues;
  readonly sources: readonly string[];
}

/** One line of a treatment: a dose given regularly. Times in days; `until` is exclusive. */
export interface RegimenEntry {
  readonly drug: string;
  /** mg */
  readonly dose: number;
  /** days between doses */
  readonly every: number;
  readonly from: number;
  /** Absent: to the end of the run. */
  readonly until?: number | undefined;
  readonly place: Place;
}

/** One administration. */
export interface Dose {
  /** day */
  readonly time: number;
  readonly drug: string;
  /** mg */
  readonly amount: number;
}
