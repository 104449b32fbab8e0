import { keyOf, uniform } from "../../random/index.ts";
import { isWithin, type MeasureRequest } from "../../scenario/index.ts";
import type { ArmLayout, PopulationStudy, Standing, SubjectValues } from "./types.ts";
import { groupWeights, type WeightedTarget } from "./weights.ts";

/** A value of a subject in an arm by the text of its measure; undefined when there is none. */
export function measuredIn(
  subject: SubjectValues,
  arms: readonly ArmLayout[],
  arm: number,
  { text }: MeasureRequest,
): number | undefined {
  const place = arms[arm]!.requests.findIndex((r) => r.text === text);
  const value = subject.arms[arm]?.[place];
  return Number.isNaN(value) ? undefined : value;
}

/**
 * Who is plausible (within every inclusion criterion, in a run of the cohort's arm that succeeded), with what weight, and who is in
 * the selected set: subjects are taken with a probability proportional to their weight (Allen, Rieger and Musante 2016,
 * CPT Pharmacometrics Syst Pharmacol 5:140), by random numbers keyed by subject.
 */
export function standings(study: PopulationStudy, subjects: readonly SubjectValues[]): Standing[] {
  const dropped = subjects.map((subject) => droppedBy(study, subject));
  const plausible = subjects.filter((_, i) => dropped[i] === undefined);
  const weights = groupWeights(weightedTargets(study, plausible), plausible.length);
  const most = weights.reduce((a, b) => Math.max(a, b), 0);
  let next = 0;
  return subjects.map(({ subject }, i): Standing => {
    const isPlausible = dropped[i] === undefined;
    const weight = isPlausible ? weights[next++]! : 0;
    const u = uniform(study.question.seed, subject, keyOf("selection"));
    return { isPlausible, droppedBy: dropped[i], weight, isSelected: isPlausible && u * most < weight };
  });
}

/** The targets whose measures every plausible subject has, with the values. */
export function weightedTargets(
  study: PopulationStudy,
  plausible: readonly SubjectValues[],
): WeightedTarget[] {
  return study.question.population.targets.flatMap((target) => {
    const values = target.measures.map((measure) =>
      plausible.map((subject) => measuredIn(subject, study.arms, 0, measure) ?? Number.NaN),
    );
    return values.every((list) => list.every(Number.isFinite)) ? [{ target, values }] : [];
  });
}

function droppedBy({ question, arms }: PopulationStudy, subject: SubjectValues): string | undefined {
  if (subject.arms.some((values) => values === undefined)) return "failed";
  return question.population.inclusion.find(
    (criterion) => !isWithin(criterion, measuredIn(subject, arms, 0, criterion.measure)),
  )?.name;
}
