import type { Place } from "../diagnostics/index.ts";
import type { Limits, MeasureRequest } from "./measures.ts";
import type { Criterion } from "./population.ts";
import type { Arm } from "./types.ts";

/** How the measures of many subjects become one number. */
export type ClaimStatistic =
  /** Share of the subjects in whom the measure lies within limits. */
  | ({ readonly kind: "share" } & Limits)
  | { readonly kind: "mean" }
  /** Pearson's, with a second measure in the same subjects. */
  | { readonly kind: "correlation"; readonly with: MeasureRequest };

/** A claim about people: its value is a statistic over the plausible subjects of a population. */
export interface ClaimPopulation {
  readonly name: string;
  /** subjects sampled */
  readonly size: number;
  readonly statistic: ClaimStatistic;
  /** Who is asked about: subjects within all of these limits in the same arm; empty for everybody. */
  readonly among: readonly Criterion[];
  /** Who is asked about in the reference arm. Absent: those who meet the same conditions there. */
  readonly referenceAmong?: readonly Criterion[] | undefined;
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
  /** What must make it fail, where taking the drug away cannot: arms in place of its own. */
  readonly control?: { readonly says: string; readonly arm: Arm; readonly reference: Arm } | undefined;
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
  /** Where the names stand that no arm or measure holds. */
  readonly places: {
    readonly row: Place;
    readonly carriedBy: readonly Place[];
    readonly sources: readonly Place[];
  };
}

/** Everything that a claim measures. */
export function measuresOf({ measure, population }: Claim): MeasureRequest[] {
  if (!population) return [measure];
  const { statistic, among, referenceAmong } = population;
  return [
    measure,
    ...(statistic.kind === "correlation" ? [statistic.with] : []),
    ...[...among, ...(referenceAmong ?? [])].map((criterion) => criterion.measure),
  ];
}
