import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import type { DatasetColumn, DatasetRow } from "../../src/document/index.ts";
import { csvRows, parquetRows, tidyColumns, tidyCsv, tidyTable } from "../../src/interchange/index.ts";
import type { ScenarioResult } from "../../src/simulation/index.ts";

const columns: readonly DatasetColumn[] = [
  { name: "value", type: "number", unit: "nM" },
  { name: "arm", type: "text" },
  { name: "censored", type: "flag" },
];

const fileOf = (rows: Iterable<DatasetRow>, of = columns): ArrayBuffer => {
  const bytes = Buffer.concat([...parquetRows(of, rows)]);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
};
const typesOf = (file: ArrayBuffer) =>
  parquetMetadata(file)
    .schema.slice(1)
    .map(({ type, converted_type }) => converted_type ?? type);

describe("tables as Parquet and CSV", () => {
  it("`parquetRows` types a column by its declaration, whatever is in it", () => {
    const contents: DatasetRow[][] = [
      [],
      [[1, "1", true]],
      [[0.5, "a", false]],
      [[null, null, null]],
      [[3e9, "", true]],
    ];
    for (const rows of contents) expect(typesOf(fileOf(rows))).toEqual(["DOUBLE", "UTF8", "BOOLEAN"]);
  });

  it("what is no finite number is missing in both, and does not reach the statistics by which readers skip", async () => {
    const rows: DatasetRow[] = [Number.NaN, 2, Number.POSITIVE_INFINITY, -1].map((value) => [
      value,
      "NA",
      true,
    ]);
    const file = fileOf(rows);
    expect((await parquetReadObjects({ file })).map(({ value }) => value)).toEqual([null, 2, null, -1]);
    const { statistics } = parquetMetadata(file).row_groups[0]!.columns[0]!.meta_data!;
    expect(statistics).toMatchObject({ null_count: 2n, min_value: -1, max_value: 2 });
    expect([...csvRows(columns, rows)].slice(1).join("")).toBe(",NA,true\n2,NA,true\n,NA,true\n-1,NA,true\n");
  });

  it("`tidyTable` holds what `tidyCsv` says, number for number, over several groups of rows", async () => {
    const times = Float64Array.from({ length: 5000 }, (_, day) => day);
    const values = times.map((day) => (day % 7 === 0 ? Number.NaN : 1 / (3 + day)));
    const column = (name: string) => [name, { name, unit: "nM", values }] as const;
    const trajectory = { times, columns: new Map([column("a.x"), column("b.y")]) };
    const result = {
      id: "s",
      arms: [{ label: 'with "quotes", commas', trajectory }],
    } as unknown as ScenarioResult;
    const file = fileOf(tidyTable(result), tidyColumns);
    const written = (await parquetReadObjects({ file })).map((row) =>
      tidyColumns.map(({ name }) => row[name] as string | number | null),
    );
    expect(written).toHaveLength(10_000);
    expect(parquetMetadata(file).row_groups.length).toBeGreaterThan(1);
    expect([...csvRows(tidyColumns, written)].join("")).toBe(tidyCsv(result));
  });
});
