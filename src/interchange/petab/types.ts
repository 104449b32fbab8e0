import type { Place } from "../../diagnostics/index.ts";
import type { Maths } from "../sbml/types.ts";

/** A formula of a PEtab table, and where it stands. */
export interface PetabFormula {
  readonly maths: Maths;
  readonly text: string;
  readonly place: Place;
}

/** One row of the parameter table. Values are on the linear scale whatever `scale` says. */
export interface PetabParameter {
  readonly id: string;
  /** Missing where it is estimated and the table gives no nominal value. */
  readonly nominal: number | undefined;
  readonly isEstimated: boolean;
  readonly low: number;
  readonly high: number;
  /** Scale on which version 1 asks optimizers to work. */
  readonly scale: "lin" | "log" | "log10";
  readonly prior: PetabPrior | undefined;
  readonly place: Place;
}

/** The distributions of version 2; version 1 has some of them under other names. */
export type PriorName =
  | "uniform"
  | "normal"
  | "laplace"
  | "log-normal"
  | "log-laplace"
  | "log-uniform"
  | "cauchy"
  | "chisquare"
  | "exponential"
  | "gamma"
  | "rayleigh";

export interface PetabPrior {
  readonly distribution: PriorName;
  readonly parameters: readonly number[];
  /** It is of the parameter on its scale, not of its linear value. */
  readonly isOnScale: boolean;
  /** The table names it; otherwise it is flat between the bounds, as version 2 says. */
  readonly isStated: boolean;
}

/** What is measured of the difference between a measurement and the observable. */
export type NoiseDistribution = "normal" | "laplace";

/** One row of the observable table. Both versions are brought to: a scale for the difference, and a distribution on it. */
export interface PetabObservable {
  readonly id: string;
  readonly formula: PetabFormula;
  readonly noise: PetabFormula;
  /** The scale on which measurement and observable are compared. */
  readonly scale: "lin" | "log" | "log10";
  readonly distribution: NoiseDistribution;
  /** Names that a measurement gives a value to, in order. */
  readonly placeholders: readonly string[];
  readonly noisePlaceholders: readonly string[];
  readonly place: Place;
}

/** One row of the measurement table. */
export interface PetabMeasurement {
  readonly observable: string;
  readonly experiment: string;
  /** Of the model's time; infinite for a steady state. */
  readonly time: number;
  readonly value: number;
  /** A number or the name of a parameter, one for each placeholder. */
  readonly observableParameters: readonly (number | string)[];
  readonly noiseParameters: readonly (number | string)[];
  readonly model: string | undefined;
  /** Place of the row in the table, from 0. */
  readonly row: number;
  readonly place: Place;
}

/** A measurement beside what the model says. */
export interface PetabSimulation {
  readonly measurement: PetabMeasurement;
  /** The observable, on its own scale. NaN where the run failed or there is no steady state. */
  readonly value: number;
  /** Standard deviation (normal) or scale (Laplace) of the noise. */
  readonly noise: number;
}

/** What a condition sets: a parameter, a state or a compartment. */
export interface PetabChange {
  readonly target: string;
  readonly value: PetabFormula;
}

/** A stretch of an experiment, from a time on. `-Infinity`: until nothing changes any more. */
export interface PetabPeriod {
  readonly time: number;
  readonly changes: readonly PetabChange[];
}

export interface PetabExperiment {
  readonly id: string;
  readonly periods: readonly PetabPeriod[];
}

export interface PetabModel {
  readonly id: string;
  readonly language: string;
  readonly file: string;
  readonly place: Place;
}

/** A problem of PEtab 1 or 2 with all its tables, checked against each other. */
export interface PetabProblem {
  readonly version: 1 | 2;
  readonly models: readonly PetabModel[];
  readonly parameters: readonly PetabParameter[];
  readonly observables: ReadonlyMap<string, PetabObservable>;
  readonly experiments: ReadonlyMap<string, PetabExperiment>;
  readonly measurements: readonly PetabMeasurement[];
  /** Names in the tables for what a model calls otherwise. */
  readonly mapping: ReadonlyMap<string, string>;
}
