import type { Cell, Dataset, Table } from "../document/index.ts";
import { csvRows, parquetRows, type RowColumn } from "../interchange/index.ts";
import { headText, isEstimate } from "./words.ts";

/** A whole table as CSV for programs, piece by piece: every cell as it is. */
export const csvOf = ({ columns, rows }: Dataset): Generator<string> => csvRows(columns, rows());

/** The same as a Parquet file; what it is about goes into the file's metadata. */
export function parquetOf(
  { columns, rows }: Dataset,
  about: Readonly<Record<string, unknown>> = {},
): Generator<Uint8Array> {
  const metadata = Object.entries(about).map(([key, value]) => [key, String(value)]);
  return parquetRows(columns, rows(), Object.fromEntries(metadata));
}

/**
 * A table as it is told, as CSV for a spreadsheet: numbers in full precision, an estimate as three columns, bars left
 * out. Texts that a spreadsheet would take for a formula get an apostrophe.
 */
export function spreadsheetCsv({ columns, rows, foot = [] }: Table): string {
  const places = [...columns.keys()].filter((i) => columns[i]!.kind !== "bar");
  const all = [...rows, ...foot];
  const isWide = new Map(places.map((i) => [i, all.some((row) => isEstimate(row[i]))]));
  const heads = places.flatMap((i): RowColumn[] => {
    const name = headText(columns[i]!);
    const type = columns[i]!.kind === "text" ? "text" : "number";
    return isWide.get(i)
      ? ["", " low", " high"].map((end) => ({ name: `${name}${end}`, type }))
      : [{ name, type }];
  });
  const cells = all.map((row) =>
    places.flatMap((i) => {
      const cell = row[i];
      if (!isWide.get(i)) return [plainValue(cell)];
      return isEstimate(cell)
        ? [cell.value, cell.low, cell.high].map(plainValue)
        : [plainValue(cell), null, null];
    }),
  );
  return [
    ...csvRows(
      heads.map((head) => ({ ...head, name: unlikeFormula(head.name) })),
      cells,
    ),
  ].join("");
}

function plainValue(cell: Cell): string | number | boolean | null {
  if (cell === null || cell === undefined || isEstimate(cell)) return null;
  if (typeof cell === "number") return Number.isFinite(cell) ? cell : null;
  return typeof cell === "string" ? unlikeFormula(cell) : cell;
}

/** Spreadsheets run what begins like this (CSV injection, CWE-1236); an apostrophe says that it is text. */
const unlikeFormula = (text: string) =>
  /^[\t\r\n ]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r]/.test(text) ? `'${text}` : text;
