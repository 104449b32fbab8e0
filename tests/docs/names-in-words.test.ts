import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../src/files/index.ts";
import { shippedLibrary } from "../support/shipped.ts";

const filesIn = (folder: string): string[] =>
  readdirSync(join(packageRoot, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => /\.(ts|md)$/.test(path))
    .map((path) => `${folder}/${path}`);

/** What a person may read of a source: its texts in quotes; of a page all of it. */
const wordsOf = (path: string): string => {
  const text = readFileSync(join(packageRoot, path), "utf8");
  return path.endsWith(".md")
    ? text
    : (text.match(/"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g) ?? []).join("\n");
};

describe("examples in help, messages and pages", () => {
  it("name what the shipped model has", () => {
    const { modules } = shippedLibrary().model;
    const inModule = new Map(
      modules.map((m) => [
        m.name,
        new Set(
          [m.parameters, m.states, m.values, m.effects, m.hypotheses].flatMap((list) =>
            list.map(({ name }) => name),
          ),
        ),
      ]),
    );
    const pages = ["README.md", "scenarios/README.md", ...filesIn("src/cli"), ...filesIn("src/studies")];
    const wrong = [...pages, "src/commands.md"].flatMap((path) =>
      [...wordsOf(path).matchAll(/(?<![\w./-])([a-z]\w*)\.([a-z]\w*)(?![\w/]|\.[a-z])/g)]
        .filter(([, module, name]) => inModule.has(module!) && !inModule.get(module!)!.has(name!))
        .map(([whole]) => `${path}: ${whole}`),
    );
    expect(wrong).toEqual([]);
  });
});
