import type { Dataset } from "../document/index.ts";
import { csvRows, parquetRows } from "../interchange/index.ts";

/**
 * A whole table as CSV, piece by piece: data for programs, so every cell is as it is. None of the CSVs is meant for a
 * spreadsheet, which may take a text that begins with = + - @ for a formula; the README says so.
 */
export const csvOf = ({ columns, rows }: Dataset): Generator<string> => csvRows(columns, rows());

/** The same as a Parquet file; what it is about goes into the file's metadata. */
export function parquetOf(
  { columns, rows }: Dataset,
  about: Readonly<Record<string, unknown>> = {},
): Generator<Uint8Array> {
  const metadata = Object.entries(about).map(([key, value]) => [
    key,
    typeof value === "object" ? JSON.stringify(value) : String(value),
  ]);
  return parquetRows(columns, rows(), Object.fromEntries(metadata));
}
