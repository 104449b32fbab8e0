import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { packageRoot } from "../../src/files/index.ts";
import { lull, write } from "../support/cli.ts";
import { pkCsv, pkFiles } from "../support/fit.ts";

// Studies whose later runs follow from earlier ones are resumed and shared out as populations and searches are.

const root = mkdtempSync(join(tmpdir(), "lull-kept-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
write(
  root,
  "short.yaml",
  `
scenario: Short
question: Is a kill survived?
duration: 2 days
arms:
  - {label: placebo}
  - {label: drug, treatment: escitalopram 10 mg daily}
measure: {firing: "at(vta.firing, end)"}
`,
);
// More than ten parameters: a screening first, and what it finds decides what is run next.
const sensitivity = [
  "sensitivity",
  "short.yaml",
  "--measure",
  "firing",
  "--size",
  "3",
  "--parameters",
  "vta.*",
];
const check = ["check", "vta-brake", "--samples", "12", "--no-rivals"];
const ledgers = ["ledger.json", "ledger.html", "ledger.md"];
const partsIn = (out: string) =>
  existsSync(join(root, out, "parts"))
    ? readdirSync(join(root, out, "parts")).filter((name) => name.endsWith(".jsonl"))
    : [];
const bytesOf = (out: string, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, readFileSync(join(root, out, name), "utf8")]));

/** Ends a command by force once it has kept so many parts. */
async function killedAt(parts: number, args: readonly string[], out: string): Promise<void> {
  const child = spawn(process.execPath, [join(packageRoot, "src/cli/start.mjs"), ...args, "--out", out], {
    cwd: root,
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  while (partsIn(out).length < parts && child.exitCode === null)
    await new Promise((resolve) => setTimeout(resolve, 2));
  child.kill("SIGKILL");
  await ended;
}

describe("studies that are kept", () => {
  it("go on after a kill with the bytes of a run that was not killed", async () => {
    const plain = lull([...sensitivity, "--workers", "2", "--out", "whole"], root);
    expect(plain.code, plain.stderr).toBe(0);
    await killedAt(2, [...sensitivity, "--workers", "0"], "killed");
    const kept = partsIn("killed");
    expect(kept.length).toBeGreaterThanOrEqual(2);
    expect(existsSync(join(root, "killed", "manifest.json"))).toBe(false);
    const before = bytesOf("killed/parts", kept);
    const resumed = lull([...sensitivity, "--workers", "0", "--resume", "--out", "killed"], root);
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(resumed.stdout).toBe(plain.stdout);
    expect(bytesOf("killed/parts", kept)).toEqual(before);
    const results = ["sensitivity.json", "report.html", "report.md", "sobol.svg"];
    expect(bytesOf("killed", results)).toEqual(bytesOf("whole", results));
  });

  it("a fit, whose descents go side by side, goes on after a kill with the same bytes", async () => {
    mkdirSync(join(root, "kinetics"));
    const files = { ...pkFiles, "d.csv": pkCsv(0.1, 7) };
    for (const [name, text] of Object.entries(files)) write(root, `kinetics/${name}`, text);
    const fit = ["fit", "kinetics/s.yaml", "--models", "kinetics", "--parameters", "pk.k*", "--starts", "2"];
    const plain = lull([...fit, "--workers", "2", "--out", "fitted"], root);
    expect(plain.code, plain.stderr).toBe(0);
    await killedAt(8, [...fit, "--workers", "0"], "stopped");
    expect(existsSync(join(root, "stopped", "manifest.json"))).toBe(false);
    const resumed = lull([...fit, "--workers", "0", "--resume", "--out", "stopped"], root);
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(resumed.stdout).toBe(plain.stdout);
    const results = ["fit.json", "report.html", "report.md", "fitted-person.yaml", "profiles.svg"];
    expect(bytesOf("stopped", results)).toEqual(bytesOf("fitted", results));
    write(root, "kinetics/d.csv", pkCsv(0.1, 8));
    const other = lull([...fit, "--workers", "0", "--resume", "--out", "stopped"], root);
    expect(other.code).toBe(1);
    expect(other.stderr).toMatch(/holds parts of another plan: asked has changed/);
  });

  it("compute in shards what they compute in one go", () => {
    expect(lull([...check, "--workers", "0", "--out", "judged"], root).code).toBe(0);
    for (const which of ["2/2", "1/2"])
      expect(lull([...check, "--workers", "0", "--shard", which, "--out", "shared"], root).stderr).toContain(
        `Shard ${which[0]} of 2 is done. When all are: lull merge shared`,
      );
    expect(partsIn("shared")).toEqual(partsIn("judged"));
    const merged = lull(["merge", "shared"], root);
    expect(merged.code, merged.stderr).toBe(0);
    expect(bytesOf("shared", ledgers)).toEqual(bytesOf("judged", ledgers));
  });
});
