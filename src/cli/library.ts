import { existsSync, statSync } from "node:fs";
import { type Diagnostic, didYouMean, type Place, type SourceTexts } from "../diagnostics/index.ts";
import { allInputs, fingerprintWith, type InputFile } from "../document/index.ts";
import {
  commitOf,
  fingerprint,
  InputFiles,
  isInCommit,
  libraryFiles,
  pin,
  readTextFile,
  scenarioFiles,
  shippedModels,
  shippedScenarios,
  shownPath,
  yamlFiles,
} from "../files/index.ts";
import {
  extendLibrary,
  type FileKind,
  kindOf,
  type Library,
  parseYaml,
  readScenario,
  type ScenarioFile,
} from "../language/index.ts";
import type { Population } from "../scenario/index.ts";
import { quoted, stem } from "../text/index.ts";
import { Failure, report } from "./failure.ts";
import { readOnce } from "./read-once.ts";

export interface LoadedLibrary extends Library {
  /** Fingerprint of every text that was read. */
  readonly hash: string;
  /** Every file that was read. */
  readonly inputs: readonly InputFile[];
}

/** Which models: those of a folder, and what is joined to them. */
export interface LibraryOptions {
  readonly models?: string | undefined;
  /** Files and folders of one's own. */
  readonly with?: readonly string[] | undefined;
}

/** Reads the models folder and joins files of one's own; faults end the command. */
export function loadLibrary(options: LibraryOptions = {}, model?: string): LoadedLibrary {
  const own = filesToJoin(options.with ?? []);
  return withOwnFiles(loadModels(options.models, model), own.texts, own.inputs);
}

function loadModels(folder: string | undefined, model: string | undefined): LoadedLibrary {
  if (model === undefined) checkFolder(folder);
  const inputs = new InputFiles();
  const { value, diagnostics, texts } = readOnce(libraryFiles(folder, model, inputs.read));
  report(diagnostics, texts, helpWithCommit(folder, "this version of Lull does not read"));
  if (!value) throw new Failure("The models could not be read.");
  const ownFiles = new Set(inputs.list.filter((input) => !input.isShipped).map(({ path }) => path));
  const ownModules = value.model.modules
    .filter(({ place }) => ownFiles.has(place.file))
    .map(({ name }) => name);
  return { ...value, ownModules, hash: fingerprint(texts), inputs: inputs.list };
}

/** Ends the command where a folder of models is none, with what may be meant. */
export function checkFolder(folder: string | undefined): void {
  if (folder === undefined || isInCommit(folder)) return;
  if (!existsSync(folder)) throw new Failure(`There is no folder "${folder}".`);
  if (!statSync(folder).isDirectory())
    throw new Failure(
      `"${folder}" is a file, and --models takes a folder: --with joins a file to the shipped models.`,
    );
  const found = yamlFiles(folder);
  if (found.some((path) => /(^|\/)model\.ya?ml$/i.test(path))) return;
  throw new Failure(
    `The folder "${folder}" has no model.yaml, which says which modules are a model.\n${
      found.length > 0
        ? `To join its files to the shipped models, write --with ${folder}.`
        : "It has no YAML files at all."
    }`,
  );
}

/** What can be done about faults that the models of a commit have, or have beside a scenario of today. */
export function helpWithCommit(folder: string | undefined, what: string): string {
  const commit = folder === undefined ? undefined : commitOf(pin(folder, shippedModels));
  if (!commit) return "";
  const { hash } = commit;
  return [
    `The models of commit ${quoted(commit.name)} are from ${commit.date}, and ${what} them as they are.`,
    `Copy them (git archive --prefix=then/ ${hash} | tar -x), mend them and name the copy, or see them under Lull as it was then: git worktree add then ${hash}`,
  ].join("\n");
}

/** Options that join the file of a population which is named by its path. */
export const withPopulation = <O extends LibraryOptions & { readonly population?: string }>(
  options: O,
): O => {
  const { population } = options;
  return population !== undefined && isPath(population)
    ? { ...options, with: [...(options.with ?? []), population] }
    : options;
};

/** The population of a name or a path, without one the first; faults end the command. */
export function populationIn(asked: string | undefined, populations: Library["populations"]): Population {
  const name = asked === undefined ? undefined : nameIn(asked, "population", populations);
  const known = [...populations.keys()];
  const chosen = populations.get(name ?? known[0] ?? "");
  if (chosen) return chosen;
  if (name === undefined)
    throw new Failure("The models have no population; they belong in models/populations/.");
  throw new Failure(
    `There is no population "${name}".\n${didYouMean(name, known, `Populations: ${known.join(", ") || "none"}.`)}`,
  );
}

/** Ends the command where people are drawn from a population that a model of one's own borrows and cannot have. */
export function refuseBorrowed(
  name: string,
  { model, populations }: Library,
  diagnostics: readonly Diagnostic[],
): void {
  const population = populations.get(name);
  const isShipped = (place: Place | undefined) => place?.file.startsWith(`${shippedModels}/`) === true;
  const faults = diagnostics.filter(({ severity }) => severity === "error");
  if (!isShipped(population?.place) || isShipped(model.place)) return;
  if (faults.length === 0 || !faults.every(({ place }) => isShipped(place))) return;
  throw new Failure(
    `${model.name} has no population of its own, and has not what the shipped one, ${name}, speaks of: ${faults[0]!.message}\nDescribe its people in a file populations/NAME.yaml beside model.yaml, or name a file with --population; "lull new population NAME" begins one.`,
  );
}

/** A model of one's own without the shipped drugs and people that it may borrow: it need not have all that they name. */
export function withoutBorrowed(library: Library): Library {
  const isShipped = (file: string) => file.startsWith(`${shippedModels}/`);
  if (isShipped(library.model.place.file)) return library;
  const own = <T extends { readonly place: Place }>(things: ReadonlyMap<string, T>) =>
    new Map([...things].filter(([, { place }]) => !isShipped(place.file)));
  return {
    ...library,
    drugs: own(library.drugs),
    people: own(library.people),
    populations: own(library.populations),
  };
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
  return { ...value, hash: fingerprintWith(library.hash, files), inputs: allInputs(library.inputs, inputs) };
}

/** Files of one's own: their texts by path, and their hashes. */
interface OwnTexts {
  readonly texts: ReadonlyMap<string, string>;
  readonly inputs: readonly InputFile[];
}

/** The files at paths that can join a library; scenarios, searches and models in a folder are passed over. */
export function filesToJoin(paths: readonly string[]): OwnTexts {
  const inputs = new InputFiles();
  const texts = new Map<string, string>();
  for (const path of paths) {
    const found = yamlFiles(path).map(shownPath);
    if (found.length === 0) throw new Failure(`There is no YAML file at "${path}".`);
    for (const file of found) {
      const text = readTextFile(file)!;
      const { parsed } = parseYaml(file, text);
      const kind = parsed && kindOf(parsed);
      if (isJoined(kind) || (found.length === 1 && kind === undefined)) texts.set(file, inputs.read(file)!);
      else if (found.length === 1)
        throw new Failure(
          `"${path}" is a ${kind}, which is not joined to the models: name it as what is to be run.`,
        );
    }
  }
  return { texts, inputs: inputs.list };
}

export const isJoined = (kind: FileKind | undefined): boolean =>
  kind !== undefined && !["scenario", "search", "model"].includes(kind);

/** Whether a name on the command line is the path of a file. */
export const isPath = (name: string): boolean => /\.ya?ml$/i.test(name);

/** The name of what a file defines, where a name is its path. */
export function nameIn(
  name: string,
  kind: string,
  known: ReadonlyMap<string, { readonly name: string; readonly place: Place }>,
): string {
  if (!isPath(name)) return name;
  const found = [...known.values()].find(({ place }) => place.file === shownPath(name));
  if (found) return found.name;
  throw new Failure(`There is no ${kind} in "${name}".\nSuch a file starts with ${kind}: and a name.`);
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
  const help = didYouMean(
    stem(name),
    shipped.map(stem),
    `Shipped scenarios: ${shipped.map(stem).sort().join(", ")}.`,
  );
  throw new Failure(`There is no scenario "${name}".\n${help}`);
}
