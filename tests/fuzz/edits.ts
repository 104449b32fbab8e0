import fc from "fast-check";
import { type Document, isMap, isSeq, type Pair, parseDocument, visit } from "yaml";

// What happens to files: cut, pasted over, mistyped, lines lost or doubled, a part of a tree in the place of another. Each
// edit is plain data, so that a list of them can be shrunk, and does something to any text.

export interface Edit {
  readonly kind: "cut" | "line" | "token" | "number" | "node" | "element";
  readonly how: number;
  /** Which of the places there are, counted round and round. */
  readonly at: number;
  readonly from: number;
  readonly scrap: string;
}

const scraps = [
  "",
  " ",
  "\t",
  "\n",
  ":",
  ": ",
  "- ",
  ",",
  "[",
  "]",
  "{",
  "}",
  "{}",
  "[]",
  "''",
  '"',
  "'",
  "null",
  "~",
  "true",
  "&a ",
  "*a",
  "!!x ",
  "!!binary aGk=",
  "<<: ",
  "| ",
  "> ",
  "? ",
  "%",
  "---\n",
  "...\n",
  "0",
  "-0",
  "-5",
  "1.5",
  "0x10",
  "1e20",
  "1e999",
  "-1e-320",
  "1_000",
  "01",
  ".nan",
  ".inf",
  "1,5",
  "week",
  "week -1",
  "day 1e9",
  "1 furlong",
  "end",
  "mg",
  "x",
  "m.x",
  "constructor",
  "__proto__",
  "toString",
  "baseline(baseline(m.x))",
  "if(m.x > 0, 1, 2)",
  "1/0",
  "0/0",
  "ln(-1)",
  "m.x / (m.x - m.x)",
  "^",
  "((((((((((",
  "a".repeat(300),
  "\u001b[31m",
  "\u0000",
  "\u202e",
  "\ufeff",
  "é",
  "\ud800",
  "&lt;",
  "<a>",
  "</model>",
  "]]>",
];

const numbers = ["0", "-1", "1e-12", "1e20", "1e308", "1.5", "3", "NaN", "Infinity", "1e", "--2", "٣", "1/2"];

/** Any edit; shrinks to small places and short scraps. */
const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom("cut", "line", "token", "number", "node", "element"),
  how: fc.nat(7),
  at: fc.nat(2000),
  from: fc.nat(2000),
  scrap: fc.oneof(fc.constantFrom(...scraps), fc.string({ maxLength: 6 })),
});

export const edits: fc.Arbitrary<Edit[]> = fc.array(edit, { minLength: 1, maxLength: 4 });

/** The text after all edits, in their order. */
export const edited = (text: string, list: readonly Edit[]): string => list.reduce(after, text);

function after(text: string, one: Edit): string {
  switch (one.kind) {
    case "cut": {
      const start = one.at % (text.length + 1);
      return text.slice(0, start) + one.scrap + text.slice(start + (one.from % 25));
    }
    case "line":
      return withLines(text, one);
    case "token":
      return replacedMatch(text, /[\w.]+|[^\s\w]/g, one, (found) =>
        one.how === 0 ? found + found : one.scrap,
      );
    case "number":
      return replacedMatch(text, /-?\d+(\.\d+)?(e-?\d+)?/gi, one, () => numbers[one.from % numbers.length]!);
    case "node":
      return withNodes(text, one);
    case "element":
      return replacedMatch(text, /<([\w:]+)\b[^<>]*(\/>|>(?:(?!<\1\b)[\s\S])*?<\/\1>)/g, one, (found) =>
        one.how % 2 === 0 ? found + found : one.scrap,
      );
  }
}

function replacedMatch(text: string, pattern: RegExp, { at }: Edit, make: (found: string) => string): string {
  const all = [...text.matchAll(pattern)];
  const match = all[at % Math.max(1, all.length)];
  if (!match) return text;
  return text.slice(0, match.index) + make(match[0]) + text.slice(match.index + match[0].length);
}

function withLines(text: string, { how, at, from }: Edit): string {
  const lines = text.split("\n");
  const [i, j] = [at % lines.length, from % lines.length];
  const line = lines[i]!;
  if (how === 0) lines.splice(i, 1);
  else if (how === 1) lines.splice(j, 0, line);
  else if (how === 2) [lines[i], lines[j]] = [lines[j]!, line];
  else if (how === 3) lines[i] = `  ${line}`;
  else if (how === 4) lines[i] = line.replace(/^ {1,2}/, "");
  else if (how === 5) lines.length = i + 1;
  else if (how === 6) lines[i] = `${line}\r`;
  else lines[i] = `# ${line}`;
  return lines.join("\n");
}

/** A part of the tree removed, emptied, wrapped, or put in the place of another. */
function withNodes(text: string, { how, at, from, scrap }: Edit): string {
  const document = parseDocument(text, { logLevel: "silent", uniqueKeys: false });
  if (document.errors.length > 0) return text;
  const pairs: Pair[] = [];
  visit(document as Document, { Pair: (_, pair) => void pairs.push(pair) });
  if (pairs.length === 0) return text;
  const pair = pairs[at % pairs.length]!;
  const other = pairs[from % pairs.length]!;
  if (how === 0) pair.value = null;
  else if (how === 1) pair.value = document.createNode(scrap);
  else if (how === 2) pair.value = document.createNode([scrap]);
  else if (how === 3) pair.value = document.createNode({ [scrap]: scrap });
  else if (how === 4) pair.value = other.value;
  else if (how === 5) pair.key = other.key;
  else if (how === 6) pair.key = document.createNode(scrap);
  else if (isMap(pair.value) || isSeq(pair.value))
    pair.value.items.splice(from % (pair.value.items.length + 1), 1);
  try {
    return String(document);
  } catch {
    // A part within itself, or an alias before its anchor, has no text.
    return text;
  }
}
