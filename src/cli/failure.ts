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
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return undefined;
  return code === "ENOSPC" ? "There is no space left on the disk." : message;
}

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
