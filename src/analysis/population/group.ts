import { type ClaimPopulation, isWithin, type MeasureRequest, type Screen } from "../../scenario/index.ts";
import { weightedCorrelation, weightedMean } from "./statistics.ts";

/** From fewer subjects than this no number is made. */
export const fewestSubjects = 10;

/** What a claim about people found in one arm. */
export interface Group {
  /** Undefined where there are too few subjects, or where all of them are alike and the correlation asks for difference. */
  readonly value: number | undefined;
  /** Subjects that it was made of, out of `of` plausible ones. */
  readonly subjects: number;
  readonly of: number;
}

/** What a measure gave in one subject. */
export type SubjectMeasure = (measure: MeasureRequest) => number | undefined;

/** The statistic over the subjects who meet all conditions; a mean or correlation leaves out those who lack a value. */
export function groupOf(
  { statistic }: ClaimPopulation,
  measure: MeasureRequest,
  among: readonly Screen[],
  everybody: readonly SubjectMeasure[],
): Group {
  const asked = everybody.filter((measured) =>
    among.every((limits) => isWithin(limits, measured(limits.measure))),
  );
  const of = everybody.length;
  if (statistic.kind === "share") {
    const inside = asked.filter((measured) => isWithin(statistic, measured(measure))).length;
    return { value: enough(asked) ? inside / asked.length : undefined, subjects: asked.length, of };
  }
  const second = statistic.kind === "correlation" ? statistic.with : measure;
  const pairs = asked.flatMap((measured): [number, number][] => {
    const [x, y] = [measured(measure), measured(second)];
    return x === undefined || y === undefined ? [] : [[x, y]];
  });
  const [x, y, equal] = [pairs.map((pair) => pair[0]), pairs.map((pair) => pair[1]), pairs.map(() => 1)];
  const value = statistic.kind === "mean" ? weightedMean(x, equal) : weightedCorrelation(x, y, equal);
  return { value: enough(pairs) && Number.isFinite(value) ? value : undefined, subjects: pairs.length, of };
}

const enough = ({ length }: { readonly length: number }) => length >= fewestSubjects;
