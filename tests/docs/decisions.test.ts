import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../src/files/index.ts";

const folder = join(packageRoot, "src", "decisions");
const files = readdirSync(folder).sort();
const numberOf = (file: string) => file.slice(0, 4);

/** Every text of the project that may send a reader to a decision. */
const texts = ["README.md", "CHANGELOG.md", "src", "bench", "models", "notebooks", "tests"].flatMap(
  (name) => {
    if (name.endsWith(".md")) return [name];
    return readdirSync(join(packageRoot, name), { recursive: true, encoding: "utf8" })
      .filter((path) => /\.(md|tsx?|yaml)$/.test(path))
      .map((path) => join(name, path));
  },
);

describe("decisions", () => {
  it("have a number each that no other has, the same in the file's name and in its heading", () => {
    for (const file of files) {
      expect(file).toMatch(/^\d{4}-[a-z0-9-]+\.md$/);
      const [heading] = readFileSync(join(folder, file), "utf8").split("\n", 1);
      expect(heading, file).toMatch(new RegExp(`^# ${numberOf(file)} .+ \\(\\d{4}-\\d\\d-\\d\\d\\)$`));
    }
    const numbers = files.map(numberOf);
    expect(numbers.filter((number, i) => numbers.indexOf(number) !== i)).toEqual([]);
  });

  it("that texts send a reader to are there", () => {
    const names = new Set(files.flatMap((file) => [file, basename(file, ".md"), numberOf(file)]));
    const sent = texts.flatMap((path) => {
      const text = readFileSync(join(packageRoot, path), "utf8");
      return [...text.matchAll(/decisions\/(\d{4}[a-z0-9-]*(?:\.md)?)/g)].map((found) => ({
        path,
        to: found[1]!,
      }));
    });
    expect(sent.length).toBeGreaterThan(2);
    expect(sent.filter(({ to }) => !names.has(to))).toEqual([]);
  });
});
