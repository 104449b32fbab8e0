import { parquetMetadata } from "hyparquet/src/metadata.js";
import { describe, expect, it } from "vitest";
import { tableFiles } from "../../src/cli/result-table.ts";
import { type Dataset, provenanceLine, recordJson } from "../../src/document/index.ts";
import type { Content } from "../../src/files/index.ts";
import { csvOfParquet } from "../../src/interchange/index.ts";
import { provenance } from "../support/result.ts";

const rows = [
  ["10 mg, at night", 0.1 + 0.2, 3, true],
  ['the "other" arm', null, 0, false],
  ["", 1e-300, 2 ** 31 - 1, null],
  ["µ, line\nbreak", -0.5, 7, true],
] as const;
const table: Dataset = {
  name: "levels",
  columns: [
    { name: "arm", type: "text" },
    { name: "level", type: "number", unit: "ng/mL" },
    { name: "people", type: "integer" },
    { name: "is_late", type: "flag" },
  ],
  rows: () => rows,
};

const bytesOf = (content: Content) =>
  Buffer.concat(
    (typeof content === "string" || content instanceof Uint8Array ? [content] : [...content]).map((part) =>
      Buffer.from(part as string),
    ),
  );
const files = new Map(
  tableFiles(table, provenance, { measure: "peak(plasma.a)" }).map(([name, content]) => [
    name,
    bytesOf(content),
  ]),
);

describe("a table of results", () => {
  it("holds the same numbers, texts and gaps as CSV and as Parquet", () => {
    const csv = files.get("levels.csv")!.toString("utf8");
    expect(csvOfParquet(files.get("levels.parquet")!)).toBe(csv);
    expect(csv.split("\n").slice(0, 3)).toEqual([
      "arm,level,people,is_late",
      '"10 mg, at night",0.30000000000000004,3,true',
      '"the ""other"" arm",,0,false',
    ]);
  });

  it("says where it comes from, within the Parquet file and beside the CSV", () => {
    const { buffer } = new Uint8Array(files.get("levels.parquet")!);
    const said = Object.fromEntries(
      parquetMetadata(buffer).key_value_metadata!.map(({ key, value }) => [key, value]),
    );
    const { record, command, model, model_hash, version, node } = recordJson(provenance);
    expect(said).toMatchObject({ record, command, model, model_hash, version, node });
    expect(said).toMatchObject({ measure: "peak(plasma.a)", provenance: provenanceLine(provenance) });
    expect(JSON.parse(said.units!)).toMatchObject({ level: "ng/mL" });
    expect(files.get("levels.csv-metadata.json")!.toString("utf8")).toContain(provenanceLine(provenance));
  });
});
