import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inTemporaryFolder, lull, type Outcome, studyHere, write } from "../support/cli.ts";

const few = ["--parameters", "vta.brake*", "--parameters", "receptor.ht2c*"];
const base = ["sensitivity", "first-look", "--measure", "at(vta.firing, week 1)", ...few];

describe("lull sensitivity", () => {
  it("writes a whole report, and prints the same numbers on one thread and on two", () => {
    inTemporaryFolder((folder) => {
      const out = join(folder, "out");
      const alone = lull([...base, "--size", "4", "--workers", "0", "--json"]);
      const pair = lull([...base, "--size", "4", "--workers", "2", "--json", "--out", out]);
      expect(alone.code).toBe(0);
      expect(pair.code).toBe(0);
      expect(pair.stdout).toBe(alone.stdout);
      const { sobol, burden, parameters, arm } = JSON.parse(alone.stdout);
      expect(arm).toBe("escitalopram 10 mg");
      expect(parameters.every((p: { name: string }) => /^(vta\.brake|receptor\.ht2c)/.test(p.name))).toBe(
        true,
      );
      expect(sobol.size).toBe(4);
      expect(burden.length).toBeGreaterThan(0);
      expect(readdirSync(out)).toEqual(
        expect.arrayContaining([
          "report.html",
          "sensitivity.csv",
          "sensitivity.json",
          "burden.png",
          "sobol.svg",
          "manifest.json",
        ]),
      );
      expect(readFileSync(join(out, "sensitivity.json"), "utf8")).toBe(pair.stdout);
      expect(readFileSync(join(out, "sobol.svg"), "utf8")).toMatch(/vta\.brake|receptor\.ht2c/);
    });
  });

  it("says what is wrong with a question, and what to write instead", async () => {
    const stderrOf = ({ code, stderr, stdout }: Outcome) => {
      expect(code).not.toBe(0);
      expect(stdout).toBe("");
      return stderr;
    };
    const asked = (...args: string[]) => ["sensitivity", "first-look", "--workers", "0", ...args];
    expect(stderrOf(lull(asked("--measure", "at(vta.fireing, week 1)")))).toMatch(
      /vta\.fireing[\s\S]*vta\.firing/,
    );
    expect(
      stderrOf(await studyHere(asked("--measure", "blunting", "--against", "escitalopram 10 mg"))),
    ).toContain("the difference would be 0");
    expect(
      stderrOf(await studyHere(asked("--measure", "blunting", "--parameters", "vta.braek_half"))),
    ).toMatch(/vta\.braek_half[\s\S]*vta\.brake_half/);
  });

  it("does not write among files that are not its own", () => {
    inTemporaryFolder((folder) => {
      write(folder, "mine.txt", "precious");
      const { code, stderr } = lull([...base, "--out", folder]);
      expect(code).not.toBe(0);
      expect(stderr).toContain("Choose another folder");
      expect(readdirSync(folder)).toEqual(["mine.txt"]);
    });
  });
});
