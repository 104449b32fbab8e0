import type { FailedRuns } from "../../document/index.ts";
import type { Claim } from "../../scenario/index.ts";
import type { Factor } from "../factors.ts";

/** What a measure should come to; infinite where there is no bound. */
export interface Target {
  readonly low: number;
  readonly high: number;
  /** The bounds themselves are not good enough, as for the expectation of a claim ("below 0.5"); else they are ("at most 0.5"). */
  readonly isOpen?: boolean;
}

/**
 * How far a parameter may be moved from its declared value, in units of its declared uncertainty (half its range).
 * Zero lies between the two.
 */
export interface MoveRange {
  readonly low: number;
  readonly high: number;
}

/** Moves of all parameters, in units of their declared uncertainty. */
export type Moves = Float64Array;

/** What comes out at each point; undefined where there is no value. */
export type Probe = (points: readonly Moves[]) => Promise<readonly (number | undefined)[]>;

/** A point that was tried, and what came out there. */
export interface Tried {
  readonly point: Moves;
  readonly value: number;
}

export interface Move {
  readonly factor: Factor;
  /** New value, in the declared unit. */
  readonly to: number;
  /** The same as a move in units of the declared uncertainty: 1 is half the declared range. */
  readonly moved: number;
}

/** How an answer was looked for. */
export type AnswerKind = "one" | "another" | "two" | "few" | "least" | "soft";

/** Values of parameters that meet the target, verified by a run. */
export interface Answer {
  readonly kind: AnswerKind;
  /** Largest move first. */
  readonly moves: readonly Move[];
  readonly value: number;
  /** Square root of the sum of squares of the moves. */
  readonly size: number;
  /** Of a claim: whether the effects that must carry it do. Undefined when it names none. */
  readonly carried: boolean | undefined;
  /** Claims of the same row whose expectation holds at the declared values and no more with this answer. */
  readonly breaks: readonly Claim[];
}

/** What would have to be true for a target to be met. */
export interface Requirement {
  readonly title: string;
  readonly measure: string;
  readonly unit: string;
  readonly where: string;
  readonly target: Target;
  readonly claim: Claim | undefined;
  /** At the declared values. */
  readonly nominal: number | undefined;
  readonly parameters: number;
  readonly answers: readonly Answer[];
  /** When there is no answer: the closest that was reached. */
  readonly closest: { readonly value: number; readonly moves: readonly Move[] } | undefined;
  readonly runs: number;
  /** Runs on the way that did not reach their end. */
  readonly failures?: FailedRuns | undefined;
}
