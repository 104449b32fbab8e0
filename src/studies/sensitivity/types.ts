import type { FailedRuns } from "../../document/index.ts";
import type { Tier } from "../../model/index.ts";
import type { Estimate } from "../../statistics/index.ts";
import type { Factor } from "../factors.ts";

/**
 * Points of the unit cube, one coordinate a factor, in the order in which their outputs are expected: made when asked for, since all
 * of them are many more numbers than they are made of.
 */
export interface SampleDesign {
  readonly factors: readonly string[];
  /** How many points there are. */
  readonly count: number;
  point(index: number): Float64Array;
}

/** What came out at each point of a design; undefined where the measure took no value. */
export type Outputs = readonly (number | undefined)[];

/** Elementary effects of one factor, in the unit of the output for a crossing of the whole range. */
export interface MorrisEffect {
  readonly factor: string;
  /** Mean of the absolute effects: how much the factor matters. */
  readonly muStar: Estimate;
  /** Mean of the signed effects: which way it works. */
  readonly mu: number;
  /** Their standard deviation: nonlinearity and interaction. */
  readonly sigma: number;
  /** Elementary effects that could be taken. */
  readonly count: number;
}

/** Factors that are varied together. */
export interface FactorGroup {
  readonly name: string;
  readonly factors: readonly string[];
}

/** Shares of the output's variance. */
export interface SobolIndex {
  readonly group: FactorGroup;
  /** Share that the group explains by itself, with the interactions inside it. */
  readonly first: Estimate;
  /** The same with all interactions that the group takes part in. */
  readonly total: Estimate;
  /** Rows of the sample that gave a value everywhere they had to. */
  readonly rows: number;
}

export interface SobolResult {
  readonly mean: number;
  readonly standardDeviation: number;
  /** 2.5, 50 and 97.5 % quantiles of the output. */
  readonly quantiles: readonly [number, number, number];
  readonly indices: readonly SobolIndex[];
  readonly runs: number;
  /** Runs without a value, which are left out. */
  readonly missing: number;
}

/** How one parameter moves the measured variable over time. */
export interface LocalSensitivity {
  readonly factor: Factor;
  /** Change of the measure for a move by half the declared range, by the slope at the nominal value; undefined without a value. */
  readonly ofMeasure: number | undefined;
  /** The same of the variable, at each time. */
  readonly overTime: readonly (number | undefined)[];
}

export interface LocalResult {
  readonly variable: string;
  readonly unit: string;
  /** days */
  readonly times: readonly number[];
  readonly nominal: readonly (number | undefined)[];
  readonly sensitivities: readonly LocalSensitivity[];
  readonly runs: number;
}

/** What was asked, and the measure at nominal parameters. */
export interface SensitivitySubject {
  readonly title: string;
  readonly measure: string;
  readonly unit: string;
  readonly arm: string;
  /** The arm that is subtracted, where a difference was asked for. */
  readonly against: string | undefined;
  readonly person: string;
  readonly nominal: number | undefined;
  /** Those that were varied, of so many that are uncertain. */
  readonly factors: readonly Factor[];
  readonly uncertain: number;
}

/** Sensitivity of one measure. Methods that were not asked for are absent. */
export interface Sensitivity {
  readonly subject: SensitivitySubject;
  readonly morris?:
    | { readonly trajectories: number; readonly effects: readonly MorrisEffect[]; readonly runs: number }
    | undefined;
  readonly sobol?: (SobolResult & { readonly size: number }) | undefined;
  /** The Sobol indices of the tiers of evidence: on what kind of numbers the result rests. */
  readonly burden?: readonly (SobolIndex & { readonly tier: Tier })[] | undefined;
  readonly local?: LocalResult | undefined;
  /** Runs that did not reach their end, over all methods. */
  readonly failures?: FailedRuns | undefined;
}
