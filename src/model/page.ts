import type { Place } from "../diagnostics/index.ts";
import type { Expression } from "../expressions/index.ts";

/** A number that the page takes of every case. */
export interface PageMeasure {
  readonly name: string;
  /** What it is called beside its number; absent: it serves sentences alone. */
  readonly title?: string | undefined;
  /** As a scenario writes it; `end` is the end of the run. */
  readonly measure: string;
  /** What stands in place of "never" where it has no value and this holds. */
  readonly unless?: { readonly when: Expression; readonly says: string } | undefined;
}

/**
 * A sentence and when it holds, in the names of measures and terms. A measure without a value makes every comparison with
 * it false. Numbers stand in braces: shares in per cent, days as weeks, all without their sign.
 */
export interface PageSentence {
  readonly when?: Expression | undefined;
  readonly says: string;
}

/** Of each list the first sentence that holds is said. */
export type PageSentences = readonly (readonly PageSentence[])[];

/** A chart below the main one. */
export interface PageStrip {
  readonly name: string;
  readonly title: string;
  /** What it shows first. */
  readonly first: string;
  /** Groups of variables that can be chosen for it. */
  readonly groups: readonly string[];
}

/** What is felt of what is good, or bad: now, and at the start for a drug-free person of the same mood. */
export interface PageFeeling {
  readonly felt: string;
  readonly response: string;
}

export const tourSteps = ["begin", "guess", "compare", "follow", "cut", "end"] as const;
export type TourStep = (typeof tourSteps)[number];

export interface PageTour {
  /** mg of the opening drug that the tour gives */
  readonly dose?: number | undefined;
  /** The effect that is to be cut. */
  readonly cut: string;
  /** What is guessed, by the week `{n}`. */
  readonly label: string;
  readonly steps: Readonly<
    Record<TourStep, { readonly title: string; readonly text: string; readonly next: string }>
  >;
}

/** What the page shows of a model and says of it; what is left out is made from the rest of the model. */
export interface PageSource {
  readonly place: Place;
  /** What a visitor reads until the page has come. */
  readonly lead?: string | undefined;
  readonly opens?:
    | {
        readonly people?: readonly string[] | undefined;
        readonly care?: string | undefined;
        readonly drug?: string | undefined;
        /** mg */
        readonly dose?: number | undefined;
        /** days */
        readonly duration?: number | undefined;
      }
    | undefined;
  /** What each kind of care is called. */
  readonly care: ReadonlyMap<string, string>;
  /** Variables of the main chart, the first one shown first. */
  readonly outputs: readonly string[];
  readonly strips: readonly PageStrip[];
  /** Groups that a scenario written by the page plots. */
  readonly plot: readonly string[];
  readonly measures: readonly PageMeasure[];
  readonly terms: readonly { readonly name: string; readonly formula: Expression }[];
  readonly headline: PageSentences;
  /** How a case differs from another; here a measure's name is its change, and `now.x` and `before.x` its values. */
  readonly against: PageSentences;
  readonly week?: { readonly good: PageFeeling; readonly bad: PageFeeling } | undefined;
  readonly tour?: PageTour | undefined;
}
