import type { Row, Table, TableColumn } from "../document/index.ts";
import { cell, oneLine, table, textWidth, wrap } from "../text/index.ts";
import { barOf, cellText, headText, isNumeric } from "./words.ts";

// A table in a terminal: as it is where it fits, else with heads in several lines, then with texts in several lines, then
// with shorter bars, then with intervals below their numbers, then with letters for heads, which stand below. Numbers are
// never broken.

export interface Paints {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
}

/** A column as text. `width` is that of its widest cell, `least` that of its longest word. */
interface TextColumn {
  readonly head: string;
  readonly cells: readonly string[];
  readonly isNumber: boolean;
  readonly width: number;
  readonly least: number;
  readonly canBreak: boolean;
}

/** A column as it is laid out: the lines of its head, and how wide its cells may be. */
interface Laid extends TextColumn {
  readonly lines: readonly string[];
  readonly most: number;
}

/** Bars and intervals, the roomiest first. */
const shapes = [
  { bars: 20, isStacked: false },
  { bars: 10, isStacked: false },
  { bars: 10, isStacked: true },
];
const widestHead = 28;
/** Where numbers would need narrower heads, or more lines of them, letters read better. */
const narrowestHead = 8;
const mostHeadLines = 3;
/** Longer words are broken, and those longer than the second where nothing else helps. */
const longestWord = 24;
const brokenWord = 8;
const longestHeadWord = 14;

export function tableLines(
  { columns, rows, foot = [], most = rows.length, rest }: Table,
  room: number,
  { bold, dim }: Paints,
): string[] {
  const hasLess = rows.some((row) =>
    row.some((value, i) => columns[i]?.kind === "bar" && barOf(value) < -0.005),
  );
  const body = [...rows.slice(0, most), ...foot];
  function* shaped(): Generator<TextColumn[]> {
    for (const { bars, isStacked } of shapes)
      yield columns.flatMap((column, i) => {
        if (column.isAside) return [];
        const texts = body.map((row) => textOf(row, i, column, { bars, isSigned: hasLess }));
        return shownOf(column, isStacked && isNumeric(column) ? texts.map(stacked) : texts);
      });
  }
  const { laid, letters } = laidOut(shaped(), room);
  const height = Math.max(1, ...laid.map(({ lines }) => lines.length));
  const heads = lined(
    laid.map(({ lines }) => [...Array<string>(height - lines.length).fill(""), ...lines]),
    laid,
    (text) => (text === "" ? undefined : bold),
  );
  const bodies = body.map((_, r) =>
    lined(
      laid.map(({ cells, most }) => broken(cells[r]!, most)),
      laid,
      (text, isNumber) => (isNumber && text !== "" && !/\d/.test(text) ? dim : undefined),
    ),
  );
  const feet = bodies.slice(body.length - foot.length).flat();
  const hidden = rows.length - most;
  return [
    ...table([
      ...heads,
      "rule",
      ...bodies.slice(0, body.length - foot.length).flat(),
      ...(feet.length > 0 ? ["rule" as const, ...feet] : []),
    ]),
    ...(hidden > 0 ? [`and ${hidden} more${rest ? ` ${rest}` : ""}`] : []),
    ...letters.flatMap(([letter, head]) => wrap(`${letter}: ${head}`, room, "   ")),
  ];
}

/** A row of cells of several lines as so many rows of cells of one. */
const lined = (
  texts: readonly (readonly string[])[],
  laid: readonly Laid[],
  paint: (text: string, isNumber: boolean) => ((text: string) => string) | undefined,
) =>
  Array.from({ length: Math.max(1, ...texts.map((lines) => lines.length)) }, (_, k) =>
    laid.map(({ isNumber }, i) => {
      const text = texts[i]![k] ?? "";
      return cell(text, isNumber ? "right" : "left", paint(text, isNumber));
    }),
  );

const textOf = (row: Row, i: number, column: TableColumn, bars: Bars): string =>
  column.kind === "bar" ? bar(row[i], bars) : i < row.length ? indented(cellText(row[i], column)) : "";

/** A number above its interval. */
const stacked = (text: string) => text.replace(" (", "\n(");

function shownOf(column: TableColumn, cells: readonly string[]): TextColumn {
  const isNumber = isNumeric(column);
  const width = Math.max(0, ...cells.flatMap((text) => text.split("\n").map(textWidth)));
  const words = cells.flatMap((text) => text.split(" ").map(textWidth));
  const canBreak = !isNumber && column.kind !== "bar";
  return {
    head: column.kind === "bar" ? "" : oneLine(headText(column)),
    cells,
    isNumber,
    width,
    least: Math.min(width, Math.max(0, ...words)),
    canBreak,
  };
}

/**
 * The first layout that fits, and the heads that letters stand for. `shaped`: the same columns, the roomiest first, one set of
 * them at a time.
 */
function laidOut(
  shaped: Iterable<readonly TextColumn[]>,
  room: number,
): { readonly laid: readonly Laid[]; readonly letters: readonly (readonly [string, string])[] } {
  const fits = (laid: readonly Laid[]) => widthOf(laid) <= room;
  let last: readonly Laid[] = [];
  for (const all of shaped) {
    const plainly = withHeads(all, Number.POSITIVE_INFINITY);
    if (fits(plainly)) return { laid: plainly, letters: [] };
    last = plainly;
    for (let most = widestHead; most >= narrowestHead; most--) {
      const laid = withHeads(all, most);
      if (laid.some(({ lines }) => lines.length > mostHeadLines)) continue;
      if (fits(laid)) return { laid, letters: [] };
      last = laid;
    }
    const squeezed = withTexts(last, room);
    if (fits(squeezed)) return { laid: squeezed, letters: [] };
  }
  const isLettered = ({ head, isNumber, width }: Laid, i: number) =>
    i > 0 && textWidth(head) >= narrowestHead && (isNumber || textWidth(head) > width);
  const lettered = last.map((one, i) => (isLettered(one, i) ? { ...one, lines: [letterOf(i)] } : one));
  const letters = last.flatMap((one, i) => (isLettered(one, i) ? [[letterOf(i), one.head] as const] : []));
  for (let word = longestWord; word >= brokenWord; word--) {
    const laid = withTexts(lettered, room, word);
    if (fits(laid)) return { laid, letters };
  }
  return { laid: withTexts(lettered, room), letters };
}

const letterOf = (position: number) =>
  position <= 26 ? String.fromCharCode(64 + position) : String(position);

const withHeads = (all: readonly TextColumn[], most: number): Laid[] =>
  all.map((one) => {
    const words = one.head.split(" ").map(textWidth);
    const width = Math.max(most, Math.min(longestHeadWord, Math.max(0, ...words)));
    return { ...one, lines: wrap(one.head, width), most: one.width };
  });

/** Texts broken as little as fits, at words longer than `word` too. */
function withTexts(laid: readonly Laid[], room: number, word = longestWord): Laid[] {
  const at = (most: number) =>
    laid.map((one) => {
      const least = one.canBreak ? Math.min(one.least, word) : one.width;
      return { ...one, most: Math.max(least, Math.min(one.width, most)) };
    });
  let most = Math.max(0, ...laid.map(({ width }) => width));
  while (most > 0 && widthOf(at(most)) > room) most--;
  return at(most);
}

const widthOf = (laid: readonly Laid[]): number =>
  laid.reduce(
    (sum, { lines, most }) => sum + Math.max(most, ...lines.map(textWidth)),
    2 * Math.max(0, laid.length - 1),
  );

/** A text in lines of at most so many columns, each indented as it is. */
function broken(text: string, most: number): string[] {
  if (text.includes("\n")) return text.split("\n");
  if (textWidth(text) <= most) return [text];
  const indent = /^ */.exec(text)?.[0] ?? "";
  return wrap(text, most - indent.length).map((line) => indent + line);
}

/** Blanks at the start of a name say what it is part of. */
const indented = (text: string) => (/^ */.exec(text)?.[0] ?? "") + oneLine(text);

const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

interface Bars {
  readonly bars: number;
  readonly isSigned: boolean;
}

/** A bar in eighths of a block; where some are below 0, to the right or the left of a middle line in halves. */
function bar(value: Row[number], { bars, isSigned }: Bars): string {
  const share = Math.max(-1, Math.min(1, barOf(value)));
  if (!Number.isFinite(share)) return "";
  if (!isSigned) {
    const count = Math.round(Math.max(0, share) * bars * 8);
    return "█".repeat(Math.floor(count / 8)) + eighths[count % 8]!;
  }
  const side = bars / 2;
  const halves = Math.round(Math.abs(share) * side * 2);
  const full = "█".repeat(Math.floor(halves / 2));
  return share < 0
    ? `${((halves % 2 ? "▐" : "") + full).padStart(side)}│`
    : `${" ".repeat(side)}│${full}${halves % 2 ? "▌" : ""}`;
}
