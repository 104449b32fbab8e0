import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build, type InlineConfig } from "vite";
import { layoutRequest, placedCircuit } from "../charts/index.ts";
import { libraryToText } from "../engine/index.ts";
import { layoutGraph, packageRoot } from "../files/index.ts";
import type { Library } from "../language/index.ts";
import { circuitOf } from "../model/index.ts";
import { joinWithDrugs } from "../scenario/index.ts";
import { givenPlugin, parserOnly } from "./given-modules.ts";

const source = join(packageRoot, "src", "explorer");

/**
 * The explorer as files: a page, its style, its script and its worker. All are classic scripts, so that the page works
 * from a folder on disk too; there a worker may not be loaded from a file, so its text comes in a script of its own.
 */
export async function buildExplorer(library: Library): Promise<Map<string, string>> {
  const given = await givenModules(library);
  const worker = await bundle("worker.ts", "worker.js", given);
  const page = await bundle("page/main.tsx", "explorer.js", given);
  const script = worker.get("worker.js")!;
  return new Map([
    ["index.html", readFileSync(join(source, "index.html"), "utf8")],
    ["explorer.js", page.get("explorer.js")!],
    ["explorer.css", page.get("explorer.css")!],
    ["worker.js", script],
    ["worker-text.js", `self.lullWorkerText = ${JSON.stringify(script).replaceAll("<", "\\u003c")};\n`],
  ]);
}

/** What a visitor loads, as it is and compressed. */
export function weightOf(files: ReadonlyMap<string, string>): string {
  const loaded = [...files].filter(([name]) => name !== "worker-text.js").map(([, text]) => text);
  const kilobytes = (sizes: number[]) => `${Math.round(sizes.reduce((a, b) => a + b, 0) / 1000)} kB`;
  return `${kilobytes(loaded.map((text) => Buffer.byteLength(text)))}, ${kilobytes(loaded.map((text) => gzipSync(text).length))} compressed`;
}

async function givenModules(library: Library): Promise<Map<string, string>> {
  const joined = joinWithDrugs(library.model, []).value;
  if (!joined) throw new Error("The model could not be joined; `lull lint` says why.");
  const circuit = circuitOf(joined);
  const layout = placedCircuit(circuit, await layoutGraph(layoutRequest(circuit)));
  return new Map([
    ["virtual:lull-library", `export default ${JSON.stringify(libraryToText(library))};`],
    ["virtual:lull-circuit", `export default ${JSON.stringify(layout)};`],
    parserOnly,
  ]);
}

async function bundle(
  input: string,
  output: string,
  given: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const config: InlineConfig = {
    configFile: false,
    root: source,
    logLevel: "error",
    plugins: [givenPlugin(given)],
    // Said here too, since an installed package has no tsconfig.json.
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: {
      write: false,
      target: "es2022",
      modulePreload: false,
      cssCodeSplit: false,
      rolldownOptions: {
        input: join(source, input),
        output: {
          format: "iife",
          entryFileNames: output,
          assetFileNames: "explorer.[ext]",
          name: "lullExplorer",
        },
      },
    },
  };
  const result = await build(config);
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((r) => ("output" in r ? r.output : []));
  return new Map(
    outputs.map((file) => [
      file.fileName,
      file.type === "chunk" ? file.code : Buffer.from(file.source).toString("utf8"),
    ]),
  );
}
