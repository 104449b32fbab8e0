import { keyOf, uniform } from "../../random/index.ts";
import {
  type Estimate,
  effectiveSize,
  shareEstimate,
  timesDrawn,
  weightedMean,
} from "../../statistics/index.ts";
import type { PairwiseComparison } from "./types.ts";

/**
 * What every strategy gives in every case, in steps; all comparisons are within a case. Cases of one subject belong
 * together: they are resampled together and count as one.
 */
export interface Gains {
  /** By case, then strategy. */
  readonly values: readonly (readonly number[])[];
  readonly weights: readonly number[];
  readonly subjects: readonly number[];
}

const resamples = 400;

/** Subjects that the weights are worth. */
export function subjectsWorth({ subjects, weights }: Omit<Gains, "values">): number {
  const bySubject = new Map<number, number>();
  for (const [i, subject] of subjects.entries())
    bySubject.set(subject, (bySubject.get(subject) ?? 0) + weights[i]!);
  return effectiveSize([...bySubject.values()]);
}

/** A probability over cases, with Wilson's interval for as many subjects as there are. */
export function probability(hits: ArrayLike<number>, about: Omit<Gains, "values">): Estimate {
  return shareEstimate(weightedMean(hits, about.weights), subjectsWorth(about));
}

/** How often `a` gives more than `b` by more than the tie, less, or about the same. */
export function comparePair(gains: Gains, a: number, b: number, tie: number): PairwiseComparison {
  const differences = gains.values.map((row) => row[a]! - row[b]!);
  const losses = differences.map((d) => (d < -tie ? 1 : 0));
  const wins = probability(
    differences.map((d) => (d > tie ? 1 : 0)),
    gains,
  );
  const lost = weightedMean(losses, gains.weights);
  return { wins, losses: lost, ties: Math.max(0, 1 - wins.value - lost) };
}

/** Of a strategy by case: 1 where nothing gives more, shared where several give the most. */
export const bestShares = ({ values }: Gains, strategy: number): Float64Array =>
  Float64Array.from(values, (row) => {
    const most = Math.max(...row);
    return row[strategy] === most ? 1 / row.filter((value) => value === most).length : 0;
  });

/** Of a strategy by case: what is lost against the best there. */
export const regrets = ({ values }: Gains, strategy: number): Float64Array =>
  Float64Array.from(values, (row) => Math.max(...row) - row[strategy]!);

/** Weights of the cases when as many subjects are drawn again with replacement, seeded. */
export function* bootstrapped(
  { subjects, weights }: Omit<Gains, "values">,
  seed: number,
): Generator<number[]> {
  const distinct = [...new Set(subjects)];
  const indices = new Map(distinct.map((subject, i) => [subject, i]));
  const key = keyOf("resample");
  for (let draw = 0; draw < resamples; draw++) {
    const times = timesDrawn(distinct.length, seed, draw, key);
    yield weights.map((w, i) => w * times[indices.get(subjects[i]!)!]!);
  }
}

/** Seeded weightings of `count` objectives, uniform over all that add up to `count` (Dirichlet with ones). */
export function weightings(count: number, seed: number, draws = 2000): number[][] {
  const key = keyOf("weighting");
  return Array.from({ length: draws }, (_, draw) => {
    const parts = Array.from({ length: count }, (_, k) => -Math.log(1 - uniform(seed, draw, key, k)));
    const total = parts.reduce((a, b) => a + b, 0);
    return parts.map((part) => (count * part) / total);
  });
}
