import type { FailedRuns } from "../../document/index.ts";
import type { PopulationSampler } from "../../runs/index.ts";
import type { MeasureRequest, Population, SearchPlan, Strategy } from "../../scenario/index.ts";
import type { Estimate } from "../../statistics/index.ts";

/** A hypothesis as something that is not known: its choices, and what each is held to be worth. */
export interface HypothesisFactor {
  /** module.name */
  readonly name: string;
  readonly question: string;
  readonly choices: readonly {
    readonly name: string;
    readonly about: string;
    readonly isDefault: boolean;
    /** Adding up to 1. */
    readonly share: number;
  }[];
}

/** A combination of hypotheses: for every factor the index of its choice. */
export type Combination = readonly number[];

/** How people and combinations of hypotheses are put together. */
export interface Design {
  readonly factors: readonly HypothesisFactor[];
  /** Number of all combinations. */
  readonly combinationCount: number;
  /** True: every person in every combination. False: every person in one, each hypothesis in its share of people. */
  readonly isCrossed: boolean;
  /** The combinations of a person and what each is worth, adding up to 1. */
  combinationsOf(subject: number): readonly { readonly combination: Combination; readonly weight: number }[];
}

/** Where in a run's values the numbers of an objective are. */
export interface ObjectiveLayout {
  /** Indices among the requests; two or more for a largest fall, none for tablets. */
  readonly indices: readonly number[];
  /** In the indices, how far apart the ends of the window are. */
  readonly window: number;
  readonly unit: string;
}

/** A search with everything looked up, ready to be run. */
export interface SearchStudy {
  readonly plan: SearchPlan;
  readonly population: Population;
  readonly sampler: PopulationSampler;
  readonly size: number;
  readonly seed: number;
  readonly design: Design;
  /** The reference comes first, the others follow in the order of the plan. */
  readonly strategies: readonly Strategy[];
  readonly layout: readonly ObjectiveLayout[];
  /** Tablets a day of every strategy, for each objective that counts them. */
  readonly tablets: readonly (readonly (number | undefined)[])[];
  /** What is measured in a strategy's run. */
  readonly requests: readonly MeasureRequest[];
  /** What is measured in the population's cohort. */
  readonly criteria: readonly MeasureRequest[];
}

/** One person under one combination of hypotheses, with what every strategy comes to. */
export interface SearchCase {
  readonly subject: number;
  readonly combination: Combination;
  readonly weight: number;
  /** By strategy, then objective. */
  readonly outcomes: readonly (readonly number[])[];
}

/** What became of the people who were sampled; numbers of pairs of a person and a combination. */
export interface Selection {
  readonly cases: readonly SearchCase[];
  readonly sampled: number;
  readonly implausible: number;
  readonly notAmong: number;
  readonly failed: number;
  /** Runs that did not reach their end; their people are left out. */
  readonly failures?: FailedRuns | undefined;
  /** What runs say of themselves. */
  readonly notes?: readonly string[] | undefined;
}

/** Two strategies compared person by person: shares that add up to 1. */
export interface PairwiseComparison {
  readonly wins: Estimate;
  readonly ties: number;
  readonly losses: number;
}

export interface ObjectiveSummary {
  /** Mean over people and hypotheses. */
  readonly mean: number;
  /** Mean difference from the reference, in the objective's unit. */
  readonly change: Estimate;
  /** Shares of people in whom it is better or worse than under the reference by more than the tie. */
  readonly better: Estimate;
  readonly worse: Estimate;
}

export interface StrategySummary {
  readonly strategy: Strategy;
  readonly objectives: readonly ObjectiveSummary[];
  /** Mean steps better than the reference, all objectives together. */
  readonly gain: Estimate;
  /** Probability that nothing else gives a person more. */
  readonly best: Estimate;
  /** Steps that a person loses on average by this strategy against what would have been best for them. */
  readonly regret: Estimate;
  /** Not dominated on the means of all objectives. */
  readonly isPareto: boolean;
  /** Probability of that over resampled people. */
  readonly paretoProbability: number;
  /** A strategy that is at least as good on every mean and better on one. */
  readonly dominatedBy: string | undefined;
  /** Share of all weightings of the objectives under which its mean is highest. */
  readonly weightings: number;
  /** Whether the gain differs from that of the first in rank by more than chance. */
  readonly isTiedWithFirst: boolean;
}

/** What it is worth to know which choice of a hypothesis holds before a strategy is chosen. */
export interface InformationValue {
  readonly factor: HypothesisFactor;
  readonly choices: readonly {
    readonly name: string;
    readonly cases: number;
    /** Strategy with the highest mean gain under this hypothesis. */
    readonly first: string;
    /** Probability that the overall first gives a person more than the runner-up. */
    readonly firstWins: Estimate;
    /** Mean gain of the overall first over the runner-up, in steps. */
    readonly lead: Estimate;
  }[];
  /** Steps gained per person by choosing after the hypothesis is settled, beyond what chance alone would show. */
  readonly value: number;
  /** Chance of as high a value when hypotheses are dealt to people at random. */
  readonly valueChance: number;
  /** Share of the variance of the lead that the hypothesis explains, beyond chance. */
  readonly share: number;
  readonly shareChance: number;
  /** The strategy in front differs between hypotheses. */
  readonly turns: boolean;
}

/** Which hypothesis decides between two strategies most. */
export interface Rivalry {
  readonly strategies: readonly [string, string];
  readonly factor: HypothesisFactor;
  /** Share of the variance of their difference that it explains, beyond chance. */
  readonly share: number;
  /** Chance of as high a share when hypotheses are dealt out at random, corrected for being the highest of so many (Bonferroni). */
  readonly shareChance: number;
  readonly choices: readonly {
    readonly name: string;
    readonly cases: number;
    /** Probability that the first of the two gives a person more. */
    readonly wins: Estimate;
    readonly lead: Estimate;
  }[];
}

/** The citation of a source, when it is known. */
export type SearchEvidence = (source: string) => string | undefined;

export interface SearchResult {
  readonly study: SearchStudy;
  readonly selection: Selection;
  /** People with at least one case. */
  readonly people: number;
  /** Highest gain first. */
  readonly ranking: readonly StrategySummary[];
  /** By rank: how the strategy of the row compares with that of the column. */
  readonly pairwise: readonly (readonly PairwiseComparison[])[];
  /** Steps gained per person by knowing everything about the person and the hypotheses before choosing. */
  readonly perfect: Estimate;
  /** Value of information about each hypothesis, highest first. */
  readonly information: readonly InformationValue[];
  /** For every two of the first few strategies. */
  readonly rivals: readonly Rivalry[];
}
