import {
  type Column,
  type Document,
  type Equation,
  type Provenance,
  provenanceLine,
  type Row,
  type Section,
  type Table,
  type Verdict,
} from "../document/index.ts";
import { cell, table as columns, hanging, oneLine, wrap } from "../text/index.ts";
import {
  barOf,
  captionText,
  cellText,
  disclaimer,
  equationText,
  headText,
  isNumeric,
  noteText,
} from "./words.ts";

export interface TerminalOptions {
  /** Columns of the terminal; 100 when left out. */
  readonly width?: number | undefined;
  /** ANSI colors; off when left out. */
  readonly color?: boolean | undefined;
  readonly provenance?: Provenance | undefined;
}

const barWidth = 20;

/** A document for a reader at a terminal: notes and answers first, then tables with bars, without figures. */
export function terminalText(
  document: Document,
  { width = 100, color = false, provenance }: TerminalOptions = {},
): string {
  const room = Math.max(40, width);
  const { title, lead, notes, answers, sections, methods } = document;
  const words = (texts: readonly string[], indent = "") =>
    texts.flatMap((text) => wrap(oneLine(text), room, indent));
  const red = (line: string) => (color ? `\u001b[31m${line}\u001b[0m` : line);
  const blocks = [
    words([title, lead]),
    ...notes.map((note) => words([`! ${noteText(note)}`], "  ").map(red)),
    words(answers),
    ...sections.flatMap((section) => [
      ...sectionBlocks(section, words),
      ...(section.verdicts ?? []).map((verdict) => verdictLines(verdict, room)),
    ]),
    [...words([...methods, disclaimer]), ...(provenance ? [provenanceLine(provenance)] : [])],
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function sectionBlocks(
  { title, says = [], equations = [], tables = [] }: Section,
  words: (texts: readonly string[]) => string[],
): string[][] {
  const [first, ...others] = tables.filter(({ rows, isAside }) => rows.length > 0 && !isAside);
  // A section of nothing but lists to look things up in is left out with them.
  if (equations.length === 0 && tables.length > 0 && tables.every(({ isAside }) => isAside)) return [];
  const block = (table: Table) => [...words([captionText(table)].filter(Boolean)), ...tableLines(table)];
  // A heading and its sentences stand right above the first table.
  const lead = words([
    ...(title && says.length + equations.length + tables.length > 0 ? [title] : []),
    ...says,
  ]);
  if (equations.length > 0)
    return [
      lead,
      ...equations.map((one) => equationLines(one, words)),
      ...[first, ...others].flatMap((table) => (table ? [block(table)] : [])),
    ];
  return [[...lead, ...(first ? block(first) : [])], ...others.map(block)];
}

const equationLines = (equation: Equation, words: (texts: readonly string[]) => string[]): string[] => [
  ...words([equation.says]),
  ...hanging(equationText(equation)),
];

function verdictLines({ mark, name, found, says, remarks }: Verdict, room: number): string[] {
  const below = (text: string) => wrap(oneLine(text), room - 7, "").map((line) => `       ${line}`);
  return [oneLine(`${mark}  ${name}: ${found}`), ...[says, ...remarks].flatMap(below)];
}

function tableLines({ columns: all, rows, foot = [], most = rows.length, rest }: Table): string[] {
  const places = [...all.keys()].filter((i) => !all[i]!.isAside);
  const isSigned = rows.some((row) =>
    row.some((value, i) => all[i]?.kind === "bar" && barOf(value) < -0.005),
  );
  const line = (row: Row) =>
    places.map((i) => {
      const column = all[i]!;
      const text =
        column.kind === "bar" ? bar(row[i], isSigned) : i < row.length ? cellText(row[i], column) : "";
      return cell(column.kind === "bar" ? text : indented(text), alignOf(column));
    });
  const heads = places.map((i) => cell(all[i]!.kind === "bar" ? "" : headText(all[i]!), alignOf(all[i]!)));
  const hidden = rows.length - most;
  return [
    ...columns([
      heads,
      "rule",
      ...rows.slice(0, most).map(line),
      ...(foot.length > 0 ? ["rule" as const, ...foot.map(line)] : []),
    ]),
    ...(hidden > 0 ? [`and ${hidden} more${rest ? ` ${rest}` : ""}`] : []),
  ];
}

const alignOf = (column: Column) => (isNumeric(column) ? "right" : "left");
/** Blanks at the start of a name say what it is part of. */
const indented = (text: string) => (/^ */.exec(text)?.[0] ?? "") + oneLine(text);

const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** A bar in eighths of a block; where some are below 0, to the right or the left of a middle line in halves. */
function bar(value: Row[number], isSigned: boolean): string {
  const share = Math.max(-1, Math.min(1, barOf(value)));
  if (!Number.isFinite(share)) return "";
  if (!isSigned) {
    const count = Math.round(Math.max(0, share) * barWidth * 8);
    return "█".repeat(Math.floor(count / 8)) + eighths[count % 8]!;
  }
  const side = barWidth / 2;
  const halves = Math.round(Math.abs(share) * side * 2);
  const full = "█".repeat(Math.floor(halves / 2));
  return share < 0
    ? `${((halves % 2 ? "▐" : "") + full).padStart(side)}│`
    : `${" ".repeat(side)}│${full}${halves % 2 ? "▌" : ""}`;
}
