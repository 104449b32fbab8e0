import { isWithin, type MeasureRequest } from "../../scenario/index.ts";
import { effectiveSize, histogram, shareEstimate, sum } from "../../statistics/index.ts";
import { present } from "../../text/index.ts";
import { type KeptRows, keptBands } from "./kept.ts";
import { kindRisks, numberRisks } from "./risks.ts";
import { spreadOf } from "./spread.ts";
import { numbersOf, weightedTargets } from "./standing.ts";
import type {
  ArmSummary,
  PopulationResult,
  PopulationStudy,
  Prevalence,
  Quantiles,
  ShareOverTime,
  Standings,
} from "./types.ts";
import type { SubjectValues } from "./values.ts";
import { statisticOf } from "./weights.ts";

/**
 * Everything that is told of a population, from the values of its subjects and how they stand; of what is kept over time
 * from the runs again.
 */
export function summarize(
  study: PopulationStudy,
  values: SubjectValues,
  standing: Standings,
  rows: KeptRows = () => [],
): PopulationResult {
  const everybody = Array.from({ length: standing.length }, (_, subject) => subject);
  const plausible = everybody.filter((subject) => standing.of(subject).isPlausible);
  const weights = plausible.map((subject) => standing.of(subject).weight);
  const selected = plausible.map((subject) => (standing.of(subject).isSelected ? 1 : 0));
  const ones = plausible.map(() => 1);
  const { population } = study.question;
  const targets = weightedTargets(study, values, plausible);
  const kept = study.kept.length > 0 ? keptBands(study, standing, rows) : [];
  const limits = limitsOf(study, values, plausible);
  const arms = study.arms
    .slice(1)
    .map((_, i) => armSummary({ study, values, plausible, weights, limits }, i + 1, kept[i + 1]));
  const risky = Math.max(
    1,
    study.arms.findIndex((arm, i) => i > 0 && arm.hasDrug),
  );
  const outcome = numbersOf(plausible, values.column(risky, study.cutoff.request));
  return {
    study,
    failures: values.failures,
    notes: values.notes,
    sampled: values.size,
    plausible: plausible.length,
    selected: sum(selected),
    effectiveSize: effectiveSize(weights),
    inclusion: population.inclusion.map((criterion) => ({
      criterion,
      outside: values
        .column(0, criterion.measure)
        .reduce(
          (count, value, subject) =>
            values.hasRun(subject, 0) && !isWithin(criterion, value) ? count + 1 : count,
          0,
        ),
    })),
    targets: population.targets.map((target) => {
      const own = targets.find((t) => t.target === target);
      const of = (w: readonly number[]) => (own && sum(w) > 0 ? statisticOf(own, w) : undefined);
      return { target, plausible: of(ones), weighted: of(weights), selected: of(selected) };
    }),
    arms,
    risks: {
      arm: study.arms[risky]!.label,
      ...numberRisks(study, study.arms[risky]!, plausible, outcome, study.cutoff.above),
      kinds: kindRisks(study, plausible, outcome, study.cutoff.above),
    },
  };
}

/** What is told of an arm is told of the plausible, with weights and without. */
interface Summarized {
  readonly study: PopulationStudy;
  readonly values: SubjectValues;
  readonly plausible: readonly number[];
  readonly weights: readonly number[];
  /** Of the histograms of all arms. */
  readonly limits: readonly [number, number];
}

function armSummary(
  { study, values, plausible, weights, limits }: Summarized,
  arm: number,
  kept: ReadonlyMap<string, readonly Quantiles[]> = new Map(),
): ArmSummary {
  const { cutoff, days, followed, onset, question } = study;
  const layout = study.arms[arm]!;
  const listOf = (request: Pick<MeasureRequest, "text">) => numbersOf(plausible, values.column(arm, request));
  const on = (variable: string) => (day: number) => listOf({ text: `at(${variable}, day ${day})` });
  const ones = weights.map(() => 1);
  /** Shares at the days of the study of those in whom something holds: NaN, in whom there is no value, is above nothing. */
  const courseOf = (
    listOn: (day: number) => readonly number[],
    holds: (value: number, day: number) => boolean,
  ): ShareOverTime => {
    const shares = days.map((day) => {
      const list = listOn(day);
      return [ones, weights].map((w) => sum(w.filter((_, i) => holds(list[i]!, day))) / sum(w));
    });
    return { plausible: shares.map(([share]) => share!), weighted: shares.map(([, share]) => share!) };
  };
  const onsets = onset && listOf(onset);
  const { measures, beyond = [] } = question.scenario;
  const measured = [...measures, ...beyond, cutoff.request].filter(
    (request, i, list) => list.findIndex((r) => r.text === request.text) === i,
  );
  const outcome = listOf(cutoff.request);
  return {
    label: layout.label,
    hasDrug: layout.hasDrug,
    failed: values.failedIn(arm),
    prevalence: prevalenceOf(outcome, weights, cutoff.above),
    prevalenceOverTime: courseOf(on(cutoff.request.variable), (v) => v > cutoff.above),
    onsetBy: onsets
      ? courseOf(
          () => onsets,
          (v, day) => v <= day,
        )
      : { plausible: [], weighted: [] },
    onsetIn: countOf(onsets ?? []),
    onsetMedian: spreadOf(onsets ?? [], ones)?.[2],
    measures: measured.map((request) => {
      const list = listOf(request);
      return {
        name: request.name,
        text: request.text,
        unit: layout.units[layout.requests.findIndex((r) => r.text === request.text)] ?? "1",
        quantiles: spreadOf(list, ones),
        count: countOf(list),
      };
    }),
    bands: followed.map((variable) => ({
      variable,
      quantiles: kept.get(variable) ?? days.flatMap((day) => present(spreadOf(on(variable)(day), ones))),
    })),
    histogram: histogramOf(outcome, limits),
  };
}

/** In how many there is a value. */
const countOf = (values: readonly number[]) => values.filter((value) => !Number.isNaN(value)).length;

function prevalenceOf(values: readonly number[], weights: readonly number[], above: number): Prevalence {
  const isAbove = values.map((v) => v > above);
  const count = isAbove.filter(Boolean).length;
  const weighted = sum(weights.filter((_, i) => isAbove[i])) / sum(weights);
  return {
    plausible: shareEstimate(count / values.length, values.length),
    weighted: shareEstimate(weighted, effectiveSize(weights)),
  };
}

/** Limits that all arms share, so that their histograms can be laid over each other. */
function limitsOf(
  { arms, cutoff }: PopulationStudy,
  values: SubjectValues,
  plausible: readonly number[],
): [number, number] {
  let [low, high] = [cutoff.above, cutoff.above];
  for (const arm of arms.keys())
    if (arm > 0)
      for (const value of numbersOf(plausible, values.column(arm, cutoff.request)))
        if (!Number.isNaN(value)) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return [low, high];
}

function histogramOf(values: readonly number[], limits: readonly [number, number]) {
  const own = values.filter((value) => !Number.isNaN(value));
  return histogram(
    own,
    own.map(() => 1),
    limits,
  );
}
