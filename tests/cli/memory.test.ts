import { spawnSync } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../src/files/index.ts";
import { inTemporaryFolder, limit, lull, write } from "../support/cli.ts";

// Large studies of a small model in heaps of a few MB more than the program itself takes. The engine ends a process whose
// heap has no more room, whatever the speed of the machine, so these tell whether what lives grows with a study: what a
// person or an arm took before is said beside each. How much it is, of every study: `npx tsx bench/memory.ts`.

const within = (megabytes: number, args: readonly string[]) =>
  lull(args, packageRoot, { NODE_OPTIONS: `--max-old-space-size=${megabytes}` });

/** A folder with the ring of two states that a lesson has. */
const inFolder = (use: (folder: string, ring: string) => void) =>
  inTemporaryFolder((folder) => {
    const ring = join(folder, "ring");
    cpSync(join(packageRoot, "notebooks/models/ring"), ring, { recursive: true });
    use(folder, ring);
  });

describe("what lives", () => {
  it("does not grow with the arms of a run: 800 in a heap of 40 MB (32 kB each were 25 MB more)", () => {
    inFolder((folder, ring) => {
      const arms = Array.from(
        { length: 799 },
        (_, i) => `  - {label: "on ${i}", care: "on", set: {ring.slow: ${2 + i / 200}}}`,
      );
      const scenario = write(
        folder,
        "arms.yaml",
        `scenario: Ring
question: How does it fire?
duration: 14 days
arms:
  - {label: "off", care: "off"}
${arms.join("\n")}
measure: {end: "at(ring.firing, end)"}
`,
      );
      const { code, stderr } = within(40, ["run", scenario, "--models", ring, "--out", join(folder, "out")]);
      expect(stderr).not.toContain("heap out of memory");
      expect(code).toBe(0);
    });
  });

  it("does not grow with the resamples and shuffles of a search: 3,500 people in a heap of 32 MB (15 kB each were 50 MB more)", () => {
    const program = join(packageRoot, "tests/studies/search/large.ts");
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["--max-old-space-size=32", "--import", "tsx", program],
      { cwd: packageRoot, encoding: "utf8", ...limit },
    );
    expect(stderr).not.toContain("heap out of memory");
    expect(status).toBe(0);
    expect(stdout.trim()).toBe("switch, 1");
  });
});
