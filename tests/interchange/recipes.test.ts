import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { csvRows, parquetRows } from "../../src/interchange/index.ts";
import { pageText } from "../support/docs.ts";

const root = mkdtempSync(join(tmpdir(), "lull-recipes-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const numbers = [0.1 + 0.2, 1 / 3, 5e-324, 1.7976931348623157e308, 12345678.912345679, 2, null];
const columns = [
  { name: "scenario", type: "text" },
  { name: "arm", type: "text" },
  { name: "time_day", type: "number" },
  { name: "variable", type: "text" },
  { name: "value", type: "number" },
  { name: "unit", type: "text" },
] as const;
const rows = numbers.map((value, i) => ["s", "10 mg, daily", i, "scale.madrs", value, "points"]);
writeFileSync(join(root, "results.csv"), [...csvRows(columns, rows)].join(""));
writeFileSync(join(root, "results.parquet"), Buffer.concat([...parquetRows(columns, rows)]));

const recipe = (marker: string) =>
  new RegExp(`<!-- ${marker} -->\\n\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``).exec(
    pageText("src/interchange/README.md"),
  )![1]!;
const run = (command: string, ...args: string[]) =>
  spawnSync(command, args, { cwd: root, encoding: "utf8", timeout: 60_000 });
const hasPandas = run("/usr/bin/python3", "-c", "import pandas").status === 0;
const hasR = run("Rscript", "--version").status === 0;
/** A folder with @duckdb/node-api, which no package of Debian is. */
const duckdb = process.env.LULL_DUCKDB;

describe("recipes for results", () => {
  it.skipIf(!hasPandas)("read every digit in Python, and what is missing as missing", () => {
    const look = "import json\nprint(json.dumps([repr(x) for x in results.value] + [str(wide.shape)]))\n";
    const { stdout, stderr } = run("/usr/bin/python3", "-W", "ignore", "-c", recipe("recipe-python") + look);
    expect(stderr).toBe("");
    const read = JSON.parse(stdout) as string[];
    expect(read.at(-2)).toBe("nan");
    expect(read.slice(0, -2).map(Number)).toEqual(numbers.slice(0, -1));
    expect(read.at(-1)).toBe("(6, 1)");
  });

  it.skipIf(!hasR)("read all but the last bit in R, and what is missing as NA", () => {
    const look = 'cat(sprintf("%.17g", results$value), dim(wide), names(wide)[3], sep = "\\n")\n';
    const { stdout } = run("Rscript", "-e", recipe("recipe-r") + look);
    const lines = stdout.trim().split("\n");
    expect(lines.slice(6)).toEqual(["NA", "7", "3", "value.scale.madrs"]);
    for (const [i, wanted] of numbers.slice(0, -1).entries())
      expect(Math.abs(Number(lines[i]) - wanted!)).toBeLessThanOrEqual(2e-16 * Math.abs(wanted!));
  });

  it.skipIf(duckdb === undefined)(
    "read every digit and every type in DuckDB, and what is missing as NULL",
    () => {
      const script = `
      import { createRequire } from "node:module";
      const { DuckDBInstance } = createRequire(${JSON.stringify(`${duckdb}/`)})("@duckdb/node-api");
      const connection = await (await DuckDBInstance.create(":memory:")).connect();
      const ask = async (sql) => (await connection.runAndReadAll(sql)).getRowsJson();
      console.log(JSON.stringify([
        await ask(${JSON.stringify(recipe("recipe-duckdb"))}),
        await ask("SELECT value FROM 'results.parquet' ORDER BY time_day"),
        await ask("SELECT column_type FROM (DESCRIBE SELECT * FROM 'results.parquet')"),
        await ask("SELECT count(*) FROM 'results.parquet' WHERE value IS NULL OR isnan(value)"),
      ]));`;
      writeFileSync(join(root, "read.mjs"), script);
      const { stdout, stderr } = run(process.execPath, "read.mjs");
      expect(stderr).toBe("");
      const [most, values, types, missing] = JSON.parse(stdout);
      expect(most).toEqual([["10 mg, daily", 1.7976931348623157e308]]);
      expect(values.flat()).toEqual(numbers);
      expect(types.flat()).toEqual(["VARCHAR", "VARCHAR", "DOUBLE", "VARCHAR", "DOUBLE", "VARCHAR"]);
      expect(missing).toEqual([["1"]]);
    },
  );
});
