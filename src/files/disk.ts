import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

/** The bytes of a file, or undefined when it is not there or not a file. */
export function readBytes(path: string): Buffer | undefined {
  try {
    return statSync(path).isFile() ? readFileSync(path) : undefined;
  } catch {
    return undefined;
  }
}

/** The text of a file, or undefined when it is not there or not a file. */
export const readTextFile = (path: string): string | undefined => readBytes(path)?.toString("utf8");

/**
 * YAML files below a folder (or the file itself), sorted, with forward slashes; empty when there is none. What an editor
 * or a system leaves beside them is passed over: `.#x.yaml`, `._x.yaml`, links that lead nowhere.
 */
export function yamlFiles(path: string): string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const inner = `${path}/${entry.name}`;
      if (entry.name === "node_modules" || entry.name.startsWith(".")) return [];
      if (entry.isDirectory()) return yamlFiles(inner);
      return /\.ya?ml$/i.test(entry.name) && isFile(inner) ? [inner] : [];
    });
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** A path as the user would write it: relative to where they are when it lies below, with forward slashes. */
export function shownPath(path: string): string {
  const short = relative(process.cwd(), resolve(path));
  const shown = short === "" ? "." : short.startsWith("..") ? resolve(path) : short;
  return shown.split(sep).join("/");
}

/** Writes a file whole or not at all: to a temporary name beside it, then renamed. */
export function writeFileWhole(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${randomBytes(4).toString("hex")}.tmp`;
  try {
    writeFileSync(temporary, content);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Writes a file whole or not at all, piece by piece. */
export function writePiecesWhole(path: string, pieces: Iterable<string | Uint8Array>): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${randomBytes(4).toString("hex")}.tmp`;
  const file = openSync(temporary, "w");
  try {
    for (const piece of pieces) writeSync(file, typeof piece === "string" ? Buffer.from(piece) : piece);
    closeSync(file);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

const marker = "manifest.json";

/** Why results may not be written into a folder: it holds files that an earlier run did not make. Undefined when they may. */
export function refusalToWrite(folder: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  if (!statSync(folder).isDirectory()) return `${shownPath(folder)} is a file, not a folder.`;
  const names = readdirSync(folder);
  if (names.length === 0 || names.includes(marker)) return undefined;
  return `${shownPath(folder)} holds files that are not results of an earlier run.`;
}

/** Writes a set of results into a folder, each file whole; the manifest comes last and marks the folder as results. */
export function writeResults(
  folder: string,
  files: ReadonlyMap<string, string | Uint8Array>,
  manifest: object,
): void {
  for (const [name, content] of files) writeFileWhole(join(folder, name), content);
  writeFileWhole(join(folder, marker), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Why a folder may not be filled with files of its own kind: something is there already. Undefined when it may. */
export function refusalToFill(folder: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  if (!statSync(folder).isDirectory()) return `${shownPath(folder)} is a file, not a folder.`;
  return readdirSync(folder).length === 0 ? undefined : `${shownPath(folder)} holds files already.`;
}

/** Writes a new folder whole or not at all: under a temporary name beside it, then renamed. */
export function writeFolderWhole(folder: string, files: ReadonlyMap<string, string | Uint8Array>): void {
  const temporary = `${folder.replace(/\/+$/, "")}.${randomBytes(4).toString("hex")}.tmp`;
  try {
    mkdirSync(temporary, { recursive: true });
    for (const [name, content] of files) writeFileWhole(join(temporary, name), content);
    if (existsSync(folder)) rmdirSync(folder);
    renameSync(temporary, folder);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    throw error;
  }
}
