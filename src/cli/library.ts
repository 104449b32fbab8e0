import { didYouMean, type SourceTexts } from "../diagnostics/index.ts";
import type { InputFile } from "../document/index.ts";
import {
  allInputs,
  fingerprint,
  InputFiles,
  libraryFiles,
  readTextFile,
  scenarioFiles,
  shippedScenarios,
  shownPath,
} from "../files/index.ts";
import { extendLibrary, type Library, readScenario, type ScenarioFile } from "../language/index.ts";
import { stem } from "../text/index.ts";
import { Failure, report } from "./failure.ts";
import { readOnce } from "./read-once.ts";

export interface LoadedLibrary extends Library {
  /** Fingerprint of every text that was read. */
  readonly hash: string;
  /** Every file that was read. */
  readonly inputs: readonly InputFile[];
}

/** Reads the models folder; faults end the command. */
export function loadLibrary(folder?: string, model?: string): LoadedLibrary {
  const inputs = new InputFiles();
  const { value, diagnostics, texts } = readOnce(libraryFiles(folder, model, inputs.read));
  report(diagnostics, texts);
  if (!value) throw new Failure("The models could not be read.");
  const ownFiles = new Set(inputs.list.filter((input) => !input.isShipped).map(({ path }) => path));
  const ownModules = value.model.modules
    .filter(({ place }) => ownFiles.has(place.file))
    .map(({ name }) => name);
  return { ...value, ownModules, hash: fingerprint(texts), inputs: inputs.list };
}

/** The library with files of one's own joined to it; faults end the command. */
export function withOwnFiles(
  library: LoadedLibrary,
  files: ReadonlyMap<string, string>,
  inputs: readonly InputFile[] = [],
): LoadedLibrary {
  if (files.size === 0) return library;
  const { value, diagnostics, texts } = extendLibrary(library, files);
  report(diagnostics, texts);
  if (!value) throw new Failure("The files could not be read.");
  const own = [...files].map(([path, text]) => [path.slice(path.lastIndexOf("/") + 1), text] as const);
  return {
    ...value,
    hash: fingerprint(new Map([["models", library.hash], ...own])),
    inputs: allInputs(library.inputs, inputs),
  };
}

export interface LoadedScenario extends ScenarioFile {
  readonly texts: SourceTexts;
  readonly path: string;
  /** Every file that was read. */
  readonly inputs: readonly InputFile[];
}

/** Reads a scenario by path, or by name from the shipped ones; faults end the command. */
export function loadScenario(name: string): LoadedScenario {
  const path = findScenario(name);
  const inputs = new InputFiles();
  const text = inputs.read(shownPath(path))!;
  const { value, diagnostics, texts } = readScenario(shownPath(path), text, inputs.read);
  report(diagnostics, texts);
  if (!value) throw new Failure(`The scenario ${path} could not be read.`);
  return { ...value, texts, path, inputs: inputs.list };
}

function findScenario(name: string): string {
  const shipped = scenarioFiles();
  const named = shipped.filter((file) => stem(file) === name);
  const candidates = [name, `${name}.yaml`, `${shippedScenarios}/${name}.yaml`, ...named];
  const path = candidates.find((candidate) => readTextFile(candidate) !== undefined);
  if (path !== undefined) return path;
  const help = didYouMean(stem(name), shipped.map(stem), `Shipped scenarios: ${shipped.join(", ")}.`);
  throw new Failure(`There is no scenario "${name}".\n${help}`);
}
