import type { Arm, MeasureRequest } from "../scenario/index.ts";
import type { RunStatus } from "../simulation/index.ts";

/** One arm to be simulated and what is to be measured in it. */
export interface ArmRun {
  readonly arm: Arm;
  /** days */
  readonly duration: number;
  readonly requests: readonly MeasureRequest[];
  /**
   * It runs for many people or draws, so functions of its own pay: those that its measures do not depend on are left out.
   */
  readonly isOften?: boolean | undefined;
  /**
   * For whom it runs. Of arms for the same people, one that begins as a longer one does is read off the runs of that: at the
   * same times the numbers agree to the tolerance. Absent: it runs by itself.
   */
  readonly people?: string | undefined;
}

/** How arms are integrated; what is left out is as in a single run, so that a number is the same in every verb. */
export interface Numerics {
  readonly solver?: string | undefined;
  readonly rtol?: number | undefined;
}

/** The measures of one arm run, in the order of its requests. */
export interface ArmValues {
  readonly values: readonly (number | undefined)[];
  readonly status: RunStatus;
  /** What a reader of the numbers must know: values that left their bounds, a steady state that was not reached. */
  readonly notes?: readonly string[] | undefined;
  /** Of measure i by parameter j, in the measure's unit for one canonical unit of the parameter: [i * parameters + j]. */
  readonly slopes?: Float64Array | undefined;
  /** Why the slopes are differences and not sensitivities. */
  readonly notExact?: string | undefined;
}

/**
 * One run that is wanted: an arm by its index among the prepared arms, and what differs from it. All parameter values
 * are canonical, by full name; names that the arm's system lacks are left out without a word, since arms differ in drugs.
 */
export interface TaskInput {
  readonly arm: number;
  /** Draws over lack of knowledge: what the arm, its person, its care or a chosen hypothesis sets has precedence. */
  readonly parameters?: ReadonlyMap<string, number> | undefined;
  /** What one subject is: has precedence over the arm's person, but not over what the arm, its care or a hypothesis sets. */
  readonly person?: ReadonlyMap<string, number> | undefined;
  /** What the chosen hypotheses set: as if the arm had chosen them, so over draws and persons, under what the arm sets. */
  readonly chosen?: ReadonlyMap<string, number> | undefined;
  /** Values that have precedence over everything, for "what if this number were ...". */
  readonly force?: ReadonlyMap<string, number> | undefined;
  /** Gates by effect (0 knocked out, 1 open), on top of the arm's own knock-outs. */
  readonly gates?: ReadonlyMap<string, number> | undefined;
  /**
   * Parameters by which the measures, all of them `at(...)`, are to be differentiated, and not simulated beside another
   * task. One that the arm, its care or a hypothesis sets has slopes of 0.
   */
  readonly slopes?: readonly string[] | undefined;
  /** Never simulated beside another task, so that its numbers depend on nothing else. */
  readonly isAlone?: boolean | undefined;
  /** Its arm is read off the run of a task shortly before it, of the same set: see `setsOf` of `PreparedArms`. */
  readonly isReadOff?: boolean | undefined;
}

/** What came out of one task. */
export interface TaskResult {
  /** Index of the task in the list that was handed in. */
  readonly task: number;
  readonly arm: number;
  /** The measures in the order of the arm's requests; undefined where the run failed or a level was never reached. */
  readonly values: readonly (number | undefined)[];
  readonly status: RunStatus;
  readonly notes?: readonly string[] | undefined;
  readonly slopes?: Float64Array | undefined;
  readonly notExact?: string | undefined;
}

export interface EvaluateOptions {
  /** Called after every chunk with the number of finished tasks. */
  readonly onProgress?: ((done: number) => void) | undefined;
  /** Asked between chunks; true ends the rows early. */
  readonly isCancelled?: (() => boolean) | undefined;
  /**
   * No further tasks follow from what these give. Where several machines share the work, each computes only its share of
   * these, but all that is asked before: what comes next depends on it.
   */
  readonly isLast?: boolean | undefined;
  /** The prepared arms are not asked again: what holds them ready may go when the rows have been given. */
  readonly isOver?: boolean | undefined;
}

/**
 * Evaluates any number of tasks and yields their rows in the order of the tasks. The tasks may be a generator: they are
 * enumerated as they are needed. Every implementation gives the same bytes for the same tasks: `evaluateHere` in this
 * thread, `evaluateInPool` of `cli/` on several. Put tasks of the same arm (or arms with the same drugs) next to each
 * other: neighbours are simulated two at a time, and one person's equilibrium is found once.
 */
export type EvaluateMany = (
  tasks: Iterable<TaskInput>,
  options?: EvaluateOptions,
) => AsyncIterable<TaskResult>;

/** Where chunks are computed: here, or in a pool of threads. */
export interface Evaluator {
  /** Chunks it works on at the same time. */
  readonly width: number;
  /** The results of a chunk's tasks, in their order. Rejects when it cannot be had, with a reason for people. */
  evaluate(chunk: Chunk): Promise<readonly ArmValues[]>;
}

/** A group of tasks that is evaluated in one go, always cut at the same tasks, so that results never depend on who ran it. */
export interface Chunk {
  /** Index of its first task. */
  readonly from: number;
  readonly tasks: readonly TaskInput[];
}

/** What is computed, and how to ask for it again. */
export interface PlanHead {
  /** What is computed, as plain data: two plans are the same when this is. */
  readonly describes: Readonly<Record<string, unknown>>;
  /** How to ask for it again: not part of what makes plans the same. */
  readonly asked?: unknown;
  /** Left out where it shows only as the work goes on. */
  readonly parts?: number | undefined;
}

/** Work cut into numbered parts, each a function of its number alone, so that any of them can be made at any time. */
export interface Plan extends PlanHead {
  readonly parts: number;
  part(index: number): Chunk;
}

/** Every which of the parts a shard computes: 1 of 1 is all. */
export interface Shard {
  /** from 1 */
  readonly index: number;
  readonly count: number;
}
