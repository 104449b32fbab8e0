import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { addStudy } from "../../src/cli/study.ts";
import { anyStudy } from "../../src/studies/study.ts";
import { here, inTemporaryFolder } from "../support/cli.ts";
import { halvedStudy } from "../support/studies/halved/study.ts";

it("a new study is its folder and one line: verb, help, terminal, JSON, files and record follow from it", async () => {
  await inTemporaryFolder(async (folder) => {
    const ask = (...words: string[]) =>
      here((program) => addStudy(program, anyStudy(halvedStudy)), ["halved", ...words]);
    const asked = ["first-look", "--measure", "phasic_dopamine", "--effect", "vta.serotonin_2c_brake"];
    const alone = ["--workers", "0"];
    const { code, stdout, stderr } = await ask(...asked, ...alone, "--out", join(folder, "out"));
    expect(stderr).toContain("Report: ");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^strength +measure\n─+\n +100% +0\.809\n +50% +0\.9\d+$/m);
    expect(readdirSync(join(folder, "out")).sort()).toEqual([
      "halved.json",
      "manifest.json",
      "report.html",
      "report.md",
    ]);
    const data = JSON.parse(readFileSync(join(folder, "out/halved.json"), "utf8"));
    expect(data.half).toBeGreaterThan(data.whole);
    expect(data.manifest.record).toMatch(/^[0-9a-f]{16}$/);
    expect((await ask("first-look", "--measure", "phasic_dopamine")).code).not.toBe(0);
  });
});
