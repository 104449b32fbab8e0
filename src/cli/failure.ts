import {
  type Diagnostic,
  distinct,
  isUsable,
  renderDiagnostics,
  type SourceTexts,
  sayingOf,
} from "../diagnostics/index.ts";

/** Ends a command with a message on stderr and a non-zero exit code. Anything else thrown is a bug and shows its stack. */
export class Failure extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** What is asked has no result, however often it is run. */
export class NoResult extends Failure {}

/** What the system said when it could not read or write, in a sentence; undefined for any other error. */
export function diskReason(error: unknown): string | undefined {
  const { code, syscall, message, path = "" } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return undefined;
  // Of a file of Lull's own it is the folder that is told.
  return diskWords[code]?.(path.replace(/\/\.lull-[^/]*$/, "")) ?? message;
}

const diskWords: Readonly<Record<string, (path: string) => string>> = {
  ENOSPC: () => "There is no space left on the disk.",
  EACCES: (path) => `Permission was denied for ${path}.`,
  EPERM: (path) => `Permission was denied for ${path}.`,
  EROFS: (path) => `${path} lies on a disk that is read-only.`,
  ENOENT: (path) => `There is no file or folder ${path}.`,
  ENOTDIR: (path) => `A part of the path ${path} is a file, not a folder.`,
  EISDIR: (path) => `${path} is a folder, not a file.`,
  ENAMETOOLONG: (path) => `A name in the path ${path} is too long.`,
};

/**
 * Prints warnings to stderr; ends the command when there is an error among the diagnostics.
 *
 * @param help what else can be done about errors
 * @param printed warnings that have been printed: a study hears what its scenario warned of again when it makes it ready
 */
export function report(
  diagnostics: readonly Diagnostic[],
  texts: SourceTexts,
  help = "",
  printed: readonly Diagnostic[] = [],
): void {
  const said = new Set(printed.map(sayingOf));
  const fresh = distinct(diagnostics).filter((one) => !said.has(sayingOf(one)));
  if (fresh.length === 0) return;
  const text = renderDiagnostics(fresh, texts);
  if (!isUsable(fresh)) throw new NoResult(`${text}${help && `\n\n${help}`}`);
  process.stderr.write(`${text}\n\n`);
}
