import type { Place } from "../diagnostics/index.ts";
import type { ParameterSource } from "../model/index.ts";

export const sexes = ["female", "male"] as const;
/** Classes of the function of the liver after Child and Pugh; none: healthy. */
export const childPughClasses = ["none", "A", "B", "C"] as const;
export const phenotypes = ["poor", "intermediate", "normal", "rapid", "ultrarapid"] as const;

/** A fact about a body, and where it stands. */
export interface Fact<T> {
  readonly value: T;
  readonly place: Place;
}

/** What is known of a person's body beside the parameters of the model. */
export interface Covariates {
  /** kg */
  readonly weight?: Fact<number> | undefined;
  /** years */
  readonly age?: Fact<number> | undefined;
  readonly sex?: Fact<(typeof sexes)[number]> | undefined;
  /** mL/min */
  readonly creatinineClearance?: Fact<number> | undefined;
  readonly childPugh?: Fact<(typeof childPughClasses)[number]> | undefined;
  /** By gene, in capital letters; as written, so that a gene may be none that is known, and a phenotype too. */
  readonly phenotypes?: ReadonlyMap<string, Fact<string>> | undefined;
}

/** Whose effects drug files know; a phenotype works through the enzymes. */
export const drugCovariates = ["age", "sex", "creatinineClearance", "childPugh"] as const;
export type DrugCovariate = (typeof drugCovariates)[number];

/** What a drug file says of bodies in which the drug is cleared otherwise; all conditions hold together. */
export interface CovariateEffect {
  /** years, from and to */
  readonly age?: readonly [number, number] | undefined;
  readonly sex?: (typeof sexes)[number] | undefined;
  /** mL/min, from and to */
  readonly creatinineClearance?: readonly [number, number] | undefined;
  readonly childPugh?: readonly (typeof childPughClasses)[number][] | undefined;
  /** The drug or one of its metabolites. */
  readonly of: string;
  /** Factor on its clearance. */
  readonly clearance: ParameterSource;
  readonly place: Place;
}
