import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Numbers on the disk instead of in memory, for as long as the process needs them. */
export interface NumberFile {
  /** Puts numbers away; returns the place under which they are read again. */
  add(numbers: Float64Array): number;
  /** Reads as many numbers as there is room for. */
  read(place: number, into: Float64Array): void;
  close(): void;
}

/**
 * A file of numbers in the folder for temporary files, which is gone when it is closed, or with the process.
 *
 * @throws an error of the file system where there is no room for it, or nothing may be written
 */
export function openNumberFile(): NumberFile {
  const folder = mkdtempSync(join(tmpdir(), "lull-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const file = openSync(join(folder, "numbers"), "w+");
  process.once("exit", remove);
  let end = 0;
  return {
    add(numbers) {
      const place = end;
      const bytes = bytesOf(numbers);
      for (let done = 0; done < bytes.length; )
        done += writeSync(file, bytes, done, bytes.length - done, place + done);
      end += bytes.length;
      return place;
    },
    read(place, into) {
      const bytes = bytesOf(into);
      for (let done = 0; done < bytes.length; ) {
        const count = readSync(file, bytes, done, bytes.length - done, place + done);
        if (count === 0) throw new Error(`invalid place: ${place}; expected one that was added`);
        done += count;
      }
    },
    close() {
      process.off("exit", remove);
      closeSync(file);
      remove();
    },
  };
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float64Array) =>
  new Uint8Array(buffer, byteOffset, byteLength);
