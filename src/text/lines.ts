/** Control characters (escape sequences, newlines) become spaces. */
export const oneLine = (text: string) =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, " ")
    .replace(/ +/g, " ")
    .trim();

// Control characters of both sets, and what turns the direction of text around.
const unseen = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\p{Cs}]/gu;

/**
 * Text for a terminal in which nothing acts: control characters and marks of direction become escapes that are seen,
 * `\u001b`. Line breaks and tabs stay.
 */
export const visible = (text: string): string =>
  text.replace(unseen, (c) =>
    c === "\n" || c === "\t" ? c : `\\u${c.codePointAt(0)!.toString(16).padStart(4, "0")}`,
  );

/** The same with one column for each, where what stands below has to fit: ␛ for an escape. */
export const visibleInColumns = (text: string): string =>
  text.replace(unseen, (c) => {
    const code = c.codePointAt(0)!;
    if (code === 0x7f) return "\u2421";
    return code < 0x20 ? String.fromCodePoint(0x2400 + code) : "\ufffd";
  });

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
// East Asian wide blocks and pictures; an approximation of Unicode Standard Annex 11 that needs no table.
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|\ufe0f/u;

// One column a character; most texts are of these alone, and to tell graphemes apart is slow.
const plain = /^[ -~]*$/;

/** Columns that a text takes in a terminal. */
export function textWidth(text: string): number {
  if (plain.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += wide.test(segment) ? 2 : 1;
  return width;
}

/** An item of a list in a terminal of 100 columns: indented by two, its later lines by four. */
export const hanging = (text: string): string[] =>
  wrap(text, 96).map((line, i) => `${i === 0 ? "  " : "    "}${line}`);

/** How wide a text is: columns of a terminal, or pixels in a font. */
export type TextMeasure = (text: string) => number;

/** Words into lines no wider than `width`, later lines indented; a word that is too wide by itself is broken. */
export function wrap(text: string, width: number, indent = "", measure: TextMeasure = textWidth): string[] {
  const lines: string[] = [];
  let line = "";
  const fits = (more: string) => measure(line + more) <= width;
  const flush = () => {
    lines.push(line);
    line = indent;
  };
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const isFresh = line === "" || line === indent;
    if (!isFresh && fits(` ${word}`)) {
      line += ` ${word}`;
      continue;
    }
    if (!isFresh) flush();
    if (fits(word)) {
      line += word;
      continue;
    }
    for (const { segment } of graphemes.segment(word)) {
      if (!fits(segment) && line !== indent && line !== "") flush();
      line += segment;
    }
  }
  if (line !== "" && line !== indent) flush();
  return lines;
}
