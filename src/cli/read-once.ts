import { Cache, libraryFiles, readTextFile, sha256Of } from "../files/index.ts";
import { type Library, type LibraryFiles, readLibrary } from "../language/index.ts";
import { knownFormulas, recallFormulas } from "../model/index.ts";
import { withAllRoutes } from "../pharmacology/index.ts";
import { actsIn, joinWithDrugs } from "../scenario/index.ts";

/** What an answer may ask of the disk. */
export interface Disk {
  /** The text of a file; undefined when it is not there. */
  read(path: string): string | undefined;
  /** As `libraryFiles`. */
  library(folder: string | undefined, model?: string): LibraryFiles;
}

/** An answer, and what was asked for on the way. */
interface Kept<T> {
  /** the hash of each text, null for a file that was not there */
  readonly asked: ReadonlyMap<string, string | null>;
  /** which files each models folder was found to have */
  readonly listed: ReadonlyMap<string, string>;
  readonly answer: T;
}

/**
 * Works something out from files, or takes what was worked out before, when every file that was asked for then has the
 * same text now and the same files are there.
 *
 * @param kind of answer, and `key`, which tells one of its questions from another
 * @param isSound whether an answer may be kept; it must go through `structuredClone`
 */
export function once<T>(
  kind: string,
  key: string,
  work: (disk: Disk) => T,
  isSound: (answer: T) => boolean,
  { cache = new Cache(), read = readTextFile }: { cache?: Cache; read?: Disk["read"] } = {},
): T {
  const kept = cache.get(kind, key) as Kept<T> | undefined;
  const isSame = ({ asked, listed }: Kept<T>) =>
    [...asked].every(([path, hash]) => hashOf(read(path)) === hash) &&
    [...listed].every(([question, list]) => listOf(libraryFiles(...argumentsOf(question), read)) === list);
  if (kept && isSame(kept)) return kept.answer;
  const asked = new Map<string, string | null>();
  const listed = new Map<string, string>();
  const recorded = (path: string) => {
    const text = read(path);
    asked.set(path, hashOf(text));
    return text;
  };
  const answer = work({
    read: recorded,
    library(folder, model) {
      const files = libraryFiles(folder, model, recorded);
      listed.set(JSON.stringify([folder ?? null, model ?? null]), listOf(files));
      return files;
    },
  });
  if (isSound(answer)) cache.put(kind, key, { asked, listed, answer } satisfies Kept<T>);
  return answer;
}

const hashOf = (text: string | undefined) => (text === undefined ? null : sha256Of(text));

const listOf = ({ read: _read, ...paths }: LibraryFiles) => JSON.stringify(paths);

function argumentsOf(question: string): [folder: string | undefined, model: string | undefined] {
  const [folder, model] = JSON.parse(question) as [string | null, string | null];
  return [folder ?? undefined, model ?? undefined];
}

/** With the formulas of each drug by itself and of all together kept as well, most commands need no parser. */
function readFormulasOfDrugs({ model, drugs }: Library): void {
  for (const drug of drugs.values()) actsIn(model, drug);
  joinWithDrugs(model, [...drugs.values()].map(withAllRoutes));
}

/** Reads a library once for the same texts. Warnings are told each time; a library with faults is read anew. */
export function readOnce(files: LibraryFiles, cache = new Cache()): ReturnType<typeof readLibrary> {
  const { library, formulas } = once(
    "library",
    listOf(files),
    ({ read }) => {
      const library = readLibrary({ ...files, read });
      if (library.value) readFormulasOfDrugs(library.value);
      return { library, formulas: knownFormulas() };
    },
    ({ library }) => library.value !== undefined,
    { cache, read: files.read },
  );
  recallFormulas(formulas);
  return library;
}
