import { type Figure, figuresOf } from "../charts/index.ts";
import type { Column, ScenarioResult } from "../simulation/index.ts";
import { html } from "../writers/index.ts";
import { agreementHead, agreementRows, residualHead, residualRows } from "./measured.ts";
import { figureSection, htmlPage, type PageParts, table } from "./page.ts";
import { drugAmounts, failedArms, failureText, type MeasureRow, measureRows, notesByArm } from "./parts.ts";

/** The result as one HTML file that needs nothing else: question, arms, measures, charts, and how to get it again. */
export function htmlReport(result: ScenarioResult, parts: PageParts): string {
  const figures = figuresOf(result);
  const rows = measureRows(result);
  const sections = [
    failures(result),
    notesSection(result),
    measuresSection(result, rows),
    measuredSection(result),
    ...figures.map(figureSection),
    armsSection(result),
    variablesSection(result, figures),
    residualsSection(result),
    evidenceSection(result),
  ];
  return htmlPage({ title: result.title, lead: result.question, sections, figures, ...parts });
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

function notesSection(result: ScenarioResult): string {
  const items = notesByArm(result).map(
    ({ note, arms }) =>
      `<li>${arms.length > 0 ? `<strong>${html(arms.join(", "))}</strong>: ` : ""}${html(note)}</li>`,
  );
  if (items.length === 0) return "";
  return `<section><h2>To be read with care</h2><ul>${items.join("")}</ul></section>`;
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

function measuredSection(result: ScenarioResult): string {
  if (!result.data) return "";
  const body = agreementRows(result).map((row) => row.map(html));
  const caption = "How measured points lie about the curves; a residual is measured minus predicted";
  return `<section><h2>Measured and predicted</h2>${table(caption, agreementHead, body, 4)}</section>`;
}

function residualsSection(result: ScenarioResult): string {
  if (!result.data) return "";
  const body = residualRows(result).map((row) => row.map(html));
  const caption = "Every measured point with its residual; the error is the standard deviation of the value";
  return `<section><h2>Residuals</h2>${table(caption, residualHead, body, 0)}</section>`;
}

function evidenceSection({ evidence = [] }: ScenarioResult): string {
  if (evidence.length === 0) return "";
  const body = evidence.map(({ direction, says, source, citation }) =>
    [direction, says, citation ?? source].map(html),
  );
  const caption = "What studies found, for and against the idea; the model was not fitted to these";
  return `<section><h2>Evidence outside the model</h2>${table(caption, ["Speaks", "Finding", "Source"], body, 0)}</section>`;
}

function armsSection(result: ScenarioResult): string {
  const head = ["Arm", "Doses asked", "Delivered", "Missed", "Late", "Amount", "Person", "Care"];
  const body = result.arms.map((arm) => {
    const {
      label,
      person,
      care,
      trajectory: { doses },
    } = arm;
    // Milligrams of different drugs are no sum of anything; each drug has its own.
    const amount = drugAmounts(arm) || "none";
    return [
      label,
      String(doses.asked),
      String(doses.delivered),
      String(doses.missed),
      String(doses.late),
      amount,
      person,
      care,
    ].map(html);
  });
  return `<section><h2>Arms and doses</h2>${table("What was asked of each arm and what the run delivered", head, body, 4)}</section>`;
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
