import { spanOfDraws, weightedMean } from "../../statistics/index.ts";
import {
  bestShares,
  bootstrapped,
  comparePair,
  type Gains,
  probability,
  regrets,
  weightings,
} from "./compare.ts";
import { dominators } from "./pareto.ts";
import type { ObjectiveSummary, SearchResult, SearchStudy, Selection, StrategySummary } from "./types.ts";
import { rivalriesOf, valuesOfInformation } from "./value-of-information.ts";

/** So many of the first in rank are compared pair by pair. */
const rivalsLookedAt = 5;
/** Part of the tie below which two strategies are the same in one objective, for the Pareto set. */
const samePart = 0.2;

/** Everything that follows from the cases. Where nobody is asked about there is no ranking. */
export function searchResult(study: SearchStudy, selection: Selection): SearchResult {
  const { cases } = selection;
  const { plan, seed, strategies, design } = study;
  const people = new Set(cases.map((c) => c.subject)).size;
  const nothing = { value: Number.NaN, low: Number.NaN, high: Number.NaN };
  if (cases.length === 0)
    return {
      study,
      selection,
      people,
      ranking: [],
      pairwise: [],
      perfect: nothing,
      information: [],
      rivals: [],
    };
  const steps = stepsOf(study, selection);
  const gains: Gains = {
    values: steps.map((rows) => rows.map((row) => row.reduce((a, b) => a + b, 0))),
    weights: cases.map((c) => c.weight),
    subjects: cases.map((c) => c.subject),
  };
  const resampled = [...bootstrapped(gains, seed)];
  const rows = rankingOf(study, selection, steps, gains, resampled);
  const order = strategies
    .map((_, s) => s)
    .sort((a, b) => rows[b]!.gain.value - rows[a]!.gain.value || a - b);
  const ranking = order.map((s) => rows[s]!);
  const [first = 0, second = 0] = order;
  const question = {
    gains,
    combinations: cases.map((c) => c.combination),
    design,
    labels: strategies.map((s) => s.label),
    tie: plan.tie,
    seed,
  };
  return {
    study,
    selection,
    people,
    ranking,
    pairwise: order.map((a) => order.map((b) => comparePair(gains, a, b, plan.tie))),
    perfect: rows[first]!.regret,
    information: valuesOfInformation({ ...question, first, second }),
    rivals: rivalriesOf(question, order.slice(0, rivalsLookedAt)),
  };
}

/** By case, strategy and objective: steps better than the reference, which comes first. */
export function stepsOf({ plan: { objectives } }: SearchStudy, { cases }: Selection): number[][][] {
  return cases.map(({ outcomes }) =>
    outcomes.map((values) =>
      objectives.map(({ isLowerBetter, step }, k) => {
        const change = values[k]! - outcomes[0]![k]!;
        return (isLowerBetter ? -change : change) / step;
      }),
    ),
  );
}

function rankingOf(
  { plan, seed, strategies }: SearchStudy,
  { cases }: Selection,
  steps: readonly (readonly (readonly number[])[])[],
  gains: Gains,
  resampled: readonly (readonly number[])[],
): StrategySummary[] {
  const { weights } = gains;
  const column = (s: number) => gains.values.map((row) => row[s]!);
  const of = (values: readonly number[]) =>
    spanOfDraws(
      weightedMean(values, weights),
      resampled.map((w) => weightedMean(values, w)),
    );
  const objectives = strategies.map((_, s) =>
    plan.objectives.map(({ step }, k): ObjectiveSummary => {
      const own = steps.map((rows) => rows[s]![k]!);
      const raw = cases.map(({ outcomes }) => outcomes[s]![k]! - outcomes[0]![k]!);
      const margin = plan.tie > 0 ? plan.tie : 1e-9 / step;
      return {
        mean: weightedMean(
          cases.map(({ outcomes }) => outcomes[s]![k]!),
          weights,
        ),
        change: of(raw),
        better: probability(
          own.map((x) => (x > margin ? 1 : 0)),
          gains,
        ),
        worse: probability(
          own.map((x) => (x < -margin ? 1 : 0)),
          gains,
        ),
      };
    }),
  );
  const meansUnder = (w: readonly number[]) =>
    strategies.map((_, s) =>
      plan.objectives.map((_, k) =>
        weightedMean(
          steps.map((rows) => rows[s]![k]!),
          w,
        ),
      ),
    );
  const means = meansUnder(weights);
  const margin = Math.max(1e-9, samePart * plan.tie);
  const dominated = dominators(means, margin);
  const fronts = resampled.map((w) => dominators(meansUnder(w), margin));
  const weighted = bestUnderWeightings(means, seed);
  const best = bestShares(gains);
  const lost = regrets(gains);
  const gain = strategies.map((_, s) => of(column(s)));
  const first = gain.reduce((top, g, s) => (g.value > gain[top]!.value ? s : top), 0);
  return strategies.map((strategy, s): StrategySummary => {
    const behind = of(gains.values.map((row) => row[first]! - row[s]!));
    return {
      strategy,
      objectives: objectives[s]!,
      gain: gain[s]!,
      best: probability(best[s]!, gains),
      regret: of(lost[s]!),
      isPareto: dominated[s] === undefined,
      paretoProbability: fronts.filter((front) => front[s] === undefined).length / fronts.length,
      dominatedBy: dominated[s] === undefined ? undefined : strategies[dominated[s]]!.label,
      weightings: weighted[s]!,
      isTiedWithFirst: s !== first && behind.low <= 1e-12,
    };
  });
}

/**
 * Share of all weightings of the objectives under which a strategy has the highest mean: how much the ranking owes to
 * the weights (stochastic multicriteria acceptability; Lahdelma, Hokkanen and Salminen 1998, Eur J Oper Res 106:137).
 */
export function bestUnderWeightings(means: readonly (readonly number[])[], seed: number): number[] {
  const shares = means.map(() => 0);
  const draws = weightings(means[0]?.length ?? 0, seed);
  for (const weights of draws) {
    const sums = means.map((row) => row.reduce((sum, x, k) => sum + x * weights[k]!, 0));
    const most = Math.max(...sums);
    const first = sums.flatMap((x, s) => (x >= most - 1e-12 ? [s] : []));
    for (const s of first) shares[s]! += 1 / first.length / draws.length;
  }
  return shares;
}
