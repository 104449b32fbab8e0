import type { Sensitivity } from "../analysis/index.ts";
import { type Figure, rounded, sensitivityFigures } from "../charts/index.ts";
import type { Estimate } from "../statistics/index.ts";
import { cell, oneLine, table, wrap } from "../text/index.ts";
import { disclaimer, html } from "../writers/index.ts";
import { figureSection, htmlPage, table as htmlTable, type PageParts } from "./page.ts";

const rowsShown = 15;
const barWidth = 20;
const percent = (share: number) => `${Math.round(100 * share)} %`;
const range = (e: Estimate, text: (x: number) => string) => `${text(e.low)} to ${text(e.high)}`;
/** Shares cannot be negative or above 1, but estimates scatter; what is shown stays within. */
const shareText = (share: number) => percent(Math.min(1, Math.max(0, share)));
const unitText = (unit: string) => (unit === "1" ? "" : ` ${unit}`);

/** Eighths of a block, so that short bars can be told apart. */
function bar(share: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * barWidth * 8);
  const rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]!;
  return "█".repeat(Math.floor(eighths / 8)) + rest;
}

/** What a study says, in sentences. */
export function sensitivityWords({ subject, burden, sobol, morris, local }: Sensitivity): string[] {
  const words: string[] = [];
  const assumed = burden?.find((b) => b.tier === "assumed");
  const isPart = subject.factors.length < subject.uncertain;
  if (burden && sobol && sobol.standardDeviation === 0)
    words.push("The measure does not move with any of the parameters that were varied.");
  else if (assumed && Number.isFinite(assumed.first.value)) {
    const interplay = Math.max(0, assumed.total.value - assumed.first.value);
    words.push(
      `${shareText(assumed.first.value)} of this prediction's variance${isPart ? " over the parameters varied" : ""} rests on assumed numbers (95 % interval ${range(assumed.first, shareText)}); their interplay with the others carries a further ${percent(interplay)}.`,
    );
  }
  if (sobol && sobol.standardDeviation > 0) {
    const [low, , high] = sobol.quantiles;
    words.push(
      `Over the declared uncertainty 95 % of the runs lie between ${rounded(low)} and ${rounded(high)}${unitText(subject.unit)}.`,
    );
    const first = sobol.indices.find((i) => i.group.factors.length === 1);
    if (first)
      words.push(
        `The largest single share is that of ${first.group.name}: ${percent(first.first.value)} alone, ${percent(first.total.value)} with interactions.`,
      );
  }
  if (isPart)
    words.push(`${subject.factors.length} of ${subject.uncertain} uncertain parameters were varied.`);
  if (sobol && sobol.missing > 0)
    words.push(`${sobol.missing} of ${sobol.runs} runs gave no value and were left out.`);
  if (!sobol && morris?.effects[0])
    words.push(
      `${morris.effects[0].factor} moves it most: by ${rounded(morris.effects[0].muStar.value)}${unitText(subject.unit)} on average when it crosses its declared range.`,
    );
  const incomplete = morris?.effects.filter((e) => e.count < morris.trajectories).length ?? 0;
  if (incomplete > 0)
    words.push(`Some runs gave no value; ${incomplete} parameters have fewer effects than trajectories.`);
  const steepest = local?.sensitivities[0];
  if (local && steepest)
    words.push(`Close to its value, ${steepest.factor.name} moves ${local.variable} most.`);
  return words;
}

const question = ({ subject }: Sensitivity) =>
  `${subject.measure} in "${subject.arm}"${subject.against ? ` minus "${subject.against}"` : ""}, ${subject.person}`;
const atNominal = ({ subject: { nominal, unit } }: Sensitivity) =>
  nominal === undefined
    ? "no value at the declared values"
    : `${rounded(nominal)}${unitText(unit)} at the declared values`;

/** The study for a reader at a terminal: what it rests on in words, then tables with bars. */
export function terminalSensitivity(study: Sensitivity, width = 100): string {
  const { subject, burden, sobol, morris, local } = study;
  const about = new Map(subject.factors.map((f) => [f.name, f]));
  const tier = (name: string) => about.get(name)?.tier ?? "";
  const right = (text: string) => cell(text, "right");
  const left = (text: string) => cell(text, "left");
  const shares = (rows: NonNullable<typeof burden>, head: string, note: (i: number) => string) =>
    table([
      [
        left(head),
        left(""),
        left("alone"),
        right(""),
        right("95 % interval"),
        right("with interactions"),
        right("95 % interval"),
      ],
      "rule",
      ...rows.map((r, i) => [
        left(r.group.name),
        left(note(i)),
        left(bar(r.first.value).padEnd(barWidth)),
        right(shareText(r.first.value)),
        right(range(r.first, shareText)),
        right(shareText(r.total.value)),
        right(range(r.total, shareText)),
      ]),
    ]);
  const sections: string[][] = [
    [
      `Sensitivity: ${oneLine(subject.title)}`,
      ...wrap(oneLine(`${question(study)}: ${atNominal(study)}`), width),
    ],
    sensitivityWords(study).flatMap((text) => wrap(oneLine(text), width)),
  ];
  if (burden && burden.length > 0)
    sections.push([
      "What the variance rests on",
      ...shares(burden, "tier", (i) => `${burden[i]!.group.factors.length} parameters`),
    ]);
  if (sobol)
    sections.push([
      `Parameters by Sobol index (${sobol.size} rows, ${sobol.runs} runs)`,
      ...shares(sobol.indices as NonNullable<typeof burden>, "parameter", (i) => {
        const { factors } = sobol.indices[i]!.group;
        return factors.length > 1 ? `${factors.length} parameters` : tier(factors[0]!);
      }),
    ]);
  if (morris) {
    const most = morris.effects[0]?.muStar.value ?? 0;
    const inUnit = subject.unit === "1" ? "" : ` in ${subject.unit}`;
    sections.push([
      `Screening (Morris, ${morris.trajectories} trajectories, ${morris.runs} runs): change${inUnit} across a parameter's declared range`,
      ...table([
        [
          left("parameter"),
          left(""),
          left("mu*"),
          right(""),
          right("95 % interval"),
          right("mu"),
          right("sigma"),
        ],
        "rule",
        ...morris.effects
          .slice(0, rowsShown)
          .map((e) => [
            left(e.factor),
            left(tier(e.factor)),
            left(bar(most > 0 ? e.muStar.value / most : 0)),
            right(rounded(e.muStar.value)),
            right(range(e.muStar, (x) => rounded(x))),
            right(rounded(e.mu)),
            right(rounded(e.sigma)),
          ]),
      ]),
      ...(morris.effects.length > rowsShown
        ? [`and ${morris.effects.length - rowsShown} more with less effect`]
        : []),
    ]);
  }
  if (local) {
    const shown = (x: number | undefined) => (x === undefined ? "-" : rounded(x));
    const peak = (values: readonly (number | undefined)[]) => {
      let at = 0;
      for (const [k, v] of values.entries()) if (Math.abs(v ?? 0) > Math.abs(values[at] ?? 0)) at = k;
      return at;
    };
    sections.push([
      `Slopes (central differences, ${local.runs} runs): change for a move up by half the declared range`,
      ...table([
        [
          left("parameter"),
          left(""),
          right("measure"),
          right(`largest on ${local.variable}`),
          right("on day"),
        ],
        "rule",
        ...local.sensitivities.slice(0, rowsShown).map((s) => {
          const at = peak(s.overTime);
          return [
            left(s.factor.name),
            left(s.factor.tier),
            right(shown(s.ofMeasure)),
            right(shown(s.overTime[at])),
            right(rounded(local.times[at] ?? 0)),
          ];
        }),
      ]),
    ]);
  }
  sections.push([disclaimer]);
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

/** Numbers that are none become null in JSON. */
const clean = (e: Estimate) => ({ value: orNull(e.value), low: orNull(e.low), high: orNull(e.high) });
const orNull = (x: number | undefined) => (x !== undefined && Number.isFinite(x) ? x : null);

/** The study for machines. Numbers are not rounded. */
export function jsonSensitivity(study: Sensitivity) {
  const { subject, burden, sobol, morris, local } = study;
  const index = (i: NonNullable<typeof sobol>["indices"][number]) => ({
    name: i.group.name,
    parameters: i.group.factors.length,
    first: clean(i.first),
    total: clean(i.total),
  });
  return {
    scenario: subject.title,
    measure: subject.measure,
    unit: subject.unit,
    arm: subject.arm,
    against: subject.against ?? null,
    person: subject.person,
    nominal: orNull(subject.nominal),
    words: sensitivityWords(study),
    parameters: subject.factors.map(({ name, tier, value, range: between, unit }) => ({
      name,
      tier,
      value,
      range: between,
      unit,
    })),
    ...(burden ? { burden: burden.map((b) => ({ tier: b.tier, ...index(b) })) } : {}),
    ...(sobol
      ? {
          sobol: {
            size: sobol.size,
            runs: sobol.runs,
            missing: sobol.missing,
            mean: orNull(sobol.mean),
            standard_deviation: orNull(sobol.standardDeviation),
            quantiles: sobol.quantiles.map(orNull),
            indices: sobol.indices.map(index),
          },
        }
      : {}),
    ...(morris
      ? {
          morris: {
            trajectories: morris.trajectories,
            runs: morris.runs,
            effects: morris.effects.map(({ factor, muStar, mu, sigma, count }) => ({
              name: factor,
              mu_star: clean(muStar),
              mu,
              sigma,
              count,
            })),
          },
        }
      : {}),
    ...(local
      ? {
          local: {
            variable: local.variable,
            unit: local.unit,
            times_day: local.times,
            runs: local.runs,
            slopes: local.sensitivities.map((s) => ({
              name: s.factor.name,
              measure: orNull(s.ofMeasure),
              over_time: s.overTime.map(orNull),
            })),
          },
        }
      : {}),
  };
}

/** The study as one HTML file that works offline. */
export function htmlSensitivity(study: Sensitivity, parts: PageParts): string {
  const { subject, burden, sobol, morris } = study;
  const figures = sensitivityFigures(study);
  const section = (id: string, body = "") => {
    const figure = figures.find((f: Figure) => f.id === id);
    return (figure ? figureSection(figure) : "") + body;
  };
  const share = (e: Estimate) => `${shareText(e.value)} (${range(e, shareText)})`;
  const indexTable = (
    caption: string,
    head: string,
    rows: readonly {
      group: { name: string; factors: readonly string[] };
      first: Estimate;
      total: Estimate;
    }[],
  ) =>
    htmlTable(
      caption,
      [head, "Alone", "With interactions", "Parameters"],
      rows.map((r) => [html(r.group.name), share(r.first), share(r.total), String(r.group.factors.length)]),
      3,
    );
  const named = new Map(subject.factors.map((f) => [f.name, f]));
  return htmlPage({
    title: `Sensitivity: ${subject.title}`,
    lead: `${question(study)}: ${atNominal(study)}`,
    sections: [
      `<section>${sensitivityWords(study)
        .map((text) => `<p>${html(text)}</p>`)
        .join("")}</section>`,
      burden
        ? section(
            "burden",
            indexTable("Share of the variance by tier of evidence, with 95 % intervals", "Tier", burden),
          )
        : "",
      sobol
        ? section(
            "sobol",
            indexTable("Share of the variance by parameter, with 95 % intervals", "Parameter", sobol.indices),
          )
        : "",
      morris
        ? section(
            "morris",
            htmlTable(
              "Elementary effects, largest first",
              ["Parameter", "mu*", "mu", "sigma", "Tier", "What it is"],
              morris.effects
                .slice(0, 40)
                .map((e) => [
                  html(e.factor),
                  rounded(e.muStar.value),
                  rounded(e.mu),
                  rounded(e.sigma),
                  named.get(e.factor)?.tier ?? "",
                  html(named.get(e.factor)?.about ?? ""),
                ]),
              3,
            ),
          )
        : "",
      section("local"),
    ],
    figures,
    ...parts,
  });
}
