import { type Diagnostic, isUsable, renderDiagnostics, type SourceTexts } from "../diagnostics/index.ts";

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
 */
export function report(diagnostics: readonly Diagnostic[], texts: SourceTexts, help = ""): void {
  if (diagnostics.length === 0) return;
  const text = renderDiagnostics(diagnostics, texts);
  if (!isUsable(diagnostics)) throw new NoResult(`${text}${help && `\n\n${help}`}`);
  process.stderr.write(`${text}\n\n`);
}
