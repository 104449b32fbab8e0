import { relative, resolve, sep } from "node:path";
import type { InputFile } from "../document/index.ts";
import { isInCommit } from "./commit.ts";
import { readBytes, textOf } from "./disk.ts";
import { sha256Of } from "./hash.ts";
import { shippedFolders } from "./project.ts";

/** Reads texts and remembers the hash of the bytes of every file that it found: what a run depends on. */
export class InputFiles {
  private readonly hashes = new Map<string, string>();

  /** The bytes of a file, or undefined when it is not there or not a file. */
  readonly bytes = (path: string): Buffer | undefined => {
    const bytes = readBytes(path);
    if (bytes !== undefined) this.hashes.set(path, sha256Of(bytes));
    return bytes;
  };

  /** Its text; undefined as above. */
  readonly read = (path: string): string | undefined => {
    const bytes = this.bytes(path);
    return bytes && textOf(path, bytes);
  };

  get list(): InputFile[] {
    return [...this.hashes].map(([path, sha256]) => {
      const shipped = pathInPackage(path);
      return shipped === undefined ? { path, sha256 } : { path: shipped, sha256, isShipped: true };
    });
  }
}

/** The path of a shipped model or scenario in the package; undefined for any other file. */
function pathInPackage(path: string): string | undefined {
  if (isInCommit(path)) return undefined;
  const whole = resolve(path);
  for (const { name, folder } of shippedFolders) {
    const inside = relative(folder, whole);
    if (inside !== "" && !inside.startsWith("..")) return `${name}/${inside.split(sep).join("/")}`;
  }
  return undefined;
}
