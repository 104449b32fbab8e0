import { randomBytes } from "node:crypto";
import {
  closeSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";

/**
 * All that is ever done to a disk, one call each. Whatever writes takes it as an argument, so that tests can put one in
 * its place that is full, slow or dies in the middle of any call.
 */
export interface DiskWriter {
  /** Makes a folder with those above it; nothing when it is there. */
  mkdir(path: string): void;
  /** @param flag "wx" fails where the file exists */
  open(path: string, flag: "w" | "wx"): number;
  write(file: number, content: string | Uint8Array): void;
  close(file: number): void;
  rename(from: string, to: string): void;
  /** A second name for the same file. */
  link(from: string, to: string): void;
  copy(from: string, to: string): void;
  /** Removes a file or a folder with everything in it; nothing when it is not there. */
  remove(path: string): void;
}

export const realDisk: DiskWriter = {
  mkdir: (path) => void mkdirSync(path, { recursive: true }),
  open: openSync,
  // Given a descriptor, this writes all of it, however little the system takes at a time.
  write: (file, content) => writeFileSync(file, content),
  close: closeSync,
  rename: renameSync,
  link: linkSync,
  copy: (from, to) => copyFileSync(from, to),
  remove: (path) => rmSync(path, { recursive: true, force: true }),
};

/** The content of a file: whole, or piece by piece where it is too long to be held. */
export type Content = string | Uint8Array | Iterable<string | Uint8Array>;

export const piecesOf = (content: Content): Iterable<string | Uint8Array> =>
  typeof content === "string" || content instanceof Uint8Array ? [content] : content;

/** Writes a file that is not there yet, or that nobody reads meanwhile; `onPiece` sees what is written. */
export function writeFile(
  path: string,
  content: Content,
  disk: DiskWriter = realDisk,
  onPiece: (piece: string | Uint8Array) => void = () => {},
): void {
  disk.mkdir(dirname(path));
  const file = disk.open(path, "w");
  try {
    for (const piece of piecesOf(content)) {
      disk.write(file, piece);
      onPiece(piece);
    }
  } finally {
    disk.close(file);
  }
}

/** Writes a file whole or not at all: to a temporary name beside it, then renamed. */
export function writeFileWhole(path: string, content: Content, disk: DiskWriter = realDisk): void {
  const temporary = `${path}.${randomBytes(4).toString("hex")}.tmp`;
  try {
    writeFile(temporary, content, disk);
    disk.rename(temporary, path);
  } catch (error) {
    disk.remove(temporary);
    throw error;
  }
}

/** Writes a file where none is; false where one is, which is left as it is. What could not be written whole is removed. */
export function writeNewFile(path: string, content: string, disk: DiskWriter = realDisk): boolean {
  disk.mkdir(dirname(path));
  let file: number;
  try {
    file = disk.open(path, "wx");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
  try {
    disk.write(file, content);
  } catch (error) {
    disk.remove(path);
    throw error;
  } finally {
    disk.close(file);
  }
  return true;
}
