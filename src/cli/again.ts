import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import type { Provenance, RecordJson } from "../document/index.ts";
import {
  InputFiles,
  isInCommit,
  manifestIn,
  marker,
  packageRoot,
  pathFrom,
  type ResultsManifest,
  readBytes,
  sha256Of,
  sha256OfFile,
  shownPath,
  version,
} from "../files/index.ts";
import { present } from "../text/index.ts";
import { firstDifference } from "./difference.ts";
import { Failure } from "./failure.ts";
import { recordOfFiles } from "./record.ts";
import { printRecorded } from "./terminal.ts";

/** What differs from a recorded run; nothing when it gave the same bytes. */
interface Differences {
  /** Versions that are others now: whatever follows may come from them. */
  readonly versions: readonly string[];
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

export function addAgain(program: Command): void {
  program
    .command("again")
    .description("repeat the run that a manifest records, and say whether it gives the same bytes")
    .argument("<manifest>", "path of a manifest.json, or of the folder that holds it")
    .option("--json", "print JSON")
    .action((path: string, options: { json?: boolean }) => {
      const folder = folderOf(path);
      const manifest = manifestIn(folder);
      if (!manifest) throw new Failure(noManifest(path));
      const { arguments: words } = manifest;
      if (!Array.isArray(words) || words.length === 0 || !words.every((word) => typeof word === "string"))
        throw new Failure(`${shownPath(path)} does not say which command it came from.`);
      const found = differencesOf(folder, manifest, words);
      const isSame = found.inputs.length + found.outputs.length === 0;
      const record = recordOfAgain(folder, manifest);
      const { record: id } = manifest;
      const same = isSame && `The same bytes: ${manifest.files.length} files.`;
      const lines = present(...found.versions, ...found.inputs, ...found.outputs, same);
      const data = { same: isSame, ...found, repeats: id ?? null };
      printRecorded(options.json, data, lines.join("\n"), record);
      if (!isSame) throw new Failure("");
    });
}

/** The folder of results, from it or from its manifest. */
function folderOf(path: string): string {
  if (!existsSync(path)) throw new Failure(`There is no file or folder "${path}".`);
  return statSync(path).isDirectory() ? resolve(path) : dirname(resolve(path));
}

/** The record of the comparison: the manifest, and the inputs that it names as they are now, computed as it says. */
function recordOfAgain(folder: string, manifest: ResultsManifest): Provenance {
  const {
    model,
    model_hash: hash,
    seed,
    solver,
    rtol,
    atol,
  } = manifest as ResultsManifest & Partial<RecordJson>;
  const read = new InputFiles();
  read.bytes(shownPath(join(folder, marker)));
  const where = directoryOf(folder, manifest);
  for (const { path, shipped } of inputsOf(manifest))
    read.bytes(shipped ? join(packageRoot, path) : shownPath(pathFrom(where, path)));
  const models = {
    model: { name: model ?? "unknown", modules: [] },
    hash: hash ?? "unknown",
    inputs: read.list,
  };
  return recordOfFiles("again", models, [], { seed, solver, rtol, atol });
}

const noManifest = (path: string) =>
  `${shownPath(path)} is no record of a run: Lull writes one as manifest.json beside its results.`;

function differencesOf(folder: string, manifest: ResultsManifest, words: readonly string[]): Differences {
  const where = directoryOf(folder, manifest);
  const inputs = changedInputs(manifest, where);
  const versions = [
    ...changed("Lull", manifest.version, version()),
    ...changed("Node", manifest.node, process.versions.node),
  ];
  const home = mkdtempSync(join(tmpdir(), "lull-again-"));
  try {
    const out = join(home, "out");
    const again = [...process.execArgv, resolve(process.argv[1]!), ...words, "--out", out];
    // What it prints is in its files too; how far it is, and why it cannot be run, is said as ever.
    spawnSync(process.execPath, again, { cwd: where, stdio: ["ignore", "ignore", "inherit"] });
    if (!manifestIn(out)) throw new Failure([...inputs, "The command could not be run again."].join("\n"));
    return { versions, inputs, outputs: changedOutputs(folder, manifest, out) };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

const changed = (what: string, before: unknown, now: string) =>
  before === undefined || before === now ? [] : [`It was computed with ${what} ${before}, now with ${now}.`];

type Input = RecordJson["inputs"][number];
const inputsOf = ({ inputs }: ResultsManifest) => (Array.isArray(inputs) ? (inputs as Input[]) : []);

/** Where the command was given, as it lies from the results; or here, when the inputs are found here instead. */
function directoryOf(folder: string, manifest: ResultsManifest): string {
  const { ran_in: from } = manifest;
  const own = inputsOf(manifest).filter(({ shipped }) => !shipped);
  const places = [...(typeof from === "string" ? [resolve(folder, from)] : []), process.cwd()];
  const hasAll = (place: string) =>
    own.every(({ path }) => isInCommit(path) || existsSync(resolve(place, path)));
  return places.find((place) => existsSync(place) && hasAll(place)) ?? process.cwd();
}

/** Inputs whose bytes are others now, or that are gone. */
function changedInputs(manifest: ResultsManifest, where: string): string[] {
  return inputsOf(manifest).flatMap(({ path, sha256, shipped }) => {
    const bytes = readBytes(shipped ? join(packageRoot, path) : pathFrom(where, path));
    if (bytes === undefined) return [`Input gone: ${path}`];
    return sha256Of(bytes) === sha256 ? [] : [`Input changed: ${path}`];
  });
}

/** Files that came out otherwise than the manifest says, each with the first place where it differs. */
function changedOutputs(folder: string, before: ResultsManifest, out: string): string[] {
  const now = new Map(manifestIn(out)!.files.map(({ path, sha256 }) => [path, sha256]));
  const told = before.files.flatMap(({ path, sha256 }): string[] => {
    const hash = now.get(path);
    now.delete(path);
    if (hash === undefined) return [`Output not written again: ${path}`];
    const kept = sha256OfFile(join(folder, path));
    const isKept = kept === sha256;
    const difference = (...folders: readonly string[]) => {
      const [before, after] = folders.map((one) => readBytes(join(one, path)));
      return before && after ? firstDifference(before, after) : "in a file too large to be looked through";
    };
    if (hash === sha256)
      // A record may be kept without its files; one that was edited is not what was computed.
      return kept === undefined || isKept
        ? []
        : [`Changed since it was written: ${path}, ${difference(out, folder)}`];
    if (kept === undefined) return [`Output differs: ${path} (the earlier file is gone)`];
    if (!isKept) return [`Output differs: ${path} (the earlier file has been changed since)`];
    return [`Output differs: ${path}, ${difference(folder, out)}`];
  });
  return [...told, ...[...now.keys()].map((path) => `Output that was not there: ${path}`)];
}
