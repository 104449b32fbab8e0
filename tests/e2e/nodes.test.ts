import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { packageRoot } from "../../src/files/index.ts";
import { limit, write } from "../support/cli.ts";

// Other versions of Node, installed from the package `node` into folders named by their major version.
const others = ["22", "24"].map((version) => ({
  version,
  path: join(process.env.LULL_NODES ?? "/nowhere", version, "node_modules/node/bin/node"),
}));
const mustSkip = !process.env.CI && others.some(({ path }) => !existsSync(path));
if (mustSkip)
  console.log("Skipping other versions of Node: set LULL_NODES to a folder that holds them, as .ci/run does");

const root = mkdtempSync(join(tmpdir(), "lull-nodes-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe.skipIf(mustSkip)("results", () => {
  const scenario = write(
    root,
    "few.yaml",
    `
scenario: Few weeks
question: Do three versions of Node agree?
duration: 4 weeks
person: depressed-adult
arms:
  - {label: placebo, care: trial}
  - {label: 10 mg, care: trial, treatment: escitalopram 10 mg daily missing 10 %}
  - {label: add, care: trial, treatment: paroxetine 20 mg daily plus bupropion 150 mg daily from week 2}
`,
  );
  const results = (node: string, out: string, ...args: string[]) => {
    const folder = join(root, out);
    execFileSync(
      node,
      [
        "--import",
        import.meta.resolve("tsx"),
        join(packageRoot, "src/cli/main.ts"),
        ...args,
        "--out",
        folder,
      ],
      { cwd: root, stdio: "pipe", ...limit },
    );
    return folder;
  };

  it.each(others)(
    "are the same bytes with Node $version, of a run and of a population",
    ({ version, path }) => {
      expect(execFileSync(path, ["--version"], { encoding: "utf8" })).toMatch(new RegExp(`^v${version}\\.`));
      const people = ["population", scenario, "--size", "8", "--workers", "0"];
      const here = results(process.execPath, `run-here-${version}`, "run", scenario);
      const there = results(path, `run-${version}`, "run", scenario);
      expect(readFileSync(join(there, "results.csv")).equals(readFileSync(join(here, "results.csv")))).toBe(
        true,
      );
      const ours = results(process.execPath, `people-here-${version}`, ...people);
      const theirs = results(path, `people-${version}`, ...people);
      for (const name of ["runs.csv", "subjects.csv"])
        expect(readFileSync(join(theirs, name)).equals(readFileSync(join(ours, name))), name).toBe(true);
    },
  );
});
