import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { afterAll, describe, expect, it } from "vitest";
import { packageRoot } from "../../src/files/index.ts";
import { limit, lull, write } from "../support/cli.ts";

const root = mkdtempSync(join(tmpdir(), "lull-population-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const scenario = write(
  root,
  "few.yaml",
  `
scenario: Few weeks
question: Who is blunted after three weeks?
duration: 3 weeks
arms:
  - {label: placebo, care: trial}
  - {label: "10 mg", care: trial, treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}]}
measure: {occupancy: "at(sert.occupancy, end)"}
`,
);
const ask = [
  "population",
  scenario,
  "--size",
  "80",
  "--seed",
  "3",
  "--keep",
  "sert.occ*,plasma.escitalopram",
];
const results = [
  "runs.csv",
  "runs.parquet",
  "series.csv",
  "series.parquet",
  "percentiles.csv",
  "subjects.csv",
  "subjects.parquet",
  "report.html",
  "result.json",
];
const bytesOf = (folder: string) =>
  Object.fromEntries(
    results.map((name) => [name, readFileSync(join(root, folder, name)).toString("base64")]),
  );
const partsIn = (folder: string) => {
  const path = join(root, folder, "parts");
  return existsSync(path) ? readdirSync(path).filter((name) => name.endsWith(".jsonl")) : [];
};

describe("lull population", () => {
  const serial = lull([...ask, "--workers", "0", "--json", "--out", "serial"], root);

  it("tells how many are blunted in each arm, and writes tables that agree", async () => {
    expect(serial.stderr).toContain("Report: serial/report.html");
    expect(serial.code).toBe(0);
    const result = JSON.parse(serial.stdout);
    expect(result).toMatchObject({ population: "depressed-adults", size: 80, seed: 3 });
    expect(result.plausible).toBeGreaterThan(20);
    expect(result.arms.map((arm: { label: string }) => arm.label)).toEqual(["placebo", "10 mg"]);
    const csv = readFileSync(join(root, "serial/runs.csv"), "utf8").trim().split("\n");
    expect(csv).toHaveLength(1 + 2 * 80);
    expect(csv[0]).toMatch(/^subject,arm,occupancy,/);
    const runs = await parquetReadObjects({
      file: await asyncBufferFromFile(join(root, "serial/runs.parquet")),
    });
    expect(runs).toHaveLength(160);
    const [, first] = csv;
    expect([runs[0]!.subject, runs[0]!.arm, runs[0]!.occupancy].join()).toBe(
      first!.split(",").slice(0, 3).join(),
    );
    const subjects = await parquetReadObjects({
      file: await asyncBufferFromFile(join(root, "serial/subjects.parquet")),
    });
    expect(subjects.filter((s) => s.plausible)).toHaveLength(result.plausible);
    expect(subjects.filter((s) => s.selected)).toHaveLength(result.selected);
    expect(subjects.every((s) => s.plausible || (s.weight === 0 && s.dropped_by))).toBe(true);
    // The share of the plausible above the cut-off, counted again from the table.
    const plausible = new Set(subjects.filter((s) => s.plausible).map((s) => s.subject));
    const noticed = Object.keys(runs[0]!).find((name) => name.includes("blunting_equal_mood"))!;
    const above = runs.filter(
      (r) => r.arm === "10 mg" && plausible.has(r.subject) && r[noticed] > 0.1,
    ).length;
    expect(result.arms[1].prevalence.plausible.value).toBeCloseTo(above / plausible.size, 12);
  });

  it("keeps variables over time for every subject, and tells percentiles of the plausible", async () => {
    const read = async (name: string) =>
      parquetReadObjects({ file: await asyncBufferFromFile(join(root, "serial", name)) });
    const [series, runs, percentiles] = await Promise.all(
      ["series.parquet", "runs.parquet", "percentiles.parquet"].map(read),
    );
    // Weekly, from the start to the end of three weeks.
    expect(series).toHaveLength(80 * 2 * 4);
    expect(Object.keys(series![0]!)).toEqual([
      "subject",
      "arm",
      "time_day",
      "plausible",
      "weight",
      "sert.occupancy",
      "plasma.escitalopram",
    ]);
    for (const run of runs!) {
      const last = series!.find((s) => s.subject === run.subject && s.arm === run.arm && s.time_day === 21)!;
      expect(last["sert.occupancy"]).toBe(run.occupancy);
      if (run.arm === "placebo") expect(last["plasma.escitalopram"]).toBe(0);
    }
    const own = series!
      .filter((s) => s.plausible && s.arm === "10 mg" && s.time_day === 14)
      .map((s) => s["plasma.escitalopram"] as number)
      .sort((a, b) => a - b);
    const told = percentiles!.find(
      (p) => p.variable === "plasma.escitalopram" && p.arm === "10 mg" && p.time_day === 14,
    )!;
    const at = (share: number) => own[Math.ceil(share * own.length - 1e-9) - 1];
    expect([told.p5, told.p25, told.p50, told.p75, told.p95]).toEqual([0.05, 0.25, 0.5, 0.75, 0.95].map(at));
    // What is kept stays out of the table of runs.
    expect(Object.keys(runs![0]!).join()).not.toContain("plasma.escitalopram");
  });

  it("refuses to keep what there is not, and points along time that lie beyond the end", () => {
    const told = (...more: string[]) => {
      const { code, stderr } = lull(["population", scenario, "--size", "2", ...more], root);
      expect(code).not.toBe(0);
      return stderr;
    };
    expect(told("--keep", "plasma.escitaloprm")).toMatch(
      /There is no variable plasma\.escitaloprm to keep\.\nDid you mean "plasma\.escitalopram"/,
    );
    expect(told("--every", "4 weeks")).toMatch(/gives no points between the start and the end/);
  });

  it("loses nothing when it is killed: --resume gives the same bytes as a run that was not", async () => {
    const child = spawn(
      process.execPath,
      [join(packageRoot, "src/cli/start.mjs"), ...ask, "--workers", "1", "--out", "killed"],
      { cwd: root, stdio: "ignore" },
    );
    const ended = new Promise((resolve) => child.once("exit", resolve));
    while (partsIn("killed").length === 0 && child.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill("SIGKILL");
    await ended;
    const kept = partsIn("killed").map((name) => readFileSync(join(root, "killed/parts", name), "utf8"));
    expect(existsSync(join(root, "killed/report.html"))).toBe(false);

    const without = lull([...ask, "--workers", "0", "--out", "killed"], root);
    expect(without.code).toBe(1);
    expect(without.stderr).toMatch(/killed holds a run that has not finished\.\nGo on with it by --resume/);
    const other = lull([...ask, "--seed", "4", "--resume", "--out", "killed"], root);
    expect(other.code).toBe(1);
    expect(other.stderr).toContain("killed holds parts of another plan: seed was 3, now 4.");

    const resumed = lull([...ask, "--resume", "--workers", "0", "--out", "killed"], root);
    expect(resumed.code).toBe(0);
    expect(bytesOf("killed")).toEqual(bytesOf("serial"));
    for (const [i, name] of partsIn("killed").slice(0, kept.length).entries())
      expect(readFileSync(join(root, "killed/parts", name), "utf8")).toBe(kept[i]);
  }, 240_000);

  it("puts shards together to the same bytes, and says what is missing or damaged", () => {
    const shard = (which: string) =>
      lull([...ask, "--workers", "0", "--shard", which, "--out", `shard`], root);
    expect(shard("2/2").stderr).toContain("Shard 2 of 2 is done.");
    const early = lull(["merge", "shard", "--out", "merged"], root);
    expect(early.code).toBe(1);
    expect(early.stderr).toContain("3 of 5 parts are missing (the first is part 0).");
    expect(shard("1/2").code).toBe(0);
    const path = join(root, "shard/parts/0000000.jsonl");
    const good = readFileSync(path, "utf8");
    writeFileSync(path, good.slice(0, -20));
    const damaged = lull(["merge", "shard", "--out", "merged"], root);
    expect(damaged.code).toBe(1);
    expect(damaged.stderr).toContain("shard/parts/0000000.jsonl is damaged");
    writeFileSync(path, good);
    expect(lull(["merge", "shard", "--out", "merged"], root).code).toBe(0);
    expect(bytesOf("merged")).toEqual(bytesOf("serial"));
  }, 120_000);

  it("keeps all parts when the disk takes no more, says so, and writes the results when asked again", () => {
    // A limit on the size of files stands in for a full disk: parts fit, the table of subjects does not.
    const script = 'ulimit -f 40; exec "$@"';
    const node = [process.execPath, join(packageRoot, "src/cli/start.mjs")];
    const full = spawnSync(
      "bash",
      ["-c", script, "bash", ...node, ...ask, "--workers", "0", "--out", "full"],
      { cwd: root, encoding: "utf8", ...limit },
    );
    expect(full.status).toBe(1);
    expect(full.stderr).toMatch(
      /The results could not be written: .*\nAll parts are kept in full; the same command with --resume/,
    );
    expect(full.stderr).not.toContain("    at ");
    expect(existsSync(join(root, "full/manifest.json"))).toBe(false);
    expect(readdirSync(join(root, "full")).filter((name) => name.endsWith(".tmp"))).toEqual([]);
    expect(lull([...ask, "--workers", "0", "--resume", "--out", "full"], root).code).toBe(0);
    expect(bytesOf("full")).toEqual(bytesOf("serial"));
  }, 120_000);

  it.each([
    [
      ["--population", "depresed-adults"],
      'There is no population "depresed-adults".\nDid you mean "depressed-adults"?',
    ],
    [["--size", "0"], "It must be a whole number above 0."],
    [["--shard", "3/2"], "It must be i/n, for example 2/8"],
  ])("refuses %s", (options, message) => {
    const { code, stderr } = lull([...ask, ...options, "--out", "never"], root);
    expect(code).not.toBe(0);
    expect(stderr).toContain(message);
    expect(existsSync(join(root, "never"))).toBe(false);
  });
});
