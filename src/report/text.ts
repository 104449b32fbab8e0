// Text for terminals: columns that line up, lines that fit, labels that cannot move the cursor.

export interface Cell {
  readonly text: string;
  readonly align: "left" | "right";
  readonly paint: (text: string) => string;
}

export const cell = (text: string, align: Cell["align"], paint: Cell["paint"] = (t) => t): Cell => ({
  text,
  align,
  paint,
});

/** Control characters (escape sequences, newlines) become spaces. */
export const oneLine = (text: string) =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, " ")
    .replace(/ +/g, " ")
    .trim();

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
// East Asian wide blocks and pictures; an approximation of Unicode Standard Annex 11 that needs no table.
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|\ufe0f/u;

/** Columns that a text takes in a terminal. */
export function textWidth(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += wide.test(segment) ? 2 : 1;
  return width;
}

/** Words into lines of at most `width` columns, later lines indented; a word that is too wide is broken. */
export function wrap(text: string, width: number, indent = ""): string[] {
  const lines: string[] = [];
  let line = "";
  const fits = (more: string) => textWidth(line) + textWidth(more) <= width;
  const flush = () => {
    lines.push(line);
    line = indent;
  };
  for (const word of text.split(" ").filter(Boolean)) {
    const fresh = line === "" || line === indent;
    if (!fresh && fits(` ${word}`)) line += ` ${word}`;
    else {
      if (!fresh) flush();
      for (const { segment } of graphemes.segment(word)) {
        if (!fits(segment) && line !== indent && line !== "") flush();
        line += segment;
      }
    }
  }
  if (line !== "" && line !== indent) flush();
  return lines;
}

/** Rows with columns as wide as their widest cell, two spaces between; "rule" draws a line. */
export function table(rows: readonly (readonly Cell[] | "rule")[]): string[] {
  const cells = rows.filter((row) => row !== "rule");
  const count = Math.max(0, ...cells.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, i) =>
    Math.max(...cells.map((row) => textWidth(row[i]?.text ?? ""))),
  );
  const total =
    widths.reduce((sum, w) => sum + w, 0) + 2 * Math.max(0, widths.filter((w) => w > 0).length - 1);
  return rows.map((row) => {
    if (row === "rule") return "─".repeat(total);
    const parts = row.map(({ text, align, paint }, i) => {
      const space = " ".repeat(widths[i]! - textWidth(text));
      return align === "left" ? paint(text) + space : space + paint(text);
    });
    return parts.join("  ").trimEnd();
  });
}
