import { nearestNames, type SourceTexts } from "../diagnostics/index.ts";

import {
  fingerprint,
  libraryFiles,
  readTextFile,
  scenarioFiles,
  shippedScenarios,
  shownPath,
} from "../files/index.ts";
import {
  extendLibrary,
  type Library,
  readLibrary,
  readScenario,
  type ScenarioFile,
} from "../language/index.ts";
import { Failure, report } from "./failure.ts";

export interface LoadedLibrary extends Library {
  /** Fingerprint of every text that was read. */
  readonly hash: string;
}

/** Reads the models folder; faults end the command. */
export function loadLibrary(folder?: string, model?: string): LoadedLibrary {
  const { value, diagnostics, texts } = readLibrary(libraryFiles(folder, model));
  report(diagnostics, texts);
  if (!value) throw new Failure("The models could not be read.");
  return { ...value, hash: fingerprint(texts) };
}

/** The library with files of one's own joined to it; faults end the command. */
export function withOwnFiles(library: LoadedLibrary, files: ReadonlyMap<string, string>): LoadedLibrary {
  if (files.size === 0) return library;
  const { value, diagnostics, texts } = extendLibrary(library, files);
  report(diagnostics, texts);
  if (!value) throw new Failure("The files could not be read.");
  const own = [...files].map(([path, text]) => [path.slice(path.lastIndexOf("/") + 1), text] as const);
  return { ...value, hash: fingerprint(new Map([["models", library.hash], ...own])) };
}

/** Reads a scenario by path, or by name from the shipped ones; faults end the command. */
export function loadScenario(name: string): ScenarioFile & { texts: SourceTexts; path: string } {
  const path = findScenario(name);
  const text = readTextFile(path)!;
  const { value, diagnostics, texts } = readScenario(shownPath(path), text, readTextFile);
  report(diagnostics, texts);
  if (!value) throw new Failure(`The scenario ${path} could not be read.`);
  return { ...value, texts, path };
}

function findScenario(name: string): string {
  const shipped = scenarioFiles();
  const bare = (file: string) => file.slice(file.lastIndexOf("/") + 1).replace(/\.ya?ml$/i, "");
  const named = shipped.filter((file) => bare(file) === name);
  const candidates = [name, `${name}.yaml`, `${shippedScenarios}/${name}.yaml`, ...named];
  const path = candidates.find((candidate) => readTextFile(candidate) !== undefined);
  if (path !== undefined) return path;
  const near = nearestNames(bare(name), shipped.map(bare));
  const help =
    near.length > 0 ? `Did you mean ${near.join(" or ")}?` : `Shipped scenarios: ${shipped.join(", ")}.`;
  throw new Failure(`There is no scenario "${name}".\n${help}`);
}
