import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { csvRows } from "../../src/interchange/index.ts";
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

const recipe = (marker: string) =>
  new RegExp(`<!-- ${marker} -->\\n\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``).exec(
    pageText("src/interchange/README.md"),
  )![1]!;
const run = (command: string, ...args: string[]) =>
  spawnSync(command, args, { cwd: root, encoding: "utf8", timeout: 60_000 });
const hasPandas = run("/usr/bin/python3", "-c", "import pandas").status === 0;
const hasR = run("Rscript", "--version").status === 0;

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
});
