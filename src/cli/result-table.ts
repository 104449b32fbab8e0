import type { Dataset, Provenance } from "../document/index.ts";
import type { Content } from "../files/index.ts";
import { csvMetadata, metadataName } from "../interchange/index.ts";
import { csvOf, parquetOf } from "../writers/index.ts";
import { tableRecord } from "./record.ts";

/**
 * A table as CSV, with the file beside it that says what it holds and where it comes from, and as Parquet, which says so
 * itself, with what it is about.
 */
export function tableFiles(table: Dataset, provenance: Provenance, about: object = {}): [string, Content][] {
  const name = `${table.name}.csv`;
  return [
    [name, csvOf(table)],
    [metadataName(name), csvMetadata(name, table.columns, provenance)],
    [`${table.name}.parquet`, parquetOf(table, { ...about, ...tableRecord(provenance) })],
  ];
}
