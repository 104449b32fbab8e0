import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { listKinds } from "../../src/cli/list.ts";
import { packageRoot, readTextFile } from "../../src/files/index.ts";
import { readSearch } from "../../src/language/index.ts";
import { measures } from "../../src/scenario/index.ts";
import { prepareSearch } from "../../src/studies/index.ts";
import { inTemporaryFolder, lull, served, write } from "../support/cli.ts";
import { shippedLibrary } from "../support/shipped.ts";

const readme = readFileSync(join(packageRoot, "README.md"), "utf8");
const commands = [...readme.matchAll(/`npm run --silent lull -- ([^`]+)`/g)].map((m) => m[1]!);

const blockAfter = (marker: string) =>
  new RegExp(`<!-- ${marker} -->\\n\`\`\`sh\\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1]?.trim();

describe("README", () => {
  it("names the two commands that do everything", () => {
    expect(blockAfter("main-job")).toMatch(
      /^npm ci --silent && npm run --silent lull -- run scenarios\/first-look\.yaml$/,
    );
    expect(blockAfter("tests")).toMatch(/^npm ci --silent && npm test$/);
  });

  it("shows a fair number of commands", () => expect(commands.length).toBeGreaterThan(10));

  it("shows how to open the explorer, which serves until it is stopped", async () => {
    expect(commands).toContain("explore");
    const address = await served(["explore", "--port", "0"]);
    expect(address).toMatch(/<title>Lull/);
  });

  for (const command of commands.filter((c) => c !== "explore")) {
    it(`\`lull ${command}\` runs`, () => {
      inTemporaryFolder((folder) => {
        const args = command.match(/"[^"]*"|\S+/g)!.map((word) => word.replaceAll('"', ""));
        const out = args[0] === "run" && !args.includes("--no-files") ? ["--out", join(folder, "out")] : [];
        const { code, stderr, stdout } = lull([...args, ...out]);
        expect(stderr).not.toMatch(/error/);
        expect(code).toBe(0);
        expect(stdout.length).toBeGreaterThan(20);
      });
    });
  }

  it("holds a scenario that runs as it stands, outside the project folder", () => {
    const yaml = /```yaml\n(scenario:[\s\S]*?)```/.exec(readme)![1]!;
    inTemporaryFolder((folder) => {
      const { code, stdout, stderr } = lull(["run", write(folder, "mine.yaml", yaml), "--json"], folder);
      expect(stderr).toBe("");
      expect(code).toBe(0);
      const { arms } = JSON.parse(stdout);
      expect(arms.map((a: { label: string }) => a.label)).toEqual([
        "placebo",
        "5 mg",
        "20 mg",
        "20 mg, no 2C brake",
      ]);
    });
  });

  it("holds a search that can be run as it stands", () => {
    const yaml = /```yaml\n(search:[\s\S]*?)```/.exec(readme)![1]!;
    const { value, diagnostics } = readSearch(join(packageRoot, "mine.yaml"), yaml, readTextFile);
    expect(diagnostics).toEqual([]);
    expect(value!.plan.strategies).toHaveLength(7);
    expect(prepareSearch(value!.plan, shippedLibrary()).diagnostics).toEqual([]);
  });

  it("lists every kind that `list` knows and every measure", () => {
    for (const kind of listKinds)
      expect(readme).toContain(`\`${kind}\``.replace("`effects`", "list effects"));
    for (const measure of Object.keys(measures)) expect(readme).toContain(`\`${measure}(x`);
  });

  it("mentions only files that exist", () => {
    for (const [, path] of readme.matchAll(/`((?:src|models|scenarios|tests)\/[\w/.-]*)`/g)) {
      expect(() => readFileSync(join(packageRoot, path!)).length, path).not.toThrow(/ENOENT/);
    }
  });
});
