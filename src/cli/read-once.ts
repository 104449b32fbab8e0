import { Cache, sha256Of } from "../files/index.ts";
import { type LibraryFiles, readLibrary } from "../language/index.ts";

type Reading = ReturnType<typeof readLibrary>;

/** A library as it was read, and what was asked for on the way: the hash of each text, null for a file that was not there. */
interface Kept {
  readonly asked: ReadonlyMap<string, string | null>;
  readonly reading: Reading;
}

const kind = "library";

/**
 * Reads a library, or takes it as it was read before, when every file that was asked for then has the same text now and
 * the same files are there. Warnings are told each time; a library with faults is read anew.
 */
export function readOnce(files: LibraryFiles, cache = new Cache()): Reading {
  const { read, ...paths } = files;
  const key = JSON.stringify(paths);
  const kept = cache.get(kind, key) as Kept | undefined;
  if (kept && [...kept.asked].every(([path, hash]) => hashOf(read(path)) === hash)) return kept.reading;
  const asked = new Map<string, string | null>();
  const reading = readLibrary({
    ...files,
    read(path) {
      const text = read(path);
      asked.set(path, hashOf(text));
      return text;
    },
  });
  if (reading.value) cache.put(kind, key, { asked, reading } satisfies Kept);
  return reading;
}

const hashOf = (text: string | undefined) => (text === undefined ? null : sha256Of(text));
