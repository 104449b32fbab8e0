import { relative, resolve, sep } from "node:path";
import { InvalidArgumentError } from "commander";
import { FolderFault, ResultsFolder, readBytes, refusalToWrite, shownPath } from "../files/index.ts";
import { diskReason, Failure } from "./failure.ts";
import type { RunningOptions } from "./options.ts";

/** Where results go, and of what they are. */
export interface Destination {
  /** As asked for with --out. */
  readonly out?: string | undefined;
  /** Where they go otherwise: there, or beside it where that holds something else. */
  readonly byDefault: string;
  /** Results of another question are never replaced. `of` is the file it is about, or a name. */
  readonly question: ResultsQuestion;
}

export interface ResultsQuestion {
  readonly of: string;
  readonly [more: string]: unknown;
}

/** The name of a folder, for options that take one. */
export function folderName(text: string): string {
  if (text.trim() === "")
    throw new InvalidArgumentError(
      "It is empty. Is a variable of your shell not set? It must name a folder.",
    );
  return text;
}

/** What a verb asks of a file with what the command line changes, as far as results of it must not be mixed. */
export function questionOf(
  verb: string,
  of: string,
  options: { readonly [K in keyof RunningOptions]?: RunningOptions[K] | undefined },
  more: object = {},
): ResultsQuestion {
  const { set = [], knockout = [], hypothesis = [], person, treatment = [], duration, models } = options;
  const joined = options.with;
  const lists = { set: [...set].sort(), knockout: [...knockout].sort(), hypothesis: [...hypothesis].sort() };
  const asked = { verb, of, ...lists, person, treatment, duration, models, with: joined, ...more };
  // Only what is there: absent and empty are the same question.
  return JSON.parse(
    JSON.stringify(asked, (_, value) => (Array.isArray(value) && value.length === 0 ? undefined : value)),
  );
}

/** Lets `use` work while nobody else writes to the folder; what it may not write to is refused before any work. */
export async function into<T>(
  where: Destination,
  use: (folder: ResultsFolder) => Promise<T>,
  { isShared = false, option = "--out" } = {},
): Promise<T> {
  const path = where.out ?? freeFolder(where);
  const question = seenFrom(path, where.question);
  const folder = told(option, () => new ResultsFolder(path, { question, isShared }));
  try {
    return await use(folder);
  } catch (error) {
    throw error instanceof FolderFault ? withAdvice(error, option) : error;
  } finally {
    folder.release();
  }
}

/** Writes results; a disk that does not take them is told of with what has become of earlier ones. */
export function writeInto(folder: ResultsFolder, ...results: Parameters<ResultsFolder["write"]>): void {
  try {
    folder.write(...results);
  } catch (error) {
    const why = diskReason(error);
    if (why === undefined) throw error;
    throw new Failure(
      `The results could not be written: ${why}\n${folder.manifest ? `The earlier ones in ${shownPath(folder.path)} are as they were.` : `Nothing was left in ${shownPath(folder.path)}.`}`,
    );
  }
}

/** The default folder, or the first of those numbered after it that holds nothing else. */
function freeFolder({ byDefault, question }: Destination): string {
  const isFree = (path: string) => {
    try {
      return refusalToWrite(path, seenFrom(path, question)) === undefined;
    } catch {
      return false;
    }
  };
  for (let number = 1; number < 1000; number++) {
    const path = number === 1 ? byDefault : `${byDefault}-${number}`;
    if (!isFree(path)) continue;
    if (number > 1)
      process.stderr.write(`${byDefault} holds something else, so the results go to ${path}.\n`);
    return path;
  }
  return byDefault;
}

/** The file is named as it lies from the folder: that is the same wherever the command is given. */
function seenFrom(folder: string, { of, ...rest }: ResultsQuestion): ResultsQuestion {
  const isFile = readBytes(of) !== undefined;
  const path = isFile ? relative(resolve(folder), resolve(of)).split(sep).join("/") : of;
  return { of: path, ...rest };
}

function told<T>(option: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof FolderFault) throw withAdvice(error, option);
    throw error;
  }
}

const withAdvice = ({ message, isAdvised }: FolderFault, option: string) =>
  new Failure(
    isAdvised
      ? message
      : `${message}\nChoose another folder with ${option}, so that nothing of yours is overwritten.`,
  );
