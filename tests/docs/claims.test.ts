import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../src/files/index.ts";
import { inTemporaryFolder, lull, write } from "../support/cli.ts";

const readme = readFileSync(join(packageRoot, "models/claims/README.md"), "utf8");

describe("models/claims/README.md", () => {
  it("holds a claim that can be checked as it stands, by the command beside it", () => {
    const yaml = /```yaml\n(claim:[\s\S]*?)```/.exec(readme)![1]!;
    const [, args] = /```sh\nnpm run --silent lull -- (.*)\n```/.exec(readme)!;
    inTemporaryFolder((folder) => {
      write(folder, args!.split(" ").at(-1)!, yaml);
      const { code, stdout, stderr } = lull([...args!.split(" "), "--json", "--no-rivals"], folder);
      expect(stderr).not.toMatch(/error|fail/i);
      expect(code).toBe(0);
      const { claims, summary } = JSON.parse(stdout);
      expect(summary.total).toBe(1);
      expect(claims[0]).toMatchObject({ id: "ten-blunts-more-than-five", passes: true });
    });
  });
});
