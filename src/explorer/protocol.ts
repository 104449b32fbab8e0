import type { Loan } from "./nearby.ts";
import type { MeasureRow, Samples } from "./result.ts";
import type { StudyAnswer, StudyQuestion } from "./study-types.ts";
import type { ExplorerState, Outcome } from "./types.ts";

/** How exactly a case is simulated: "coarse" while a slider moves, "exact" as the command line does it. */
export type Precision = "coarse" | "exact";

export interface SimulateRequest {
  readonly kind: "simulate";
  readonly id: number;
  /** A scenario of one arm. */
  readonly text: string;
  readonly precision: Precision;
  /** Columns wanted; absent: all. */
  readonly wanted?: readonly string[] | undefined;
}

export type Request =
  | { readonly kind: "library"; readonly library: unknown }
  | SimulateRequest
  | { readonly kind: "csv"; readonly id: number; readonly text: string }
  /** What the page needs to simulate a case itself. */
  | { readonly kind: "lend"; readonly id: number; readonly text: string }
  | { readonly kind: "open"; readonly id: number; readonly file: string; readonly text: string }
  /** Many runs, with word of how far they are; the latest question replaces the one before. */
  | { readonly kind: "study"; readonly id: number; readonly question: StudyQuestion }
  /** Ends the worker as a bug in it would, so that tests can see what the page does then. */
  | { readonly kind: "crash" };

/** What came out of a case. */
export interface Answer {
  readonly precision: Precision;
  readonly samples: Samples;
  /** Values in the person's own drug-free equilibrium, in the order of the names. */
  readonly baseline: Float32Array;
  readonly measures: readonly MeasureRow[];
  /** What the run did not bear, in words. */
  readonly failure?: string | undefined;
  readonly warnings: readonly string[];
  /** Which way of computing was open here. */
  readonly path: string;
}

export interface Simulated extends Answer {
  readonly kind: "simulated";
  readonly id: number;
}

export type Reply =
  | Simulated
  | { readonly kind: "ready" }
  | { readonly kind: "refused"; readonly id: number; readonly problem: string }
  | { readonly kind: "csv"; readonly id: number; readonly csv: string }
  | { readonly kind: "lent"; readonly id: number; readonly loan: Loan }
  | { readonly kind: "progress"; readonly id: number; readonly done: number; readonly total: number }
  | { readonly kind: "studied"; readonly id: number; readonly answer: StudyAnswer }
  | { readonly kind: "abandoned"; readonly id: number }
  | {
      readonly kind: "opened";
      readonly id: number;
      readonly outcome: Outcome<Pick<ExplorerState, "current" | "kept" | "duration">>;
    };
