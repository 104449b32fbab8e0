import type { PopulationResult } from "../analysis/index.ts";
import { type Figure, rounded } from "../charts/index.ts";
import type { Estimate } from "../statistics/index.ts";
import { cell, oneLine, table, wrap } from "../text/index.ts";
import { disclaimer, html } from "../writers/index.ts";
import { figureSection, htmlPage, table as htmlTable, type PageParts } from "./page.ts";

/** At most so many sampled numbers and kinds of people are told of. */
const mostRisks = 12;
const mostKinds = 8;

/** Weights worth less than this part of the subjects deserve a warning. */
const fewOf = 0.2;

const percent = (share: number) => (Number.isFinite(share) ? `${Math.round(share * 100)} %` : "-");
const withInterval = ({ value, low, high }: Estimate) =>
  Number.isFinite(value) ? `${percent(value)} (${Math.round(low * 100)}-${Math.round(high * 100)})` : "-";
const correlation = ({ value, low, high }: Estimate) =>
  `${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
const number = (value: number | undefined) => (value === undefined ? "-" : rounded(value));

interface TextTable {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** All tables of a population, as text. */
function tablesOf(result: PopulationResult): TextTable[] {
  const { study, arms, screens, targets, risks } = result;
  const { cutoff } = study;
  return [
    {
      caption: `Blunted: ${cutoff.request.text} above ${cutoff.above}; shares with 95 % intervals`,
      head: [
        "arm",
        "as predicted",
        "weighted like published groups",
        "onset, median day",
        "set in by the end",
      ],
      rows: arms.map((arm) => [
        arm.label,
        withInterval(arm.prevalence.plausible),
        withInterval(arm.prevalence.weighted),
        number(arm.onsetMedian),
        percent(arm.onsetBy.plausible.at(-1) ?? Number.NaN),
      ]),
    },
    {
      caption: "Measures: median and middle 90 % of plausible people",
      head: ["measure", ...arms.map((arm) => arm.label)],
      rows: (arms[0]?.measures ?? []).map(({ name, unit }, i) => [
        unit === "1" ? name : `${name} (${unit})`,
        ...arms.map((arm) => {
          const q = arm.measures[i]?.quantiles;
          return q ? `${rounded(q[2])} (${rounded(q[0])} to ${rounded(q[4])})` : "-";
        }),
      ]),
    },
    {
      caption: "Published group statistics, in the population's own cohort",
      head: ["statistic", "published", "as predicted", "weighted", "selected"],
      rows: targets.map(({ target, plausible, weighted, selected }) => [
        target.name.replaceAll("_", " "),
        `${rounded(target.is)} ± ${rounded(target.within)}`,
        number(plausible),
        number(weighted),
        number(selected),
      ]),
    },
    {
      caption: "Screens: subjects outside what is plausible",
      head: ["screen", "limits", "outside"],
      rows: screens.map(({ screen: { name, low, high, measure }, outside }) => [
        name,
        `${measure.text} in ${rounded(low)} to ${rounded(high)}`,
        String(outside),
      ]),
    },
    {
      caption: `Who is at risk in "${risks.arm}": what was sampled and goes with more blunting (rank correlation, 95 % interval)`,
      head: ["number", "correlation", "blunted minus others, in SD"],
      rows: risks.numbers
        .slice(0, mostRisks)
        .map((r) => [
          r.name,
          correlation(r.correlation),
          r.difference === undefined ? "-" : r.difference.toFixed(2),
        ]),
    },
    {
      caption: `Kinds of people in "${risks.arm}": share blunted among them and among the others`,
      head: ["kind", "subjects", "among them", "among others"],
      rows: risks.kinds
        .slice(0, mostKinds)
        .map((r) => [r.person, String(r.count), withInterval(r.among), withInterval(r.others)]),
    },
  ].filter(({ rows }) => rows.length > 0);
}

/** How many were sampled, plausible and selected, in a sentence. */
function countsOf({ study, sampled, plausible, selected, effectiveSize }: PopulationResult): string {
  const { population, seed } = study.question;
  return `${sampled} subjects of ${population.name} (seed ${seed}): ${plausible} plausible (${percent(plausible / sampled)}), of whom ${selected} selected (${percent(selected / plausible)}) to look like published groups; the weights are worth ${Math.round(effectiveSize)} subjects.${effectiveSize < fewOf * plausible ? " That is few: published groups lie at the edge of what this model predicts, so trust the predicted column." : ""}`;
}

/** The result for a terminal. */
export function terminalPopulation(result: PopulationResult, width = 100): string {
  const { scenario } = result.study.question;
  const blocks = tablesOf(result).map(({ caption, head, rows }) => {
    const cells = rows.map((row) => row.map((text, i) => cell(oneLine(text), i === 0 ? "left" : "right")));
    const heads = head.map((text, i) => cell(oneLine(text), i === 0 ? "left" : "right"));
    return [...wrap(caption, width), ...table([heads, "rule", ...cells])].join("\n");
  });
  const lead = [
    oneLine(scenario.title),
    ...wrap(oneLine(scenario.question), width),
    ...wrap(countsOf(result), width),
  ];
  return `${[lead.join("\n"), ...blocks, disclaimer].join("\n\n")}\n`;
}

/** The result as one HTML file that works offline. */
export function htmlPopulation(
  result: PopulationResult,
  figures: readonly Figure[],
  parts: PageParts,
): string {
  const { scenario, population } = result.study.question;
  const tables = tablesOf(result).map(({ caption, head, rows }) =>
    htmlTable(
      caption,
      head,
      rows.map((row) => row.map(html)),
      head.length - 1,
    ),
  );
  const [prevalence = "", ...others] = tables;
  const about = `<section><h2>People</h2><p>${html(countsOf(result))}</p><p>${html(population.about)}</p></section>`;
  return htmlPage({
    title: scenario.title,
    lead: scenario.question,
    figures,
    ...parts,
    sections: [
      `<section><h2>How many are blunted</h2>${prevalence}</section>`,
      ...figures.map(figureSection),
      about,
      `<section><h2>In numbers</h2>${others.join("\n")}</section>`,
    ],
  });
}

/** The result for machines. */
export function jsonPopulation(result: PopulationResult): object {
  const { study, arms, screens, targets, risks } = result;
  const { scenario, population, size, seed } = study.question;
  return {
    scenario: scenario.id,
    population: population.name,
    size,
    seed,
    plausible: result.plausible,
    acceptance: result.plausible / result.sampled,
    selected: result.selected,
    effective_size: result.effectiveSize,
    blunted: { measure: study.cutoff.request.text, above: study.cutoff.above },
    days: study.days,
    arms: arms.map(({ hasDrug, prevalenceOverTime, onsetBy, onsetMedian, ...arm }) => ({
      ...arm,
      has_drug: hasDrug,
      prevalence_over_time: prevalenceOverTime,
      onset_by: onsetBy,
      onset_median: onsetMedian ?? null,
    })),
    screens: screens.map(({ screen, outside }) => ({
      name: screen.name,
      low: screen.low,
      high: screen.high,
      outside,
    })),
    targets: targets.map(({ target, ...values }) => ({
      name: target.name,
      statistic: target.statistic,
      is: target.is,
      within: target.within,
      ...values,
    })),
    risks,
  };
}
