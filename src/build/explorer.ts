import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { layoutRequest, placedCircuit } from "../charts/index.ts";
import { libraryToTexts } from "../engine/index.ts";
import { firstLook, openingOf, pageWords } from "../explorer/index.ts";
import { fingerprint, layoutGraph, packageRoot, version } from "../files/index.ts";
import type { Library } from "../language/index.ts";
import { type Circuit, circuitOf, overviewOf } from "../model/index.ts";
import { actsIn, joinWithDrugs } from "../scenario/index.ts";
import { defaults } from "../simulation/index.ts";

const source = join(packageRoot, "src", "explorer");

/**
 * The explorer as files: a page, its style, its scripts and its worker. All are classic scripts, so that the page works
 * from a folder on disk too; there a worker may not be loaded from a file, so its text comes in a script of its own.
 * They come in the order in which they are needed: the first look stands in the page itself, and what no run asks for
 * (claims, sources) follows last.
 *
 * @param words what the model's parts are called in other languages, by language
 */
export async function buildExplorer(
  all: Library,
  words: Readonly<Record<string, unknown>> = {},
): Promise<Map<string, string>> {
  const drugs = new Map([...all.drugs].filter(([, drug]) => actsIn(all.model, drug)));
  const populations = new Map(
    [...all.populations].filter(([, { cohort }]) =>
      cohort.arm.treatment.every(({ drug }) => drugs.has(drug)),
    ),
  );
  const library = { ...all, drugs, populations };
  const files = await bundled();
  const script = files.get("worker.js")!;
  const { first, rest } = libraryToTexts(library);
  const opening = openingOf(library);
  const { solver, rtol } = defaults;
  const modelHash = fingerprint(library.texts);
  const maker = { lull: version(), model: library.model.name, modelHash, solver, rtol };
  const given = { library: first, circuit: await circuitLayouts(library), maker, opening, words };
  const look = opening ? firstLook(opening, library, maker) : "";
  const told = pageWords(library);
  const html = readFileSync(join(source, "index.html"), "utf8")
    .replace(/%(\w+)%/g, (whole, name: string) => told[name] ?? whole)
    .replace("<!-- first look -->", () => look);
  return new Map([
    ["index.html", html],
    ["first.js", files.get("first.js")!],
    ["explorer.js", asScript("lullGiven", given) + files.get("explorer.js")!],
    ["explorer.css", files.get("explorer.css")!],
    ["worker.js", script],
    ["rest.js", asScript("lullRest", rest)],
    ["worker-text.js", asScript("lullWorkerText", script)],
  ]);
}

const asScript = (name: string, value: unknown) =>
  `self.${name} = ${JSON.stringify(value).replaceAll("<", "\\u003c")};\n`;

/** What a visitor loads, as it is and compressed. */
export function weightOf(files: ReadonlyMap<string, string>): string {
  const loaded = [...files].filter(([name]) => name !== "worker-text.js").map(([, text]) => text);
  const kilobytes = (sizes: number[]) => `${Math.round(sizes.reduce((a, b) => a + b, 0) / 1000)} kB`;
  return `${kilobytes(loaded.map((text) => Buffer.byteLength(text)))}, ${kilobytes(loaded.map((text) => gzipSync(text).length))} compressed`;
}

/** The circuit, whole and as a first look. */
async function circuitLayouts(library: Library): Promise<object> {
  const joined = joinWithDrugs(library.model, []).value;
  if (!joined) throw new Error("The model could not be joined; `lull lint` says why.");
  const circuit = circuitOf(joined);
  const placed = async (one: Circuit, apart?: number) =>
    placedCircuit(one, await layoutGraph(layoutRequest(one, apart)));
  const { overview = [] } = library.model;
  const whole = await placed(circuit);
  return { whole, overview: overview.length > 0 ? await placed(overviewOf(circuit, overview), 0.3) : whole };
}

/** The bundled files: from the package, where they are ready made; in a checkout, made now. */
async function bundled(): Promise<ReadonlyMap<string, string>> {
  if (import.meta.url.endsWith(".ts")) return (await import("./bundle.ts")).bundleExplorer();
  const ready = join(packageRoot, "dist", "page");
  return new Map(readdirSync(ready).map((name) => [name, readFileSync(join(ready, name), "utf8")]));
}
