import type { CaseResult, Loan, Precision } from "../engine/index.ts";
import type { GivenTables, MeasuredPoint } from "./measured.ts";
import type { OpenedScenario } from "./open-scenario.ts";
import type { StudyAnswer, StudyQuestion } from "./study-types.ts";
import type { ExplorerState, ValueOrProblem } from "./types.ts";
import type { PageWords } from "./words.ts";

type Message<Kind extends string, Parts = unknown> = { readonly kind: Kind } & Readonly<Parts>;
/** One that is answered, or an answer, by the number of what was asked. */
type Numbered<Kind extends string, Parts = unknown> = Message<Kind, Parts> & { readonly id: number };

/** A run of a scenario of one arm. `wanted` are columns; absent: all. */
export type SimulateRequest = Numbered<
  "simulate",
  { text: string; precision: Precision; wanted?: readonly string[] | undefined }
>;

export type Request =
  | Message<"library", { library: unknown }>
  /** What no run of a case asks for; studies and files wait for it. */
  | Message<"rest", { rest: string }>
  /** The page's language and its words. */
  | Message<"speak", { code: string; words: Partial<PageWords> }>
  | SimulateRequest
  | Numbered<"csv", { text: string }>
  /** What the page needs to simulate a case itself. */
  | Numbered<"lend", { text: string }>
  | Numbered<"open", { file: string; text: string; beside: ReadonlyMap<string, string> }>
  /** Measured points of tables, beside the cases of a state. */
  | Numbered<"points", { state: ExplorerState; given: GivenTables }>
  /** Many runs, with word of how far they are; the latest question replaces the one before. */
  | Numbered<"study", { question: StudyQuestion }>
  /** Ends the worker as a bug in it would, so that tests can see what the page does then. */
  | Message<"crash">;

export type Simulated = Numbered<"simulated", CaseResult>;

export type Reply =
  | Simulated
  | Message<"ready">
  | Numbered<"refused", { problem: string }>
  | Numbered<"csv", { csv: string }>
  | Numbered<"lent", { loan: Loan }>
  | Numbered<"progress", { done: number; total: number }>
  | Numbered<"studied", { answer: StudyAnswer }>
  | Numbered<"points", { outcome: ValueOrProblem<readonly MeasuredPoint[]> }>
  | Numbered<"abandoned">
  | Numbered<"opened", { outcome: ValueOrProblem<OpenedScenario> }>;
