import { bare, type Figure, type LegendEntry } from "../charts/index.ts";
import { type Provenance, provenanceLine } from "../document/index.ts";
import {
  disclaimer,
  html,
  jsonForHtml,
  pageScript,
  pageStyle,
  recordSection,
  scriptForHtml,
} from "../writers/index.ts";

/** What every page needs beside its content. */
export interface PageParts {
  /** The text of Chart.js's UMD build, which is written into the page. */
  readonly chartScript: string;
  /** Where the numbers come from; the page ends with it. */
  readonly provenance: Provenance;
}

/** What a page holds. `sections` are HTML already; `figures` are those whose canvases stand in them. */
export interface Page extends PageParts {
  readonly title: string;
  /** The sentence under the title. */
  readonly lead: string;
  readonly sections: readonly string[];
  readonly figures: readonly Figure[];
}

// Nothing is fetched and no text is ever run as code, whatever a label says.
const policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:";

/** One HTML file that needs nothing else: it works offline, in light and dark, on a phone and on paper. */
export function htmlPage({ title, lead, sections, figures, chartScript, provenance }: Page): string {
  const charts = figures.flatMap((f) => f.charts.map(({ id, config }) => ({ id, config: bare(config) })));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${html(title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<header>
<h1>${html(title)}</h1>
<p class="question">${html(lead)}</p>
<p class="disclaimer">${disclaimer}</p>
</header>
<main>
${[...sections, recordSection(provenance)].filter(Boolean).join("\n")}
</main>
<footer><p>${disclaimer}</p><p class="provenance">${html(provenanceLine(provenance))}</p></footer>
<script type="application/json" id="charts">${jsonForHtml(charts)}</script>
<script>${scriptForHtml(chartScript)}</script>
<script>${pageScript}</script>
</body>
</html>
`;
}

/** One figure: heading, legend, and a canvas for each of its charts. */
export function figureSection({ id, title, legend, charts }: Figure): string {
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

/** Cells are HTML already; the first of a row is its head, the next `numbers` ones are set as numbers. */
export function table(
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
