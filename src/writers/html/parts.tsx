/** @jsxRuntime automatic @jsxImportSource preact */
import { legendWidth } from "../../charts/index.ts";
import type {
  Document,
  Equation,
  Figure,
  Judgement,
  LegendEntry,
  Row,
  Section,
  Table,
  TableColumn,
} from "../../document/index.ts";
import { barOf, captionText, cellText, headText, isNumeric, noteText } from "../words.ts";
import { equationMathml } from "./mathml.ts";

// The parts of a document in HTML, shared by the one-file report and the explorer's page. Texts are escaped by the renderer.

export function Notes({ notes }: Pick<Document, "notes">) {
  return notes.length === 0 ? null : (
    <section class="failed" role="alert">
      {notes.map((note) => (
        <p key={noteText(note)}>{noteText(note)}</p>
      ))}
    </section>
  );
}

export function Words({ texts }: { texts: readonly string[] }) {
  return texts.map((text) => <p key={text}>{text}</p>);
}

/** The head of a section is its own, else that of its first figure. */
export function SectionView({
  title,
  says = [],
  verdicts = [],
  equations = [],
  figures = [],
  tables = [],
}: Section) {
  return (
    <section>
      {title && <h2>{title}</h2>}
      <Words texts={says} />
      {verdicts.length > 0 && <Verdicts verdicts={verdicts} />}
      {equations.map((equation) => (
        <EquationView key={equation.name} equation={equation} />
      ))}
      {figures.map((figure) => (
        <FigureView key={figure.id} figure={figure} isHeaded={title === undefined || figures.length > 1} />
      ))}
      {tables.map((table) => table.rows.length > 0 && <TableView key={table.caption} table={table} />)}
    </section>
  );
}

/** An equation that the browser draws; one that is too wide for the page is scrolled. */
function EquationView({ equation }: { equation: Equation }) {
  return (
    <div class="equation">
      <p>{equation.says}</p>
      <div
        class="scroll"
        role="region"
        tabIndex={0}
        aria-label={equation.name}
        dangerouslySetInnerHTML={{ __html: equationMathml(equation) }}
      />
    </div>
  );
}

function Verdicts({ verdicts }: { verdicts: readonly Judgement[] }) {
  return (
    <ul class="verdicts">
      {verdicts.map(({ mark, isGood, name, says, asked, found, remarks }) => (
        <li key={name}>
          <strong class={isGood ? "good" : "bad"}>{mark}</strong> {says} <code>{asked}</code> = {found}
          <ul>
            {remarks.map((remark) => (
              <li key={remark}>{remark}</li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

/** A table of typed columns. The first column heads its rows. */
export function TableView({ table }: { table: Table }) {
  const { columns, rows, foot = [] } = table;
  const caption = captionText(table);
  const most = Math.max(
    0,
    ...columns.flatMap((c, i) => (c.kind === "bar" ? rows.map((r) => Math.abs(barOf(r[i])) || 0) : [])),
  );
  // Names get room for two words; a column of ranks takes what it needs.
  const isNamed = rows.some(([first]) => typeof first === "string" && first.length > 4);
  const lines = (some: readonly Row[]) =>
    some.map((row) => (
      <tr>
        {columns.map((column, i) =>
          i === 0 ? (
            <th scope="row" class={isNumeric(column) ? "number" : isNamed ? "name" : undefined}>
              {cellText(row[i], column)}
            </th>
          ) : (
            <td class={isNumeric(column) ? "number" : undefined}>
              {i >= row.length ? (
                ""
              ) : column.kind === "bar" ? (
                <Bar value={barOf(row[i]) / most} />
              ) : column.kind === "code" ? (
                <code>{breakable(cellText(row[i], column))}</code>
              ) : (
                cellText(row[i], column)
              )}
            </td>
          ),
        )}
      </tr>
    ));
  return (
    <div class="scroll" role="region" tabIndex={0} aria-label={caption}>
      <table>
        <caption>
          <span>{caption}</span>
        </caption>
        <thead>
          <tr>
            {columns.map((column) =>
              // Bars repeat in a picture what the column beside them says, and have no head of their own.
              column.kind === "bar" ? (
                <td />
              ) : (
                <th scope="col" class={isNumeric(column) ? "number" : undefined}>
                  <Head column={column} />
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>{lines(rows)}</tbody>
        {foot.length > 0 && <tfoot>{lines(foot)}</tfoot>}
      </table>
    </div>
  );
}

/** A line may break after the dot of a name, between its words and in parentheses. */
const breakable = (text: string) =>
  text.split(/(?<=[a-z_]\.|[a-z]_)|(?<=\()(?=[\w.]+[(.])/).map((part, i) => (
    <>
      {i > 0 && <wbr />}
      {part}
    </>
  ));

/** Long heads get a width of their own and wrap; the others stay on one line. */
function Head({ column }: { column: TableColumn }) {
  const text = headText(column);
  return <span class={text.length > 16 ? "long" : undefined}>{breakable(text)}</span>;
}

/** A value between -1 and 1 as a bar, the negative ones in another color. */
export function Bar({ value }: { value: number }) {
  if (!Number.isFinite(value) || value === 0) return null;
  return (
    <span
      class={`bar ${value < 0 ? "less" : "more"}`}
      style={`width:${(100 * Math.min(1, Math.abs(value))).toFixed(1)}%`}
    />
  );
}

/** One figure: heading, legend, and a canvas for each of its charts, which a script draws. */
export function FigureView({ figure, isHeaded = true }: { figure: Figure; isHeaded?: boolean }) {
  const { id, title, legend, charts } = figure;
  return (
    <div class="figure" role="group" aria-label={title}>
      {isHeaded && <h2 id={id}>{title}</h2>}
      {legend.length > 0 && <Legend legend={legend} />}
      <div class="charts">
        {charts.map((chart) => (
          <figure key={chart.id}>
            <figcaption>
              <h3>{chart.title}</h3>
              <p>{chart.about}</p>
            </figcaption>
            <div class="canvas">
              <canvas id={`chart-${chart.id}`} role="img" aria-label={chart.summary} />
            </div>
          </figure>
        ))}
      </div>
    </div>
  );
}

export function Legend({ legend, label = "Legend" }: { legend: readonly LegendEntry[]; label?: string }) {
  return (
    <ul class="legend" aria-label={label}>
      {legend.map((entry) => (
        <li key={entry.label}>
          <Swatch entry={entry} />
          {entry.label}
        </li>
      ))}
    </ul>
  );
}

const shapes: Record<LegendEntry["style"]["marker"], string> = {
  none: "",
  circle: "M18 2.5a4.5 4.5 0 1 0 0.01 0Z",
  triangle: "M18 2 22.5 10.5H13.5Z",
  rect: "M14.5 3.5h7v7h-7z",
  rectRot: "M18 2 23 7 18 12 13 7z",
  star: "M18 2v10M13 7h10M14.5 3.5l7 7M21.5 3.5l-7 7",
  crossRot: "M14.5 3.5l7 7M21.5 3.5l-7 7",
};

/** The line of the legend as a small drawing. */
function Swatch({ entry: { style } }: { entry: LegendEntry }) {
  const { color, dash, marker } = style;
  return (
    <svg width="36" height="14" aria-hidden="true" fill={color} stroke={color} stroke-width="1.5">
      <path d="M0 7H36" fill="none" stroke-width={legendWidth(style)} stroke-dasharray={dash.join(" ")} />
      {shapes[marker] && <path d={shapes[marker]} />}
    </svg>
  );
}
