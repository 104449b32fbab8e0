import type { DataTable } from "../data/index.ts";
import type { Place } from "../diagnostics/index.ts";
import type { ParameterValues } from "../model/index.ts";
import type { Covariates, RegimenEntry } from "../pharmacology/index.ts";
import type { MeasureRequest } from "./measures.ts";

/** Partial or full removal of an effect: 0 = knocked out, 1 = left as it is. */
export interface Knockout {
  readonly effect: string;
  readonly gate: number;
  readonly place?: Place | undefined;
}

export interface HypothesisChoice {
  readonly name: string;
  readonly choice: string;
  readonly place?: Place | undefined;
}

/** A person by name, and where it is asked for. */
export interface PersonName {
  readonly name: string;
  readonly place: Place;
}

/** What an arm changes during the run. */
export interface ArmChange {
  /** day */
  readonly at: number;
  /** Values in declared units. */
  readonly set: ParameterValues;
  /** Factors on what a parameter has, or is going to, then. */
  readonly scale: ParameterValues;
  /** Who the subject becomes as well. */
  readonly people?: readonly PersonName[] | undefined;
  readonly covariates?: Covariates | undefined;
  /** days in which half of the way is gone; absent: all of it at once */
  readonly halfLife?: number | undefined;
  readonly place: Place;
}

/** One regimen in one person. */
export interface Arm {
  readonly label: string;
  /** People that combine in this arm's subject. Absent: the scenario's, else the model's. */
  readonly people?: readonly PersonName[] | undefined;
  /** What is known of the body of its subject, over what the people say. */
  readonly covariates?: Covariates | undefined;
  /** Animals that the arm stands for. Their doses are no prescription: a licensed maximum says nothing of them. */
  readonly species?: string | undefined;
  readonly care?: string | undefined;
  readonly carePlace?: Place | undefined;
  readonly treatment: readonly RegimenEntry[];
  /** What changes during the run. */
  readonly changes?: readonly ArmChange[] | undefined;
  readonly knockouts: readonly Knockout[];
  readonly hypotheses: readonly HypothesisChoice[];
  /** Parameter values (in declared units) that hold before and during the run. */
  readonly set: ParameterValues;
  /** days that the treatment was written for, where the run is shorter: what is due later is not given */
  readonly planned?: number | undefined;
  readonly place: Place;
}

/** A plot asked for: a group of the model by name, or a list of variables. */
export type PlotRequest =
  | { readonly kind: "group"; readonly group: string; readonly place: Place }
  | {
      readonly kind: "variables";
      readonly title: string;
      readonly show: readonly string[];
      readonly place: Place;
    };

/** A number that means something but lies outside the range that its parameter is declared with; in the declared unit. */
export interface OutsideRange {
  readonly name: string;
  readonly value: number;
  readonly range: readonly [number, number];
  readonly unit: string;
}

export const evidenceDirections = ["for", "against", "mixed"] as const;

/** Something that is known about a scenario's question outside the model. */
export interface OutsideEvidence {
  /** Id of a source. */
  readonly source: string;
  readonly says: string;
  readonly direction: (typeof evidenceDirections)[number];
  readonly place: Place;
}

/** What is asked: arms to compare, for how long, what to measure and plot. */
export interface Scenario {
  /** The file's name without its ending. */
  readonly id: string;
  readonly title: string;
  readonly question: string;
  /** days */
  readonly duration: number;
  /** Of missed and late doses; absent: 0. */
  readonly seed?: number | undefined;
  readonly arms: readonly Arm[];
  readonly measures: readonly MeasureRequest[];
  /** Measures of a run that was made shorter which look at times after its end: they have no value. */
  readonly beyond?: readonly MeasureRequest[] | undefined;
  readonly plots: readonly PlotRequest[];
  readonly evidence?: readonly OutsideEvidence[] | undefined;
  /** Tables of measured points. */
  readonly data?: readonly DataTable[] | undefined;
  readonly place: Place;
}
