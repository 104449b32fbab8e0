import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, rmdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { shownPath } from "./disk.ts";
import { type DiskWriter, realDisk, writeFile } from "./disk-writer.ts";

/** Why a folder may not be filled with files of its own kind: something is there already. Undefined when it may. */
export function refusalToFill(folder: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  if (!statSync(folder).isDirectory()) return `${shownPath(folder)} is a file, not a folder.`;
  return readdirSync(folder).length === 0 ? undefined : `${shownPath(folder)} holds files already.`;
}

/** Writes a new folder whole or not at all: under a temporary name beside it, then renamed. */
export function writeFolderWhole(
  folder: string,
  files: ReadonlyMap<string, string | Uint8Array>,
  disk: DiskWriter = realDisk,
): void {
  const temporary = `${folder.replace(/\/+$/, "")}.${randomBytes(4).toString("hex")}.tmp`;
  try {
    disk.mkdir(temporary);
    for (const [name, content] of files) writeFile(join(temporary, name), content, disk);
    if (existsSync(folder)) rmdirSync(folder);
    disk.rename(temporary, folder);
  } catch (error) {
    disk.remove(temporary);
    throw error;
  }
}
