import { randomUUID } from "node:crypto";
import { closeSync, constants, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Numbers on the disk instead of in memory, for as long as the process needs them. */
export interface NumberFile {
  /** Puts numbers away; returns the position under which they are read again. */
  add(numbers: Float64Array): number;
  /** Reads as many numbers as there is room for. */
  read(index: number, into: Float64Array): void;
  close(): void;
}

/** How bytes are written, and who hears that no more can be. */
export interface NumberFileOptions {
  readonly write?: (file: number, bytes: Uint8Array, from: number, count: number, at: number) => number;
  /** The disk took no more, and what is added from here on stays in memory: called once, with what the system said. */
  readonly onRefused?: ((error: unknown) => void) | undefined;
}

/** Windows deletes a file with this flag when its last handle is closed (`_O_TEMPORARY`, which libuv passes on). */
const deletedOnClose = process.platform === "win32" ? 0x40 : 0;

/**
 * A file of numbers in the folder for temporary files. Nothing is left of it when it is closed or the process ends, even
 * by a kill: it loses its name as soon as it is open, or is deleted by the system. A disk that is full is no end: what it
 * does not take stays in memory.
 *
 * @throws an error of the file system where no file can be made
 */
export function openNumberFile({ write = writeSync, onRefused }: NumberFileOptions = {}): NumberFile {
  const path = join(tmpdir(), `lull-${randomUUID()}`);
  const { O_RDWR, O_CREAT, O_EXCL } = constants;
  const file = openSync(path, O_RDWR | O_CREAT | O_EXCL | deletedOnClose, 0o600);
  if (deletedOnClose === 0) rmSync(path);
  let end = 0;
  let isRefused = false;
  /** What the disk did not take, by the place that it would have there. */
  const inMemory = new Map<number, Float64Array>();

  function put(numbers: Float64Array): void {
    const bytes = bytesOf(numbers);
    for (let done = 0; done < bytes.length; )
      done += write(file, bytes, done, bytes.length - done, end + done);
  }

  return {
    add(numbers) {
      const position = end;
      try {
        if (!isRefused) put(numbers);
      } catch (error) {
        isRefused = true;
        onRefused?.(error);
      }
      if (isRefused) inMemory.set(position, numbers.slice());
      end += numbers.byteLength;
      return position;
    },
    read(position, into) {
      const kept = inMemory.get(position);
      if (kept && kept.length >= into.length) {
        into.set(kept.subarray(0, into.length));
        return;
      }
      const bytes = bytesOf(into);
      for (let done = 0; done < bytes.length; ) {
        const count = readSync(file, bytes, done, bytes.length - done, position + done);
        if (count === 0) throw new Error(`invalid position: ${position}; expected one that was added`);
        done += count;
      }
    },
    close() {
      inMemory.clear();
      closeSync(file);
    },
  };
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float64Array) =>
  new Uint8Array(buffer, byteOffset, byteLength);
