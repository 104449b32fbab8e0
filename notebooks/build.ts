import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { observable } from "@observablehq/notebook-kit/vite";
import { build, type InlineConfig } from "vite";
import { buildExplorer, givenPlugin, parserOnly, shippedModelPlugin } from "../src/build/index.ts";
import {
  fingerprint,
  libraryFiles,
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
import { type Lesson, lessons } from "./lessons.ts";

// `npm run notebooks`: the lessons, the page for teachers and the explorer as one folder of static files that asks no other
// host for anything.

const here = join(packageRoot, "notebooks");
const cells = join(here, "cells");
const kit = dirname(fileURLToPath(import.meta.resolve("@observablehq/notebook-kit")));

/** All pages of the site: the notebooks of this folder. */
export const pages = readdirSync(here)
  .filter((name) => name.endsWith(".html"))
  .sort();

/** Builds the site in memory: files by their path in the folder. */
export async function buildSite(explorer = "explorer/index.html"): Promise<Map<string, string | Uint8Array>> {
  const { value: library, diagnostics } = readLibrary(libraryFiles(join(packageRoot, "models")));
  if (!library) throw new Error(diagnostics.map((d) => d.message).join("\n"));
  const given = new Map([
    ["virtual:lull-trials", `export default ${JSON.stringify(JSON.stringify(trialsOf(library.sources)))};`],
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
  for (const page of pages) for (const [name, text] of await pageFiles(page, explorer)) files.set(name, text);
  if (explorer === "explorer/index.html")
    for (const [name, text] of await buildExplorer(library))
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
async function pageFiles(page: string, explorer: string): Promise<[string, string][]> {
  const kitPlugin = observable({
    template: join(cells, "template.html"),
    transformNotebook: (notebook) => ({
      ...notebook,
      cells: notebook.cells.map((cell) => ({
        ...cell,
        value: cell.value.replace("{{lessons}}", lessonList).replace("{{plan}}", lessonPlan),
      })),
    }),
    transformTemplate: (template) => framed(template, page, explorer),
  }) as KitPlugin;
  const filename = join(here, page);
  const html = await kitPlugin.transformIndexHtml.handler(readTextFile(filename) ?? "", {
    path: `/${page}`,
    filename,
  });
  const [, before, program, after] = kitParts.exec(html) ?? [];
  if (before === undefined || program === undefined)
    throw new Error(`${page}: Notebook Kit writes its script otherwise than this build expects.`);
  const own = page.replace(".html", ".js");
  const loaded = ["lessons.js", own].map((src) => `<script src="${src}" defer></script>`).join("");
  return [
    [page, `${before.replace("</head>", `${loaded}</head>`)}${after}`],
    [own, `{\nconst { define } = lullLessons;\n${program}\n}\n`],
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
const lessonList = () =>
  `<ol class="lesson-list">${lessons
    .map(
      ({ slug, title, question, minutes }) =>
        `<li><b><a href="${slug}.html">${title}</a></b> <small>${minutes} minutes</small><br>${question}</li>`,
    )
    .join("")}</ol>`;

/** The lessons as teachers plan them. */
const lessonPlan = () =>
  lessons
    .map(
      ({ slug, title, minutes, question, aims, listenFor }, i) =>
        `### ${i + 1}. [${title}](${slug}.html) (${minutes} minutes)\n\n*${question}*\n\nAfterwards students can\n\n${aims
          .map((aim) => `- ${aim}`)
          .join("\n")}\n\nListen for: ${listenFor}\n`,
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
function framed(template: string, page: string, explorer: string): string {
  const at = lessons.findIndex(({ slug }) => page === `${slug}.html`);
  const current = (name: string) => (page === name ? ' aria-current="page"' : "");
  const nav = [
    `<a class="home" href="index.html"${current("index.html")}>Lull <span>lessons that run</span></a>`,
    `<a href="${explorer}">Explorer</a>`,
  ].join("\n");
  const step = (lesson: Lesson | undefined, before: string, rel: string) =>
    lesson ? `<a rel="${rel}" href="${lesson.slug}.html">${before}${lesson.title}</a>` : "";
  // Answers are off the way of those who learn: the index alone leads there, at its foot.
  const foot =
    at < 0
      ? page === "index.html"
        ? `<nav aria-label="For teachers"><a href="teachers.html">For teachers: plan, links, answers</a></nav>`
        : ""
      : `<nav aria-label="Next and previous lesson">${step(lessons[at - 1], "Before: ", "prev")} ${step(lessons[at + 1], "Next: ", "next")}</nav>`;
  const about =
    at < 0
      ? "Lessons on how SSRIs quiet feeling, with a model that runs in the page."
      : lessons[at]!.question;
  const meta = `<meta name="description" content="${about}" /><meta name="lull-explorer" content="${explorer}" />${at < 0 ? "" : `<meta name="lull-lesson" content="${page}" />`}`;
  return template.replace("{{nav}}", nav).replace("{{foot}}", foot).replace("</head>", `${meta}</head>`);
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
  const { values } = parseArgs({
    options: { out: { type: "string", default: "out/notebooks" }, explorer: { type: "string" } },
  });
  await writeSite(values.out, values.explorer);
  process.stdout.write(
    `The lessons are in ${shownPath(values.out)}: put the folder on any web host, or look at it with\n  npx vite preview --outDir ${shownPath(values.out)}\n`,
  );
}
