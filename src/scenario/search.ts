import type { Place } from "../diagnostics/index.ts";
import type { MeasureRequest } from "./measures.ts";
import type { Criterion } from "./population.ts";
import type { Arm, OutsideEvidence } from "./types.ts";

/** What is looked at in a run of a strategy. */
export type ObjectiveQuantity =
  | { readonly kind: "measure"; readonly measure: MeasureRequest }
  /** The largest fall of a variable within a window, from a day on. Times in days. */
  | {
      readonly kind: "largest_fall";
      readonly variable: string;
      readonly within: number;
      readonly from: number;
      readonly place: Place;
    }
  /** Tablets a day on average from a day on, the fewest that make up each dose. */
  | { readonly kind: "tablets"; readonly from: number; readonly place: Place };

/** One thing that is wanted. */
export interface Objective {
  readonly name: string;
  readonly outcome: ObjectiveQuantity;
  readonly isLowerBetter: boolean;
  /** A change of this size counts as one step; steps of all objectives are worth the same. */
  readonly step: number;
  readonly says?: string | undefined;
  readonly place: Place;
}

/** Something that a person and a clinic can do. */
export interface Strategy {
  readonly label: string;
  readonly arm: Arm;
  readonly evidence: readonly OutsideEvidence[];
  readonly place: Place;
}

/** A hypothesis whose choices are all tried, and what each is held to be worth; without shares all are worth the same. */
export interface TriedHypothesis {
  readonly name: string;
  readonly shares?: readonly { readonly choice: string; readonly share: number; readonly place: Place }[];
  readonly place: Place;
}

/** What is asked of a search: strategies against objectives, in whom, under which rival hypotheses. */
export interface SearchPlan {
  /** The file's name without its ending. */
  readonly id: string;
  readonly title: string;
  readonly question: string;
  /** days */
  readonly duration: number;
  /** Absent: the first of the shipped ones. */
  readonly population?: { readonly name: string; readonly place: Place } | undefined;
  /** People to sample. */
  readonly people: number;
  readonly seed: number;
  /** Who is asked about: subjects within these limits under the reference strategy. */
  readonly among: readonly Criterion[];
  readonly reference: { readonly label: string; readonly place: Place };
  readonly strategies: readonly Strategy[];
  readonly objectives: readonly Objective[];
  readonly hypotheses: "all" | "none" | readonly TriedHypothesis[];
  /** Up to so many combinations of hypotheses are crossed in full. */
  readonly combinations: number;
  /** Steps; a smaller difference between strategies in one person is a tie. */
  readonly tie: number;
  readonly place: Place;
}
