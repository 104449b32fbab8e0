import type { ModelUse, Tier } from "../../model/index.ts";
import type { FailedClaims } from "../types.ts";

/** How many parameters rest on one kind of evidence, and how many of those name a source. */
export interface TierShare {
  readonly tier: Tier;
  readonly parameters: number;
  readonly sourced: number;
}

/** A number that people quote, and what its spread over the declared uncertainty comes from. */
export interface Headline {
  readonly name: string;
  readonly says: string;
  readonly value: number | undefined;
  /** 5th and 95th percentile over draws of all parameters. */
  readonly low: number | undefined;
  readonly high: number | undefined;
  /** Share of its variance over those draws that remains when only assumed parameters are drawn; may exceed 1 by chance. */
  readonly assumedShare: number | undefined;
}

/** How claims by published numbers fare. */
export interface Score {
  readonly asked: number;
  readonly hold: number;
}

/** A rival hypothesis under which more of the published numbers hold than under the default one. */
export interface PreferredRival {
  readonly hypothesis: string;
  readonly choice: string;
  readonly gains: readonly string[];
  readonly loses: readonly string[];
}

export interface Credibility {
  readonly use: ModelUse | undefined;
  readonly tiers: readonly TierShare[];
  readonly headlines: readonly Headline[];
  readonly draws: number;
  /** Anchors that the model was fitted to. */
  readonly calibration: Score;
  /** Anchors that it was not fitted to. */
  readonly prediction: Score;
  /** Those of the predicted ones that a model in which no drug does anything would miss. */
  readonly informative: Score;
  /** Hits of that model without effects among the predicted ones. */
  readonly noEffect: Score;
  /** Of the anchors those whose runs did not come to their end: they count as not held, and say nothing of the numbers. */
  readonly failed: FailedClaims | undefined;
  readonly missed: readonly { readonly claim: string; readonly reason: string }[];
  readonly rivals: readonly PreferredRival[];
}
