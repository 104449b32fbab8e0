import type { Diagnostic, Place } from "./types.ts";

/** A fault that stops what was asked. `code` is its stable id, `help` says what to do. */
export const error = (code: string, message: string, place?: Place, help?: string): Diagnostic => ({
  severity: "error",
  code,
  message,
  place,
  help,
});

/** Something to know of a result that comes all the same. */
export const warning = (code: string, message: string, place?: Place, help?: string): Diagnostic => ({
  ...error(code, message, place, help),
  severity: "warning",
});
