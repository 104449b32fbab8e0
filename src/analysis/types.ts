import type { Claim } from "../scenario/index.ts";
import type { GroupOutcome } from "./people/index.ts";

/** How much of a finding goes when effects are knocked out: 1 all of it, 0 none. */
export interface KnockoutResult {
  /** One effect, or all that the claim names together, joined by " + ". */
  readonly effect: string;
  readonly removes: number | undefined;
}

/** The same claim under another hypothesis about one contested mechanism. */
export interface RivalResult {
  readonly hypothesis: string;
  readonly choice: string;
  readonly value: number | undefined;
  readonly holds: boolean;
}

/** The same claim with what it is about taken away: where it holds, it tests nothing. */
export interface ControlResult {
  /** What was taken away, in words: "without escitalopram". */
  readonly without: string;
  readonly value: number | undefined;
  readonly holds: boolean;
}

/** The verdict on one claim. */
export interface ClaimResult {
  readonly claim: Claim;
  /** The measure at nominal parameters; undefined when it never took a value or the run failed. */
  readonly value: number | undefined;
  /** The expectation holds, the named effects carry it, and it does not hold without the treatment. */
  readonly passes: boolean;
  /** How far inside (above 0) or outside (below 0) the expectation, as a share of its width or of its distance from no effect. */
  readonly margin: number | undefined;
  /** Share of draws over the declared uncertainty in which the expectation holds. */
  readonly probability: number | undefined;
  readonly samples: number;
  /** Of a claim about people: whom it found in its arm and in the arm compared with. */
  readonly groups: readonly GroupOutcome[];
  readonly knockouts: readonly KnockoutResult[];
  /** Undefined where there is nothing to take away. */
  readonly control: ControlResult | undefined;
  readonly rivals: readonly RivalResult[];
  /** Why there is no value, where a run that it is of did not come to its end. */
  readonly failed?: string | undefined;
  /** What the runs that its value is of say of themselves. */
  readonly notes: readonly string[];
  /** Why it does not pass, in numbers. */
  readonly reason: string | undefined;
}

/** Claims whose runs did not come to their end. */
export interface FailedClaims {
  readonly count: number;
  readonly of: number;
  /** Why, of the first. */
  readonly reason: string;
}

export interface Ledger {
  readonly results: readonly ClaimResult[];
  readonly rows: readonly {
    readonly id: string;
    readonly says: string;
    readonly claims: readonly string[];
  }[];
}
