import { visible, visibleInColumns } from "../text/index.ts";
import type { Diagnostic, Place, SourceTexts } from "./types.ts";

/** Line and column (both from 1) of an offset. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return { line, column: offset - before.lastIndexOf("\n") };
}

/** `file:line:column`, or the bare file name where its text is not at hand. */
export function placeLabel(place: Place, texts: SourceTexts): string {
  const text = texts.get(place.file);
  const file = visible(place.file);
  if (text === undefined) return file;
  const { line, column } = lineAndColumn(text, place.start);
  return `${file}:${line}:${column}`;
}

function codeFrame(place: Place, texts: SourceTexts): string[] {
  const text = texts.get(place.file);
  if (text === undefined) return [];
  const { line, column } = lineAndColumn(text, place.start);
  const written = (text.split("\n")[line - 1] ?? "").replace(/\t/g, " ").replace(/\r$/, "");
  const shown = visibleInColumns(written);
  const width = Math.max(1, Math.min(place.end - place.start, shown.length - column + 1));
  const number = String(line);
  // A very long line is cut to a window around the place.
  const from = Math.max(0, column - 1 - 80);
  const cut = shown.slice(from, from + 160);
  return [
    `  ${number} | ${from > 0 ? "…" : ""}${cut}`,
    `  ${" ".repeat(number.length)} | ${" ".repeat(column - 1 - from + (from > 0 ? 1 : 0))}${"^".repeat(Math.min(width, 100))}`,
  ];
}

/** One diagnostic as text: place and code, the line with carets, what happened, notes, what to do. */
export function renderDiagnostic(diagnostic: Diagnostic, texts: SourceTexts): string {
  const lines: string[] = [];
  const head = `${diagnostic.severity}[${diagnostic.code}]`;
  if (diagnostic.place) {
    lines.push(`${placeLabel(diagnostic.place, texts)}  ${head}`, ...codeFrame(diagnostic.place, texts));
    lines.push(`  ${visible(diagnostic.message)}`);
  } else {
    lines.push(`${head} ${visible(diagnostic.message)}`);
  }
  for (const note of diagnostic.notes ?? []) {
    lines.push(`  ${note.place ? `${placeLabel(note.place, texts)}: ` : ""}${visible(note.message)}`);
    if (note.place) lines.push(...codeFrame(note.place, texts));
  }
  if (diagnostic.help) lines.push(`  ${visible(diagnostic.help)}`);
  return lines.join("\n");
}

/** All diagnostics, errors before warnings, each in the order found; the last line counts them. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], texts: SourceTexts): string {
  const errors = diagnostics.filter((d) => d.severity === "error");
  const warnings = diagnostics.filter((d) => d.severity === "warning");
  const count = (n: number, what: string) => `${n} ${what}${n === 1 ? "" : "s"}`;
  const summary = [
    ...(errors.length > 0 ? [count(errors.length, "error")] : []),
    ...(warnings.length > 0 ? [count(warnings.length, "warning")] : []),
  ].join(", ");
  return [...[...errors, ...warnings].map((d) => renderDiagnostic(d, texts)), summary].join("\n\n");
}

/** True when nothing but warnings is among them. */
export function isUsable(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.every((d) => d.severity !== "error");
}
