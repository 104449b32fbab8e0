import { suggestion } from "./nearest.ts";
import type { Diagnostic, DiagnosticNote, Place } from "./types.ts";

/** A fault that stops what was asked. `code` is its stable id, `help` says what to do. */
export const error = (
  code: string,
  message: string,
  place?: Place,
  help?: string,
  ...notes: readonly DiagnosticNote[]
): Diagnostic => ({ severity: "error", code, message, place, help, ...(notes.length > 0 && { notes }) });

/** Something to know of a result that comes all the same. */
export const warning = (...parts: Parameters<typeof error>): Diagnostic => ({
  ...error(...parts),
  severity: "warning",
});

/** A fault whose sentence is the same wherever it stands. */
export const errorAt =
  (code: string, message: string, help?: string) =>
  (place: Place): Diagnostic =>
    error(code, message, place, help);

/** The same of what is doubtful. */
export const warningAt =
  (code: string, message: string, help?: string) =>
  (place: Place): Diagnostic =>
    warning(code, message, place, help);

/** What a diagnostic says, and of where. */
export const sayingOf = ({ code, message, place }: Diagnostic): string =>
  JSON.stringify([code, message, place]);

/** Each saying once. */
export function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter((one) => !seen.has(sayingOf(one)) && seen.add(sayingOf(one)));
}

/** A name that nothing of a kind has: what may be meant, else what `otherwise` helps. */
export const unknown = (
  kind: string,
  name: string,
  place: Place | undefined,
  known: Iterable<string>,
  otherwise?: string,
): Diagnostic =>
  error(`unknown-${kind}`, `There is no ${kind} "${name}".`, place, suggestion(name, known) ?? otherwise);
