import { createHash } from "node:crypto";
import { closeSync, openSync, readSync, statSync } from "node:fs";

/** SHA-256 of bytes, or of a text in UTF-8, in hexadecimal. */
export const sha256Of = (bytes: string | Uint8Array): string =>
  createHash("sha256").update(bytes).digest("hex");

/** The same of what a file holds, of which a megabyte at a time is in memory; undefined when it is not there or not a file. */
export function sha256OfFile(path: string): string | undefined {
  let file: number | undefined;
  try {
    if (!statSync(path).isFile()) return undefined;
    file = openSync(path, "r");
    const hash = createHash("sha256");
    const block = new Uint8Array(2 ** 20);
    for (let count = -1; count !== 0; hash.update(block.subarray(0, count)))
      count = readSync(file, block, 0, block.length, null);
    return hash.digest("hex");
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
