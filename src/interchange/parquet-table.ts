import type { Compressors, DecodedArray, SchemaElement } from "hyparquet";
import { readColumn } from "hyparquet/src/column.js";
import { DEFAULT_PARSERS } from "hyparquet/src/convert.js";
import { parquetMetadata, parquetSchema } from "hyparquet/src/metadata.js";
import { parquetPlan } from "hyparquet/src/plan.js";
import { getTreePath } from "hyparquet/src/schema.js";
import { UnreadableTable } from "../data/index.ts";
import { csvRows } from "./rows.ts";

/**
 * A Parquet file as the CSV text that it would be, so that a table is read in one way and a fault in it has a line and a
 * column: line 1 is the names, nulls are empty, numbers have all their digits. Columns of lists and structures are left out.
 *
 * hyparquet reads from anywhere and so asynchronously; its parts that decode are not, and everything is in memory here.
 *
 * @param compressors ways to unpack pages beside Snappy, by the format's names
 * @throws UnreadableTable for what is no Parquet file, or is packed in another way
 */
export function csvOfParquet(bytes: Uint8Array, compressors: Compressors = {}): string {
  try {
    const columns = columnsOf(bytes, compressors);
    const count = columns[0]?.values.length ?? 0;
    const rows = Array.from({ length: count }, (_, row) => columns.map(({ values }) => cellOf(values[row])));
    const names = columns.map(({ name }) => ({ name, type: "text" as const }));
    return [...csvRows(names, rows)].join("");
  } catch (error) {
    throw new UnreadableTable(whyNot(error));
  }
}

function columnsOf(bytes: Uint8Array, compressors: Compressors) {
  // A copy, as bytes may be a part of a larger buffer.
  const { buffer } = new Uint8Array(bytes);
  const metadata = parquetMetadata(buffer);
  const tree = parquetSchema(metadata);
  const columns = new Map<string, unknown[]>();
  const file = {
    byteLength: buffer.byteLength,
    slice: (from: number, to?: number) => buffer.slice(from, to),
  };
  for (const group of parquetPlan({ file, metadata }).groups)
    for (const { columnMetadata, range } of group.chunks) {
      const pathInSchema = columnMetadata.path_in_schema;
      const schemaPath = getTreePath(tree, pathInSchema);
      if (pathInSchema.length > 1) continue;
      const { element } = schemaPath.at(-1)!;
      const { data } = readColumn(
        { view: new DataView(buffer, range.startByte, range.endByte - range.startByte), offset: 0 },
        group,
        {
          ...columnMetadata,
          pathInSchema,
          schemaPath,
          element,
          parsers: DEFAULT_PARSERS,
          compressors,
        },
      );
      const name = pathInSchema[0]!;
      const values = columns.get(name) ?? [];
      columns.set(name, values);
      for (const page of data as DecodedArray[])
        for (const value of page) values.push(exactly(value, element));
    }
  return [...columns].map(([name, values]) => ({ name, values }));
}

/** hyparquet (1.31.5) multiplies what a decimal is stored as by a power of ten, so that 0.3 comes as 0.30000000000000004. */
const exactly = (value: unknown, { converted_type, scale = 0 }: SchemaElement) =>
  converted_type === "DECIMAL" && typeof value === "number" ? Number(value.toFixed(scale)) : value;

function cellOf(value: unknown): string | number | boolean | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "number" || typeof value === "boolean") return value;
  return value instanceof Date ? value.toISOString() : String(value);
}

function whyNot(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  const [, packed] = /unsupported compression codec: (\w+)/.exec(said) ?? [];
  return packed
    ? `It is packed with ${packed}, which is not read here. Write it with Snappy, or as CSV.`
    : `It is no Parquet file that can be read (${said}).`;
}
