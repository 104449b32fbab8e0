import type { Written } from "../../data/index.ts";
import { type error, type Place, suggestion } from "../../diagnostics/index.ts";

/** A row of a tab-separated table, its cells by column name. Empty cells are absent. */
export interface PetabRow {
  readonly cells: ReadonlyMap<string, Written>;
  readonly place: Place;
}

/** The rows of a tab-separated table with a header. Rows with other cells than the header and repeated columns are faults. */
export function readTable(
  file: string,
  text: string,
  needed: readonly string[],
  complain: (...fault: Parameters<typeof error>) => void,
): PetabRow[] {
  const lines: { text: string; start: number }[] = [];
  let at = text.startsWith("\ufeff") ? 1 : 0;
  for (const line of text.slice(at).split("\n")) {
    const content = line.replace(/\r$/, "");
    if (content.trim() !== "") lines.push({ text: content, start: at });
    at += line.length + 1;
  }
  const [head, ...body] = lines;
  if (!head) {
    complain("petab-table", "The table is empty.", { file, start: 0, end: 1 });
    return [];
  }
  const header = cellsOf(file, head);
  const columns = header.map((cell) => cell.text);
  for (const [i, cell] of header.entries())
    if (columns.indexOf(cell.text) < i)
      complain("petab-column-twice", `There are two columns "${cell.text}".`, cell.place);
  const start: Place = { file, start: head.start, end: head.start + head.text.length };
  for (const name of needed)
    if (!columns.includes(name))
      complain("petab-column", `The column "${name}" is missing.`, start, suggestion(name, columns));
  return body.map((line): PetabRow => {
    const cells = cellsOf(file, line);
    const place = { file, start: line.start, end: line.start + line.text.length };
    if (cells.length > columns.length)
      complain(
        "petab-cells",
        `This row has ${cells.length} cells, but the header has ${columns.length}.`,
        cells[columns.length]!.place,
        "Cells are separated by one tab each.",
      );
    return {
      place,
      cells: new Map(
        cells.flatMap((cell, i) =>
          cell.text === "" || columns[i] === undefined ? [] : [[columns[i]!, cell] as const],
        ),
      ),
    };
  });
}

function cellsOf(file: string, line: { text: string; start: number }) {
  let at = line.start;
  return line.text.split("\t").map((raw) => {
    const start = at + (raw.length - raw.trimStart().length);
    at += raw.length + 1;
    const trimmed = raw.trim();
    const text = /^".*"$/.test(trimmed) ? trimmed.slice(1, -1).replaceAll('""', '"') : trimmed;
    return { text, place: { file, start, end: Math.max(start + trimmed.length, start + 1) } };
  });
}
