import { join } from "node:path";
import type { ResultTable } from "../analysis/index.ts";
import { writePiecesWhole } from "../files/index.ts";
import { csvRows, parquetRows } from "../interchange/index.ts";

/** Data as the JSON text that is printed and written. */
export const jsonText = (data: object) => `${JSON.stringify(data, null, 2)}\n`;

/** Writes a table as CSV and as Parquet; what it is about goes into the Parquet file's metadata. */
export function writeTable(
  out: string,
  name: string,
  table: ResultTable,
  about: Readonly<Record<string, unknown>>,
): void {
  const metadata = Object.fromEntries(Object.entries(about).map(([key, value]) => [key, String(value)]));
  writePiecesWhole(join(out, `${name}.csv`), csvRows(table.columns, table.rows()));
  writePiecesWhole(join(out, `${name}.parquet`), parquetRows(table.columns, table.rows(), metadata));
}
