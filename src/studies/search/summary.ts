import { spanOfDraws, sum, weightedMean } from "../../statistics/index.ts";
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
import type {
  ObjectiveSummary,
  SearchCase,
  SearchResult,
  SearchStudy,
  Selection,
  StrategySummary,
} from "./types.ts";
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
  const gains: Gains = {
    values: cases.map(({ outcomes }) => outcomes.map((_, s) => sum(stepsOf(study, outcomes, s)))),
    weights: cases.map((c) => c.weight),
    subjects: cases.map((c) => c.subject),
  };
  const rows = rankingOf(study, selection, gains);
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

/** By objective: steps by which a strategy is better than the reference, which comes first. */
function stepsOf(
  { plan: { objectives } }: SearchStudy,
  outcomes: SearchCase["outcomes"],
  s: number,
): number[] {
  return objectives.map(({ isLowerBetter, step }, k) => {
    const change = outcomes[s]![k]! - outcomes[0]![k]!;
    return (isLowerBetter ? -change : change) / step;
  });
}

/** Numbers that columns of strategies have at once, or as many as those of one strategy have. */
const mostHeld = 1_000_000;

function rankingOf(study: SearchStudy, { cases }: Selection, gains: Gains): StrategySummary[] {
  const { plan, seed, strategies } = study;
  const { weights } = gains;
  const gainOf = (s: number) =>
    weightedMean(
      gains.values.map((row) => row[s]!),
      weights,
    );
  const highest = strategies.map((_, s) => gainOf(s));
  const first = highest.indexOf(Math.max(...highest));
  const all: Pick<StrategySummary, "objectives" | "gain" | "best" | "regret" | "isTiedWithFirst">[] = [];
  /** Of each strategy: the mean steps of every objective, and the same in each resample. */
  const means: number[][] = [];
  const meansAgain: number[][][] = [];
  const atOnce = Math.max(1, Math.floor(mostHeld / (cases.length * (3 + 3 * plan.objectives.length))));
  for (let from = 0; from < strategies.length; from += atOnce) {
    const some = strategies
      .slice(from, from + atOnce)
      .map((_, i) => columnsOf(study, cases, gains, from + i, first));
    const again = some.map((): MeansOfStrategy[] => []);
    for (const drawn of bootstrapped(gains, seed))
      for (const [i, columns] of some.entries()) again[i]!.push(meansOf(columns, drawn));
    for (const [i, columns] of some.entries()) {
      const whole = meansOf(columns, weights);
      const of = (pick: (one: MeansOfStrategy) => number) => spanOfDraws(pick(whole), again[i]!.map(pick));
      const behind = of((one) => one.behind);
      means.push(whole.steps);
      meansAgain.push(again[i]!.map(({ steps }) => steps));
      all.push({
        objectives: plan.objectives.map(({ step }, k): ObjectiveSummary => {
          const margin = plan.tie > 0 ? plan.tie : 1e-9 / step;
          const share = (isHit: (steps: number) => boolean) =>
            probability(
              Array.from(columns.steps[k]!, (x) => (isHit(x) ? 1 : 0)),
              gains,
            );
          return {
            mean: weightedMean(columns.outcomes[k]!, weights),
            change: of(({ changes }) => changes[k]!),
            better: share((x) => x > margin),
            worse: share((x) => x < -margin),
          };
        }),
        gain: of(({ gain }) => gain),
        best: probability(bestShares(gains, from + i), gains),
        regret: of(({ lost }) => lost),
        isTiedWithFirst: from + i !== first && behind.low <= 1e-12,
      });
    }
  }
  const margin = Math.max(1e-9, samePart * plan.tie);
  const dominated = dominators(means, margin);
  const fronts = meansAgain[0]!.map((_, draw) =>
    dominators(
      meansAgain.map((one) => one[draw]!),
      margin,
    ),
  );
  const weighted = bestUnderWeightings(means, seed);
  return strategies.map((strategy, s): StrategySummary => {
    return {
      strategy,
      ...all[s]!,
      isPareto: dominated[s] === undefined,
      paretoProbability: fronts.filter((front) => front[s] === undefined).length / fronts.length,
      dominatedBy: dominated[s] === undefined ? undefined : strategies[dominated[s]]!.label,
      weightings: weighted[s]!,
    };
  });
}

/** What a strategy comes to in every case; by objective where it is many. */
interface ColumnsOfStrategy {
  readonly gain: Float64Array;
  /** Steps lost against what is best there, and against the first in rank. */
  readonly lost: Float64Array;
  readonly behind: Float64Array;
  readonly outcomes: readonly Float64Array[];
  /** Differences from the reference, in the objective's unit and in steps. */
  readonly changes: readonly Float64Array[];
  readonly steps: readonly Float64Array[];
}

function columnsOf(
  study: SearchStudy,
  cases: readonly SearchCase[],
  gains: Gains,
  s: number,
  first: number,
): ColumnsOfStrategy {
  const many = () => study.layout.map(() => new Float64Array(cases.length));
  const [outcomes, changes, steps] = [many(), many(), many()];
  for (const [i, one] of cases.entries()) {
    const values = one.outcomes;
    const better = stepsOf(study, values, s);
    for (let k = 0; k < better.length; k++) {
      outcomes[k]![i] = values[s]![k]!;
      changes[k]![i] = values[s]![k]! - values[0]![k]!;
      steps[k]![i] = better[k]!;
    }
  }
  const lost = regrets(gains, s);
  const gain = Float64Array.from(gains.values, (row) => row[s]!);
  const behind = Float64Array.from(gains.values, (row) => row[first]! - row[s]!);
  return { gain, lost, behind, outcomes, changes, steps };
}

const meansOf = ({ gain, lost, behind, changes, steps }: ColumnsOfStrategy, weights: readonly number[]) => {
  const weighted = (values: ArrayLike<number>) => weightedMean(values, weights);
  return {
    gain: weighted(gain),
    lost: weighted(lost),
    behind: weighted(behind),
    changes: changes.map(weighted),
    steps: steps.map(weighted),
  };
};
type MeansOfStrategy = ReturnType<typeof meansOf>;

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
