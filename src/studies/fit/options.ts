import type { FlatParameter } from "../../model/index.ts";
import type { StudyContext } from "../study.ts";
import type { ErrorModel } from "./types.ts";

export interface FitOptions {
  /** Which parameters are fitted, and whether one that cannot be is a fault. */
  mayFit(parameter: FlatParameter): boolean;
  /** Called when all parameters have been seen; may end the fit with a fault. */
  checkAsked?(): void;
  readonly errors: ErrorModel;
  readonly usesPriors: boolean;
  readonly starts: number;
  readonly seed: number;
  readonly arms: readonly string[];
  /** Bounds that take the place of the declared range, in the declared unit. */
  readonly bounds: ReadonlyMap<string, readonly [number, number]>;
  readonly profiles: boolean;
  readonly bySubject: boolean;
  /** Data sets that the fit makes to be compared with the measured one, where it has subjects. */
  readonly replicates: number;
  /** Names of contested mechanisms whose hypotheses are compared. */
  readonly hypotheses: readonly string[] | "all";
  readonly evaluator: StudyContext["evaluator"];
  onProgress?(runs: number): void;
}
