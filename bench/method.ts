/** Work that a method says it did, where it says so. */
export interface Work {
  readonly steps?: number;
  readonly rejected?: number;
  readonly rateCalls?: number;
  readonly jacobianCalls?: number;
  readonly factorizations?: number;
}

/** One run of one person: times in ms, and the states at the output times, row by row, where they were asked for. */
export interface Run {
  readonly cpu: number;
  readonly wall: number;
  readonly work: Work;
  readonly outputs?: Float64Array;
}

/** A way to integrate a problem, warm: ours or a peer's. */
export interface Method {
  readonly name: string;
  /** True for ours. */
  readonly isOwn: boolean;
  /** True for a way that helps only with many people: left out where single runs are compared. */
  readonly onlyCrowds?: true;
  /** True for a way that is shown only to be complete: left out where crowds are compared. */
  readonly onlySingle?: boolean;
  /** Relative tolerances for its work-precision curve, loose to tight. */
  readonly tolerances: readonly number[];
  /** Simulates one person; `keep` returns the outputs too, which is not timed. */
  run(rtol: number, person: number, keep: boolean): Promise<Run>;
  /** Simulates people one after another, every hourly output computed; the sum of their last states checks them. */
  crowd(rtol: number, first: number, count: number): Promise<{ cpu: number; wall: number; sum: number }>;
  /** Peak memory of its process in KiB, where it has one of its own. */
  memory?(): Promise<number>;
  close(): void;
}
