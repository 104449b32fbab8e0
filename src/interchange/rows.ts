import { ByteWriter, ParquetWriter, schemaFromColumnData } from "hyparquet-writer";
import type { DatasetColumn, DatasetRow } from "../document/index.ts";
import { csvField } from "./csv.ts";

type CellValue = DatasetRow[number];

/**
 * A cell as both forms write it. What is no finite number is missing: readers of Parquet skip row groups by the least
 * and greatest value in them, which know nothing of a NaN.
 */
const written = (value: CellValue | undefined): CellValue =>
  value === undefined || (typeof value === "number" && !Number.isFinite(value)) ? null : value;

/** About so many characters are one piece of a text that is written piece by piece. */
const pieceLength = 1 << 16;

/** Rows as CSV text, header first, in pieces of many lines, so that a table of any length is never held as a whole; missing is an empty field, flags are true or false. */
export function* csvRows(columns: readonly DatasetColumn[], rows: Iterable<DatasetRow>): Generator<string> {
  yield `${columns.map((c) => csvField(c.name)).join(",")}\n`;
  let piece = "";
  for (const row of rows) {
    piece += `${row.map(fieldOf).join(",")}\n`;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = "";
  }
  if (piece !== "") yield piece;
}

const fieldOf = (value: CellValue | undefined): string =>
  typeof value === "string" ? csvField(value) : String(written(value) ?? "");

/** Rows that one group of a Parquet file holds: fewer where there are many columns, since a group is held while it fills. */
const groupSizeOf = (columns: number) => Math.min(8192, Math.max(256, Math.floor(500_000 / columns)));
/** Of each column from its declaration, never from its values: whole numbers are doubles where others may follow. */
const types = { number: "DOUBLE", integer: "INT32", text: "STRING", flag: "BOOLEAN" } as const;

/**
 * Rows as a Parquet file (Snappy), piece by piece, so that a table of any length needs little memory. Units and what
 * the caller says about the file are key-value metadata.
 */
export function* parquetRows(
  columns: readonly DatasetColumn[],
  rows: Iterable<DatasetRow>,
  about: Readonly<Record<string, string>> = {},
): Generator<Uint8Array> {
  const bytes = new ByteWriter();
  const take = () => {
    const piece = new Uint8Array(bytes.buffer.slice(0, bytes.index));
    bytes.index = 0;
    return piece;
  };
  const described = columns.map(({ name, type }) => ({ name, type: types[type], nullable: true, data: [] }));
  const units = Object.fromEntries(columns.flatMap(({ name, unit }) => (unit ? [[name, unit]] : [])));
  const writer = new ParquetWriter({
    writer: bytes,
    schema: schemaFromColumnData({ columnData: described }),
    kvMetadata: Object.entries({ ...about, units: JSON.stringify(units) }).map(([key, value]) => ({
      key,
      value,
    })),
    createdBy: "lull",
  });
  const groupSize = groupSizeOf(columns.length);
  // Column by column as they come, in lists that are filled again and again: what is kept until a group is full outlives the
  // engine's cheap collection of garbage.
  const data = columns.map((): CellValue[] => new Array<CellValue>(groupSize));
  let count = 0;
  const write = () => {
    const columnData = described.map((column, i) => ({ ...column, data: data[i]!.slice(0, count) }));
    writer.write({ columnData, rowGroupSize: groupSize });
    count = 0;
  };
  for (const row of rows) {
    for (const [i, values] of data.entries()) values[count] = written(row[i]);
    if (++count < groupSize) continue;
    write();
    yield take();
  }
  if (count > 0) write();
  writer.finish();
  yield take();
}
