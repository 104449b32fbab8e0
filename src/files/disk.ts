import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import zlib, { brotliDecompressSync, gunzipSync } from "node:zlib";
import { csvOfParquet } from "../interchange/index.ts";
import { bytesInCommit, isInCommit, pathInCommitFrom, yamlFilesInCommit } from "./commit.ts";

/** The bytes of a file, or undefined when it is not there or not a file. */
export function readBytes(path: string): Buffer | undefined {
  if (isInCommit(path)) return bytesInCommit(path);
  try {
    return statSync(path).isFile() ? readFileSync(path) : undefined;
  } catch {
    return undefined;
  }
}

/** The text of a file, or undefined when it is not there or not a file; of a Parquet file that of its table. */
export function readTextFile(path: string): string | undefined {
  const bytes = readBytes(path);
  return bytes && textOf(path, bytes);
}

/** @throws UnreadableTable */
export const textOf = (path: string, bytes: Buffer): string =>
  /\.parquet$/i.test(path) ? csvOfParquet(bytes, compressors) : bytes.toString("utf8");

/** Node has Zstandard from version 22.15 on. */
const { zstdDecompressSync } = zlib as { zstdDecompressSync?: typeof gunzipSync };
const compressors = {
  GZIP: (input: Uint8Array) => gunzipSync(input),
  BROTLI: (input: Uint8Array) => brotliDecompressSync(input),
  ...(zstdDecompressSync ? { ZSTD: (input: Uint8Array) => zstdDecompressSync(input) } : {}),
};

/**
 * YAML files below a folder (or the file itself), sorted, with forward slashes; empty when there is none. What an editor
 * or a system leaves beside them is passed over: `.#x.yaml`, `._x.yaml`, links that lead nowhere.
 */
export function yamlFiles(path: string): string[] {
  if (isInCommit(path)) return yamlFilesInCommit(path);
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

/** Where a path leads that was written from another folder. */
export const pathFrom = (folder: string, path: string): string =>
  isInCommit(path) ? pathInCommitFrom(folder, path) : resolve(folder, path);

/** A path as the user would write it: relative to where they are when it lies below, with forward slashes. */
export function shownPath(path: string): string {
  if (isInCommit(path)) return path;
  const short = relative(process.cwd(), resolve(path));
  const shown = short === "" ? "." : short.startsWith("..") ? resolve(path) : short;
  return shown.split(sep).join("/");
}
