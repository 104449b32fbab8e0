/** @jsxRuntime automatic @jsxImportSource preact */
import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import { bare } from "../../charts/index.ts";
import {
  type Document,
  type Figure,
  figuresIn,
  type Provenance,
  provenanceLine,
} from "../../document/index.ts";
import { disclaimer } from "../words.ts";
import { jsonForHtml, scriptForHtml } from "./escape.ts";
import { Notes, SectionView, Words } from "./parts.tsx";
import { RecordView } from "./record.tsx";
import { pageScript } from "./script.ts";
import { pageStyle } from "./style.ts";

// Nothing is fetched and no text is ever run as code, whatever a label says.
const policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:";

/** What every page needs beside its content. */
export interface PageParts {
  /** The text of Chart.js's UMD build, which is written into the page. */
  readonly chartScript: string;
  /** Where the numbers come from; the page ends with it. */
  readonly provenance?: Provenance | undefined;
}

/** A document as one HTML file that needs nothing else: it works offline, in light and dark, on a phone and on paper. */
export function htmlText(document: Document, { chartScript, provenance }: PageParts): string {
  const { title, lead, notes, answers, sections, methods } = document;
  return htmlPage({
    title,
    lead,
    figures: figuresIn(document),
    chartScript,
    provenance,
    children: (
      <>
        <Notes notes={notes} />
        <section>
          <Words texts={answers} />
        </section>
        {sections.map((section) => (
          <SectionView {...section} />
        ))}
        {methods.length > 0 && (
          <section class="methods">
            <h2>How to read this</h2>
            <Words texts={methods} />
          </section>
        )}
      </>
    ),
  });
}

/** What a page holds; `figures` are those whose canvases stand in the children. */
interface HtmlPage extends PageParts {
  readonly title: string;
  readonly lead: string;
  readonly figures: readonly Figure[];
  readonly children: ComponentChildren;
}

function htmlPage({ title, lead, figures, chartScript, provenance, children }: HtmlPage): string {
  const charts = figures.flatMap((f) => f.charts.map(({ id, config }) => ({ id, config: bare(config) })));
  const page = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: pageStyle }} />
      </head>
      <body>
        <header>
          <h1>{title}</h1>
          <p class="question">{lead}</p>
          <p class="disclaimer">{disclaimer}</p>
        </header>
        <main>
          {children}
          {provenance && <RecordView provenance={provenance} />}
        </main>
        <footer>
          <p>{disclaimer}</p>
          {provenance && <p class="provenance">{provenanceLine(provenance)}</p>}
        </footer>
        {charts.length > 0 && (
          <>
            <script
              type="application/json"
              id="charts"
              dangerouslySetInnerHTML={{ __html: jsonForHtml(charts) }}
            />
            <script dangerouslySetInnerHTML={{ __html: scriptForHtml(chartScript) }} />
            <script dangerouslySetInnerHTML={{ __html: pageScript }} />
          </>
        )}
      </body>
    </html>
  );
  return `<!doctype html>\n${renderToString(page)}\n`;
}
