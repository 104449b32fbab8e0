import { type ClaimPopulation, type Criterion, isWithin, type MeasureRequest } from "../../scenario/index.ts";
import { weightedCorrelation, weightedMean } from "../../statistics/index.ts";

/** From fewer subjects than this no number is made. */
export const fewestSubjects = 10;

/** What a claim about people found in one arm. */
export interface GroupOutcome {
  /** Undefined where there are too few subjects, or where all of them are alike and the correlation asks for difference. */
  readonly value: number | undefined;
  /** Subjects that it was made of, out of `of` plausible ones. */
  readonly subjects: number;
  readonly of: number;
  /** How far the value of so few subjects may lie from that of very many. */
  readonly standardError?: number | undefined;
}

/** What a measure gave in one subject. */
export type SubjectMeasure = (measure: MeasureRequest) => number | undefined;

/** The statistic over the subjects who meet all conditions; a mean or correlation leaves out those who lack a value. */
export function groupOf(
  { statistic }: ClaimPopulation,
  measure: MeasureRequest,
  among: readonly Criterion[],
  everybody: readonly SubjectMeasure[],
): GroupOutcome {
  const asked = everybody.filter((measured) =>
    among.every((limits) => isWithin(limits, measured(limits.measure))),
  );
  const of = everybody.length;
  if (statistic.kind === "share") {
    const inside = asked.filter((measured) => isWithin(statistic, measured(measure))).length;
    const share = enough(asked) ? inside / asked.length : undefined;
    return {
      ...withError(share, (p) => Math.sqrt((p * (1 - p)) / asked.length)),
      subjects: asked.length,
      of,
    };
  }
  const second = statistic.kind === "correlation" ? statistic.with : measure;
  const pairs = asked.flatMap((measured): [number, number][] => {
    const [x, y] = [measured(measure), measured(second)];
    return x === undefined || y === undefined ? [] : [[x, y]];
  });
  const [x, y, equal] = [pairs.map((pair) => pair[0]), pairs.map((pair) => pair[1]), pairs.map(() => 1)];
  const value = statistic.kind === "mean" ? weightedMean(x, equal) : weightedCorrelation(x, y, equal);
  const found = enough(pairs) && Number.isFinite(value) ? value : undefined;
  const n = pairs.length;
  const errorOf = (v: number) =>
    statistic.kind === "correlation"
      ? (1 - v * v) / Math.sqrt(n - 1)
      : Math.sqrt(x.reduce((sum, each) => sum + (each - v) ** 2, 0) / (n - 1) / n);
  return { ...withError(found, errorOf), subjects: n, of };
}

const withError = (value: number | undefined, errorOf: (value: number) => number) => ({
  value,
  standardError: value === undefined ? undefined : errorOf(value),
});

const enough = ({ length }: { readonly length: number }) => length >= fewestSubjects;
