import type { Decider, Rivalry, SearchResult, StrategySummary } from "../analysis/index.ts";
import { rounded } from "../charts/index.ts";
import { cell, oneLine, table, wrap } from "../text/index.ts";
import { disclaimer } from "../writers/index.ts";
import {
  countsText,
  fixed,
  isClear,
  outcomeText,
  percent,
  percents,
  searchWords,
  signed,
  signedRange,
  stepText,
} from "./search-words.ts";

/** The citation of a source, when it is known. */
export type SearchEvidence = (source: string) => string | undefined;

/** Strategies in the matrix of a terminal, and hypotheses in its table. */
const mostColumns = 7;
const mostHypotheses = 8;

export const place = (i: number, { isTiedWithFirst }: StrategySummary) =>
  `${i + 1}${isTiedWithFirst ? "=" : ""}`;
const evidenceCounts = ({ strategy: { evidence } }: StrategySummary) =>
  evidence.length === 0
    ? "-"
    : (["for", "mixed", "against"] as const)
        .map((d) => evidence.filter((e) => e.direction === d).length)
        .join("/");
/** What comes first under each account, where that differs by more than chance shows. */
const leads = (d: Decider) => {
  if (!d.turns) return "the same under all";
  if (d.valueChance > 0.05) return "not clear";
  return d.choices
    .filter((c) => c.cases > 0)
    .map((c) => `${c.name}: ${c.first}`)
    .join("; ");
};

const winsText = ({ choices }: Rivalry) =>
  choices
    .filter((c) => c.cases > 0)
    .map((c) => `${percent(c.wins.value)} under ${c.name}`)
    .join(", ");

/** The result for a terminal: what follows in words, the ranking, who beats whom, and what decides. */
export function terminalSearch(result: SearchResult, width = 110): string {
  const { study, ranking, duels, deciders, rivals } = result;
  const right = (text: string) => cell(oneLine(text), "right");
  const left = (text: string) => cell(oneLine(text), "left");
  const blocks: string[][] = [
    [oneLine(study.plan.title), ...wrap(oneLine(study.plan.question), width)],
    wrap(oneLine(countsText(result)), width),
    searchWords(result).flatMap((text) => wrap(oneLine(text), width, "  ")),
  ];
  if (ranking.length > 0) {
    blocks.push([
      ...wrap(`Ranking, by steps better than "${study.strategies[0]!.label}". ${stepText(result)}`, width),
      ...table([
        [
          right(""),
          left("strategy"),
          right("steps (95 % interval)"),
          right("best in"),
          right("regret"),
          ...study.plan.objectives.map(({ name }) => right(name)),
          left("undominated"),
          left("trials +/~/-"),
        ],
        "rule",
        ...ranking.map((r, i) => [
          right(place(i, r)),
          left(r.strategy.label),
          right(signedRange(r.gain)),
          right(percents(r.best)),
          right(fixed(r.regret.value)),
          ...r.objectives.map((o) => right(signed(o.change.value))),
          left(r.isPareto ? `yes (${percent(r.paretoProbability)})` : percent(r.paretoProbability)),
          left(evidenceCounts(r)),
        ]),
      ]),
      ...wrap(
        "= not told apart from the first. Columns of objectives are mean changes from the reference. Undominated: on the means, and in how many resamples of people. Trials: outside evidence for, mixed and against; the report quotes it.",
        width,
      ),
    ]);
    const top = ranking.slice(0, mostColumns);
    blocks.push([
      "Probability that the row gives a person more than the column (the rest are ties and losses)",
      ...table([
        [right(""), left(""), ...top.map((_, i) => right(String(i + 1)))],
        "rule",
        ...top.map((r, a) => [
          right(String(a + 1)),
          left(r.strategy.label),
          ...top.map((_, b) => right(a === b ? "" : percent(duels[a]![b]!.wins.value))),
        ]),
      ]),
    ]);
  }
  if (deciders.length > 0)
    blocks.push([
      "What would you have to measure to know?",
      ...table([
        [
          left("hypothesis"),
          right("worth, steps"),
          right("chance"),
          right("share of the lead"),
          right("chance"),
          left("comes first"),
        ],
        "rule",
        ...deciders
          .slice(0, mostHypotheses)
          .map((d) => [
            left(d.factor.name),
            right(fixed(d.value)),
            right(d.valueChance.toFixed(3)),
            right(percent(d.share)),
            right(d.shareChance.toFixed(3)),
            left(leads(d)),
          ]),
      ]),
      ...wrap(
        `Worth: steps a person gains when the hypothesis is settled before choosing, beyond what chance shows. Chance: how often accounts dealt out at random show as much; with ${deciders.length} hypotheses about ${rounded(deciders.length * 0.05, 2)} fall below 0.05 by chance alone.`,
        width,
      ),
    ]);
  if (rivals.length > 0)
    blocks.push([
      "Which hypothesis decides between two strategies?",
      ...table([
        [
          left("between"),
          left("hypothesis"),
          right("share"),
          right("chance"),
          left("the former gives more in"),
        ],
        "rule",
        ...[...rivals]
          .sort((a, b) => b.share - a.share)
          .slice(0, mostHypotheses)
          .map((r) => [
            left(r.strategies.join(" / ")),
            left(r.factor.name),
            right(percent(r.share)),
            right(r.shareChance.toFixed(3)),
            left(winsText(r)),
          ]),
      ]),
    ]);
  blocks.push([disclaimer]);
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

/** The result for machines. */
export function jsonSearch(result: SearchResult, cited: SearchEvidence): object {
  const { study, selection, ranking, duels, deciders, rivals, perfect, people } = result;
  const { plan, layout, design } = study;
  const { cases, ...counts } = selection;
  return {
    search: plan.id,
    population: study.population.name,
    size: study.size,
    seed: study.seed,
    reference: plan.reference.label,
    people,
    cases: cases.length,
    sampled: counts.sampled,
    implausible: counts.implausible,
    not_among: counts.notAmong,
    failed: counts.failed,
    combinations: design.combinations,
    crossed: design.isCrossed,
    tie: plan.tie,
    objectives: plan.objectives.map((o, k) => ({
      name: o.name,
      outcome: outcomeText(o),
      better: o.isLowerBetter ? "lower" : "higher",
      step: o.step,
      unit: layout[k]!.unit,
    })),
    words: searchWords(result),
    ranking: ranking.map((r) => ({
      strategy: r.strategy.label,
      gain: r.gain,
      best: r.best,
      regret: r.regret,
      pareto: r.isPareto,
      pareto_probability: r.paretoProbability,
      dominated_by: r.dominatedBy ?? null,
      weightings: r.weightings,
      tied_with_first: r.isTiedWithFirst,
      objectives: Object.fromEntries(plan.objectives.map(({ name }, k) => [name, r.objectives[k]!])),
      evidence: r.strategy.evidence.map(({ source, says, direction }) => ({
        source,
        citation: cited(source) ?? null,
        says,
        direction,
      })),
    })),
    beats: duels.map((row) => row.map(({ wins }) => wins.value)),
    ties: duels.map((row) => row.map(({ ties }) => ties)),
    perfect_information: perfect,
    hypotheses: deciders.map((d) => ({
      name: d.factor.name,
      question: d.factor.question,
      worth: d.value,
      worth_chance: d.valueChance,
      share: d.share,
      share_chance: d.shareChance,
      changes_first: d.turns,
      clear: isClear(d, deciders.length),
      accounts: d.choices.map(({ firstWins, ...c }) => ({ ...c, first_wins: firstWins })),
    })),
    rivals: rivals.map(({ factor, shareChance, ...r }) => ({
      ...r,
      hypothesis: factor.name,
      share_chance: shareChance,
    })),
  };
}
