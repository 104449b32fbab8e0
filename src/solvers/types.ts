/**
 * Nonzeros of a square matrix in compressed sparse column form: the row indices of column `j` are
 * `rowIndices[columnPointers[j]] ... rowIndices[columnPointers[j + 1] - 1]`. A value array that goes with it holds
 * one number per row index, in the same order. Solvers remember what they worked out for a pattern, so never
 * change one after the first use.
 */
export interface SparsePattern {
  /** dimension + 1 ascending offsets into `rowIndices`, the first of them 0 */
  readonly columnPointers: Int32Array;
  /** one row per nonzero, each row at most once per column */
  readonly rowIndices: Int32Array;
}

/** The system y' = f(t, y). Time and states have whatever units the caller gives them; no solver asks. */
export interface OdeSystem {
  /** number of states */
  readonly dimension: number;
  /** Writes f(t, y) into `dydt`. Must not change or keep `y`. */
  rates(t: number, y: Float64Array, dydt: Float64Array): void;
  /** df/dy, all nonzeros exactly. Absent: implicit methods take forward differences over a dense matrix. */
  readonly jacobian?: {
    readonly pattern: SparsePattern;
    evaluate(t: number, y: Float64Array, nonzeros: Float64Array): void;
  };
  /** Writes the explicit df/dt. Absent: a forward difference in t, because f may depend on t unseen. */
  timeDerivative?(t: number, y: Float64Array, dfdt: Float64Array): void;
  /** Steps made for this very system, which `rodas5p` then drives instead of its own. */
  rodas5p?(context: StepperContext): RosenbrockStepper;
}

/**
 * A hard stop: a step lands exactly on `time`, then `apply` may make the state jump.
 *
 * Between stops the rates must be smooth, both ends included: a step that ends on a stop calls them at its very time
 * and expects what held before. So switch an input in `apply`; rates that compare `t` with the time need a stop that `isSwitch`.
 */
export interface Stop {
  readonly time: number;
  /** changes `y` in place; absent for a mere discontinuity of the rates at `time` */
  apply?(y: Float64Array): void;
  /**
   * The rates themselves compare t with `time`: they are then asked shortly before and shortly after it only, never at it.
   */
  readonly isSwitch?: boolean;
}

/**
 * Conditions on time and states that end a step where one of them changes, found on the dense output to the last digit
 * of time: shortly before they were as at the start of the step, at the time found one differs. Two changes within a
 * quarter of a step that undo each other are missed.
 */
export interface ConditionWatch {
  /** number of conditions */
  readonly count: number;
  /** Writes 1 or 0 for each condition at (t, y). */
  evaluate(t: number, y: Float64Array, out: Float64Array): void;
  /**
   * Called at t0, after the stops of a time, where a condition has changed, and when `due`; may make the state jump.
   * False ends the run with status `endless-events`.
   */
  react(t: number, y: Float64Array): boolean;
  /** Next time at which `react` is wanted whatever the conditions do; infinite when there is none. */
  due(): number;
}

/**
 * A step just made, to be looked at while it is reported: the solution between two times, continuous and without a stop
 * inside. Its arrays are used again: copy what you keep.
 */
export interface Step {
  readonly from: number;
  readonly to: number;
  /** Whether it is the first since the start of the run or a stop, where the state may have jumped. */
  readonly isFirst: boolean;
  /** the state at `from`, after any stop there */
  readonly start: Float64Array;
  /** the state at `to`, before any stop there */
  readonly end: Float64Array;
  /** Writes the state at a time within the step, from the dense output. */
  interpolate(t: number, into: Float64Array): void;
  /**
   * Writes the states, an even number of them, at the start, the quarters and the end of the step, one time after the
   * other, from an index on. There where the dense output is a polynomial of degree 4 or less, so that these values say all of it.
   */
  quarters?(states: Int32Array, into: Float64Array, position: number): void;
}

/** What to integrate, from where to where, how exactly, and what to report. */
export interface SolveRequest {
  readonly system: OdeSystem;
  readonly t0: number;
  /** at or after `t0` */
  readonly t1: number;
  /** initial state, copied */
  readonly y0: Float64Array;
  /** within [t0, t1], in any order; those closer than 1e-9 (relative) are one, applied in the given order */
  readonly stops: readonly Stop[];
  /** conditions that the state may make jumps on */
  readonly watch?: ConditionWatch | undefined;
  /** ascending, within [t0, t1]; they never influence the steps */
  readonly outputTimes: Float64Array;
  /** Called once per output time, in order. `y` is reused: copy what you keep. At a stop it is the state after. */
  onOutput(index: number, t: number, y: Float64Array): void;
  /** Called for every step made, in order, after the outputs within it. Who looks never influences the steps. */
  onStep?(step: Step): void;
  /** relative tolerance, above 0 */
  readonly rtol: number;
  /** absolute tolerance per state, in the unit of that state, none below 0 */
  readonly atol: Float64Array;
  /** limit on attempted steps, accepted and rejected, over the whole run; default 1,000,000 */
  readonly maxSteps?: number;
  /** limit on the length of a step, in the unit of time; default none */
  readonly maxStep?: number;
  /** asked before every step; true ends the run with status `cancelled` */
  isCancelled?(): boolean;
}

/** How a run ended. Anything but `success` leaves `t` and `y` at the last state that can be trusted. */
export type SolveStatus =
  | "success"
  | "max-steps"
  | "step-too-small"
  | "non-finite"
  | "singular"
  | "endless-events"
  | "cancelled";

/** Work done, for tests, benchmarks and reports. */
export interface WorkCounters {
  /** accepted steps */
  readonly steps: number;
  /** attempted steps that were thrown away */
  readonly rejected: number;
  /** calls of `rates`, those of finite differences included */
  readonly rateCalls: number;
  /** Jacobians evaluated or estimated */
  readonly jacobianCalls: number;
  /** LU factorizations */
  readonly factorizations: number;
  /** pairs of triangular solves */
  readonly solves: number;
}

/** What the steps of a run are measured against, and where their work is counted. */
export interface StepperContext {
  readonly rtol: number;
  readonly atol: Float64Array;
  readonly counters: { -readonly [K in keyof WorkCounters]: WorkCounters[K] };
}

/** A reason to retreat, to be reported when no shorter step escapes it. */
export interface StepFault {
  readonly status: SolveStatus;
  readonly blame: number;
}

/**
 * The arithmetic of single Rodas5P steps. When to step, how far, and what to make of the outcome is decided elsewhere,
 * once for every stepper: see rodas5p.ts. A stepper counts the work it does.
 */
export interface RosenbrockStepper {
  /**
   * Takes rates and derivatives at (t, y), where the next attempts start; `y` is copied.
   *
   * @param reach length that the next step will not exceed
   * @returns -1, or the state whose rate or derivative is not finite
   */
  linearize(t: number, y: Float64Array, reach: number): number;
  /** Tries a step of length h. Returns its scaled error, accepted up to 1, or NaN when there is a fault. */
  attempt(t: number, h: number): number;
  /** What made the last attempt return NaN. */
  fault(): StepFault;
  /** The state with the largest scaled error in the last attempt. */
  worstState(): number;
  /** Called before `interpolate`, and only for steps that contain an output. */
  prepareDenseOutput(): void;
  /** Writes the state at the given part of the last attempted step. */
  interpolate(theta: number, into: Float64Array): void;
  /** As that of a `Step`, of the last attempted step, without `prepareDenseOutput`. */
  quarters(states: Int32Array, into: Float64Array, from: number): void;
  /** Writes the state at the end of the last attempted step. */
  accept(y: Float64Array): void;
  /** Called once, when the run is over. */
  release?(): void;
}

/** The end of a run. Numbers that go wrong are a status here, never an exception. */
export interface SolveResult {
  readonly status: SolveStatus;
  /** last time reached, `t1` on success */
  readonly t: number;
  /** state at `t`, after any stop there */
  readonly y: Float64Array;
  /** index of the state at fault, when one can be named */
  readonly blame?: number;
  readonly counters: WorkCounters;
}

/** One way to integrate. Solvers hold no state between calls of `solve`. */
export interface Solver {
  /** literature name in lower case, as written in scenarios */
  readonly name: string;
  /** one line on what it is and when to choose it */
  readonly about: string;
  /** Throws `invalid <option>: <value>; expected <what>` for a wrong request; all else is in the result. */
  solve(request: SolveRequest): SolveResult;
}
