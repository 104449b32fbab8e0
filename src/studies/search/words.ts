import type { Objective } from "../../scenario/index.ts";
import type { Estimate } from "../../statistics/index.ts";
import { counted, listed, percent, plain, quoted, rounded, signed } from "../../text/index.ts";
import type { InformationValue, SearchResult, StrategySummary } from "./types.ts";

export const percents = ({ value, low, high }: Estimate) =>
  Number.isFinite(value) ? `${percent(value)} (${percent(low)} to ${percent(high)})` : "-";
/** Two decimals, never "-0.00". */
const fixed = (value: number) => (Math.abs(value) < 0.005 ? "0.00" : value.toFixed(2));
export const signedRange = ({ value, low, high }: Estimate) =>
  `${signed(value)} (${signed(low)} to ${signed(high)})`;
const range = ({ value, low, high }: Estimate) => `${fixed(value)} (${fixed(low)} to ${fixed(high)})`;
const unitText = (unit: string) => (unit === "1" ? "" : ` ${unit}`);

/** Whether a hypothesis moves the choice by more than chance, when so many were looked at. */
export const isClear = ({ valueChance, value }: InformationValue, looked: number) =>
  value > 0 && valueChance * looked < 0.05;
const isClearShare = ({ shareChance, share }: InformationValue, looked: number) =>
  share > 0 && shareChance * looked < 0.05;

export function outcomeText({ outcome }: Objective): string {
  switch (outcome.kind) {
    case "measure":
      return outcome.measure.text;
    case "largest_fall":
      return `largest fall of ${outcome.variable} within ${counted(plain(outcome.within), "day")} from day ${plain(outcome.from)}`;
    case "tablets":
      return `tablets a day from day ${plain(outcome.from)}`;
  }
}

/** Who was asked about, in a sentence. */
export function countsText({ study, selection, people }: SearchResult): string {
  const { population, design, seed, size } = study;
  const { sampled, implausible, notAmong, failed, cases } = selection;
  const crossed = design.isCrossed
    ? design.combinationCount > 1
      ? `, each under all ${design.combinationCount} combinations of hypotheses about ${hypothesesText(design.factors.length)}`
      : ", under the default hypotheses"
    : `, each under one of the ${design.combinationCount.toLocaleString("en-US")} combinations of hypotheses about ${hypothesesText(design.factors.length)}, so that every hypothesis holds in its share of people`;
  const what =
    design.isCrossed && design.combinationCount > 1 ? "pairs of a person and a combination" : "people";
  const left = [
    implausible > 0 ? `${implausible} ${implausible === 1 ? "was" : "were"} implausible` : "",
    notAmong > 0 ? `${notAmong} ${notAmong === 1 ? "is" : "are"} not among those asked about` : "",
    failed > 0 ? `${failed} had a run that failed` : "",
  ].filter(Boolean);
  const kept = cases.length === people ? `${people} people` : `${people} people in ${cases.length} pairs`;
  return `${size} people of ${population.name} (seed ${seed})${crossed}. Of ${sampled} ${what} ${left.length > 0 ? `${listed(left)}; ` : ""}${kept} are compared, all strategies in the same people.`;
}

const hypothesesText = (count: number) => `${count} ${count === 1 ? "hypothesis" : "hypotheses"}`;

/** What a step is. */
export function stepText({ study: { plan, layout } }: SearchResult): string {
  const steps = plan.objectives.map(
    ({ name, step, isLowerBetter }, k) =>
      `a ${isLowerBetter ? "fall" : "rise"} of ${rounded(step, 2)}${unitText(layout[k]!.unit)} in ${name}`,
  );
  return `One step is ${listed(steps).replace(/ and ([^,]*)$/, " or $1")}; differences below ${rounded(plan.tie, 2)} steps are ties.`;
}

/** What the search says, in sentences. */
export function searchWords(result: SearchResult): string[] {
  const { ranking, study, pairwise, information, people } = result;
  const [first, second] = ranking;
  if (!first || !second)
    return [
      "Nobody who was sampled is who the search asks about, so nothing can be ranked; sample more people, or widen `among`.",
    ];
  const words: string[] = [];
  const reference = study.strategies[0]!.label;
  const label = first.strategy.label;
  const stays = ranking.findIndex((r) => r.strategy.label === reference);
  words.push(
    stays === 0
      ? `Nothing that was tried does better than ${quoted(reference)} on the whole.`
      : ranking[stays]!.isTiedWithFirst
        ? `As far as ${people} people tell, nothing that was tried does better than ${quoted(reference)}; ${quoted(label)} stands first, ${range(first.gain)} steps better.`
        : `${quoted(label)} comes first: ${range(first.gain)} steps better than ${quoted(reference)}, better in ${percents(pairwise[0]![stays]!.wins)} of people, the best of all in ${percents(first.best)}.`,
  );
  const tied = ranking.filter((r) => r.isTiedWithFirst).map((r) => quoted(r.strategy.label));
  if (tied.length > 0) words.push(`A tie: ${people} people do not tell ${listed(tied)} apart from it.`);
  words.push(
    `Choosing it for everybody loses ${range(first.regret)} steps a person compared with choosing what is best for each.`,
  );
  const front = ranking.filter((r) => r.isPareto).map((r) => quoted(r.strategy.label));
  words.push(
    front.length === ranking.length
      ? "No strategy is dominated: each is better than any other on some objective."
      : `Undominated (no other strategy is at least as good on every objective and better on one): ${listed(front)}.`,
  );
  words.push(weightingText(ranking));
  words.push(...evidenceWords(first));
  words.push(...informationWords(information, label, second.strategy.label));
  return words;
}

function weightingText(ranking: readonly StrategySummary[]): string {
  const by = [...ranking].sort((a, b) => b.weightings - a.weightings).filter((r) => r.weightings >= 0.05);
  const said = by.map(
    (r, i) => `${quoted(r.strategy.label)} ${i === 0 ? "comes first " : ""}in ${percent(r.weightings)}`,
  );
  return `Over all ways to weigh the objectives, ${listed(said)}.`;
}

/** What trials say about the first, so that nobody reads the model alone. */
function evidenceWords({ strategy: { label, evidence } }: StrategySummary): string[] {
  const against = evidence.filter((e) => e.direction === "against");
  const count = (direction: string) => evidence.filter((e) => e.direction === direction).length;
  if (evidence.length === 0) return [];
  return [
    `Outside the model there ${evidence.length === 1 ? "is" : "are"} ${counted(evidence.length, "finding")} on ${quoted(label)}: ${count("for")} for it, ${count("mixed")} mixed and ${count("against")} against.${against[0] ? ` Against it: ${against[0].says}` : ""}`,
  ];
}

function informationWords(information: readonly InformationValue[], first: string, second: string): string[] {
  if (information.length === 0)
    return ["No rival hypotheses were tried; --hypotheses all shows which of them decide."];
  const looked = information.length;
  const clear = information.filter((d) => isClear(d, looked));
  const words = clear.map((d) => {
    const leads = d.choices.filter((c) => c.cases > 0).map((c) => `${c.name}: ${quoted(c.first)}`);
    return `What to measure: ${d.factor.name}. Settling it before choosing is worth ${fixed(d.value)} steps a person (${d.turns ? leads.join("; ") : "it does not change which comes first"}).`;
  });
  const most = [...information].sort((a, b) => b.share - a.share).filter((d) => isClearShare(d, looked));
  if (clear.length === 0)
    words.push(
      `What to measure: none of the ${looked === 1 ? "hypotheses" : `${looked} hypotheses`} changes what to choose by more than chance would show in so many people.`,
    );
  if (most.length > 0)
    words.push(
      `How far ${quoted(first)} leads ${quoted(second)} depends most on ${listed(most.slice(0, 3).map((d) => `${d.factor.name} (${percent(d.share)} of its variance)`))}.`,
    );
  return words;
}

/** How the strategies were compared. */
export function methodsTexts({ study: { design } }: SearchResult): string[] {
  return [
    "All strategies run in the same people under the same hypotheses, and are compared within each. Steps of all objectives are worth the same; the share of weightings says how much the ranking owes to that.",
    "Intervals are the middle 95% over resampled people, for probabilities those of Wilson. They say how far the number of people limits the answer, not how far the model is from the truth.",
    ...(design.factors.length > 0
      ? ["Hypotheses under which few people are among those that the search asks about count for less."]
      : []),
  ];
}

const limitsText = (low: number, high: number) =>
  !Number.isFinite(high)
    ? `at least ${plain(low)}`
    : Number.isFinite(low)
      ? `from ${plain(low)} to ${plain(high)}`
      : `at most ${plain(high)}`;

/** Each condition on who is asked about, and why it is one. */
export const amongTexts = ({ study: { plan } }: SearchResult): [string, string][] =>
  plan.among.map(({ measure, low, high, says = "" }) => [
    `${measure.text} ${limitsText(low, high)} under "${plan.reference.label}"`,
    says,
  ]);
