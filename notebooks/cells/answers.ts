import type { Explanation, SubjectOutcome, Verdict, Circuit as WholeCircuit } from "lull";

/** One person and what they take, with mechanisms cut or told by a rival hypothesis: what the controls of a lesson make. */
export interface Case {
  /** Name of a small model in `models/`; absent: the shipped one. */
  readonly model?: string;
  /** Default: depressed-adult. */
  readonly person?: string | readonly string[];
  /** Default: trial. */
  readonly care?: string;
  /** In words, for example "escitalopram 10 mg daily"; absent: no drug. */
  readonly treatment?: string | undefined;
  /** Gates by effect: 0 is cut, 1 as it is. */
  readonly knockout?: Readonly<Record<string, number>>;
  readonly hypothesis?: Readonly<Record<string, string>>;
  readonly set?: Readonly<Record<string, number>>;
}

export interface RunRequest {
  readonly case: Case;
  readonly weeks: number;
  readonly wanted: readonly string[];
  /** Measures by name, in the words of scenarios. */
  readonly measures: Readonly<Record<string, string>>;
  readonly precision: "coarse" | "exact";
}

export interface RunReply {
  /** days */
  readonly times: Float64Array;
  readonly series: ReadonlyMap<string, Float32Array>;
  readonly baseline: ReadonlyMap<string, number>;
  readonly measures: Readonly<Record<string, number | undefined>>;
  readonly failure: string | undefined;
}

export type Explained = Explanation;
export type VerdictReply = Verdict;
export type Circuit = WholeCircuit;

export interface PopulationRequest {
  readonly case: Case;
  readonly weeks: number;
  readonly measures: Readonly<Record<string, string>>;
  readonly from: number;
  readonly size: number;
  readonly seed: number;
}
export type PopulationReply = readonly SubjectOutcome[];

/** How many numbers of one kind of evidence a quantity rests on. */
export interface TierCount {
  readonly tier: string;
  readonly count: number;
}

/** A reader's own module and claim, and a case to try them in. */
export interface OwnRequest {
  readonly module: string;
  readonly claim: string;
  readonly case: Case;
  readonly weeks: number;
  readonly variable: string;
}

export type OwnReply =
  | { readonly faults: string }
  | {
      readonly name: string;
      readonly verdicts: readonly Verdict[];
      /** With the module, and with its effects switched off. */
      readonly withModule: RunReply;
      readonly without: RunReply;
      readonly circuit: Circuit;
    };
