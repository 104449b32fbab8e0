import {
  type Document,
  type Equation,
  hypothesesInWords,
  type Judgement,
  type Provenance,
  provenanceLine,
  type Section,
  type Table,
} from "../document/index.ts";
import { hanging, oneLine, wrap } from "../text/index.ts";
import { type Paints, tableLines } from "./terminal-table.ts";
import { captionText, disclaimer, equationText, noteText } from "./words.ts";

export interface TerminalOptions {
  /** Columns of the terminal; 100 when left out. */
  readonly width?: number | undefined;
  /** ANSI colors; off when left out. */
  readonly color?: boolean | undefined;
  readonly provenance?: Provenance | undefined;
}

/** A document for a reader at a terminal: notes and answers first, then tables with bars, without figures. */
export function terminalText(
  document: Document,
  { width = 100, color = false, provenance }: TerminalOptions = {},
): string {
  const room = Math.max(40, width);
  const { title, lead, notes, answers, sections, methods } = document;
  const words: WrapTexts = (texts, indent = "") => texts.flatMap((text) => wrap(oneLine(text), room, indent));
  const painted = (code: number) => (line: string) =>
    color && line !== "" ? `\u001b[${code}m${line}\u001b[0m` : line;
  const [bold, dim, red] = [painted(1), painted(2), painted(31)];
  const blocks = [
    [...words([title]).map(bold), ...words([lead])],
    ...notes.map((note) => words([`! ${noteText(note)}`], "  ").map(red)),
    words(answers),
    ...sections.flatMap((section) => [
      ...sectionBlocks(section, words, (table) => tableLines(table, room, { bold, dim }), bold),
      ...(section.verdicts ?? []).map((verdict) => verdictLines(verdict, room)),
    ]),
    words(methods),
    provenance ? words(recordLines(provenance), "  ").map(dim) : [],
    [disclaimer],
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

type WrapTexts = (texts: readonly string[], indent?: string) => string[];

/** Where the numbers come from, what differs from what is shipped, and under which hypotheses they stand. */
function recordLines(provenance: Provenance): string[] {
  const { overrides } = provenance;
  const hypotheses = hypothesesInWords(provenance);
  return [
    provenanceLine(provenance),
    ...(overrides.length > 0 ? [`overrides ${overrides.join(", ")}`] : []),
    ...(hypotheses === undefined ? [] : [hypotheses]),
  ];
}

function sectionBlocks(
  { title, says = [], equations = [], tables = [] }: Section,
  words: WrapTexts,
  lines: (table: Table) => string[],
  bold: Paints["bold"],
): string[][] {
  const [first, ...others] = tables.filter(({ rows, isAside }) => rows.length > 0 && !isAside);
  // A section of nothing but lists to look things up in is left out with them.
  if (equations.length === 0 && tables.length > 0 && tables.every(({ isAside }) => isAside)) return [];
  const block = (table: Table) => [...words([captionText(table)].filter(Boolean)), ...lines(table)];
  // A heading and its sentences stand right above the first table.
  const lead = [
    ...words(title && says.length + equations.length + tables.length > 0 ? [title] : []).map(bold),
    ...words(says),
  ];
  if (equations.length > 0)
    return [
      lead,
      ...equations.map((one) => equationLines(one, words)),
      ...[first, ...others].flatMap((table) => (table ? [block(table)] : [])),
    ];
  return [[...lead, ...(first ? block(first) : [])], ...others.map(block)];
}

const equationLines = (equation: Equation, words: WrapTexts): string[] => [
  ...words([equation.says]),
  ...hanging(equationText(equation)),
];

function verdictLines({ mark, name, found, says, remarks }: Judgement, room: number): string[] {
  const below = (text: string) => wrap(oneLine(text), room - 7, "").map((line) => `       ${line}`);
  return [oneLine(`${mark}  ${name}: ${found}`), ...[says, ...remarks].flatMap(below)];
}
