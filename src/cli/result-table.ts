import type { ResultTable } from "../analysis/index.ts";
import type { Provenance } from "../document/index.ts";
import type { Content } from "../files/index.ts";
import { csvMetadata, csvRows, metadataName, parquetRows, type RowColumn } from "../interchange/index.ts";
import { tableRecord } from "./record.ts";

/** Data as the JSON text that is printed and written. */
export const jsonText = (data: object) => `${JSON.stringify(data, null, 2)}\n`;

/** A CSV file with the file beside it that says what it holds and where it comes from. */
export const csvFiles = (
  name: string,
  content: Content,
  columns: readonly RowColumn[],
  provenance: Provenance,
): [string, Content][] => [
  [name, content],
  [metadataName(name), csvMetadata(name, columns, provenance)],
];

/** A table as CSV and as Parquet; what it is about and where it comes from goes into the Parquet file's metadata. */
export function tableFiles(
  name: string,
  { columns, rows }: ResultTable,
  about: Readonly<Record<string, unknown>>,
  provenance: Provenance,
): [string, Content][] {
  const metadata = Object.entries(about).map(([key, value]) => [key, String(value)]);
  const told = { ...Object.fromEntries(metadata), ...tableRecord(provenance) };
  return [
    ...csvFiles(`${name}.csv`, csvRows(columns, rows()), columns, provenance),
    [`${name}.parquet`, parquetRows(columns, rows(), told)],
  ];
}
