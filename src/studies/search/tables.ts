import type { SearchResult } from "../analysis/index.ts";
import { type Figure, rounded } from "../charts/index.ts";
import { html } from "../writers/index.ts";
import { figureSection, htmlPage, table as htmlTable, type PageParts } from "./page.ts";
import { place, type SearchEvidence } from "./search.ts";
import {
  countsText,
  fixed,
  isClear,
  outcomeText,
  percent,
  percents,
  range,
  searchWords,
  signedRange,
  stepText,
  unitText,
} from "./search-words.ts";

/** The result as one HTML file that works offline. */
export function htmlSearch(
  result: SearchResult,
  figures: readonly Figure[],
  { cited, ...parts }: PageParts & { readonly cited: SearchEvidence },
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
    ...parts,
    sections: [
      section(
        "In short",
        `<ul>${words.join("")}</ul>`,
        paragraph(stepText(result)),
        paragraph(countsText(result)),
      ),
      ...(ranking.length > 0
        ? [
            section("The ranking", rankingHtml(result)),
            ...figure("gain"),
            ...figure("best"),
            ...figure("pareto"),
            section("Who beats whom", matrixHtml(result)),
          ]
        : []),
      ...(result.deciders.length > 0
        ? [
            section("What would you have to measure to know?", decidersHtml(result), rivalsHtml(result)),
            ...figure("hypotheses"),
          ]
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
    `What each hypothesis does to the choice, and to the lead of "${first}" over "${second}": under each account the people, what comes first where that differs, and the lead in steps`,
    [
      "hypothesis",
      "worth, steps",
      "by chance",
      "share of the lead's variance",
      "by chance",
      "clear",
      "under each account",
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

function rivalsHtml({ rivals }: SearchResult): string {
  return htmlTable(
    "Between every two of the first five: the hypothesis that explains most of the difference",
    ["between", "share of the variance", "by chance", "hypothesis", "the former gives a person more in"],
    [...rivals]
      .sort((a, b) => b.share - a.share)
      .map((r) => [
        html(r.strategies.join(" / ")),
        percent(r.share),
        r.shareChance.toFixed(3),
        html(r.factor.name),
        r.choices
          .filter((c) => c.cases > 0)
          .map((c) => html(`${c.name} (${c.cases}): ${percents(c.wins)}`))
          .join("<br>"),
      ]),
    2,
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
