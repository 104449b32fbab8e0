import { keyOf, uniform } from "../../random/index.ts";
import { spanOfDraws, weightedMean } from "../../statistics/index.ts";
import { bootstrapped, type Gains, probability } from "./compare.ts";
import type { Combination, Design, HypothesisFactor, InformationValue, Rivalry } from "./types.ts";

const shuffles = 499;

export interface InformationQuestion {
  readonly gains: Gains;
  readonly combinations: readonly Combination[];
  readonly design: Design;
  readonly labels: readonly string[];
  /** Indices of the overall first and of the runner-up among the strategies. */
  readonly first: number;
  readonly second: number;
  readonly tie: number;
  readonly seed: number;
}

/**
 * What each hypothesis does to the choice of a strategy, most decisive first. The value is the expected value of partial
 * perfect information (Raiffa and Schlaifer 1961): the mean gain when the best strategy is chosen under each hypothesis,
 * minus the gain of the best single strategy. Maxima over noisy means lie too high, so what hypotheses dealt out at random
 * would show is taken off; in a crossed design they are dealt out within each person.
 */
export function valuesOfInformation(question: InformationQuestion): InformationValue[] {
  const { gains } = question;
  if (gains.values.length === 0) return [];
  const { first, second } = question;
  const lead = gains.values.map((row) => row[first]! - row[second]!);
  const chances = byChance(question, ({ length }, dealt) => [
    valueOfKnowing(gains, dealt, length),
    explained(lead, gains.weights, dealt, length),
  ]);
  const values = chances.map(([value, share], k) => valueOfOne(question, k, value!, share!));
  return values.sort((a, b) => b.value - a.value || b.share - a.share);
}

/** For every two of these strategies the hypothesis that explains most of the difference between them. */
export function rivalriesOf(
  question: Omit<InformationQuestion, "first" | "second">,
  indices: readonly number[],
): Rivalry[] {
  const { gains, design, labels } = question;
  if (gains.values.length === 0 || design.factors.length === 0) return [];
  const pairs = indices.flatMap((first, i) => indices.slice(i + 1).map((second) => ({ first, second })));
  const leads = pairs.map(({ first, second }) => gains.values.map((row) => row[first]! - row[second]!));
  const chances = byChance(question, ({ length }, dealt) =>
    leads.map((lead) => explained(lead, gains.weights, dealt, length)),
  );
  return pairs.map(({ first, second }, i): Rivalry => {
    const shares = chances.map((all) => all[i]!);
    const k = shares.reduce((top, s, at) => (shareBeyond(s) > shareBeyond(shares[top]!) ? at : top), 0);
    return {
      strategies: [labels[first]!, labels[second]!],
      factor: design.factors[k]!,
      share: shareBeyond(shares[k]!),
      shareChance: Math.min(1, shares[k]!.probability * shares.length),
      choices: underChoices({ ...question, first, second }, k).map(({ name, cases, firstWins, lead }) => ({
        name,
        cases,
        wins: firstWins,
        lead,
      })),
    };
  });
}

/**
 * By hypothesis: statistics of what each case has of it, as it is and when hypotheses are dealt out at random. Each order is
 * forgotten when all of them have met it.
 */
function byChance(
  { gains, combinations, design, seed }: Omit<InformationQuestion, "first" | "second">,
  statistics: (choices: HypothesisFactor["choices"], dealt: readonly number[]) => readonly number[],
): Chance[][] {
  const chosen = design.factors.map((_, k) => combinations.map((combination) => combination[k]!));
  const seen = design.factors.map(({ choices }, k) => statistics(choices, chosen[k]!));
  const chance = seen.map((all) => all.map((): number[] => []));
  for (const order of shuffledOrders(gains, design.isCrossed, seed))
    for (const [k, { choices }] of design.factors.entries()) {
      const dealt = order.map((c) => chosen[k]![c]!);
      for (const [i, value] of statistics(choices, dealt).entries()) chance[k]![i]!.push(value);
    }
  return seen.map((all, k) => all.map((value, i) => beyondChance(value, chance[k]![i]!)));
}

/** What was seen against what hypotheses dealt out at random show. */
function beyondChance(seen: number, chance: readonly number[]) {
  const expected = chance.reduce((sum, c) => sum + c, 0) / chance.length;
  const asHigh = chance.filter((c) => c >= seen - 1e-12).length;
  return { seen, expected, probability: (asHigh + 1) / (chance.length + 1) };
}

type Chance = ReturnType<typeof beyondChance>;

const shareBeyond = ({ seen, expected }: Chance) => Math.max(0, (seen - expected) / (1 - expected || 1));

function valueOfOne(
  question: InformationQuestion,
  k: number,
  value: Chance,
  share: Chance,
): InformationValue {
  const factor = question.design.factors[k]!;
  const choices = underChoices(question, k);
  return {
    factor,
    choices,
    value: Math.max(0, value.seen - value.expected),
    valueChance: value.probability,
    share: shareBeyond(share),
    shareChance: share.probability,
    turns: new Set(choices.filter((c) => c.cases > 0).map((c) => c.first)).size > 1,
  };
}

/** What comes first, and how the two strategies compare, under each hypothesis of a factor. */
function underChoices(question: InformationQuestion, k: number): InformationValue["choices"] {
  const { gains, combinations, design, labels, first, second, tie, seed } = question;
  return design.factors[k]!.choices.map(({ name }, c) => {
    const indices = combinations.flatMap((combination, i) => (combination[k] === c ? [i] : []));
    const part: Gains = {
      values: indices.map((i) => gains.values[i]!),
      weights: indices.map((i) => gains.weights[i]!),
      subjects: indices.map((i) => gains.subjects[i]!),
    };
    const own = part.values.map((row) => row[first]! - row[second]!);
    const drawn = Array.from(bootstrapped(part, seed), (weights) => weightedMean(own, weights));
    return {
      name,
      cases: indices.length,
      first: indices.length > 0 ? labels[bestMean(part)]! : "",
      firstWins: probability(
        own.map((d) => (d > tie ? 1 : 0)),
        part,
      ),
      lead: spanOfDraws(weightedMean(own, part.weights), drawn),
    };
  });
}

function means({ values, weights }: Gains, chosen: readonly number[], count: number) {
  const strategies = values[0]!.length;
  const sums = Array.from({ length: count }, () => new Float64Array(strategies));
  const totals = new Float64Array(count);
  for (let i = 0; i < values.length; i++) {
    const [row, w, index] = [values[i]!, weights[i]!, chosen[i]!];
    totals[index]! += w;
    const into = sums[index]!;
    for (let s = 0; s < strategies; s++) into[s]! += w * row[s]!;
  }
  return { sums, totals };
}

/** Mean gain when the best strategy is taken under each hypothesis, minus the mean gain of the best single one. */
export function valueOfKnowing(gains: Gains, chosen: readonly number[], count: number): number {
  const { sums, totals } = means(gains, chosen, count);
  const total = totals.reduce((a, b) => a + b, 0);
  const strategies = gains.values[0]!.length;
  const overall = Array.from({ length: strategies }, (_, s) => sums.reduce((sum, row) => sum + row[s]!, 0));
  const knowing = sums.reduce((sum, row, c) => sum + (totals[c]! > 0 ? Math.max(...row) : 0), 0);
  return (knowing - Math.max(...overall)) / total;
}

/** Share of the variance of `lead` that lies between hypotheses. */
export function explained(
  lead: readonly number[],
  weights: readonly number[],
  chosen: readonly number[],
  count: number,
): number {
  const whole = weightedMean(lead, weights);
  const [sums, totals] = [new Float64Array(count), new Float64Array(count)];
  let variance = 0;
  for (let i = 0; i < lead.length; i++) {
    sums[chosen[i]!]! += weights[i]! * (lead[i]! - whole);
    totals[chosen[i]!]! += weights[i]!;
    variance += weights[i]! * (lead[i]! - whole) ** 2;
  }
  let between = 0;
  for (let c = 0; c < count; c++) if (totals[c]! > 0) between += sums[c]! ** 2 / totals[c]!;
  return variance > 0 ? between / variance : 0;
}

const bestMean = (gains: Gains): number => {
  const all = gains.values[0]!.map((_, s) =>
    weightedMean(
      gains.values.map((row) => row[s]!),
      gains.weights,
    ),
  );
  return all.indexOf(Math.max(...all));
};

/** Seeded orders of the cases: over all of them, or within each subject. */
function* shuffledOrders({ subjects }: Gains, isWithin: boolean, seed: number): Generator<number[]> {
  const groups = new Map<number, number[]>();
  for (const [i, subject] of subjects.entries()) {
    const group = isWithin ? subject : 0;
    const known = groups.get(group);
    if (known) known.push(i);
    else groups.set(group, [i]);
  }
  const key = keyOf("shuffle");
  for (let draw = 0; draw < shuffles; draw++) {
    const order = subjects.map((_, i) => i);
    for (const indices of groups.values()) {
      const mixed = [...indices];
      for (let i = mixed.length - 1; i > 0; i--) {
        const j = Math.floor(uniform(seed, draw, key, mixed[i]!, i) * (i + 1));
        [mixed[i], mixed[j]] = [mixed[j]!, mixed[i]!];
      }
      for (const [i, index] of indices.entries()) order[index] = mixed[i]!;
    }
    yield order;
  }
}
