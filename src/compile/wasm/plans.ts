// What describes a compiled module: plain data, so that it travels to workers along with the module.

/** A compiled module and its addresses: structured-cloneable, so that workers need not compile it again. */
export interface Compiled<Plan> {
  readonly module: WebAssembly.Module;
  readonly plan: Plan;
}

/** Addresses of a module that makes steps: plain data, to go to a worker along with the module. */
export interface StepPlan {
  readonly lanes: 1 | 2;
  readonly dimension: number;
  readonly parameterCount: number;
  /** state of each row of the factors */
  readonly order: Int32Array;
  readonly columnPointers: Int32Array;
  readonly rowIndices: Int32Array;
  readonly parameters: number;
  readonly fixed: number;
  /** state and rates at the start of a step */
  readonly y: number;
  readonly startRates: number;
  readonly jacobian: number;
  readonly dfdt: number;
  readonly factors: number;
  readonly inverses: number;
  /** argument of the current stage, in the end the new state, and the rates there */
  readonly u: number;
  readonly rates: number;
  readonly k: readonly number[];
  readonly q: readonly number[];
  readonly atol: number;
  readonly interpolated: number;
  /** offsets in bytes of states within a vector, and what they are at the start, the quarters and the end of a step */
  readonly wanted: number;
  readonly quarters: number;
  readonly size: number;
}

/** Addresses of a module that computes values at many points: plain data, like `StepPlan`. */
export interface SamplePlan {
  /** points at a time; a column of values has this length */
  readonly capacity: number;
  /** the states that the values depend on: a row begins with these */
  readonly reads: Int32Array;
  readonly columns: number;
  /** of each column: see `Pointwise` */
  readonly isLinear: readonly boolean[];
  readonly parameterCount: number;
  readonly parameters: number;
  readonly times: number;
  /** the row of each point, and the rows, which hold so many numbers at most */
  readonly rowOf: number;
  readonly rows: number;
  readonly roomOfRows: number;
  readonly values: number;
  readonly size: number;
}

/** What was compiled for a system so far, for use in other threads. */
export interface SharedWasm {
  readonly steps: Compiled<StepPlan>;
  /** by the indices of the values that they compute */
  readonly samples: ReadonlyMap<string, Compiled<SamplePlan>>;
  readonly pairs?: Compiled<StepPlan> | undefined;
}
