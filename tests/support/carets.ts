import { expect } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/index.ts";
import { lineAndColumn } from "../../src/diagnostics/render.ts";

// Fixtures in which the expected diagnostics are drawn: below a line, carets under the offending text and the code.

const caretLine = /^ *\^+ [a-z-]+$/;

/** Text of a template literal without its first line break and common indentation. */
export function dedent(text: string): string {
  const lines = text.replace(/^\n/, "").split("\n");
  const indents = lines.filter((line) => line.trim() !== "").map((line) => line.search(/\S/));
  const indent = Math.min(...indents);
  return lines.map((line) => line.slice(indent)).join("\n");
}

/**
 * Checks that `find`, given the fixture without its caret lines, reports exactly the diagnostics that are drawn. Returns
 * them, for what carets cannot say.
 */
export function checkCarets(
  fixture: string,
  find: (text: string) => readonly Diagnostic[],
): readonly Diagnostic[] {
  const wanted = dedent(fixture);
  const text = wanted
    .split("\n")
    .filter((line) => !caretLine.test(line))
    .join("\n");
  const found = find(text);
  expect(draw(text, found)).toBe(wanted);
  return found;
}

function draw(text: string, diagnostics: readonly Diagnostic[]): string {
  const below = new Map<number, { column: number; drawn: string }[]>();
  const nowhere: string[] = [];
  for (const { place, code, message } of diagnostics) {
    if (!place) {
      nowhere.push(`${code} without a place: ${message}`);
      continue;
    }
    const { line, column } = lineAndColumn(text, place.start);
    const drawn = `${" ".repeat(column - 1)}${"^".repeat(place.end - place.start)} ${code}`;
    below.set(line, [...(below.get(line) ?? []), { column, drawn }]);
  }
  const lines = text.split("\n").flatMap((line, i) => {
    const carets = (below.get(i + 1) ?? []).sort(
      (a, b) => a.column - b.column || (a.drawn < b.drawn ? -1 : 1),
    );
    return [line, ...carets.map((c) => c.drawn)];
  });
  return [...lines, ...nowhere].join("\n");
}
