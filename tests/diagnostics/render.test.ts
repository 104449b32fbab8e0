import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Diagnostic, isUsable, renderDiagnostics } from "../../src/diagnostics/index.ts";
import { lineAndColumn, renderDiagnostic } from "../../src/diagnostics/render.ts";

const text = "first: 1\nrate: suceptible * 2\r\n\tlast: 3\n";
const texts = new Map([["sir.yaml", text]]);
const at = (start: number, end: number, file = "sir.yaml") => ({ file, start, end });
const wrong: Diagnostic = {
  severity: "error",
  code: "unknown-name",
  message: 'No state named "suceptible".',
  place: at(15, 25),
  help: 'Did you mean "susceptible"?',
};

function check(diagnostic: Diagnostic, ...lines: string[]): void {
  expect(renderDiagnostic(diagnostic, texts).split("\n")).toEqual(lines);
}

describe("renderDiagnostic", () => {
  it("`renderDiagnostic` shows place and code, the line with carets, what happened and what to do", () => {
    check(
      wrong,
      "sir.yaml:2:7  error[unknown-name]",
      "  2 | rate: suceptible * 2",
      "    |       ^^^^^^^^^^",
      '  No state named "suceptible".',
      '  Did you mean "susceptible"?',
    );
  });

  it("`renderDiagnostic` ends carets with the line when the place goes on", () => {
    const lines = renderDiagnostic({ ...wrong, place: at(15, 40) }, texts).split("\n");
    expect(lines[2]).toBe("    |       ^^^^^^^^^^^^^^");
  });

  it("`renderDiagnostic` keeps carets below their text after a tab", () => {
    const lines = renderDiagnostic({ ...wrong, place: at(32, 36) }, texts).split("\n");
    expect(lines.slice(1, 3)).toEqual(["  3 |  last: 3", "    |  ^^^^"]);
  });

  it("`renderDiagnostic` shows a window of a very long line", () => {
    const long = `${"x".repeat(500)}WRONG${"y".repeat(500)}`;
    const shown = renderDiagnostic({ ...wrong, place: at(500, 505, "long") }, new Map([["long", long]]));
    const [, code = "", carets = ""] = shown.split("\n");
    expect(code.length).toBeLessThan(180);
    expect(code.slice(carets.indexOf("^"), carets.lastIndexOf("^") + 1)).toBe("WRONG");
  });

  it("`renderDiagnostic` lets nothing act on the terminal, and keeps carets below their text", () => {
    const line = "a: \u001b[31m\u202eevil";
    const shown = renderDiagnostic(
      {
        severity: "error",
        code: "odd",
        message: 'Nothing is called "\u001b]0;x\u0007".',
        place: { file: "\u009bk.yaml", start: line.indexOf("evil"), end: line.length },
      },
      new Map([["\u009bk.yaml", line]]),
    );
    expect(shown.split("\n")).toEqual([
      "\\u009bk.yaml:1:10  error[odd]",
      "  1 | a: \u241b[31m\ufffdevil",
      "    |          ^^^^",
      '  Nothing is called "\\u001b]0;x\\u0007".',
    ]);
  });

  it("`renderDiagnostic` names the file alone when its text is not at hand", () => {
    check(
      { ...wrong, place: at(3, 4, "gone.yaml"), help: undefined },
      "gone.yaml  error[unknown-name]",
      '  No state named "suceptible".',
    );
  });

  it("`renderDiagnostic` leads with the message when there is no place", () => {
    check({ severity: "warning", code: "odd", message: "Odd." }, "warning[odd] Odd.");
  });

  it("`renderDiagnostic` shows the second place of a note", () => {
    check(
      {
        severity: "error",
        code: "twice",
        message: "Twice.",
        notes: [{ message: "First here.", place: at(0, 5) }],
      },
      "error[twice] Twice.",
      "  sir.yaml:1:1: First here.",
      "  1 | first: 1",
      "    | ^^^^^",
    );
  });
});

describe("renderDiagnostics", () => {
  const odd: Diagnostic = { severity: "warning", code: "odd", message: "Odd." };

  it("`renderDiagnostics` puts errors before warnings and counts them", () => {
    const shown = renderDiagnostics([odd, wrong, wrong], texts);
    expect(shown.indexOf("warning[odd]")).toBeGreaterThan(shown.lastIndexOf("error["));
    expect(shown.endsWith("\n\n2 errors, 1 warning")).toBe(true);
  });

  it("`isUsable` forgives warnings only", () => {
    expect(isUsable([odd])).toBe(true);
    expect(isUsable([odd, wrong])).toBe(false);
  });
});

describe("lineAndColumn", () => {
  it("`lineAndColumn` finds the way back to the offset in any text", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", "\n", "é"), { minLength: 1 }), fc.nat(), (letters, n) => {
        const any = letters.join("");
        const offset = n % any.length;
        const { line, column } = lineAndColumn(any, offset);
        const before = any.split("\n").slice(0, line - 1);
        expect(before.reduce((sum, l) => sum + l.length + 1, 0) + column - 1).toBe(offset);
      }),
      { seed: 1 },
    );
  });
});
