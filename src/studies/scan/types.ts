import type { FailedRuns } from "../../document/index.ts";

/** What is varied, and through which values, in the order in which they were asked for. */
export interface ScanAxis {
  /** Full name of a parameter, or of a drug whose dose is varied. */
  readonly name: string;
  readonly about: string;
  readonly unit: string;
  readonly values: readonly number[];
  /** The range that the parameter is declared with, in its unit. */
  readonly range?: readonly [number, number] | undefined;
  /** Values outside that range. */
  readonly outside: readonly number[];
}

/** One run of the scan: the value of each axis, and what came out; undefined where there is no value. */
export interface ScanPoint {
  readonly at: readonly number[];
  readonly value: number | undefined;
}

/** A measure as a function of one or two numbers. */
export interface Scan {
  readonly title: string;
  readonly person: string;
  readonly measure: string;
  readonly unit: string;
  readonly arm: string;
  readonly against: string | undefined;
  readonly way: "grid" | "zip";
  readonly axes: readonly ScanAxis[];
  readonly points: readonly ScanPoint[];
  /** As the scenario stands; undefined where the measure has no value. */
  readonly nominal: number | undefined;
  readonly failures?: FailedRuns | undefined;
}
