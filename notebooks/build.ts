import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { observable } from "@observablehq/notebook-kit/vite";
import { Command } from "commander";
import { build, type InlineConfig } from "vite";
import { parse } from "yaml";
import {
  buildExplorer,
  explorerLanguages,
  givenPlugin,
  parserOnly,
  shippedModelPlugin,
} from "../src/build/index.ts";
import {
  fingerprint,
  libraryFiles,
  modelWords,
  packageRoot,
  readTextFile,
  refusalToWrite,
  shippedScenarios,
  shownPath,
  version,
  writeResults,
  yamlFiles,
} from "../src/files/index.ts";
import { readLibrary, readScenario } from "../src/language/index.ts";
import { languages } from "./cells/languages.ts";
import { tellerIn } from "./cells/words.ts";
import { type Lesson, lessonsIn } from "./lessons.ts";

// `npm run notebooks`: the lessons, the page for teachers and the explorer as one folder of static files that asks no other
// host for anything.

const here = join(packageRoot, "notebooks");
const cells = join(here, "cells");
const kit = dirname(fileURLToPath(import.meta.resolve("@observablehq/notebook-kit")));

/** All pages of the site: the notebooks of this folder. */
export const pages = readdirSync(here)
  .filter((name) => name.endsWith(".html"))
  .sort();

const wordsOf = (code: string, page: string): Words | undefined => {
  const text = readTextFile(join(here, "words", code, page.replace(".html", ".yaml")));
  return text === undefined ? undefined : (parse(text) as Words);
};
type Words = Readonly<Record<string, string>>;

/** Languages other than English that some page is told in. */
const others = readdirSync(join(here, "words"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "en")
  .map(({ name }) => name)
  .sort();

/** The file of a page in a language; undefined where it is not told in that. */
const fileIn = (code: string, page: string): string | undefined =>
  code === "en" ? page : wordsOf(code, page) && page.replace(".html", `.${code}.html`);

/** All files of pages, each with the page and the language that it is in. */
const told = (): [string, string, string][] =>
  ["en", ...others].flatMap((code) =>
    pages.flatMap((page) => {
      const file = fileIn(code, page);
      return file === undefined ? [] : [[file, page, code] as [string, string, string]];
    }),
  );

/** Builds the site in memory: files by their path in the folder. */
export async function buildSite(explorer = "explorer/index.html"): Promise<Map<string, string | Uint8Array>> {
  const { value: library, diagnostics } = readLibrary(libraryFiles(join(packageRoot, "models")));
  if (!library) throw new Error(diagnostics.map((d) => d.message).join("\n"));
  const given = new Map([
    ["virtual:lull-trials", `export default ${JSON.stringify(JSON.stringify(trialsOf(library.sources)))};`],
    ["./languages.ts", `export const languages = ${JSON.stringify(languages)};`],
    ...explorerLanguages(),
    parserOnly,
  ]);
  const [runtime, worker] = await Promise.all([script("runtime.ts", given), script("worker.ts", given)]);
  const files = new Map<string, string | Uint8Array>([
    ["lessons.js", runtime],
    ["worker.js", worker],
    // From a disk a worker may not be loaded from a file: there its text comes in a script of its own.
    ["worker-text.js", `self.lullWorkerText = ${JSON.stringify(worker).replaceAll("<", "\\u003c")};\n`],
    ["lessons.css", readFileSync(join(cells, "style.css"), "utf8")],
  ]);
  for (const one of told())
    for (const [name, text] of await pageFiles(...one, explorer)) files.set(name, text);
  if (explorer === "explorer/index.html")
    for (const [name, text] of await buildExplorer(library, modelWords()))
      files.set(`explorer/${name}`, name === "index.html" ? withWayUp(text) : text);
  return files;
}

/** Bundles a file of `cells/` as a classic script, which loads from a disk as from a host. */
async function script(input: string, given: ReadonlyMap<string, string>): Promise<string> {
  const config: InlineConfig = {
    configFile: false,
    root: here,
    logLevel: "error",
    plugins: [givenPlugin(given), shippedModelPlugin],
    resolve: {
      alias: [
        { find: "kit:define", replacement: join(kit, "runtime", "define.js") },
        { find: /^lull$/, replacement: join(packageRoot, "src", "index.ts") },
      ],
    },
    build: {
      write: false,
      target: "es2022",
      rolldownOptions: { input: join(cells, input), output: { format: "iife" } },
    },
  };
  const result = await build(config);
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((r) => ("output" in r ? r.output : []));
  return outputs.map((file) => (file.type === "chunk" ? file.code : "")).join("");
}

/** A page and the script of its cells, from its notebook. */
async function pageFiles(
  file: string,
  page: string,
  code: string,
  explorer: string,
): Promise<[string, string][]> {
  const [english = {}, own = {}] = [wordsOf("en", page), wordsOf(code, page)];
  const word = tellerIn(code);
  const all = { ...english, ...own };
  /** Words in double braces by their key, and links to pages that are there in this language. */
  const inWords = (text: string) =>
    text
      .replace(/\{\{([^{}]+)\}\}/g, (whole, key) => all[key]?.trimEnd() ?? whole)
      .replace(/(?<=\]\()[\w-]+\.html/g, (name) => fileIn(code, name) ?? name)
      .replace("{{lessons}}", () => lessonList(word, code))
      .replace("{{plan}}", () => lessonPlan(word, code));
  const kitPlugin = observable({
    template: join(cells, "template.html"),
    transformNotebook: (notebook) => ({
      ...notebook,
      title: inWords(notebook.title),
      cells: notebook.cells.map((cell) => ({
        ...cell,
        value: cell.mode === "ts" ? cell.value : inWords(cell.value),
      })),
    }),
    transformTemplate: (template) => framed(template, page, code, explorer),
  }) as KitPlugin;
  const filename = join(here, page);
  const html = await kitPlugin.transformIndexHtml.handler(readTextFile(filename) ?? "", {
    path: `/${page}`,
    filename,
  });
  const [, before, program, after] = kitParts.exec(html) ?? [];
  if (before === undefined || program === undefined)
    throw new Error(`${page}: Notebook Kit writes its script otherwise than this build expects.`);
  const script = file.replace(".html", ".js");
  const loaded = ["lessons.js", script].map((src) => `<script src="${src}" defer></script>`).join("");
  return [
    [file, `${before.replace("</head>", `${loaded}</head>`)}${after}`],
    [
      script,
      `{\nconst { define, takeWords } = lullLessons;\ntakeWords(${JSON.stringify(inCells(english))}, ${JSON.stringify(inCells(own))});\n${program}\n}\n`,
    ],
  ];
}

/** The part of Notebook Kit's plugin that makes a page of a notebook. */
interface KitPlugin {
  readonly transformIndexHtml: {
    handler(input: string, context: { readonly path: string; readonly filename: string }): Promise<string>;
  };
}

/** What Notebook Kit writes before the end of the body: a style of its own, and the cells as a module. */
const kitParts =
  /^([\s\S]*)<style type="text\/css">[\s\S]*?<\/style><script type="module">\s*import \{define\} from "observable:runtime";([\s\S]*)<\/script>([\s\S]*)$/;

/** The lessons as the index shows them. */
const lessonList = (word: Word, code: string) =>
  `<ol class="lesson-list">${lessonsIn(word)
    .map(
      ({ slug, title, question, minutes }) =>
        `<li><b>${linkTo(`${slug}.html`, title, code)}</b> <small>${word("minutes", { n: minutes })}</small><br>${question}</li>`,
    )
    .join("")}</ol>`;

type Word = ReturnType<typeof tellerIn>;

/** What cells say of a page's words; its prose is in the page itself. */
const inCells = (words: Words): Words =>
  Object.fromEntries(Object.entries(words).filter(([key]) => !/^(text \d+|title)$/.test(key)));

/** A link to a page in a language, or to the English one, which is then marked as such. */
function linkTo(page: string, text: string, code: string, rel = ""): string {
  const file = fileIn(code, page);
  return `<a${rel} href="${file ?? page}"${file === undefined ? ' hreflang="en"' : ""}>${text}</a>`;
}

/** The lessons as teachers plan them. */
const lessonPlan = (word: Word, code: string) =>
  lessonsIn(word)
    .map(
      ({ slug, title, minutes, question, aims, listenFor }, i) =>
        `### ${i + 1}. [${title}](${fileIn(code, `${slug}.html`) ?? `${slug}.html`}) (${word("minutes", { n: minutes })})\n\n*${question}*\n\n${word("afterwards")}\n\n${aims
          .map((aim) => `- ${aim}`)
          .join("\n")}\n\n${word("listen for", { text: listenFor })}\n`,
    )
    .join("\n");

/** The explorer's page shows a link to what stands above it. */
const withWayUp = (html: string) =>
  html.replace("</head>", '  <link rel="up" href="../index.html" title="Lessons" />\n  </head>');

/** What is known from outside about each way of bringing feeling back, from the scenarios' own evidence. */
function trialsOf(sources: ReadonlyMap<string, { readonly citation: string }>): object[] {
  return yamlFiles(`${shippedScenarios}/augmentation`).flatMap((path) => {
    const { value } = readScenario(path, readTextFile(path) ?? "", readTextFile);
    if (!value?.scenario.evidence) return [];
    const { title, question, evidence } = value.scenario;
    return [
      {
        scenario: title,
        question,
        evidence: evidence.map(({ says, direction, source }) => ({
          says,
          direction,
          citation: sources.get(source)?.citation ?? source,
        })),
      },
    ];
  });
}

/** The frame of a page with its way to the others. */
function framed(template: string, page: string, code: string, explorer: string): string {
  const word = tellerIn(code);
  const lessons = lessonsIn(word);
  const at = lessons.findIndex(({ slug }) => page === `${slug}.html`);
  const current = (name: string) => (page === name ? ' aria-current="page"' : "");
  const elsewhere = ["en", ...others].flatMap((other) => {
    const file = other === code ? undefined : fileIn(other, page);
    return file === undefined ? [] : [[other, file] as const];
  });
  const nav = [
    `<a class="home" href="${fileIn(code, "index.html") ?? "index.html"}"${current("index.html")}>Lull <span>${word("site")}</span></a>`,
    `<a href="${explorer}${code === "en" ? "" : `?lang=${code}`}">${word("explorer")}</a>`,
    ...elsewhere.map(
      ([other, file]) =>
        `<a class="language" lang="${other}" hreflang="${other}" href="${file}">${tellerIn(other)("language name")}</a>`,
    ),
  ].join("\n");
  const step = (lesson: Lesson | undefined, key: "before lesson" | "next lesson", rel: string) =>
    lesson ? linkTo(`${lesson.slug}.html`, word(key, { title: lesson.title }), code, ` rel="${rel}"`) : "";
  // Answers are off the way of those who learn: the index alone leads there, at its foot.
  const foot =
    at < 0
      ? page === "index.html"
        ? `<nav aria-label="${word("nav teachers")}">${linkTo("teachers.html", word("for teachers"), code)}</nav>`
        : ""
      : `<nav aria-label="${word("nav steps")}">${step(lessons[at - 1], "before lesson", "prev")} ${step(lessons[at + 1], "next lesson", "next")}</nav>`;
  const about = at < 0 ? word("about") : lessons[at]!.question;
  const meta = `<meta name="description" content="${about}" /><meta name="lull-explorer" content="${explorer}" />${at < 0 ? "" : `<meta name="lull-lesson" content="${page}" />`}`;
  const alternates = elsewhere
    .map(([other, file]) => `<link rel="alternate" hreflang="${other}" href="${file}" />`)
    .join("");
  return template
    .replace("{{language}}", code)
    .replace("{{nav}}", nav)
    .replace("{{foot}}", foot)
    .replace(/\{\{(skip|nav lessons|disclaimer|no script)\}\}/g, (_, key: "skip") => word(key))
    .replace("</head>", `${meta}${alternates}</head>`);
}

/** Writes the site into a folder that is empty, absent, or holds an earlier one. */
export async function writeSite(folder: string, explorer?: string): Promise<void> {
  const refusal = refusalToWrite(folder);
  if (refusal) throw new Error(`${refusal} Choose another folder with --out.`);
  const files = await buildSite(explorer);
  const texts = new Map(
    [...files].flatMap(([name, text]) => (typeof text === "string" ? [[name, text] as const] : [])),
  );
  writeResults(folder, files, { pages: "lull lessons", version: version(), hash: fingerprint(texts) });
}

if (process.argv[1] === import.meta.filename || process.argv[1]?.endsWith("notebooks/build.ts")) {
  const command = new Command("notebooks")
    .description("Builds the lessons as a web site.")
    .option("--out <dir>", "folder to write into: empty, absent, or an earlier one", "out/notebooks")
    .option("--explorer <url>", "where lessons link to the explorer (default: a copy of it in the folder)");
  const { out, explorer } = command.parse().opts<{ out: string; explorer?: string }>();
  await writeSite(out, explorer).catch((error: Error) => command.error(`error: ${error.message}`));
  process.stdout.write(
    `The lessons are in ${shownPath(out)}: put the folder on any web host, or look at it with\n  npx vite preview --outDir ${shownPath(out)}\n`,
  );
}
