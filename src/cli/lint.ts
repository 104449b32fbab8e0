import type { Command } from "commander";
import { claimFaults } from "../analysis/index.ts";
import { type Diagnostic, distinct, isUsable, type Place, renderDiagnostics } from "../diagnostics/index.ts";
import { type Provenance, recordJson } from "../document/index.ts";
import {
  fingerprint,
  InputFiles,
  libraryFiles,
  readTextFile,
  shippedModels,
  shippedScenarios,
  shownPath,
  yamlFiles,
} from "../files/index.ts";
import {
  alsoDefined,
  claimFileName,
  extendLibrary,
  type FileKind,
  fileKinds,
  kindOf,
  type Library,
  parseYaml,
  readScenario,
  readSearch,
  unclearKind,
} from "../language/index.ts";
import { type Claim, prepare, withOwn } from "../scenario/index.ts";
import { prepareSearch } from "../studies/index.ts";
import { stem } from "../text/index.ts";
import { Failure } from "./failure.ts";
import { checkFolder, type LibraryOptions, withoutBorrowed } from "./library.ts";
import { checkModels } from "./lint-models.ts";
import { modelsOption, withOption } from "./options.ts";
import { type Disk, once, readOnce } from "./read-once.ts";
import { recordOfFiles } from "./record.ts";

export function addLint(program: Command): void {
  program
    .command("lint")
    .description(
      `check ${new Intl.ListFormat("en-GB").format(Object.keys(fileKinds))} files without running them`,
    )
    .argument("[paths...]", "files or folders (default: the shipped models, scenarios and searches)")
    .option("--json", "print the diagnostics as JSON")
    .addOption(modelsOption())
    .addOption(withOption())
    .action((paths: string[], options: LibraryOptions & { readonly json?: boolean }) => {
      const named = paths.length > 0 ? paths : [shippedModels, shippedScenarios];
      const asked = [...named, ...(options.with ?? [])];
      const inputs = new InputFiles();
      const { diagnostics, texts, files } = lintOnce(asked, options.models, inputs.read);
      if (options.json) {
        const manifest = recordJson(recordOfLint(asked, options.models, inputs));
        process.stdout.write(`${JSON.stringify({ files, diagnostics, manifest }, null, 2)}\n`);
      }
      const faulty = !isUsable(diagnostics);
      if (diagnostics.length > 0 && !options.json)
        (faulty ? process.stderr : process.stdout).write(`${renderDiagnostics(diagnostics, texts)}\n`);
      if (faulty) throw new Failure("");
      if (!options.json) process.stdout.write(`${files} file${files === 1 ? "" : "s"} checked, no errors.\n`);
    });
}

interface Linted {
  readonly diagnostics: Diagnostic[];
  /** of the files that were read, by path */
  readonly texts: Map<string, string>;
  /** how many were asked about */
  readonly files: number;
}

/** The record of a check: the models that it was made with, and every file that was looked at. */
function recordOfLint(asked: readonly string[], folder: string | undefined, inputs: InputFiles): Provenance {
  const files = libraryFiles(folder ?? modelsFolderAmong(asked), undefined, inputs.read);
  const { partial, texts } = readOnce(files);
  const model = partial?.model ?? { name: `${files.model}, which cannot be read`, modules: [] };
  return recordOfFiles("lint", { model, hash: fingerprint(texts), inputs: inputs.list });
}

/** `lint`, or what it said before of the same files with the same texts, when that was no error. */
function lintOnce(
  paths: readonly string[],
  modelsFolder: string | undefined,
  read: InputFiles["read"],
): Linted {
  const files = filesAt(paths);
  checkFolder(modelsFolder);
  return once(
    "lint",
    JSON.stringify([files, paths, modelsFolder ?? null]),
    (disk) => {
      const { diagnostics, texts, ...rest } = lint(paths, modelsFolder, disk);
      const shown = new Set(diagnostics.map((d) => d.place?.file));
      return { ...rest, diagnostics, texts: new Map([...texts].filter(([file]) => shown.has(file))) };
    },
    ({ diagnostics }) => isUsable(diagnostics),
    { read },
  );
}

/** The YAML files at paths, as they are shown. */
function filesAt(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    const found = yamlFiles(path).map(shownPath);
    if (found.length === 0) throw new Failure(`There is no YAML file at "${path}".`);
    return found;
  });
}

const plainDisk: Disk = { read: readTextFile, library: libraryFiles };

/** Static checks of files and folders, each by what kind of file it is; the models they build on are checked with them. */
export function lint(paths: readonly string[], modelsFolder?: string, disk: Disk = plainDisk): Linted {
  const diagnostics: Diagnostic[] = [];
  const texts = new Map<string, string>();
  const files = filesAt(paths);
  checkFolder(modelsFolder);
  const folder = modelsFolder ?? modelsFolderAmong(paths);
  const library = readOnce(disk.library(folder));
  for (const [file, text] of library.texts) texts.set(file, text);
  const own = (list: readonly Diagnostic[]) => diagnostics.push(...list);
  own(library.diagnostics);
  const base = library.partial && withoutBorrowed(library.partial);
  const isAsked = files.some((file) => library.texts.has(file));
  const parts: JoinedFile[] = [];
  const questions: { readonly file: string; readonly text: string; readonly kind: FileKind }[] = [];
  for (const file of files) {
    if (library.texts.has(file)) continue;
    const text = disk.read(file)!;
    texts.set(file, text);
    const { parsed, diagnostics: syntax } = parseYaml(file, text);
    own(syntax);
    const kind = parsed && kindOf(parsed);
    if (!parsed) continue;
    if (!kind) own([unclearKind(parsed)]);
    else if (kind === "scenario" || kind === "search" || kind === "model")
      questions.push({ file, text, kind });
    else {
      const name = String((parsed.data as Record<string, unknown>)[kind]);
      const place = { file, ...placeIn(text, kind, name) };
      const first = parts.find((one) => one.kind === kind && one.name === name);
      if (first) own([alsoDefined(kind, name, place, first.place)]);
      parts.push({ file, text, kind, name, place });
    }
  }
  const groups = base ? groupsOf(parts) : [];
  // What is asked about is checked joined to the models, so these need no check of their own beside it.
  if (base && (isAsked || groups.length === 0)) own(checkModels(base, library.diagnostics));
  // Claims of the library speak up only where they are asked about: what is linted may be one file of somebody else's.
  if (library.value && isAsked) {
    const all = [...library.value.claims.values()];
    const claims = all.filter((claim) => files.includes(claim.place.file));
    // Whatever else is asked about, claims of any file may build on it.
    const isRest = files.some(
      (file) => library.texts.has(file) && !claims.some((c) => c.place.file === file),
    );
    const concerned = isRest ? all : claims;
    own([...claimFaults(concerned, library.value), ...misnamed(concerned)]);
  }
  let joined = base;
  for (const group of groups) {
    const extended = extendLibrary(base!, group);
    own(extended.diagnostics);
    const { partial } = extended;
    if (!partial) continue;
    joined = partial;
    own(checkModels(partial, extended.diagnostics));
    const claims = [...partial.claims.values()].filter((claim) => group.has(claim.place.file));
    if (claims.length > 0) own([...claimFaults(claims, partial), ...misnamed(claims)]);
  }
  for (const { file, text, kind } of questions) {
    if (kind === "scenario") own(lintScenario(file, text, joined, texts, folder, disk));
    else if (kind === "search") own(lintSearch(file, text, joined, texts, disk));
    else own(lintModel(file, folder, texts, disk));
  }
  return { diagnostics: distinct(diagnostics), texts, files: files.length };
}

/** The folder of models among the paths: one of them, or where its model file stands, if all else stands there too. */
function modelsFolderAmong(paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const model = yamlFiles(path).find((file) => /(^|\/)model\.ya?ml$/i.test(file));
    if (model === undefined) continue;
    const isBeside = ["drugs", "people", "evidence"].some((name) => yamlFiles(`${path}/${name}`).length > 0);
    return isBeside || !model.includes("/") ? path : model.slice(0, model.lastIndexOf("/"));
  }
  return undefined;
}

/** A file that defines something that can be joined to the models, and where it says its name. */
interface JoinedFile {
  readonly file: string;
  readonly text: string;
  readonly kind: FileKind;
  readonly name: string;
  readonly place: Place;
}

/** Where a name stands behind the key of its kind. */
function placeIn(text: string, kind: string, name: string): { readonly start: number; readonly end: number } {
  const line = Math.max(0, text.search(new RegExp(`^${kind}\\s*:`, "m")));
  const at = text.indexOf(name, line);
  return at < 0 ? { start: line, end: line + kind.length } : { start: at, end: at + name.length };
}

/** Files that can be joined to the models together: of two that define the same, the second goes into another group. */
function groupsOf(parts: readonly JoinedFile[]): Map<string, string>[] {
  const groups: { files: Map<string, string>; names: Set<string> }[] = [];
  for (const { file, text, kind, name: own } of parts) {
    const name = `${kind} ${own}`;
    let group = groups.find(({ names }) => !names.has(name));
    if (!group) {
      group = { files: new Map(), names: new Set() };
      groups.push(group);
    }
    group.files.set(file, text);
    group.names.add(name);
  }
  return groups.map(({ files }) => files);
}

/** Claims whose file is not named by their id. */
const misnamed = (claims: readonly Claim[]): Diagnostic[] =>
  claims.flatMap(({ id, place }) => (stem(place.file) === id ? [] : [claimFileName(id, place)]));

/** A model file that is not the one of the models folder, with its modules. */
function lintModel(
  file: string,
  folder: string | undefined,
  texts: Map<string, string>,
  disk: Disk,
): Diagnostic[] {
  const library = readOnce(disk.library(folder, file));
  for (const [path, content] of library.texts) texts.set(path, content);
  return [
    ...library.diagnostics,
    ...(library.partial ? checkModels(withoutBorrowed(library.partial), library.diagnostics) : []),
  ];
}

function lintScenario(
  file: string,
  text: string,
  models: Library | undefined,
  texts: Map<string, string>,
  folder: string | undefined,
  disk: Disk,
): Diagnostic[] {
  const read = readScenario(file, text, disk.read);
  for (const [path, content] of read.texts) texts.set(path, content);
  if (!read.value) return [...read.diagnostics];
  const { model } = read.value;
  const other = model === undefined ? undefined : readOnce(disk.library(folder, model));
  for (const [path, content] of other?.texts ?? []) texts.set(path, content);
  const library = other ? other.value : models;
  if (!library) return [...read.diagnostics, ...(other?.diagnostics ?? [])];
  return [
    ...read.diagnostics,
    ...(other?.diagnostics ?? []),
    ...prepare(read.value.scenario, withOwn(library, read.value)).diagnostics,
  ];
}

function lintSearch(
  file: string,
  text: string,
  library: Library | undefined,
  texts: Map<string, string>,
  disk: Disk,
): readonly Diagnostic[] {
  const { value, diagnostics, texts: read } = readSearch(file, text, disk.read);
  for (const [path, content] of read) texts.set(path, content);
  if (!value || !library) return diagnostics;
  return [...diagnostics, ...prepareSearch(value.plan, withOwn(library, value)).diagnostics];
}
