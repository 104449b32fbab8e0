import type { Place } from "../diagnostics/index.ts";
import type { Arm, MeasureRequest } from "./types.ts";

/** A claim about how many: its value is the share of a population's plausible subjects in whom the measure is above a cut-off. */
export interface ClaimPopulation {
  readonly name: string;
  /** subjects sampled */
  readonly size: number;
  readonly above: number;
  readonly place: Place;
}

/** A sentence as an experiment with an expectation: what to simulate, what to measure, what must hold, what must carry it. */
export interface Claim {
  readonly id: string;
  /** The statement of the model that it tests. */
  readonly row: string;
  readonly says: string;
  readonly contested: "no" | "debated" | "disputed";
  readonly note?: string | undefined;
  /** A sentence of the article, an anchor that the model was fitted to, or one that it must predict. */
  readonly kind: "article" | "calibration" | "validation";
  /** Absent: the claim is about one person. */
  readonly population?: ClaimPopulation | undefined;
  readonly arm: Arm;
  readonly reference: Arm;
  /** days */
  readonly duration: number;
  /** Whether the measure is compared with the reference arm. */
  readonly compare: "none" | "ratio" | "difference";
  readonly measure: MeasureRequest;
  /** Bounds of the expectation; infinite where there is none. */
  readonly expect: { readonly low: number; readonly high: number };
  readonly carriedBy: readonly string[];
  /** What the measure is when there is no effect: 1 for ratios, 0 for differences, unless said. */
  readonly noEffect?: number | undefined;
  /** Why the model does not fulfil it, where that is known. */
  readonly fails?: string | undefined;
  /** Why it holds in fewer than nine draws of ten over the declared uncertainty, where that is known. */
  readonly fragile?: string | undefined;
  readonly sources: readonly string[];
  readonly place: Place;
}
