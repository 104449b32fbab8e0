/** One cell of a CSV file: its text and where it stands. `end` is exclusive. */
export interface Cell {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The rows of a CSV text (RFC 4180; quotes, `\r\n` and a byte order mark are understood), each cell with its place.
 * Empty lines are left out, and so are lines that start with `#`.
 */
export function csvRows(text: string): Cell[][] {
  const rows: Cell[][] = [];
  let at = text.startsWith("\ufeff") ? 1 : 0;
  while (at < text.length) {
    const { cells, next } = csvRow(text, at);
    const isEmpty = cells.length === 1 && cells[0]!.text.trim() === "";
    if (!isEmpty && !cells[0]!.text.startsWith("#")) rows.push(cells);
    at = next;
  }
  return rows;
}

function csvRow(text: string, from: number): { cells: Cell[]; next: number } {
  const cells: Cell[] = [];
  for (let at = from; ; at++) {
    const start = at;
    let value = "";
    if (text[at] === '"') {
      for (at++; at < text.length; at++) {
        if (text[at] !== '"') value += text[at];
        else if (text[at + 1] === '"') value += text[at++];
        else break;
      }
      at++;
    }
    while (at < text.length && text[at] !== "," && text[at] !== "\n") value += text[at++];
    const trimmed = value.trim();
    const lead = text[start] === '"' ? 0 : value.length - value.trimStart().length;
    const end = text[start] === '"' ? at : start + lead + trimmed.length;
    cells.push({ text: trimmed, start: start + lead, end: Math.max(end, start + lead) });
    if (text[at] !== ",") return { cells, next: at + 1 };
  }
}
