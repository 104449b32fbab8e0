import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inTemporaryFolder, lull, studyHere, write } from "../support/cli.ts";

const short = `scenario: Short
question: Why?
duration: 1 week
person: depressed-adult
care: trial
arms:
  - {label: placebo}
  - {label: drug, treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}]}
measure: {firing: "at(vta.firing, day 7)", late: "onset(vta.firing, 0.2)"}
`;

describe("lull why", () => {
  it("writes a whole report, and prints the same numbers on one thread and on two", () => {
    inTemporaryFolder((folder) => {
      const base = [
        "why",
        write(folder, "short.yaml", short),
        "--measure",
        "firing",
        "--systems",
        "--rtol",
        "1e-5",
        "--json",
      ];
      const out = join(folder, "out");
      const alone = lull([...base, "--workers", "0", "--over-time"]);
      const pair = lull([...base, "--workers", "2", "--out", out]);
      expect([alone.code, pair.code]).toEqual([0, 0]);
      // The one was asked for its shares over time, the other for a folder that shows them.
      const answerOf = ({ stdout }: { stdout: string }) => ({ ...JSON.parse(stdout), manifest: undefined });
      expect(answerOf(pair)).toEqual(answerOf(alone));
      const { shares, value, baseline } = JSON.parse(alone.stdout);
      const sum = shares.reduce((total: number, s: { share: number }) => total + s.share, 0);
      expect(sum).toBeCloseTo(value - baseline, 9);
      expect(readdirSync(out)).toEqual(
        expect.arrayContaining(["report.html", "over-time.png", "shares.svg", "why.json", "manifest.json"]),
      );
      expect(readFileSync(join(out, "why.json"), "utf8")).toBe(pair.stdout);
      const manifest = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8"));
      expect(manifest).toMatchObject({ measure: "at(vta.firing, day 7)", asked: { rtol: 1e-5 }, seed: 0 });
    });
  });

  it("says what is wrong with a question, and what to ask instead", async () => {
    await inTemporaryFolder(async (folder) => {
      const scenario = write(folder, "short.yaml", short);
      const stderrOf = async (...args: string[]) => {
        const { code, stderr, stdout } = await studyHere(["why", scenario, ...args]);
        expect(code).not.toBe(0);
        expect(stdout).toBe("");
        return stderr;
      };
      expect(await stderrOf("--measure", "firin")).toMatch(/firin[\s\S]*firing/);
      expect(await stderrOf("--measure", "firing", "--arm", "drog")).toMatch(/"drog"[\s\S]*"drug"/);
      expect(await stderrOf("--measure", "firing", "--against", "drug")).toContain(
        "the difference would be 0",
      );
      expect(await stderrOf("--measure", "late", "--systems", "--workers", "0")).toMatch(
        /no value[\s\S]*at\(vta\.firing, end\)/,
      );
    });
  });
});
