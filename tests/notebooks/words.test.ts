import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAst } from "vite";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../src/files/index.ts";
import { cellsOf, pageWords } from "../support/notebooks.ts";
import { type File, faultsOf, unusedIn } from "../support/words.ts";

const folder = join(packageRoot, "notebooks");
const words = join(folder, "words");
const read = (name: string): File => JSON.parse(readFileSync(join(words, name), "utf8"));
const english = read("en.json");
const others = readdirSync(words).filter((name) => name.endsWith(".json") && name !== "en.json");
const sourceOf = (path: string) => readFileSync(join(folder, path), "utf8");
const pages = readdirSync(folder).flatMap((name) => (name.endsWith(".html") ? [name.slice(0, -5)] : []));
const translated = readdirSync(words, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() && entry.name !== "en"
    ? readdirSync(join(words, entry.name)).map((file) => [entry.name, file.replace(/\.yaml$/, "")] as const)
    : [],
);

describe("the words of the cells", () => {
  it.each(others)("%s has the keys, placeholders and plural forms that it needs", (name) => {
    expect(faultsOf(english, read(name), name.slice(0, -5))).toEqual([]);
  });
  it("are all used", () => {
    const files = [
      "lessons.ts",
      "build.ts",
      "cells/template.html",
      ...readdirSync(join(folder, "cells"))
        .filter((name) => name.endsWith(".ts"))
        .map((name) => `cells/${name}`),
    ];
    const sources = files.map(sourceOf).join("\n");
    const inTemplate = [...sourceOf("cells/template.html").matchAll(/\{\{([^}]+)\}\}/g)].map(
      ([, key]) => key!,
    );
    expect(unusedIn(english, sources).filter((key) => !inTemplate.includes(key))).toEqual([]);
  });
});

describe("the words of the pages", () => {
  it("have German for one lesson at least", () => {
    expect(translated.map((one) => one.join(" "))).toContain("de the-brake-that-lets-go");
  });
  it.each(pages)("%s: what its cells name is there, and nothing else", (slug) => {
    const known = Object.keys(pageWords("en", slug)!).sort();
    const notebook = sourceOf(`${slug}.html`);
    const asked = [
      ...[...notebook.matchAll(/\bsay\("([^"]+)"/g)].map(([, key]) => key!),
      ...[...notebook.matchAll(/\{\{([^}]+)\}\}/g)].map(([, key]) => key!),
    ].filter((key) => key !== "lessons");
    expect([...new Set(asked)].sort()).toEqual(known);
  });
  it.each(pages)("%s: its cells hold no text of their own", (slug) => {
    const found = cellsOf(sourceOf(`${slug}.html`)).flatMap(({ kind, text }) =>
      kind === "text/x-typescript"
        ? textsOf(parseAst(text, { lang: "ts" }))
        : text.replace(/\{\{[^}]+\}\}/g, "").trim() || [],
    );
    expect(found).toEqual([]);
  });
  it.each(translated)("%s/%s has the keys, placeholders and numbers of the English file", (code, slug) => {
    const [en, own] = [pageWords("en", slug)!, pageWords(code, slug)!];
    expect(faultsOf(en, own, code)).toEqual([]);
    for (const [key, text] of Object.entries(en)) {
      const marks = (one = "") =>
        [...one.matchAll(/data-number="\w+"|\{\{\w+\}\}|\]\([^)]+\)/g)].map(([mark]) => mark).sort();
      expect(marks(own[key]), key).toEqual(marks(text));
    }
  });
});

/** Properties whose text a reader sees. */
const seen = /^(ask|axis|title|label|unit|well|found|hint|because)$/;

function textsOf(node: unknown): string[] {
  if (typeof node !== "object" || node === null) return [];
  const { type, key, value } = node as {
    type?: string;
    key?: { name?: string };
    value?: { type?: string; value?: unknown };
  };
  const isText =
    type === "Property" &&
    seen.test(key?.name ?? "") &&
    (value?.type === "TemplateLiteral" || (value?.type === "Literal" && /[a-z]/i.test(String(value.value))));
  return [
    ...(isText ? [`${key?.name}: ${JSON.stringify(value).slice(0, 120)}`] : []),
    ...Object.values(node).flatMap(textsOf),
  ];
}
