import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packageRoot, readTextFile } from "../../src/files/index.ts";
import { inTemporaryFolder, lull, write } from "../support/cli.ts";
import { commit, git, hasGit } from "../support/git.ts";

const filling = `scenario: Filling
question: How late?
duration: 2 weeks
arms: [{label: open, care: open}]
measure: {level: "at(baths.second, day 7)"}
plot: [levels]
`;

describe.skipIf(!hasGit)("`lull compare` with the models of a commit", () => {
  it("names the commit and the parameter, and runs again from the commit's hash when the branch has moved on", () => {
    inTemporaryFolder((folder) => {
      git(folder, "init", "--quiet");
      const mine = join(folder, "mine");
      cpSync(join(packageRoot, "notebooks/models/two-baths"), mine, { recursive: true });
      write(folder, "filling.yaml", filling);
      const hash = commit(folder, "Two baths");
      const text = readTextFile(join(mine, "baths.yaml"))!;
      write(mine, "baths.yaml", text.replace("second_time: {value: 14", "second_time: {value: 20"));
      const asked = [
        "compare",
        "filling.yaml",
        "--models",
        "mine",
        "--models-b",
        "git:HEAD",
        "--out",
        "found",
      ];
      const { code, stdout } = lull(asked, folder);
      expect(code).toBe(0);
      expect(stdout).toContain(`mine and commit ${hash}, over 14 days`);
      expect(stdout).toMatch(new RegExp(`commit of the models +- +${hash}, \\d{4}-\\d\\d-\\d\\d: Two baths`));
      expect(stdout).toMatch(/baths\.second_time +20(\.0)? +14(\.0)? +day +the model/);

      const manifest = JSON.parse(readFileSync(join(folder, "found/manifest.json"), "utf8"));
      expect(manifest.arguments).toContain(`git:${hash}:mine`);
      expect(manifest.inputs.map(({ path }: { path: string }) => path)).toEqual(
        expect.arrayContaining(["mine/baths.yaml", `git:${hash}:mine/baths.yaml`]),
      );
      commit(folder, "The second bath fills more slowly");
      expect(lull(["again", "found"], folder)).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/^The same bytes/),
      });
    });
  });
});
