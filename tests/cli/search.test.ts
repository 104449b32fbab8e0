import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { afterAll, describe, expect, it } from "vitest";
import { askSearch, type SearchCommand } from "../../src/cli/search.ts";
import { lull, write } from "../support/cli.ts";
import { searchText } from "../support/search.ts";

const root = mkdtempSync(join(tmpdir(), "lull-search-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const plan = write(root, "lower-or-add.yaml", searchText);
const ask = ["search", plan, "--size", "24"];
const results = [
  ...["cases", "ranking", "pairwise", "hypotheses"].flatMap((name) => [`${name}.csv`, `${name}.parquet`]),
  "report.html",
  "result.json",
  "gain.png",
  "gain.svg",
];
const bytesOf = (folder: string) =>
  Object.fromEntries(
    results.map((name) => [name, readFileSync(join(root, folder, name)).toString("base64")]),
  );
const csv = (folder: string, name: string) =>
  readFileSync(join(root, folder, name), "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split(","));

describe("lull search", () => {
  const serial = lull([...ask, "--workers", "0", "--json", "--out", "serial"], root);
  const result = JSON.parse(serial.stdout || "{}");

  it("ranks the strategies, and its numbers follow from the table of cases", async () => {
    expect(serial.code).toBe(0);
    expect(serial.stderr).toContain("Report: serial/report.html");
    expect(result).toMatchObject({ search: "lower-or-add", size: 24, combinations: 2, crossed: true });
    const cases = await parquetReadObjects({
      file: await asyncBufferFromFile(join(root, "serial/cases.parquet")),
    });
    expect(cases).toHaveLength(4 * result.cases);
    expect(csv("serial", "cases.csv")).toHaveLength(1 + cases.length);
    // The gain counted again: steps less of everything than under "stay", weighted by the shares of choices.
    const key = (row: Record<string, unknown>) => `${row.subject} ${row["receptor.vta_2c_tolerance"]}`;
    const stay = new Map(cases.filter((c) => c.strategy === "stay").map((c) => [key(c), c]));
    const gain = (row: Record<string, unknown>) => {
      const from = stay.get(key(row))!;
      const less = (name: string) => Number(from[name]) - Number(row[name]);
      return less("feeling") / 0.05 + less("withdrawal") / 0.5 + less("tablets") / 2;
    };
    for (const { strategy, gain: said } of result.ranking) {
      const own = cases.filter((c) => c.strategy === strategy).map(gain);
      expect(said.value).toBeCloseTo(own.reduce((a, b) => a + b, 0) / own.length, 9);
      expect(said.low).toBeLessThanOrEqual(said.value);
      expect(said.high).toBeGreaterThanOrEqual(said.value);
    }
    const gains = result.ranking.map((r: { gain: { value: number } }) => r.gain.value);
    expect(gains).toEqual([...gains].sort((a: number, b: number) => b - a));
  });

  it("has probabilities that add up", () => {
    const sum = (list: number[]) => list.reduce((a, b) => a + b, 0);
    const best = result.ranking.map((r: { best: { value: number } }) => r.best.value);
    expect(sum(best)).toBeCloseTo(1, 9);
    expect(sum(result.ranking.map((r: { weightings: number }) => r.weightings))).toBeCloseTo(1, 9);
    for (const [a, row] of result.beats.entries())
      for (const [b, wins] of row.entries())
        expect(wins + result.beats[b][a] + result.ties[a][b]).toBeCloseTo(1, 9);
    expect(csv("serial", "pairwise.csv")).toHaveLength(1 + 4 * 3);
  });

  it("gives the same bytes on two workers, and when it is cut into shards that are computed twice", () => {
    expect(lull([...ask, "--workers", "2", "--out", "two"], root).code).toBe(0);
    expect(bytesOf("two")).toEqual(bytesOf("serial"));
    for (const shard of ["2/2", "1/2", "2/2"])
      expect(lull([...ask, "--workers", "0", "--shard", shard, "--out", "shards"], root).code).toBe(0);
    expect(lull(["merge", "shards", "--out", "merged"], root).code).toBe(0);
    expect(bytesOf("merged")).toEqual(bytesOf("serial"));
    expect(readdirSync(join(root, "merged/parts"))).toHaveLength(2);
  }, 120_000);

  it("tells the ranking, who beats whom and what to measure at the terminal", () => {
    const { stdout, code } = lull(["merge", "serial"], root);
    expect(code).toBe(0);
    for (const text of [
      "24 people of depressed-adults (seed 5), each under all 2 combinations of hypotheses about 1 hypothesis",
      'Steps better than "stay"',
      "Probability that the strategy of the row gives a person more than that of the column",
      "What would you have to measure to know?",
      "receptor.vta_2c_tolerance",
      "not medical advice",
    ])
      expect(stdout.replaceAll("\n", " ")).toContain(text);
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThan(160);
  });

  it("tries only the strategies asked for, and refuses what is not there before anything is written", () => {
    const some = lull(
      [
        ...ask,
        "--size",
        "4",
        "--only",
        "add*",
        "--hypotheses",
        "none",
        "--json",
        "--workers",
        "0",
        "--out",
        "some",
      ],
      root,
    );
    const { ranking, hypotheses } = JSON.parse(some.stdout);
    expect(ranking.map((r: { strategy: string }) => r.strategy).sort()).toEqual(["add bupropion", "stay"]);
    expect(hypotheses).toEqual([]);
    const refusals: [Partial<SearchCommand>, string][] = [
      [{ only: ["ad bupropion"] }, 'Did you mean "add bupropion"?'],
      [{ hypotheses: "receptor.vta_2c" }, 'There is no hypothesis "receptor.vta_2c".'],
      [{ population: "depresed-adults" }, 'Did you mean "depressed-adults"?'],
    ];
    for (const [options, message] of refusals)
      expect(() => askSearch(plan, { only: [], workers: 0, ...options })).toThrow(message);
    expect(() => askSearch("lower-or-ad", { only: [], workers: 0 })).toThrow(
      'There is no search "lower-or-ad"',
    );
  }, 120_000);

  it("shows what is wrong with a plan at its place, and writes nothing", () => {
    const bad = write(root, "bad.yaml", searchText.replace("reference: stay", "reference: staay"));
    const { code, stderr } = lull(["search", bad, "--out", "never"], root);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /bad\.yaml:9:12 {2}error\[unknown-strategy\]\n {2}9 \| reference: staay\n {4}\| {12}\^{5}\n.*"staay".*\n.*Did you mean "stay"\?/,
    );
    expect(existsSync(join(root, "never"))).toBe(false);
  });

  it("goes on where it was stopped, and names a part that is damaged", () => {
    const path = join(root, "serial/parts/0000001.jsonl");
    const good = readFileSync(path, "utf8");
    writeFileSync(path, good.slice(0, -9));
    const damaged = lull(["merge", "serial"], root);
    expect(damaged.code).toBe(1);
    expect(damaged.stderr).toContain("serial/parts/0000001.jsonl is damaged");
    rmSync(path);
    expect(lull(["merge", "serial"], root).stderr).toContain(
      "1 of 2 parts are missing (the first is part 1)",
    );
    expect(lull([...ask, "--workers", "0", "--resume", "--out", "serial"], root).code).toBe(0);
    expect(readFileSync(path, "utf8")).toBe(good);
  });

  it("says so when nobody is who the search asks about", () => {
    const none = write(
      root,
      "none.yaml",
      searchText.replace(
        "reference:",
        'among: {odq: {measure: "at(scale.odq, week 2)", above: 130}}\nreference:',
      ),
    );
    const { code, stdout } = lull(["search", none, "--size", "4", "--workers", "0", "--out", "none"], root);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Nobody who was sampled is who the search asks about/);
    expect(existsSync(join(root, "none/report.html"))).toBe(true);
  });
});
