import { keyOf, uniform } from "../../random/index.ts";
import { isWithin } from "../../scenario/index.ts";
import type { PopulationStudy, Standing } from "./types.ts";
import type { SubjectValues } from "./values.ts";
import { groupWeights, type WeightedTarget } from "./weights.ts";

/**
 * Who is plausible (within every inclusion criterion, in a run of the cohort's arm that succeeded), with what weight, and who is in
 * the selected set: subjects are taken with a probability proportional to their weight (Allen, Rieger and Musante 2016,
 * CPT Pharmacometrics Syst Pharmacol 5:140), by random numbers keyed by subject.
 */
export function standings(study: PopulationStudy, values: SubjectValues): Standing[] {
  const { inclusion } = study.question.population;
  const measured = inclusion.map(({ measure }) => values.column(0, measure));
  const dropped = Array.from({ length: values.size }, (_, subject): string | undefined => {
    if (!values.hasAll(subject)) return "failed";
    return inclusion.find((criterion, i) => !isWithin(criterion, measured[i]![subject]))?.name;
  });
  const plausible = [...dropped.keys()].filter((subject) => dropped[subject] === undefined);
  const weights = groupWeights(weightedTargets(study, values, plausible), plausible.length);
  const most = weights.reduce((a, b) => Math.max(a, b), 0);
  let next = 0;
  return dropped.map((droppedBy, subject): Standing => {
    const isPlausible = droppedBy === undefined;
    const weight = isPlausible ? weights[next++]! : 0;
    const u = uniform(study.question.seed, subject, keyOf("selection"));
    return { isPlausible, droppedBy, weight, isSelected: isPlausible && u * most < weight };
  });
}

/** The targets whose measures every plausible subject has, with the values. */
export function weightedTargets(
  study: PopulationStudy,
  values: SubjectValues,
  plausible: readonly number[],
): WeightedTarget[] {
  return study.question.population.targets.flatMap((target) => {
    const lists = target.measures.map((measure) => numbersOf(plausible, values.column(0, measure)));
    return lists.every((list) => list.every(Number.isFinite)) ? [{ target, values: lists }] : [];
  });
}

/** Of a column of everybody the numbers of some subjects, in their order. */
export const numbersOf = (subjects: readonly number[], column: Float64Array): number[] =>
  subjects.map((subject) => column[subject]!);
