import type { RunStatus } from "../simulation/index.ts";

/**
 * One run that is wanted: an arm by its index among the prepared arms, and what differs from it. All parameter values
 * are canonical, by full name; names that the arm's system lacks are left out without a word, since arms differ in drugs.
 */
export interface TaskInput {
  readonly arm: number;
  /** Draws over lack of knowledge: what the arm, its person, its care or a chosen account sets has precedence. */
  readonly parameters?: ReadonlyMap<string, number> | undefined;
  /** What one subject is: has precedence over the arm's person, but not over what the arm, its care or an account sets. */
  readonly person?: ReadonlyMap<string, number> | undefined;
  /** Values that have precedence over everything, for "what if this number were ...". */
  readonly force?: ReadonlyMap<string, number> | undefined;
  /** Gates by effect (0 knocked out, 1 open), on top of the arm's own knock-outs. */
  readonly gates?: ReadonlyMap<string, number> | undefined;
}

/** What came out of one task. */
export interface Row {
  /** Place of the task in the list that was handed in. */
  readonly task: number;
  readonly arm: number;
  /** The measures in the order of the arm's requests; undefined where the run failed or a level was never reached. */
  readonly values: readonly (number | undefined)[];
  readonly status: RunStatus;
}

export interface EvaluateOptions {
  /** Called after every chunk with the number of finished tasks. */
  onProgress?(done: number): void;
  /** Asked between chunks; true ends the rows early. */
  isCancelled?(): boolean;
}

/**
 * Evaluates any number of tasks and yields their rows in the order of the tasks. The tasks may be a generator: they are
 * enumerated as they are needed. Every implementation gives the same bytes for the same tasks: `evaluateHere` in this
 * thread, `evaluateInPool` of `cli/` on several. Put tasks of the same arm (or arms with the same drugs) next to each
 * other: neighbours are simulated two at a time, and one person's equilibrium is found once.
 */
export type EvaluateMany = (tasks: Iterable<TaskInput>, options?: EvaluateOptions) => AsyncIterable<Row>;

/** A group of tasks that is evaluated in one go, always cut at the same places, so that results never depend on who ran it. */
export interface Chunk {
  /** Place of its first task. */
  readonly from: number;
  readonly tasks: readonly TaskInput[];
}
