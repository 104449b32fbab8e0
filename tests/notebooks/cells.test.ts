import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stepsBetween } from "../../notebooks/cells/picture.ts";
import { lessons } from "../../notebooks/lessons.ts";
import { packageRoot } from "../../src/files/index.ts";
import { cellsOf, pageWords, typeFaults } from "../support/notebooks.ts";

const folder = join(packageRoot, "notebooks");
const notebooks = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith(".html"))
    .map((name) => [name.replace(".html", ""), readFileSync(join(folder, name), "utf8")] as const),
);
const proseOf = (slug: string) => Object.values(pageWords("en", slug) ?? {}).join("\n");
const kinds = new Set(["text/markdown", "text/html", "text/x-typescript"]);

describe("the cells of the lessons", () => {
  it("are of kinds that are built, numbered from 1", () => {
    for (const [name, text] of notebooks) {
      const cells = cellsOf(text);
      expect(cells.length, name).toBe(text.match(/<script\b/g)!.length);
      expect(
        cells.filter((cell) => !kinds.has(cell.kind)),
        name,
      ).toEqual([]);
      expect(
        cells.map((cell) => Number(cell.id)),
        name,
      ).toEqual(cells.map((_, i) => i + 1));
    }
  });

  it("hold as strict TypeScript; a fault is told with its line in the notebook", () => {
    const wrong =
      '<!doctype html>\n<script id="1" type="text/x-typescript">\n  slider({ label: "x" })\n</script>\n';
    const faults = typeFaults(new Map([...notebooks, ["wrong", wrong]]));
    expect(faults.filter((fault) => !fault.startsWith("wrong"))).toEqual([]);
    expect(faults.some((fault) => /^wrong:3: /.test(fault))).toBe(true);
  });

  it("are one notebook for each lesson of the plan, with all its parts", () => {
    for (const { slug, title, question } of lessons) {
      const text = `${notebooks.get(slug)!}\n${proseOf(slug)}`;
      expect(text).toContain(`# ${title}`);
      const plain = text.replace(/\s+/g, " ");
      expect(plain, slug).toContain(question);
      for (const part of [
        "predict({",
        "check(",
        `exercise(exercises["${slug}"]!)`,
        "## Limits",
        "## Sources",
        "explore(",
      ])
        expect(text, `${slug}: ${part}`).toContain(part);
    }
  });

  it("claim no number of the model in prose: what stands for one is filled in by a cell", () => {
    for (const [name, text] of notebooks) {
      const asked = [...proseOf(name).matchAll(/data-number="(\w+)"/g)].map((m) => m[1]!);
      const program = cellsOf(text)
        .filter((cell) => cell.kind === "text/x-typescript")
        .map((cell) => cell.text)
        .join("\n");
      for (const number of asked) expect(program, `${name}: ${number}`).toMatch(new RegExp(`\\b${number}:`));
    }
  });
});

describe("the axes that predictions are drawn on", () => {
  const fields = [...notebooks].flatMap(([name, text]) =>
    [...text.matchAll(/\blow: (-?[\d.]+),\s+high: (-?[\d.]+),/g)].map(
      ([, low, high]) => [name, Number(low), Number(high)] as const,
    ),
  );

  it("are marked at round numbers: multiples of a step of one or two digits, 0 among them", () => {
    expect(fields.length).toBeGreaterThan(8);
    for (const [name, low, high] of fields) {
      const steps = stepsBetween(low, high);
      const step = (high - low) / steps;
      expect(Number(step.toPrecision(2)), name).toBeCloseTo(step, 12);
      const marks = Array.from({ length: steps + 1 }, (_, k) => low + k * step);
      for (const mark of marks) expect(Math.round(mark / step), name).toBeCloseTo(mark / step, 9);
      if (low < 0) expect(Math.min(...marks.map(Math.abs)), name).toBeCloseTo(0, 12);
    }
  });
});

it("are built by a command that says what it takes", () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", join(folder, "build.ts"), "--explore", "x"],
    { cwd: packageRoot, encoding: "utf8" },
  );
  expect(status).toBe(1);
  expect(stderr).toBe("error: unknown option '--explore'\n(Did you mean --explorer?)\n");
});
