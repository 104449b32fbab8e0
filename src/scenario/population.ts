import type { Place } from "../diagnostics/index.ts";
import type { Limits, MeasureRequest } from "./measures.ts";
import type { Arm } from "./types.ts";

/** How a number differs between people, in the declared unit of its parameter. */
export type Distribution = { readonly within?: readonly [number, number] | undefined } & (
  | { readonly kind: "fixed"; readonly value: number }
  | { readonly kind: "uniform"; readonly low: number; readonly high: number }
  | { readonly kind: "triangular"; readonly low: number; readonly mode: number; readonly high: number }
  | { readonly kind: "normal"; readonly mean: number; readonly sd: number }
  /** Log-normal about the model's own value. */
  | { readonly kind: "around"; readonly cv: number }
  /** `cv` is the coefficient of variation; the spread of the logarithm is sqrt(ln(1 + cv^2)). */
  | { readonly kind: "lognormal"; readonly median: number; readonly cv: number }
);

/** Shares of people by name; what is left to 1 has none of them. */
export interface Shares {
  readonly shares: readonly { readonly person: string; readonly share: number; readonly place: Place }[];
  readonly place: Place;
}

/** One thing in which subjects differ by kind: their illness, the phenotype of one gene. */
export interface Trait {
  readonly name: string;
  /** By ancestry; the entry without ancestry holds for all that have none of their own. */
  readonly byAncestry: readonly (Shares & { readonly ancestry?: string | undefined })[];
  readonly sources: readonly string[];
  readonly place: Place;
}

/** Log-normal variation of one kinetic parameter, of one drug or of every drug that has no own entry. */
export interface KineticVariation {
  readonly parameter: string;
  readonly drug?: string | undefined;
  readonly cv: number;
  readonly sources: readonly string[];
  readonly place: Place;
}

/** Correlation of the logarithms of two kinetic parameters of the same drug. */
export interface KineticCorrelation {
  readonly between: readonly [string, string];
  readonly r: number;
  readonly place: Place;
}

/** True within limits; a measure that never took a value lies within none. */
export const isWithin = ({ low, high }: Limits, value: number | undefined): boolean =>
  value !== undefined && value >= low && value <= high;

/** People by what is measured in them: a subject of a population is plausible within its inclusion criteria, in the cohort's arm. */
export interface Criterion extends Limits {
  readonly name: string;
  readonly measure: MeasureRequest;
  readonly says?: string | undefined;
  readonly sources: readonly string[];
  readonly place: Place;
}

/** A published statistic of a group that the selected subjects must reproduce: `is` within plus or minus `within`. */
export interface GroupTarget {
  readonly name: string;
  /** Share of subjects above `above`, mean, standard deviation, or Pearson correlation of two measures. */
  readonly statistic: "share" | "mean" | "spread" | "correlation";
  /** One measure; two for a correlation. */
  readonly measures: readonly MeasureRequest[];
  /** Cut-off of a share. */
  readonly above?: number | undefined;
  readonly is: number;
  readonly within: number;
  readonly says?: string | undefined;
  readonly sources: readonly string[];
  readonly place: Place;
}

/** A distribution of subjects, with what makes a subject plausible and a group like a published one. */
export interface Population {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  /** Shares that add up to 1; empty when ancestry does not matter. */
  readonly ancestries: readonly { readonly name: string; readonly share: number }[];
  readonly traits: readonly Trait[];
  readonly kinetics: readonly KineticVariation[];
  readonly correlations: readonly KineticCorrelation[];
  /** Part of each parameter's declared range that people span: 0 nobody differs, 1 the whole range. */
  readonly spread: number;
  /** Modules and parameters that are the same in everyone. */
  readonly same: readonly { readonly name: string; readonly place: Place }[];
  /** Named distributions; they come before what a person file sets and before the declared range. */
  readonly parameters: readonly {
    readonly name: string;
    readonly distribution: Distribution;
    readonly place: Place;
  }[];
  /** The arm in which inclusion criteria and targets are measured; its person is each subject. */
  readonly cohort: { readonly arm: Arm /** days */; readonly duration: number };
  readonly inclusion: readonly Criterion[];
  readonly targets: readonly GroupTarget[];
  readonly place: Place;
}
