import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, describe, expect, it } from "vitest";
import type { DatasetColumn } from "../../src/document/index.ts";
import { readTextFile } from "../../src/files/index.ts";
import { csvOfParquet, csvRows, parquetRows } from "../../src/interchange/index.ts";
import { readScenario } from "../../src/language/index.ts";

const root = mkdtempSync(join(tmpdir(), "lull-parquet-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const columnData = [
  { name: "week", data: [1, 2, 4], type: "INT32" as const },
  { name: "MADRS", data: [0.1 + 0.2, null, -0], type: "DOUBLE" as const },
  { name: "subject", data: ["#1", "a,b", 'c "d"'], type: "STRING" as const },
  { name: "id", data: [1n, 2n, 9007199254740993n], type: "INT64" as const },
  { name: "late", data: [true, false, null], type: "BOOLEAN" as const },
  { name: "when", data: [new Date(0), null, new Date(1e12)], type: "TIMESTAMP" as const },
];
const text = [
  "week,MADRS,subject,id,late,when",
  "1,0.30000000000000004,#1,1,true,1970-01-01T00:00:00.000Z",
  '2,,"a,b",2,false,',
  '4,0,"c ""d""",9007199254740993,,2001-09-09T01:46:40.000Z',
  "",
].join("\n");

describe("`csvOfParquet`", () => {
  it("gives numbers of all types with their digits, texts, flags, times, and nothing for null", () => {
    expect(csvOfParquet(new Uint8Array(parquetWriteBuffer({ columnData })))).toBe(text);
  });

  it("gives decimals with the digits that they are written with, as SQL's literals are stored", () => {
    const decimal = (name: string, type: "INT32" | "INT64" | "FIXED_LEN_BYTE_ARRAY", scale: number) => ({
      name,
      type,
      converted_type: "DECIMAL" as const,
      repetition_type: "OPTIONAL" as const,
      precision: type === "INT32" ? 9 : 18,
      scale,
      ...(type === "FIXED_LEN_BYTE_ARRAY" ? { type_length: 16 } : {}),
    });
    const bytes = parquetWriteBuffer({
      columnData: [
        { name: "day", data: [3n, 7n, 999999n] },
        { name: "level", data: [-123456789n, 1n, null] },
        { name: "wide", data: [29n, 12345678901234n, -7n] },
      ],
      schema: [
        { name: "root", num_children: 3 },
        decimal("day", "INT32", 1),
        decimal("level", "INT64", 6),
        decimal("wide", "FIXED_LEN_BYTE_ARRAY", 2),
      ],
    });
    expect(csvOfParquet(new Uint8Array(bytes))).toBe(
      "day,level,wide\n0.3,-123.456789,0.29\n0.7,0.000001,123456789012.34\n99999.9,,-0.07\n",
    );
  });

  it("is the CSV of what `parquetRows` wrote, over several groups of rows", () => {
    const columns: DatasetColumn[] = [
      { name: "value", type: "number" },
      { name: "arm", type: "text" },
    ];
    const rows = Array.from({ length: 9000 }, (_, i) => [i % 7 ? 1 / i : null, `arm ${i % 3}`]);
    const bytes = Buffer.concat([...parquetRows(columns, rows)]);
    expect(csvOfParquet(bytes)).toBe([...csvRows(columns, rows)].join(""));
  });

  it("leaves out columns of lists", () => {
    const lists = { name: "visits", data: [[1, 2], [], [3]] };
    const bytes = parquetWriteBuffer({
      columnData: [{ name: "week", data: [1, 2, 4] }, lists],
      schema: [
        { name: "root", num_children: 2 },
        { name: "week", type: "INT32", repetition_type: "OPTIONAL" },
        { name: "visits", repetition_type: "OPTIONAL", num_children: 1, converted_type: "LIST" },
        { name: "list", repetition_type: "REPEATED", num_children: 1 },
        { name: "element", type: "DOUBLE", repetition_type: "OPTIONAL" },
      ],
    });
    expect(csvOfParquet(new Uint8Array(bytes))).toBe("week\n1\n2\n4\n");
  });

  it("says what is no Parquet file, and how to write what is packed in a way that is not read", () => {
    expect(() => csvOfParquet(Buffer.from("week,madrs\n1,20\n"))).toThrow(/^It is no Parquet file that can/);
    const whole = new Uint8Array(parquetWriteBuffer({ columnData }));
    expect(() => csvOfParquet(whole.slice(0, -20))).toThrow(/^It is no Parquet file that can/);
    const packed = parquetWriteBuffer({ columnData, codec: "LZ4_RAW", compressors: { LZ4_RAW: (x) => x } });
    expect(() => csvOfParquet(new Uint8Array(packed))).toThrow(
      "It is packed with LZ4_RAW, which is not read here. Write it with Snappy, or as CSV.",
    );
  });
});

describe("`data:`", () => {
  const scenario = [
    "scenario: Levels",
    "question: Do points of Parquet lie over the curves?",
    "duration: 8 weeks",
    "arms: [{label: placebo}]",
    "data: ratings.parquet",
    "",
  ].join("\n");
  const read = (bytes: Uint8Array) => {
    writeFileSync(join(root, "ratings.parquet"), bytes);
    return readScenario(join(root, "s.yaml"), scenario, readTextFile);
  };

  it.each(["SNAPPY", "GZIP", "BROTLI"] as const)("names a Parquet file packed with %s", (codec) => {
    const compressors = {
      GZIP: (x: Uint8Array) => new Uint8Array(gzipSync(x)),
      BROTLI: (x: Uint8Array) => new Uint8Array(brotliCompressSync(x)),
    };
    const { value, diagnostics } = read(
      new Uint8Array(parquetWriteBuffer({ columnData, codec, compressors })),
    );
    expect(diagnostics).toEqual([]);
    expect(value!.scenario.data![0]!.text).toBe(text);
  });

  it("says where a table is named that cannot be read", () => {
    const { value, diagnostics } = read(Buffer.from("week,madrs\n1,20\n"));
    expect(value).toBeUndefined();
    expect(diagnostics).toMatchObject([
      {
        message: expect.stringMatching(/^The table ".*ratings\.parquet" cannot be read\.$/),
        help: expect.stringMatching(/no Parquet file/),
        place: { file: join(root, "s.yaml"), start: scenario.indexOf("ratings.parquet") },
      },
    ]);
  });
});
