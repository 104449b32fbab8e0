import { bare, type Figure, figuresOf, type LegendEntry } from "../charts/index.ts";
import type { Column, ScenarioResult } from "../simulation/index.ts";
import { html, jsonForHtml, scriptForHtml } from "./escape.ts";
import { pageScript } from "./page-script.ts";
import { pageStyle } from "./page-style.ts";
import {
  disclaimer,
  drugAmounts,
  failedArms,
  failureText,
  type MeasureRow,
  manifestRows,
  measureRows,
  milligrams,
} from "./parts.ts";

export interface HtmlReportOptions {
  /** The text of Chart.js's UMD build, which is written into the page. */
  readonly chartScript: string;
}

// Nothing is fetched and no text is ever run as code, whatever a label says.
const policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:";

/** The result as one HTML file that needs nothing else: question, arms, measures, charts, and how to get it again. */
export function htmlReport(result: ScenarioResult, { chartScript }: HtmlReportOptions): string {
  const figures = figuresOf(result);
  const charts = figures.flatMap((f) => f.charts.map(({ id, config }) => ({ id, config: bare(config) })));
  const rows = measureRows(result);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${html(result.title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<header>
<h1>${html(result.title)}</h1>
<p class="question">${html(result.question)}</p>
<p class="disclaimer">${disclaimer}</p>
</header>
<main>
${[
  failures(result),
  measuresSection(result, rows),
  figures.map(figureSection).join("\n"),
  armsSection(result),
]
  .filter(Boolean)
  .join("\n")}
${variablesSection(result, figures)}
${manifestSection(result)}
</main>
<footer><p>${disclaimer}</p></footer>
<script type="application/json" id="charts">${jsonForHtml(charts)}</script>
<script>${scriptForHtml(chartScript)}</script>
<script>${pageScript}</script>
</body>
</html>
`;
}

function failures(result: ScenarioResult): string {
  const failed = failedArms(result);
  if (failed.length === 0) return "";
  const items = failed.map(({ label, trajectory: { status } }) => {
    const remedy = status.remedy ? ` ${html(status.remedy)}` : "";
    return `<li><strong>${html(label)}</strong>: ${html(failureText(status))}${remedy}</li>`;
  });
  const heading = failed.length === 1 ? "One arm did not finish" : `${failed.length} arms did not finish`;
  return `<section class="failed"><h2>${heading}</h2><ul>${items.join("")}</ul></section>`;
}

function measuresSection(result: ScenarioResult, rows: readonly MeasureRow[]): string {
  if (rows.length === 0) return "";
  const head = ["Measure", ...result.arms.map((arm) => arm.label), "Unit"];
  const body = rows.map(({ name, text, unit, values }) => [
    `${html(name)}<br><code>${html(text).replace(/[.(]/g, "$&<wbr>")}</code>`,
    ...values.map(html),
    html(unit),
  ]);
  const caption =
    'Measures, to three digits; "never" means not within the run, "-" that there is no such number';
  return `<section><h2>Measures</h2>${table(caption, head, body, result.arms.length)}</section>`;
}

function figureSection({ id, title, legend, charts }: Figure): string {
  const panels = charts.map(
    (chart) => `<figure>
<figcaption><h3>${html(chart.title)}</h3><p>${html(chart.about)}</p></figcaption>
<div class="canvas"><canvas id="chart-${chart.id}" role="img" aria-label="${html(chart.summary)}"></canvas></div>
</figure>`,
  );
  const entries = legend.map((entry) => `<li>${swatch(entry)}${html(entry.label)}</li>`);
  return `<section aria-labelledby="${id}"><h2 id="${id}">${html(title)}</h2>
<ul class="legend" aria-label="Legend">${entries.join("")}</ul>
<div class="charts">${panels.join("\n")}</div></section>`;
}

function armsSection(result: ScenarioResult): string {
  const head = ["Arm", "Doses asked", "Delivered", "Missed", "Amount", "Person", "Care"];
  const body = result.arms.map((arm) => {
    const {
      label,
      person,
      care,
      trajectory: { doses },
    } = arm;
    const drugs = drugAmounts(arm);
    const amount = doses.byDrug.length > 1 ? `${milligrams(doses.amount)}: ${drugs}` : drugs || "none";
    return [
      label,
      String(doses.asked),
      String(doses.delivered),
      String(doses.missed),
      amount,
      person,
      care,
    ].map(html);
  });
  return `<section><h2>Arms and doses</h2>${table("What was asked of each arm and what the run delivered", head, body, 3)}</section>`;
}

function variablesSection(result: ScenarioResult, figures: readonly Figure[]): string {
  const names = new Set([
    ...figures.flatMap((figure) => figure.charts.map((chart) => chart.title)),
    ...result.arms.flatMap((arm) => arm.measures.map((measure) => measure.request.variable)),
  ]);
  const body = [...names].flatMap((name) => {
    const column = firstColumn(result, name);
    return column ? [[html(name), html(column.about), html(column.unit === "1" ? "" : column.unit)]] : [];
  });
  if (body.length === 0) return "";
  const caption = "Variables shown or measured; those without a unit are dimensionless";
  return `<section><h2>Variables</h2>${table(caption, ["Variable", "What it is", "Unit"], body, 0)}</section>`;
}

function firstColumn(result: ScenarioResult, name: string): Column | undefined {
  for (const arm of result.arms) {
    const column = arm.trajectory.columns.get(name);
    if (column) return column;
  }
  return undefined;
}

function manifestSection(result: ScenarioResult): string {
  const rows: [string, string][] = [["scenario", result.id], ...manifestRows(result)];
  const items = rows.map(([name, value]) => `<div><dt>${name}</dt><dd>${html(value)}</dd></div>`);
  return `<section><h2>To get the same again</h2><dl>${items.join("")}</dl></section>`;
}

/** Cells are HTML already; the first of a row is its head, the next `numbers` ones are set as numbers. */
function table(
  caption: string,
  head: readonly string[],
  body: readonly (readonly string[])[],
  numbers: number,
): string {
  const kind = (i: number) => (i > 0 && i <= numbers ? ' class="number"' : "");
  const heads = head.map((text, i) => `<th scope="col"${kind(i)}>${headText(text)}</th>`).join("");
  const rows = body.map(([first, ...rest]) => {
    const cells = rest.map((text, i) => `<td${kind(i + 1)}>${text}</td>`).join("");
    return `<tr><th scope="row">${first}</th>${cells}</tr>`;
  });
  return `<div class="scroll" role="region" tabindex="0" aria-label="${html(caption)}"><table>
<caption><span>${html(caption)}</span></caption>
<thead><tr>${heads}</tr></thead>
<tbody>${rows.join("\n")}</tbody></table></div>`;
}

/** Long labels get a column of fixed width and wrap; the others stay on one line. */
const headText = (text: string) =>
  text.length > 16 ? `<span class="long">${html(text)}</span>` : `<span>${html(text)}</span>`;

/** The line of the legend as a small drawing. */
function swatch({ style: { color, dash, marker } }: LegendEntry): string {
  const shapes: Record<typeof marker, string> = {
    none: "",
    circle: '<circle cx="18" cy="7" r="4.5"/>',
    triangle: '<path d="M18 2 22.5 10.5H13.5Z"/>',
    rect: '<path d="M14.5 3.5h7v7h-7z"/>',
    rectRot: '<path d="M18 2 23 7 18 12 13 7z"/>',
    star: '<path d="M18 2v10M13 7h10M14.5 3.5l7 7M21.5 3.5l-7 7"/>',
    crossRot: '<path d="M14.5 3.5l7 7M21.5 3.5l-7 7"/>',
  };
  const line = `<path d="M0 7H36" fill="none" stroke-width="${marker === "none" ? 1 : 2.25}" stroke-dasharray="${dash.join(" ")}"/>`;
  return `<svg width="36" height="14" aria-hidden="true" fill="${color}" stroke="${color}" stroke-width="1.5">${line}${shapes[marker]}</svg>`;
}
