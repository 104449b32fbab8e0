import type { Observation } from "../../data/index.ts";
import type { Naming } from "../../model/index.ts";
import type { Estimate } from "../../statistics/index.ts";
import type { Factor } from "../factors.ts";

/** What the points that have no known error scatter by. */
export const errorModels = ["additive", "proportional", "combined", "log"] as const;
export type ErrorModel = (typeof errorModels)[number];

/** A parameter that is fitted, in its declared unit. */
export interface FitParameter extends Factor {
  /** Where it is looked for. */
  readonly bounds: readonly [number, number];
  /** It is moved on this scale; log where both bounds are above 0. */
  readonly scale: "linear" | "log";
  /** The value that the first start has. */
  readonly start: number;
}

/** How well one parameter is known. Bounds of an interval that were not reached within the parameter's bounds are absent. */
export interface FittedParameter {
  readonly parameter: FitParameter;
  readonly value: number;
  /** From the curvature at the estimate; absent where the data do not determine it. */
  readonly standardError: number | undefined;
  /** 95% profile-likelihood interval. */
  readonly low: number | undefined;
  readonly high: number | undefined;
  /** Points of the profile: the value held, and how much minus twice the log-likelihood rises. */
  readonly profile: readonly (readonly [value: number, rise: number])[];
  /** Why it has no interval, or not a whole one. */
  readonly determined:
    | "yes"
    | "no influence"
    | "open below"
    | "open above"
    | "open"
    | "not found"
    | "not profiled";
}

/** Scatter of one variable, fitted beside the parameters: standard deviations in its unit, shares, or of the logarithm. */
export interface FittedNoise {
  readonly variable: string;
  readonly kind: "additive" | "proportional" | "log";
  readonly value: number;
  /** It ended at the least that is looked for. */
  readonly isLeast?: boolean | undefined;
}

/** A point with what the fitted run says of it. */
export interface FittedPoint {
  readonly observation: Observation;
  readonly unit: string;
  readonly predicted: number;
  /** The standard deviation it was weighed by. */
  readonly deviation: number;
}

/** How the points of one variable lie about the fitted curves. */
export interface FitQuality {
  readonly variable: string;
  readonly unit: string;
  readonly points: number;
  readonly bias: number;
  readonly rmse: number;
  /** Share of the variance of the measured values that the fit explains. */
  readonly explained: number | undefined;
}

/** A measured variable of one arm over time, with the values before the fit and with the fitted ones. */
export interface FittedCurve extends Naming {
  readonly variable: string;
  readonly unit: string;
  readonly arm: string;
  /** days */
  readonly times: readonly number[];
  readonly before: readonly (number | undefined)[];
  readonly fitted: readonly (number | undefined)[];
}

/** One descent: from where, and where it came to. */
export interface StartTrace {
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** Minus twice the log-likelihood there; absent where runs failed at the start. */
  readonly deviance: number | undefined;
  readonly iterations: number;
  readonly isConverged: boolean;
}

/** What was fitted to what. */
export interface FitSubject {
  readonly title: string;
  readonly scenarios: readonly string[];
  readonly arms: readonly string[];
  readonly subjects: number;
  readonly points: number;
  readonly errors: ErrorModel;
  /** Points whose error is known, which are weighed by it. */
  readonly known: number;
  readonly usesPriors: boolean;
}

export interface Fit {
  readonly subject: FitSubject;
  readonly parameters: readonly FittedParameter[];
  readonly noise: readonly FittedNoise[];
  /** How much minus twice the log-likelihood has risen at the ends of an interval. */
  readonly threshold: number;
  /** Correlation of the estimates on their scales; absent where the curvature is singular. */
  readonly correlation: readonly (readonly number[])[] | undefined;
  readonly points: readonly FittedPoint[];
  readonly goodness: readonly FitQuality[];
  /** Minus twice the log-likelihood at the estimate, and at the values before. */
  readonly deviance: number;
  readonly devianceBefore: number | undefined;
  readonly aic: number;
  readonly starts: readonly StartTrace[];
  readonly curves: readonly FittedCurve[];
  /** Why slopes were taken by differences, of arms where they were. */
  readonly notExact: readonly string[];
  /** Single simulations. */
  readonly runs: number;
  readonly hypotheses?: readonly FittedHypothesis[] | undefined;
  readonly people?: SubjectFits | undefined;
  readonly predictive?: PredictiveCheck | undefined;
}

/** The same data under one hypothesis about a contested mechanism. */
export interface FittedHypothesis {
  readonly hypothesis: string;
  readonly choice: string;
  readonly isDefault: boolean;
  /** Absent where the fit did not converge. */
  readonly deviance: number | undefined;
  readonly aic: number | undefined;
  /** Akaike weight among the hypotheses about it that were fitted. */
  readonly weight: number | undefined;
}

/** Each subject fitted alone, and what they have in common: two stages. */
export interface SubjectFits {
  readonly subjects: readonly {
    readonly subject: string;
    readonly points: number;
    /** By parameter: the subject's own estimate and the one drawn towards the others. */
    readonly own: readonly (number | undefined)[];
    readonly shrunk: readonly (number | undefined)[];
    readonly isConverged: boolean;
  }[];
  /** By parameter: the typical value with a 95% interval of it, and the spread between subjects. */
  readonly typical: readonly { readonly value: Estimate; readonly spread: number; readonly isLog: boolean }[];
}

/** A span of time with percentiles of what was measured in it, beside those of made data sets: their middle and 95% interval. */
export interface PredictiveBin {
  /** days: the middle point, the first and the last */
  readonly time: number;
  readonly from: number;
  readonly to: number;
  readonly points: number;
  readonly percentiles: readonly {
    readonly share: number;
    readonly observed: number;
    readonly low: number;
    readonly middle: number;
    readonly high: number;
  }[];
}

/** A variable in one arm, or in all arms that have few subjects each. */
export interface PredictivePanel {
  readonly variable: string;
  readonly unit: string;
  /** Absent: arms together. */
  readonly arm?: string | undefined;
  /** Values are multiplied by what is expected of the middle point of their span over what is expected of them. */
  readonly isCorrected: boolean;
  /** Some points are known to be below a limit only; values below it, made ones too, count as the limit. */
  readonly isCensored: boolean;
  /** As they are shown, corrected where the panel is. */
  readonly points: readonly { readonly time: number; readonly value: number }[];
  readonly bins: readonly PredictiveBin[];
}

/** Data sets made by the fit beside the one that it was fitted to. */
export interface PredictiveCheck {
  readonly replicates: number;
  /** What differs between subjects of the made data sets: their parameters, or nothing but the scatter of the points. */
  readonly vary: "parameters" | "nothing";
  /** Runs of drawn subjects that failed; their points are missing in the made data sets. */
  readonly failed: number;
  readonly panels: readonly PredictivePanel[];
}
