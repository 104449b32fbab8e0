/** One cell of a CSV file: its text and where it stands. `end` is exclusive. */
export interface CsvCell {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A place where a text is no CSV: from there on cells cannot be told apart. */
export interface CsvFault {
  readonly kind: "unclosed-quote" | "after-quote";
  readonly start: number;
  readonly end: number;
}

/**
 * The rows of a CSV text (RFC 4180; quotes, `\r\n` and a byte order mark are understood), each cell with its place.
 * Empty lines are left out, and so are lines that start with `#`. Reading ends at the first fault. Where the first line
 * has no comma, semicolons or tabs part the cells; beside semicolons a comma in a number is its decimal point, as
 * spreadsheets write it where that is the custom.
 */
export function csvRows(text: string): { rows: CsvCell[][]; fault?: CsvFault } {
  const rows: CsvCell[][] = [];
  const separator = separatorOf(text);
  let at = text.startsWith("\ufeff") ? 1 : 0;
  while (at < text.length) {
    const { cells, next, fault } = csvRow(text, at, separator);
    if (fault) return { rows, fault };
    const isEmpty = cells.length <= 1 && !cells[0]?.text.trim();
    if (!isEmpty) rows.push(cells);
    at = next;
  }
  return { rows };
}

/** What parts the cells of the first line that is no comment. */
function separatorOf(text: string): string {
  const first = text.split("\n").find((line) => !/^\ufeff?\s*(#|$)/.test(line)) ?? "";
  const unquoted = first.replace(/"[^"]*"/g, "");
  return [",", ";", "\t"].find((mark) => unquoted.includes(mark)) ?? ",";
}

const decimalComma = /^((?:<\s*)?[+-]?\d*),(\d+(?:[eE][+-]?\d+)?)$/;

function csvRow(
  text: string,
  from: number,
  separator: string,
): { cells: CsvCell[]; next: number; fault?: CsvFault } {
  const lineEnd = text.indexOf("\n", from);
  // A comment may hold quotes of its own.
  if (text[from] === "#") {
    const end = lineEnd < 0 ? text.length : lineEnd;
    return { cells: [], next: end + 1 };
  }
  const cells: CsvCell[] = [];
  for (let at = from; ; at++) {
    const start = at;
    let value = "";
    const isQuoted = text[at] === '"';
    if (isQuoted) {
      for (at++; at < text.length; at++) {
        if (text[at] !== '"') value += text[at];
        else if (text[at + 1] === '"') value += text[at++];
        else break;
      }
      if (at >= text.length) {
        const end = text.indexOf("\n", start);
        return { cells, next: at, fault: { kind: "unclosed-quote", start, end: end < 0 ? at : end } };
      }
      at++;
    }
    const rest = at;
    while (at < text.length && text[at] !== separator && text[at] !== "\n") value += text[at++];
    if (isQuoted && text.slice(rest, at).trim() !== "")
      return { cells, next: at, fault: { kind: "after-quote", start: rest, end: at } };
    const trimmed = value.trim();
    const lead = isQuoted ? 0 : value.length - value.trimStart().length;
    const end = isQuoted ? at : start + lead + trimmed.length;
    const read = separator === ";" ? trimmed.replace(decimalComma, "$1.$2") : trimmed;
    cells.push({ text: read, start: start + lead, end: Math.max(end, start + lead) });
    if (text[at] !== separator) return { cells, next: at + 1 };
  }
}
