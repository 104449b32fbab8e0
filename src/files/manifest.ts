import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The file that says what a folder of results holds. */
export const marker = "manifest.json";

/** A file that Lull wrote, as its manifest lists it. */
export interface WrittenFile {
  /** In the folder, with forward slashes. */
  readonly path: string;
  readonly sha256: string;
}

/** What Lull says of a folder of results; more keys follow with the record of the run. */
export interface ResultsManifest {
  /** The version of this list; its presence says that Lull wrote the folder. */
  readonly lull_results: 1;
  /** What was asked; other results may not take the place of these when it differs. */
  readonly results_of?: unknown;
  readonly files: readonly WrittenFile[];
  readonly [more: string]: unknown;
}

/** The manifest of a folder of results; undefined where there is none, or where it is somebody else's file of that name. */
export function manifestIn(folder: string): ResultsManifest | undefined {
  try {
    return manifestOf(JSON.parse(readFileSync(join(folder, marker), "utf8")));
  } catch {
    return undefined;
  }
}

export function manifestOf(data: unknown): ResultsManifest | undefined {
  const { lull_results: mark, files } = Object(data) as Partial<ResultsManifest>;
  const isList = Array.isArray(files) && files.every((f) => typeof Object(f).path === "string");
  return mark === 1 && isList ? (data as ResultsManifest) : undefined;
}

/** The files in a folder that are Lull's: those its manifest lists, and the manifest. */
export function ownedIn(folder: string): ReadonlySet<string> {
  const manifest = manifestIn(folder);
  return new Set(manifest ? [...manifest.files.map(({ path }) => path), marker] : []);
}
