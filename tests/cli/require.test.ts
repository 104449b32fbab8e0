import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inTemporaryFolder, lull, studyHere } from "../support/cli.ts";

const ask = (...args: string[]) =>
  lull([
    "require",
    "first-look",
    "--measure",
    "at(vta.firing, week 1)",
    "--parameters",
    "vta.brake*",
    ...args,
  ]);

describe("lull require", () => {
  it("finds what would have to be true for a measure to meet a target, inside the declared ranges", () => {
    inTemporaryFolder((folder) => {
      const already = JSON.parse(ask("--at-most", "100", "--json", "--workers", "0").stdout);
      expect(already).toMatchObject({ holds: true, answers: [] });
      const target = already.nominal - 0.03;
      const out = join(folder, "out");
      const { code, stdout } = ask(
        "--between",
        "0",
        String(target),
        "--json",
        "--out",
        out,
        "--workers",
        "0",
      );
      expect(code).toBe(0);
      const { answers, holds } = JSON.parse(stdout);
      expect(holds).toBe(false);
      expect(answers.length).toBeGreaterThan(0);
      for (const answer of answers) {
        expect(answer.value).toBeLessThanOrEqual(target);
        for (const move of answer.moves) {
          expect(move.name).toMatch(/^vta\.brake/);
          expect(Math.abs(move.moved)).toBeLessThanOrEqual(2);
        }
      }
      expect(readdirSync(out).sort()).toEqual([
        "manifest.json",
        "report.html",
        "report.md",
        "requirement.json",
      ]);
    });
  });

  it("says what is wrong with a question, and what to write instead", async () => {
    const stderrOf = async (...args: string[]) => {
      const { code, stderr, stdout } = await studyHere(["require", ...args]);
      expect(code).not.toBe(0);
      expect(stdout).toBe("");
      return stderr;
    };
    expect(await stderrOf("vta-firing-acut")).toMatch(/no claim "vta-firing-acut"[\s\S]*vta-firing-acute/);
    expect(await stderrOf("vta-firing-acute", "--at-least", "1")).toContain("A claim says itself");
    const outcome = ["first-look", "--measure", "blunting"];
    expect(await stderrOf(...outcome)).toContain("--at-least X");
  });
});
