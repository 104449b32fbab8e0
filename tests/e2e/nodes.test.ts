import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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

describe.skipIf(mustSkip)("what the engine made of the program", () => {
  it.each(others)(
    "is kept by Node $version, and made anew where it is damaged or cut short",
    ({ version, path }) => {
      const cache = join(root, "code", version);
      const list = () =>
        execFileSync(path, [join(packageRoot, "src/cli/start.mjs"), "list", "rows"], {
          cwd: root,
          encoding: "utf8",
          env: { ...process.env, LULL_CACHE: cache },
          ...limit,
        });
      const first = list();
      const kept = readdirSync(cache, { recursive: true, encoding: "utf8" })
        .filter((name) => /[\\/]code[\\/]/.test(name))
        .map((name) => join(cache, name))
        .filter((name) => statSync(name).isFile());
      expect(kept.length).toBeGreaterThan(3);
      for (const damage of [
        (bytes: Buffer) => bytes.map((byte, i) => (i % 50 === 49 ? byte ^ 255 : byte)),
        (bytes: Buffer) => bytes.subarray(0, 100),
      ]) {
        for (const file of kept) writeFileSync(file, damage(readFileSync(file)));
        expect(list()).toBe(first);
      }
    },
  );
});

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
  const results = ([version, node]: readonly [string, string], out: string, ...args: string[]) => {
    const folder = join(root, out);
    execFileSync(
      node,
      [join(packageRoot, "src/cli/start.mjs"), ...args, "--out", folder],
      // A version that took what another keeps would not show what it makes itself.
      {
        cwd: root,
        stdio: "pipe",
        env: { ...process.env, LULL_CACHE: join(root, "cache", version) },
        ...limit,
      },
    );
    return folder;
  };

  const people = ["population", scenario, "--size", "8", "--workers", "0"];
  let ours: string[] = [];
  beforeAll(() => {
    const here = ["here", process.execPath] as const;
    ours = [results(here, "run-here", "run", scenario), results(here, "people-here", ...people)];
  });

  it.each(others)(
    "are the same bytes with Node $version, of a run and of a population",
    ({ version, path }) => {
      expect(execFileSync(path, ["--version"], { encoding: "utf8" })).toMatch(new RegExp(`^v${version}\\.`));
      const [runHere, peopleHere] = ours;
      const theirs = [version, path] as const;
      const there = results(theirs, `run-${version}`, "run", scenario);
      expect(
        readFileSync(join(there, "results.csv")).equals(readFileSync(join(runHere!, "results.csv"))),
      ).toBe(true);
      const peopleThere = results(theirs, `people-${version}`, ...people);
      for (const name of ["runs.csv", "subjects.csv"])
        expect(
          readFileSync(join(peopleThere, name)).equals(readFileSync(join(peopleHere!, name))),
          name,
        ).toBe(true);
    },
  );
});
