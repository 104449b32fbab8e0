import type { FailedRuns, InputFile } from "../../document/index.ts";
import type { Cast, Experiment } from "../../scenario/index.ts";
import type { ArmResult } from "../../simulation/index.ts";

/** One of the two that are compared: a scenario with what it draws from. */
export interface Side {
  /** What it is called beside the other. */
  readonly name: string;
  readonly experiment: Experiment;
  readonly cast: Cast;
  /** Of the models, as far as it is known. */
  readonly hash?: string | undefined;
  /** Which models they are, as far as it is known: `commit` is the one that they are taken from, in words. */
  readonly models?: { readonly name: string; readonly commit?: string | undefined } | undefined;
  /** The scenario's files. */
  readonly inputs?: readonly InputFile[] | undefined;
}

/** Two sides, and which arm of the one is compared with which of the other: by label. */
export interface Contrast {
  readonly title: string;
  readonly sides: readonly [Side, Side];
  readonly arms: readonly (readonly [string, string])[];
}

/** Something that was asked, as it is on each side; undefined where one has nothing of the kind. */
export interface InputDifference {
  readonly what: string;
  readonly first: string | undefined;
  readonly second: string | undefined;
}

/** A parameter that is not the same, in its declared unit. */
export interface ParameterDifference {
  readonly name: string;
  readonly unit: string;
  readonly first: number;
  readonly second: number;
  /** "model": it is declared so. "arm": person, care or what the arm sets. "before": as "arm", but only before day 0. */
  readonly by: "model" | "arm" | "before";
}

/** A measure on both sides: `difference` is the second less the first, `ratio` the second as a multiple of the first. */
export interface ComparedMeasure {
  readonly name: string;
  readonly unit: string;
  readonly first: number | undefined;
  readonly second: number | undefined;
  /** Absent where one has no value, or the units are not the same. */
  readonly difference: number | undefined;
  /** Absent as well where the first is 0. */
  readonly ratio: number | undefined;
}

/** Where two curves of a variable are furthest apart. */
export interface ComparedCurve {
  readonly variable: string;
  readonly unit: string;
  readonly day: number;
  readonly first: number;
  readonly second: number;
  /** What they are apart there, as a share of the range that both curves together span. */
  readonly share: number;
  /** The same as a share of the largest size that either has: it tells apart what runs from one end of its range to the other. */
  readonly ofLargest: number;
  /** False: no more than the tolerance of the solver explains. */
  readonly isBeyondTolerance: boolean;
}

export interface ComparedArms {
  /** The label of both arms, or both labels. */
  readonly title: string;
  readonly labels: readonly [string, string];
  readonly inputs: readonly InputDifference[];
  readonly parameters: readonly ParameterDifference[];
  readonly measures: readonly ComparedMeasure[];
  /** Those furthest apart first. */
  readonly curves: readonly ComparedCurve[];
  /** What they are drawn from: under the names that the legend shows. */
  readonly runs: readonly [ArmResult, ArmResult];
}

/** Two scenarios, arms or models beside each other. */
export interface Compared {
  readonly title: string;
  readonly names: readonly [string, string];
  /** days; of the shorter where they are not the same */
  readonly duration: number;
  /** What differs whatever the arm. */
  readonly inputs: readonly InputDifference[];
  /** Commits of the models. */
  readonly commits: readonly InputDifference[];
  /** Hashes of models and scenarios. */
  readonly hashes: readonly InputDifference[];
  readonly shown: readonly string[];
  readonly arms: readonly ComparedArms[];
  readonly failures?: FailedRuns | undefined;
}
