import type { Answer, Loan, Precision } from "../engine/index.ts";
import type { Given, MeasuredPoint } from "./measured.ts";
import type { Opened } from "./open-scenario.ts";
import type { StudyAnswer, StudyQuestion } from "./study-types.ts";
import type { ExplorerState, Outcome } from "./types.ts";
import type { PageWords } from "./words.ts";

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
  /** What no run of a case asks for; studies and files wait for it. */
  | { readonly kind: "rest"; readonly rest: string }
  /** The page's language and its words. */
  | { readonly kind: "speak"; readonly code: string; readonly words: Partial<PageWords> }
  | SimulateRequest
  | { readonly kind: "csv"; readonly id: number; readonly text: string }
  /** What the page needs to simulate a case itself. */
  | { readonly kind: "lend"; readonly id: number; readonly text: string }
  | {
      readonly kind: "open";
      readonly id: number;
      readonly file: string;
      readonly text: string;
      readonly beside: ReadonlyMap<string, string>;
    }
  /** Measured points of tables, beside the cases of a state. */
  | { readonly kind: "points"; readonly id: number; readonly state: ExplorerState; readonly given: Given }
  /** Many runs, with word of how far they are; the latest question replaces the one before. */
  | { readonly kind: "study"; readonly id: number; readonly question: StudyQuestion }
  /** Ends the worker as a bug in it would, so that tests can see what the page does then. */
  | { readonly kind: "crash" };

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
  | { readonly kind: "points"; readonly id: number; readonly outcome: Outcome<readonly MeasuredPoint[]> }
  | { readonly kind: "abandoned"; readonly id: number }
  | {
      readonly kind: "opened";
      readonly id: number;
      readonly outcome: Outcome<Opened>;
    };
