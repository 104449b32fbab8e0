import { keyOf, uniform } from "../../random/index.ts";
import { isWithin } from "../../scenario/index.ts";
import type { PopulationStudy, Standings } from "./types.ts";
import type { SubjectValues } from "./values.ts";
import { groupWeights, type WeightedTarget } from "./weights.ts";

/**
 * Who is plausible (within every inclusion criterion, in a run of the cohort's arm that succeeded), with what weight, and who is in
 * the selected set: subjects are taken with a probability proportional to their weight (Allen, Rieger and Musante 2016,
 * CPT Pharmacometrics Syst Pharmacol 5:140), by random numbers keyed by subject.
 */
export function standings(study: PopulationStudy, values: SubjectValues): Standings {
  const { population, seed } = study.question;
  const { inclusion } = population;
  const measured = inclusion.map(({ measure }) => values.column(0, measure));
  const reasons = [undefined, ...inclusion.map(({ name }) => name), "failed"];
  const dropped = Uint16Array.from({ length: values.size }, (_, subject) =>
    values.hasAll(subject)
      ? inclusion.findIndex((criterion, i) => !isWithin(criterion, measured[i]![subject])) + 1
      : reasons.length - 1,
  );
  const plausible = [...dropped.keys()].filter((subject) => dropped[subject] === 0);
  const own = groupWeights(weightedTargets(study, values, plausible), plausible.length);
  const most = own.reduce((a, b) => Math.max(a, b), 0);
  const weights = new Float64Array(values.size);
  for (const [i, subject] of plausible.entries()) weights[subject] = own[i]!;
  const key = keyOf("selection");
  return {
    length: values.size,
    of(subject) {
      const [droppedBy, weight] = [reasons[dropped[subject]!], weights[subject]!];
      const isSelected = uniform(seed, subject, key) * most < weight;
      return { isPlausible: droppedBy === undefined, droppedBy, weight, isSelected };
    },
  };
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
