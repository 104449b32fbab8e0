import type { FailedRuns } from "../../document/index.ts";
import type { Naming } from "../../model/index.ts";
import type { PopulationSampler } from "../../runs/index.ts";
import type { Criterion, GroupTarget, MeasureRequest, Population, Scenario } from "../../scenario/index.ts";
import type { NumberStore } from "../../simulation/index.ts";
import type { Estimate, Histogram } from "../../statistics/index.ts";

/** What is asked of a population: a scenario in so many of its subjects. */
export interface PopulationQuestion {
  readonly scenario: Scenario;
  readonly population: Population;
  /** subjects sampled */
  readonly size: number;
  readonly seed: number;
  /** Full names of states and values that are kept over time for every subject. */
  readonly keep?: readonly string[] | undefined;
  /** Days between the points along time; absent: weekly, or daily where the scenario lasts less than three weeks. */
  readonly every?: number | undefined;
}

/** Where in a run's values the numbers of an arm are. */
export interface ArmLayout {
  readonly label: string;
  readonly hasDrug: boolean;
  readonly requests: readonly MeasureRequest[];
  readonly units: readonly string[];
  /** Of the values of a run the first so many, which are held for all subjects; those after them are kept over time. */
  readonly held: number;
  /** Parameters that can matter in it: those of its own drugs, and those that the cut-off depends on. */
  readonly parameters: ReadonlySet<string>;
}

/** When a subject counts, and what it is called then. */
export interface Cutoff {
  /** "blunted": the name of the published share. */
  readonly who: string;
  readonly request: MeasureRequest;
  readonly above: number;
  readonly says: string;
}

/** A question with everything looked up: its arms (the first is the population's cohort) and how subjects are drawn. */
export interface PopulationStudy {
  readonly question: PopulationQuestion;
  readonly sampler: PopulationSampler;
  readonly arms: readonly ArmLayout[];
  readonly cutoff: Cutoff;
  /** What counts as having set in in the model. */
  readonly onset: MeasureRequest | undefined;
  /** That it has set in, in words. */
  readonly begun: string;
  /** days of the points along time */
  readonly days: readonly number[];
  /** Variables followed along time. */
  readonly followed: readonly string[];
  /** Those of them that are not held in memory. */
  readonly kept: readonly string[];
  /** How variables are told in pictures, where their files say it. */
  readonly namings?: ReadonlyMap<string, Naming>;
  /** Where the numbers of everybody lie; absent: in memory. */
  readonly room?: NumberStore | undefined;
}

/** How a subject stands in the population. */
export interface Standing {
  readonly isPlausible: boolean;
  /** Name of the first criterion that it fails, or "failed" when its run did. */
  readonly droppedBy: string | undefined;
  /** Relative weight so that published group statistics hold; 0 when implausible, mean 1 over the plausible. */
  readonly weight: number;
  /** In the set that was drawn with probability proportional to the weight. */
  readonly isSelected: boolean;
}

/** How everybody stands: a few bytes of each. */
export interface Standings {
  readonly length: number;
  of(subject: number): Standing;
}

export interface CriterionResult {
  readonly criterion: Criterion;
  /** Subjects outside its limits, whatever the other criteria say. */
  readonly outside: number;
}

export interface TargetResult {
  readonly target: GroupTarget;
  readonly plausible: number | undefined;
  readonly weighted: number | undefined;
  readonly selected: number | undefined;
}

/** A share of subjects in the plausible set, and with weights. */
export interface Prevalence {
  readonly plausible: Estimate;
  readonly weighted: Estimate;
}

/** A share at each day of the study, in the plausible set, and with weights; empty where nothing was followed. */
export interface ShareOverTime {
  readonly plausible: readonly number[];
  readonly weighted: readonly number[];
}

/** Quantiles 5, 25, 50, 75 and 95%. */
export type Quantiles = readonly [number, number, number, number, number];

export interface ArmSummary {
  readonly label: string;
  readonly hasDrug: boolean;
  readonly failed: number;
  readonly prevalence: Prevalence;
  /** Shares above the cut-off at the days of the study. */
  readonly prevalenceOverTime: ShareOverTime;
  /** Cumulative shares in which it has set in by the days of the study. */
  readonly onsetBy: ShareOverTime;
  /** In how many plausible subjects it sets in. */
  readonly onsetIn: number;
  /** Median day of onset among those in whom it sets in; undefined when it sets in in none. */
  readonly onsetMedian: number | undefined;
  /** The scenario's own measures and the outcome, in plausible subjects. */
  readonly measures: readonly {
    readonly name: string;
    readonly text: string;
    readonly unit: string;
    readonly quantiles: Quantiles | undefined;
    /** Of so many subjects: of those in whom it has a value. */
    readonly count: number;
  }[];
  /** Quantiles among plausible subjects of every followed variable at the days of the study. */
  readonly bands: readonly { readonly variable: string; readonly quantiles: readonly Quantiles[] }[];
  /** Of the outcome that the cut-off is about, among plausible subjects. */
  readonly histogram: Histogram;
}

/** A sampled number that goes with what the cut-off is about. */
export interface NumberRisk {
  readonly name: string;
  /** Spearman rank correlation with the outcome among plausible subjects. */
  readonly correlation: Estimate;
  /** Mean among those above the cut-off minus mean among the others, in standard deviations. */
  readonly difference: number | undefined;
  /** Probability of such a correlation by chance, adjusted for all numbers that were compared (Benjamini-Hochberg). */
  readonly adjusted: number;
}

/** A kind of people of whom more or fewer are above the cut-off. */
export interface KindRisk {
  readonly person: string;
  readonly count: number;
  readonly among: Estimate;
  readonly others: Estimate;
  /** Probability of shares so far apart by chance, adjusted for all kinds that were compared (Benjamini-Hochberg). */
  readonly adjusted: number;
}

export interface PopulationResult {
  /** Runs that did not reach their end; their subjects are left out. */
  readonly failures: FailedRuns | undefined;
  /** What runs say of themselves. */
  readonly notes: readonly string[];
  readonly study: PopulationStudy;
  readonly sampled: number;
  readonly plausible: number;
  readonly selected: number;
  /** Kish's effective sample size of the weights. */
  readonly effectiveSize: number;
  readonly inclusion: readonly CriterionResult[];
  readonly targets: readonly TargetResult[];
  readonly arms: readonly ArmSummary[];
  readonly risks: {
    readonly arm: string;
    /** Numbers that were compared; those that stand out are listed. */
    readonly compared: number;
    readonly numbers: readonly NumberRisk[];
    readonly kinds: readonly KindRisk[];
  };
}
