import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAst } from "vite";
import { describe, expect, it } from "vitest";
import { modelWordKinds } from "../../src/explorer/model-words.ts";
import { packageRoot } from "../../src/files/index.ts";
import { digitsIn, percentIn, tellerOf } from "../../src/text/index.ts";
import { shippedLibrary } from "../support/shipped.ts";
import { type File, faultsOf, sentencesIn, unusedIn } from "../support/words.ts";

const page = join(packageRoot, "src", "explorer");
const read = (path: string): File => JSON.parse(readFileSync(path, "utf8"));
const english = read(join(page, "words", "en.json"));
const cellKeys = Object.keys(read(join(packageRoot, "notebooks", "words", "en.json")));
const others = readdirSync(join(page, "words")).filter((name) => name !== "en.json");
const sourcesIn = (folder: string) =>
  readdirSync(folder).flatMap((name) =>
    /\.tsx?$/.test(name) ? [[name, readFileSync(join(folder, name), "utf8")] as const] : [],
  );

describe("the words of the explorer", () => {
  it("has German to begin with", () => {
    expect(others).toContain("de.json");
  });
  it.each(others)("%s has the keys, placeholders and plural forms that it needs", (name) => {
    expect(faultsOf(english, read(join(page, "words", name)), name.slice(0, -5))).toEqual([]);
  });
  it("are all used", () => {
    const sources = [...sourcesIn(page), ...sourcesIn(join(page, "page"))].map(([, text]) => text).join("\n");
    expect(unusedIn(english, sources)).toEqual([]);
  });
  it("stand in their file alone: the page's own sources have no text between tags or in labels", () => {
    const texts = sourcesIn(join(page, "page")).flatMap(([name, text]) =>
      name.endsWith(".tsx")
        ? textsOf(parseAst(text, { lang: "tsx" })).map((found) => `${name}: ${found}`)
        : [],
    );
    // Names of formats, and what code shows of a formula, are the same in all languages.
    expect(texts.filter((text) => !/: (PNG|CSV|SVG|Lull|d|\/ dt =)$/.test(text))).toEqual([]);
  });
});

describe("sentences in the code of the page and of the lessons", () => {
  /** What is written into files, which are in the language of the command line, and what only developers read. */
  const inFiles = [
    "From the explorer",
    " et al.",
    "How do these cases differ?",
    "What does this case come to?",
    "With measured points",
    "The worker goes on answering, a frame later.",
    'No place in the text asks for the number "',
  ];
  /** Treatments, in words of the scenario language. */
  const isTreatment = (text: string) => /\b(plus|until|then switch to)\b.*\bweek/.test(text);
  it.each([
    ["src/explorer", page],
    ["src/explorer/page", join(page, "page")],
    ["notebooks/cells", join(packageRoot, "notebooks", "cells")],
  ])("there are none in %s: each stands in a file of words", (_, folder) => {
    const found = sourcesIn(folder).flatMap(([name, text]) =>
      name.endsWith(".d.ts")
        ? []
        : sentencesIn(parseAst(text, { lang: name.endsWith("x") ? "tsx" : "ts" }), [
            ...Object.keys(english).flatMap((key) => [key, key.replace(/^link part /, "")]),
            ...cellKeys,
          ])
            .filter((sentence) => !inFiles.includes(sentence) && !isTreatment(sentence))
            .map((sentence) => `${name}: ${sentence}`),
    );
    expect(found).toEqual([]);
  });
  it("would be seen", () => {
    const code = `const a = isBad ? drug + " ends before it starts." : "pick one of these"; word("the case is old");`;
    expect(sentencesIn(parseAst(code, { lang: "ts" }), [])).toEqual([
      " ends before it starts.",
      "pick one of these",
      "the case is old",
    ]);
    expect(sentencesIn(parseAst(code, { lang: "ts" }), ["the case is old"])).toHaveLength(2);
  });
});

/** Texts with letters between tags and in attributes that are read or read out. */
function textsOf(node: unknown): string[] {
  if (typeof node !== "object" || node === null) return [];
  const { type, value, name } = node as { type?: string; value?: unknown; name?: { name?: string } };
  const own =
    type === "JSXText"
      ? [String(value).trim()]
      : type === "JSXAttribute" && /^(aria-|title$|label$|doing$|alt$|placeholder$)/.test(name?.name ?? "")
        ? [(value as { value?: unknown } | null)?.value]
        : [];
  return [
    ...own.filter((text): text is string => typeof text === "string" && /[a-z]{2}|^[a-z]$/i.test(text)),
    ...Object.values(node).flatMap(textsOf),
  ].filter((text) => !["true", "false", "polite", "off", "page", "main-title", "week-title"].includes(text));
}

describe("the words of the model", () => {
  const { model, people, drugs, populations } = shippedLibrary();
  const { page } = model;
  /** All that the model's file says on the page. */
  function sentences(): string[] {
    if (!page) return [];
    return [
      model.title,
      ...page.care.values(),
      ...page.strips.map(({ title }) => title),
      ...page.measures.flatMap(({ title, unless }) => [title ?? [], unless?.says ?? []].flat()),
      ...[...page.headline, ...page.against].flatMap((list) => list.map(({ says }) => says)),
      ...(page.tour ? [page.tour.label] : []),
      ...Object.values(page.tour?.steps ?? {}).flatMap(({ title, text, next }) => [title, text, next]),
    ];
  }
  const named = <T extends { name: string }>(
    pick: (module: (typeof model.modules)[number]) => readonly T[],
  ) =>
    model.modules.flatMap((module) =>
      pick(module).map((item) => ({ ...item, full: `${module.name}.${item.name}` })),
    );
  const hypotheses = named((m) => m.hypotheses);
  const variables = [...named((m) => m.states), ...named((m) => m.values)].map(({ full }) => full);
  const boxes = (model.overview ?? []).map(({ title }) => title);
  /** What there is to tell, by kind; of some kinds only what the page shows first needs words. */
  const all: Record<(typeof modelWordKinds)[number], readonly string[]> = {
    people: [...people.keys()],
    traits: [...people.values()].flatMap(({ trait }) => trait ?? []),
    populations: [...populations.values()].map(({ title }) => title),
    drugs: [...drugs.keys()],
    systems: model.modules.map(({ name }) => name),
    groups: model.groups.map(({ name }) => name),
    boxes,
    "boxes about": boxes,
    hypotheses: hypotheses.map(({ full }) => full),
    choices: hypotheses.flatMap(({ full, choices }) => choices.map(({ name }) => `${full}.${name}`)),
    variables,
    about: variables,
    texts: sentences(),
  };
  const needed = {
    ...all,
    traits: [],
    variables: [...(page?.outputs ?? []), ...model.groups.flatMap(({ show }) => show)],
    about: [],
  };
  const folder = join(packageRoot, "models", "words");
  it.each(readdirSync(folder))("%s tells all that the page names, and nothing that is not there", (name) => {
    const words = JSON.parse(readFileSync(join(folder, name), "utf8")) as Record<
      string,
      Record<string, string>
    >;
    expect(Object.keys(words)).toEqual([...modelWordKinds]);
    for (const kind of modelWordKinds) {
      const keys = Object.keys(words[kind]!);
      expect(
        keys.filter((key) => !all[kind].includes(key)),
        `${kind}: stray`,
      ).toEqual([]);
      expect(
        needed[kind].filter((key) => !keys.includes(key)),
        `${kind}: missing`,
      ).toEqual([]);
    }
    const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
    for (const [english, own] of Object.entries(words.texts!))
      expect(placeholders(own), english).toEqual(placeholders(english));
  });
});

describe("tellerOf", () => {
  const told = { runs: { one: "{n} run of {what}", other: "{n} runs of {what}" }, plain: "plain" } as const;
  it("picks the plural form of the language and writes numbers as it does", () => {
    const tell = tellerOf(told, "de", { runs: { one: "{n} Lauf: {what}", other: "{n} Läufe: {what}" } });
    expect(tell("runs", { n: 1, what: "a" })).toBe("1 Lauf: a");
    expect(tell("runs", { n: 1.5, what: 12345 })).toBe("1,5 Läufe: 12.345");
  });
  it("knows languages with more forms than English", () => {
    const tell = tellerOf(told, "pl", {
      runs: { one: "{n} bieg", few: "{n} biegi", many: "{n} biegów", other: "{n} biegu" },
    });
    expect([1, 3, 5, 22].map((n) => tell("runs", { n }))).toEqual([
      "1 bieg",
      "3 biegi",
      "5 biegów",
      "22 biegi",
    ]);
  });
  it("falls back to English for what is missing, and leaves a placeholder without a value", () => {
    const tell = tellerOf(told, "de", {});
    expect(tell("plain")).toBe("plain");
    expect(tell("runs", { n: 2 })).toBe("2 runs of {what}");
  });
  it("writes shares and digits as the language does", () => {
    expect(percentIn("de", 0.1254, 1)).toBe("12,5\u00a0%");
    expect(percentIn("en", -0.001)).toBe("0%");
    expect(percentIn("en", Number.NaN)).toBe("-");
    expect(digitsIn("de", "0.50")).toBe("0,50");
  });
});
