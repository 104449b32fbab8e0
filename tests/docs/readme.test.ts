import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { lint } from "../../src/cli/lint.ts";
import { listKinds } from "../../src/cli/list.ts";
import { packageRoot, readTextFile } from "../../src/files/index.ts";
import { readSearch } from "../../src/language/index.ts";
import { measures } from "../../src/scenario/index.ts";
import { prepareSearch } from "../../src/studies/index.ts";
import { inTemporaryFolder, lull, served, write } from "../support/cli.ts";
import { blockAfter, docs, pages, pageText } from "../support/docs.ts";
import { shippedLibrary } from "../support/shipped.ts";

/**
 * What makes studies of many runs small: that each runs as it stands is asked here, not what comes out. Of two options
 * alike the program takes the last. What the statement of credibility leaves out, tests/analysis/credibility.test.ts asks.
 */
const smaller: Record<string, readonly string[]> = {
  credibility: ["--no-rivals", "--draws", "2"],
  population: ["--size", "4"],
  search: ["--size", "4"],
  sensitivity: ["--size", "4"],
};

const commands = [...new Set([...docs.matchAll(/`npm run --silent lull -- ([^`]+)`/g)].map((m) => m[1]!))];

describe("README and the pages that it leads to", () => {
  it("names the two commands that do everything", () => {
    expect(blockAfter("main-job")).toMatch(
      /^npm ci --silent && npm run --silent lull -- run scenarios\/first-look\.yaml$/,
    );
    expect(blockAfter("tests")).toMatch(/^npm ci --silent && npm test$/);
  });

  it("shows a fair number of commands", () => expect(commands.length).toBeGreaterThan(10));

  it("shows how to open the explorer, which serves until it is stopped", async () => {
    expect(commands).toContain("explore");
    const address = await served(["explore", "--port", "0"]);
    expect(address).toMatch(/<title>Lull/);
  });

  for (const command of commands.filter((c) => c !== "explore")) {
    it(`\`lull ${command}\` runs`, () => {
      inTemporaryFolder((folder) => {
        const args = command.match(/"[^"]*"|\S+/g)!.map((word) => word.replaceAll('"', ""));
        const writes = args[0] === "new" || (args[0] === "run" && !args.includes("--no-files"));
        const out = writes ? ["--out", join(folder, "out")] : [];
        const quick = smaller[args[0]!] ?? [];
        const { code, stderr, stdout } = lull([...args, ...out, ...quick]);
        expect(stderr).not.toMatch(/error/);
        expect(code).toBe(0);
        expect(stdout.length).toBeGreaterThan(20);
      });
    });
  }

  it("holds a scenario that runs as it stands, outside the project folder", () => {
    const yaml = /```yaml\n(scenario:[\s\S]*?)```/.exec(docs)![1]!;
    inTemporaryFolder((folder) => {
      const { code, stdout, stderr } = lull(["run", write(folder, "mine.yaml", yaml), "--json"], folder);
      expect(stderr).toBe("Report: out/mine/report.html\n");
      expect(code).toBe(0);
      const { arms } = JSON.parse(stdout);
      expect(arms.map((a: { label: string }) => a.label)).toEqual([
        "placebo",
        "5 mg",
        "20 mg",
        "20 mg, no 2C brake",
      ]);
    });
  });

  it("holds a search that can be run as it stands", () => {
    const yaml = /```yaml\n(search:[\s\S]*?)```/.exec(docs)![1]!;
    const { value, diagnostics } = readSearch(join(packageRoot, "mine.yaml"), yaml, readTextFile);
    expect(diagnostics).toEqual([]);
    expect(value!.plan.strategies).toHaveLength(7);
    expect(prepareSearch(value!.plan, shippedLibrary()).diagnostics).toEqual([]);
  });

  for (const kind of ["person", "population"])
    it(`holds a ${kind} that is without fault as it stands`, () => {
      const yaml = new RegExp(`\`\`\`yaml\\n(${kind}:[\\s\\S]*?)\`\`\``).exec(docs)![1]!;
      inTemporaryFolder((folder) => {
        expect(lint([write(folder, "mine.yaml", yaml)]).diagnostics).toEqual([]);
      });
    });

  it("names every verb that `lull --help` names", () => {
    const [, list = ""] = lull(["--help"]).stdout.split("Commands:");
    const verbs = [...list.matchAll(/^ {2}([a-z][a-z-]*)\b/gm)].map(([, verb]) => verb!);
    expect(verbs.length).toBeGreaterThan(20);
    const isNamed = (verb: string) => new RegExp(`\\blull (-- )?${verb}(?![\\w-])`).test(docs);
    expect(verbs.filter((verb) => verb !== "help" && !isNamed(verb))).toEqual([]);
  });

  it("lists every kind that `list` knows, and no measure that there is not", () => {
    for (const kind of listKinds) expect(docs).toContain(`\`${kind}\``.replace("`effects`", "list effects"));
    const said = [...docs.matchAll(/`(\w+)\(x\b/g)].map(([, name]) => name!);
    expect(said.length).toBeGreaterThan(10);
    for (const measure of said) expect(Object.keys(measures)).toContain(measure);
  });

  it("keeps the first screen short: a table comes within two screens", () => {
    const lines = pageText("README.md").split("\n");
    expect(lines.findIndex((line) => line.startsWith("|"))).toBeLessThan(60);
    expect(lines.length).toBeLessThan(120);
  });

  it("links only to pages and headings that exist", () => {
    const anchor = (heading: string) =>
      heading
        .toLowerCase()
        .replace(/[^\w\s-]/g, "")
        .trim()
        .replaceAll(" ", "-");
    let count = 0;
    for (const page of pages)
      for (const [, target] of pageText(page).matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^https?:/.test(target!)) continue;
        const [file = "", place] = target!.split("#");
        const path = file === "" ? page : join(dirname(page), file);
        expect(existsSync(join(packageRoot, path)), `${page}: ${target}`).toBe(true);
        if (place === undefined) continue;
        const headings = [...pageText(path).matchAll(/^#+ (.+)$/gm)].map(([, text]) => anchor(text!));
        expect(headings, `${page}: ${target}`).toContain(place);
        count++;
      }
    expect(count).toBeGreaterThan(2);
  });

  it("mentions only files that exist", () => {
    for (const [, path] of docs.matchAll(/`((?:src|models|scenarios|tests)\/[\w/.-]*)`/g)) {
      expect(() => readFileSync(join(packageRoot, path!)).length, path).not.toThrow(/ENOENT/);
    }
  });
});
