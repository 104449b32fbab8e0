import { accountsInWords, type Provenance, provenanceLine } from "../document/index.ts";
import type { DrugAudit, ScenarioResult } from "../simulation/index.ts";
import { cell, oneLine, table, textWidth, wrap } from "../text/index.ts";
import { disclaimer } from "../writers/index.ts";
import { agreementHead, agreementRows } from "./measured.ts";
import { beforeText, failedArms, failureText, type MeasureRow, measureRows, notesByArm } from "./parts.ts";

export interface TerminalReportOptions {
  readonly provenance: Provenance;
  /** ANSI colors; off when left out. */
  readonly color?: boolean | undefined;
  /** Columns of the terminal; 100 when left out. */
  readonly width?: number | undefined;
}

type Paint = (text: string) => string;
interface Paints {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
}

const ansi =
  (code: number): Paint =>
  (text) =>
    text === "" ? "" : `\u001b[${code}m${text}\u001b[0m`;
const plain: Paint = (text) => text;

/**
 * The result for a reader at a terminal: question, measures (rows) by arm (columns), what was taken, what failed, and
 * how to get the same again.
 */
export function terminalReport(result: ScenarioResult, options: TerminalReportOptions): string {
  const { color = false, provenance } = options;
  const width = Math.max(40, options.width ?? 100);
  const paints: Paints = color
    ? { bold: ansi(1), dim: ansi(2), red: ansi(31) }
    : { bold: plain, dim: plain, red: plain };
  const { bold, dim, red } = paints;
  const rows = measureRows(result).map((row) => ({ ...row, name: oneLine(row.name) }));
  const labels = result.arms.map((arm) => oneLine(arm.label));
  const heads = headsOf(rows, labels, width);
  const failed = failedArms(result).flatMap(({ label, trajectory: { status } }) => [
    ...wrap(`! ${oneLine(label)}: ${oneLine(failureText(status))}`, width, "  ").map(red),
    ...wrap(oneLine(status.remedy ?? ""), width - 2).map((line) => `  ${line}`),
  ]);
  const sections = [
    [...wrap(oneLine(result.title), width).map(bold), ...wrap(oneLine(result.question), width)],
    rows.length > 0 ? [bold("Measures"), ...measureTable(rows, heads, paints)] : ["No measures asked for."],
    measuredLines(result, paints),
    armLines(result, labels, heads.lettered, width, paints),
    evidenceLines(result, width, paints),
    failed,
    notesByArm(result).flatMap(({ note, arms }) =>
      wrap(`Note${arms.map((label) => `, ${oneLine(label)}`).join("")}: ${oneLine(note)}`, width, "  "),
    ),
    recordLines(provenance, width).map(dim),
    [disclaimer],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

/** Heads of the arms' columns: their labels, wrapped, or letters explained below when there is no room. */
interface Heads {
  readonly lettered: boolean;
  /** Lines of each column's head. */
  readonly lines: readonly (readonly string[])[];
}

const letter = (index: number) => (index < 26 ? String.fromCharCode(65 + index) : String(index + 1));

function headsOf(rows: readonly MeasureRow[], labels: readonly string[], width: number): Heads {
  const fixed =
    Math.max(7, ...rows.map((r) => textWidth(r.name))) +
    Math.max(0, ...rows.map((r) => textWidth(r.unit))) +
    4;
  const numbers = labels.map((_, i) => Math.max(5, ...rows.map((row) => textWidth(row.values[i] ?? ""))));
  // Give the widest head as much as fits; more than three lines of it read worse than letters.
  for (let most = 28; most >= 8; most--) {
    const lines = labels.map((label) => wrap(label, most));
    const used = lines.reduce((sum, l, i) => sum + Math.max(numbers[i]!, ...l.map(textWidth)) + 2, fixed);
    if (used <= width && lines.every((l) => l.length <= 3)) return { lettered: false, lines };
  }
  return { lettered: true, lines: labels.map((_, i) => [letter(i)]) };
}

function measureTable(rows: readonly MeasureRow[], heads: Heads, { bold, dim }: Paints): string[] {
  const height = Math.max(...heads.lines.map((lines) => lines.length), 1);
  const headRows = Array.from({ length: height }, (_, k) => [
    cell(k === height - 1 ? "measure" : "", "left", bold),
    ...heads.lines.map((lines) => cell(lines[k - (height - lines.length)] ?? "", "right", bold)),
    cell(k === height - 1 && rows.some((r) => r.unit !== "") ? "unit" : "", "left", bold),
  ]);
  const body = rows.map((row) => [
    cell(row.name, "left"),
    ...row.values.map((value) => cell(value, "right", /\d/.test(value) ? undefined : dim)),
    cell(row.unit, "left", dim),
  ]);
  return table([...headRows, "rule", ...body]);
}

/** The dose audit: numbers in columns, then whose they are. */
function armLines(
  result: ScenarioResult,
  labels: readonly string[],
  lettered: boolean,
  width: number,
  { bold, dim }: Paints,
): string[] {
  const isLate = result.arms.some((arm) => arm.trajectory.doses.late > 0);
  const heads = ["asked", "delivered", "missed", ...(isLate ? ["late"] : []), "mg"].map((text) =>
    cell(text, "right", bold),
  );
  const counts = ({ asked, delivered, missed, late, amount }: Omit<DrugAudit, "drug">) =>
    [asked, delivered, missed, ...(isLate ? [late] : []), Number(amount.toPrecision(6))].map(String);
  // Milligrams of different drugs are no sum of anything; each drug has its own below.
  const audits = result.arms.map(({ trajectory: { doses } }) =>
    doses.byDrug.length > 1 ? [...counts(doses).slice(0, -1), ""] : counts(doses),
  );
  const taken = heads.reduce(
    (sum, head, i) => sum + 2 + Math.max(head.text.length, ...audits.map((a) => a[i]!.length)),
    0,
  );
  const rows = result.arms.flatMap((arm, i) => {
    const name = `${lettered ? `${letter(i)}  ` : ""}${labels[i]}`;
    const who = `${name} (${oneLine(arm.person)}, care: ${oneLine(arm.care)})`;
    const lines = wrap(who, Math.max(20, width - taken), "  ").map((line, k) => [
      ...audits[i]!.map((text) => cell(k === 0 ? text : "", "right")),
      cell(line, "left"),
    ]);
    const { byDrug } = arm.trajectory.doses;
    const apart = byDrug.length > 1 || byDrug.some((own) => own.amountBefore > 0) ? byDrug : [];
    const drugs = apart.map((own) => [
      ...counts(own).map((text) => cell(text, "right", dim)),
      cell(`  ${own.drug}${beforeText(own)}`, "left", dim),
    ]);
    return [...lines, ...drugs];
  });
  return [bold("Doses"), ...table([[...heads, cell("arm", "left", bold)], "rule", ...rows])];
}

/** How measured points lie about the curves. */
function measuredLines(result: ScenarioResult, { bold, dim }: Paints): string[] {
  if (!result.data) return [];
  const sides = ["left", "left", "right", "right", "right", "left"] as const;
  const row = (texts: readonly string[], paint?: Paint) =>
    texts.map((text, i) => cell(oneLine(text), sides[i]!, paint ?? (i === 5 ? dim : undefined)));
  return [
    bold("Measured minus predicted"),
    ...table([
      row(
        agreementHead.map((text) => text.toLowerCase()),
        bold,
      ),
      "rule",
      ...agreementRows(result).map((texts) => row(texts)),
    ]),
  ];
}

/** What is known outside the model, for and against. */
function evidenceLines({ evidence = [] }: ScenarioResult, width: number, { bold }: Paints): string[] {
  if (evidence.length === 0) return [];
  const lines = evidence.flatMap(({ direction, says, source }) =>
    wrap(`${direction}: ${oneLine(says)} (${oneLine(source)})`, width, "  "),
  );
  return [bold("Evidence outside the model"), ...lines];
}

function recordLines(provenance: Provenance, width: number): string[] {
  const { overrides } = provenance;
  const set = overrides.length > 0 ? [`overrides ${overrides.map(oneLine).join(", ")}`] : [];
  const accounts = accountsInWords(provenance);
  return [provenanceLine(provenance), ...set, ...(accounts === undefined ? [] : [accounts])].flatMap((line) =>
    wrap(line, width, "  "),
  );
}
