import type { Decider, SearchResult, StrategySummary } from "../analysis/index.ts";
import { type Figure, rounded } from "../charts/index.ts";
import { html } from "./escape.ts";
import { figureSection, htmlPage, table as htmlTable } from "./page.ts";
import { disclaimer } from "./parts.ts";
import {
  countsText,
  fixed,
  isClear,
  outcomeText,
  percent,
  percents,
  range,
  searchWords,
  signed,
  signedRange,
  stepText,
  unitText,
} from "./search-words.ts";
import { cell, oneLine, table, wrap } from "./text.ts";

/** The citation of a source, when it is known. */
export type SearchEvidence = (source: string) => string | undefined;

/** Strategies in the matrix of a terminal, and hypotheses in its table. */
const mostColumns = 7;
const mostHypotheses = 8;

const place = (i: number, { isTiedWithFirst }: StrategySummary) => `${i + 1}${isTiedWithFirst ? "=" : ""}`;
const evidenceCounts = ({ strategy: { evidence } }: StrategySummary) =>
  evidence.length === 0
    ? "-"
    : (["for", "mixed", "against"] as const)
        .map((d) => evidence.filter((e) => e.direction === d).length)
        .join("/");
const leads = (d: Decider) =>
  d.turns
    ? d.choices
        .filter((c) => c.cases > 0)
        .map((c) => `${c.name}: ${c.first}`)
        .join("; ")
    : "the same under all";

/** The result for a terminal: what follows in words, the ranking, who beats whom, and what decides. */
export function terminalSearch(result: SearchResult, width = 110): string {
  const { study, ranking, duels, deciders } = result;
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
  blocks.push([disclaimer]);
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

/** The result as one HTML file that works offline. */
export function htmlSearch(
  result: SearchResult,
  figures: readonly Figure[],
  { chartScript, cited }: { readonly chartScript: string; readonly cited: SearchEvidence },
): string {
  const { study, ranking } = result;
  const section = (title: string, ...parts: string[]) =>
    `<section><h2>${html(title)}</h2>${parts.join("\n")}</section>`;
  const paragraph = (text: string) => `<p>${html(text)}</p>`;
  const figure = (id: string) => figures.filter((f) => f.id === id).map(figureSection);
  const words = searchWords(result).map((text) => `<li>${html(text)}</li>`);
  return htmlPage({
    title: study.plan.title,
    lead: study.plan.question,
    figures,
    chartScript,
    sections: [
      section("In short", `<ul>${words.join("")}</ul>`, paragraph(countsText(result))),
      ...(ranking.length > 0
        ? [
            section("The ranking", rankingHtml(result), paragraph(stepText(result))),
            ...figure("gain"),
            ...figure("best"),
            ...figure("pareto"),
            section("Who beats whom", matrixHtml(result)),
          ]
        : []),
      ...(result.deciders.length > 0
        ? [section("What would you have to measure to know?", decidersHtml(result)), ...figure("hypotheses")]
        : []),
      section(
        "What is known outside the model",
        paragraph(
          "Nothing here enters the ranking. Weigh it against what the model says: several strategies that come out well here failed in trials.",
        ),
        evidenceHtml(result, cited),
      ),
      section("How to read this", methodsHtml(result)),
    ],
  });
}

function rankingHtml({ study, ranking }: SearchResult): string {
  const { objectives } = study.plan;
  return htmlTable(
    `Means over people and accounts with 95 % intervals; changes are from "${study.strategies[0]!.label}"`,
    [
      "strategy",
      "steps better",
      "best of all in",
      "regret, steps",
      ...objectives.map(({ name }, k) => `${name}${unitText(study.layout[k]!.unit)}`),
      ...objectives.map(({ name }) => `better / worse in ${name}`),
      "undominated",
    ],
    ranking.map((r, i) => [
      html(`${place(i, r)} ${r.strategy.label}`),
      signedRange(r.gain),
      percents(r.best),
      range(r.regret),
      ...r.objectives.map((o) => signedRange(o.change)),
      ...r.objectives.map((o) => `${percent(o.better.value)} / ${percent(o.worse.value)}`),
      html(
        r.isPareto
          ? `yes (${percent(r.paretoProbability)})`
          : `no (${percent(r.paretoProbability)}), by ${r.dominatedBy}`,
      ),
    ]),
    4 + 2 * objectives.length,
  );
}

/** Wins of the row over the column, shaded by how clear they are. */
function matrixHtml({ ranking, duels }: SearchResult): string {
  const shade = (p: number) =>
    `<span style="display:block;padding:0 0.3rem;background:rgba(0,114,178,${(0.55 * p).toFixed(2)})">${percent(p)}</span>`;
  return htmlTable(
    "Probability that the strategy of the row gives a person more than that of the column; ties and losses make up the rest",
    ["", ...ranking.map((_, i) => String(i + 1))],
    ranking.map((r, a) => [
      html(`${a + 1} ${r.strategy.label}`),
      ...ranking.map((_, b) => (a === b ? "" : shade(duels[a]![b]!.wins.value))),
    ]),
    ranking.length,
  );
}

function decidersHtml({ deciders, ranking }: SearchResult): string {
  const [first, second] = ranking.map((r) => r.strategy.label);
  return htmlTable(
    `What each hypothesis does to the choice, and to the lead of "${first}" over "${second}"`,
    [
      "hypothesis",
      "worth, steps",
      "by chance",
      "share of the lead's variance",
      "by chance",
      "clear",
      "under each account: what comes first, and the lead",
    ],
    deciders.map((d) => [
      `${html(d.factor.name)}<br><span style="font-weight:400">${html(d.factor.question)}</span>`,
      fixed(d.value),
      d.valueChance.toFixed(3),
      percent(d.share),
      d.shareChance.toFixed(3),
      isClear(d, deciders.length) ? "yes" : "no",
      d.choices
        .map((c) =>
          html(
            c.cases > 0 ? `${c.name} (${c.cases}): ${c.first}; ${signedRange(c.lead)}` : `${c.name}: nobody`,
          ),
        )
        .join("<br>"),
    ]),
    5,
  );
}

function evidenceHtml({ ranking }: SearchResult, cited: SearchEvidence): string {
  const rows = ranking.flatMap(({ strategy }) =>
    strategy.evidence.map((e, k) => [
      k === 0 ? html(strategy.label) : "",
      e.direction,
      html(e.says),
      html(cited(e.source) ?? e.source),
    ]),
  );
  return htmlTable(
    "By strategy, in the order of the ranking",
    ["strategy", "speaks", "what was found", "source"],
    rows,
    0,
  );
}

function methodsHtml(result: SearchResult): string {
  const { plan, layout, design } = result.study;
  const objectives = plan.objectives.map(
    (o, k) =>
      `<li>${html(`${o.name}: ${outcomeText(o)}, ${o.isLowerBetter ? "lower" : "higher"} is better; ${rounded(o.step, 2)}${unitText(layout[k]!.unit)} is a step. ${o.says ?? ""}`)}</li>`,
  );
  const among = plan.among.map(
    (c) =>
      `<li>${html(`${c.measure.text} ${Number.isFinite(c.low) ? `from ${rounded(c.low)}` : ""} ${Number.isFinite(c.high) ? `to ${rounded(c.high)}` : "up"} under "${plan.reference.label}". ${c.says ?? ""}`)}</li>`,
  );
  const texts = [
    "All strategies run in the same people under the same accounts, and are compared within each. Steps of all objectives are worth the same; the share of weightings says how much the ranking owes to that.",
    "Intervals are the middle 95 % over resampled people, for probabilities those of Wilson. They say how far the number of people limits the answer, not how far the model is from the truth.",
    design.factors.length > 0
      ? "Accounts under which few people are blunted by the drug count for less, since the search asks about people who are."
      : "",
  ].filter(Boolean);
  return `${texts.map((t) => `<p>${html(t)}</p>`).join("")}<p>Objectives</p><ul>${objectives.join("")}</ul>${among.length > 0 ? `<p>Who is asked about</p><ul>${among.join("")}</ul>` : ""}`;
}

/** The result for machines. */
export function jsonSearch(result: SearchResult, cited: SearchEvidence): object {
  const { study, selection, ranking, duels, deciders, perfect, people } = result;
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
  };
}
