import type { FailedRuns } from "../../document/index.ts";
import { isWithin, type MeasureRequest } from "../../scenario/index.ts";
import { effectiveSize, histogram, shareEstimate, sum } from "../../statistics/index.ts";
import { type KeptRow, RunCount, succeeded } from "../failures.ts";
import { type KeptRows, keptBands } from "./kept.ts";
import { subjectOf } from "./plan.ts";
import { kindRisks, numberRisks } from "./risks.ts";
import { spreadOf } from "./spread.ts";
import { measuredIn, weightedTargets } from "./standing.ts";
import type {
  ArmSummary,
  PopulationResult,
  PopulationStudy,
  Prevalence,
  Quantiles,
  ShareOverTime,
  Standing,
  SubjectValues,
} from "./types.ts";
import { statisticOf } from "./weights.ts";

/** The values of every subject from its runs, the runs that failed, and what runs say of themselves. */
export function valuesOfSubjects(
  study: PopulationStudy,
  rows: Iterable<KeptRow>,
): {
  readonly subjects: SubjectValues[];
  readonly failures: FailedRuns | undefined;
  readonly notes: readonly string[];
} {
  const count = new RunCount();
  const subjects = Array.from({ length: study.question.size }, (_, subject) => ({
    subject,
    arms: study.arms.map((): Float64Array | undefined => undefined),
  }));
  const failing = new Set<number>();
  const failedOf = study.arms.map(() => 0);
  for (const { task, arm, fault, values, more } of rows) {
    const subject = subjectOf(task, study);
    count.add(fault ?? succeeded, more?.notes);
    const { held } = study.arms[arm]!;
    if (fault === null)
      subjects[subject]!.arms[arm] = Float64Array.from(
        values.length > held ? values.slice(0, held) : values,
        (value) => value ?? Number.NaN,
      );
    else {
      failing.add(subject);
      failedOf[arm]!++;
    }
  }
  const failures = count.failures && {
    ...count.failures,
    people: { failed: failing.size, sampled: subjects.length },
    arms: study.arms.map(({ label }, arm) => ({
      label: arm === 0 ? "the population's own cohort" : `"${label}"`,
      failed: failedOf[arm]!,
    })),
  };
  return { subjects, failures, notes: count.notes };
}

/**
 * Everything that is told of a population, from the values of its subjects and how they stand; of what is kept over time
 * from the runs again.
 */
export function summarize(
  study: PopulationStudy,
  subjects: readonly SubjectValues[],
  standing: readonly Standing[],
  { failures, notes = [] }: Partial<Pick<PopulationResult, "failures" | "notes">> = {},
  rows: KeptRows = () => [],
): PopulationResult {
  const plausible = subjects.filter((_, i) => standing[i]!.isPlausible);
  const own = standing.filter((s) => s.isPlausible);
  const weights = own.map((s) => s.weight);
  const selected = own.map((s) => (s.isSelected ? 1 : 0));
  const ones = own.map(() => 1);
  const { population } = study.question;
  const targets = weightedTargets(study, plausible);
  const kept = study.kept.length > 0 ? keptBands(study, standing, rows) : [];
  const arms = study.arms
    .slice(1)
    .map((_, i) => armSummary(study, i + 1, plausible, weights, subjects, kept[i + 1]));
  const risky = Math.max(
    1,
    study.arms.findIndex((arm, i) => i > 0 && arm.hasDrug),
  );
  const outcome = plausible.map((s) => measuredIn(s, study.arms, risky, study.cutoff.request) ?? Number.NaN);
  const numbers = plausible.map((s) => s.subject);
  return {
    study,
    failures,
    notes,
    sampled: subjects.length,
    plausible: plausible.length,
    selected: sum(selected),
    effectiveSize: effectiveSize(weights),
    inclusion: population.inclusion.map((criterion) => ({
      criterion,
      outside: subjects.filter((subject) => {
        const value = measuredIn(subject, study.arms, 0, criterion.measure);
        return subject.arms[0] !== undefined && !isWithin(criterion, value);
      }).length,
    })),
    targets: population.targets.map((target) => {
      const own = targets.find((t) => t.target === target);
      const of = (w: readonly number[]) => (own && sum(w) > 0 ? statisticOf(own, w) : undefined);
      return { target, plausible: of(ones), weighted: of(weights), selected: of(selected) };
    }),
    arms,
    risks: {
      arm: study.arms[risky]!.label,
      ...numberRisks(study, study.arms[risky]!, numbers, outcome, study.cutoff.above),
      kinds: kindRisks(study, numbers, outcome, study.cutoff.above),
    },
  };
}

function armSummary(
  study: PopulationStudy,
  arm: number,
  plausible: readonly SubjectValues[],
  weights: readonly number[],
  all: readonly SubjectValues[],
  kept: ReadonlyMap<string, readonly Quantiles[]> = new Map(),
): ArmSummary {
  const { cutoff, days, followed, onset, question } = study;
  const layout = study.arms[arm]!;
  const values = (request: Pick<MeasureRequest, "text">) =>
    plausible.map((subject) => measuredIn(subject, study.arms, arm, request as MeasureRequest));
  const course = (variable: string) => days.map((day) => values({ text: `at(${variable}, day ${day})` }));
  const ones = weights.map(() => 1);
  const share = (
    list: readonly (number | undefined)[],
    among: readonly number[],
    holds: (value: number) => boolean,
  ) => sum(among.filter((_, i) => list[i] !== undefined && holds(list[i]!))) / sum(among);
  const courseOf = (
    lists: readonly (readonly (number | undefined)[])[],
    holds: (value: number, day: number) => boolean,
  ): ShareOverTime => {
    const among = (w: readonly number[]) =>
      lists.map((list, k) => share(list, w, (value) => holds(value, days[k]!)));
    return { plausible: among(ones), weighted: among(weights) };
  };
  const onsets = onset ? values(onset) : [];
  const { measures, beyond = [] } = question.scenario;
  const measured = [...measures, ...beyond, cutoff.request].filter(
    (request, i, list) => list.findIndex((r) => r.text === request.text) === i,
  );
  const outcome = values(cutoff.request);
  return {
    label: layout.label,
    hasDrug: layout.hasDrug,
    failed: all.filter((subject) => subject.arms[arm] === undefined).length,
    prevalence: prevalenceOf(outcome, weights, cutoff.above),
    prevalenceOverTime: courseOf(course(cutoff.request.variable), (v) => v > cutoff.above),
    onsetBy: courseOf(onset ? days.map(() => onsets) : [], (v, day) => v <= day),
    onsetIn: onsets.filter((day) => day !== undefined).length,
    onsetMedian: spreadOf(onsets, ones)?.[2],
    measures: measured.map((request) => ({
      name: request.name,
      text: request.text,
      unit: layout.units[layout.requests.findIndex((r) => r.text === request.text)] ?? "1",
      quantiles: spreadOf(values(request), ones),
      count: values(request).filter((value) => value !== undefined).length,
    })),
    bands: followed.map((variable) => ({
      variable,
      quantiles:
        kept.get(variable) ??
        course(variable).flatMap((list) => {
          const q = spreadOf(list, ones);
          return q ? [q] : [];
        }),
    })),
    histogram: histogramOf(outcome, ones, study, plausible),
  };
}

function prevalenceOf(
  values: readonly (number | undefined)[],
  weights: readonly number[],
  above: number,
): Prevalence {
  const isAbove = values.map((v) => v !== undefined && v > above);
  const count = isAbove.filter(Boolean).length;
  const weighted = sum(weights.filter((_, i) => isAbove[i])) / sum(weights);
  return {
    plausible: shareEstimate(count / values.length, values.length),
    weighted: shareEstimate(weighted, effectiveSize(weights)),
  };
}

/** On limits that all arms share, so that their histograms can be laid over each other. */
function histogramOf(
  values: readonly (number | undefined)[],
  weights: readonly number[],
  { arms, cutoff }: PopulationStudy,
  plausible: readonly SubjectValues[],
) {
  const everywhere = arms
    .slice(1)
    .flatMap((_, i) =>
      plausible.flatMap((subject) => measuredIn(subject, arms, i + 1, cutoff.request) ?? []),
    );
  const low = everywhere.reduce((a, b) => Math.min(a, b), cutoff.above);
  const high = everywhere.reduce((a, b) => Math.max(a, b), cutoff.above);
  const has = values.map((v) => v !== undefined);
  return histogram(
    values.filter((v) => v !== undefined),
    weights.filter((_, i) => has[i]),
    [low, high],
  );
}
