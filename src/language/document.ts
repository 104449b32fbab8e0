import {
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
} from "yaml";
import type * as z from "zod";
import type { Diagnostic, Place } from "../diagnostics/index.ts";
import { explain } from "./faults.ts";
import type { Path } from "./paths.ts";
import * as say from "./shape-messages.ts";

/** In one block: no file that a person means has more. */
const mostKeys = 20_000;
/** Of more faults of syntax the first is told alone: most are like it or follow from it. */
const mostFaults = 5;

/** A YAML file read against a schema: its data, and where each part of it stands. */
export interface Read<T> {
  readonly file: string;
  readonly data: T;
  /** What is found wrong with it, added to as it is read. */
  readonly diagnostics: Diagnostic[];
  /** Place of the value at a path (of its key, where it has no text of its own). */
  at(...path: PropertyKey[]): Place;
  /** Place of the key at a path. */
  key(...path: PropertyKey[]): Place;
  /** For a text value: the file offset of each of its characters. */
  offsets(...path: PropertyKey[]): readonly number[] | undefined;
}

/** A YAML text as a tree with places, before anything is known about its shape. */
export interface Parsed {
  readonly file: string;
  readonly text: string;
  readonly root: Node | null;
  readonly data: unknown;
}

/** Reads YAML. Syntax errors and duplicate keys are diagnostics with their place; the tree is absent then. */
export function parseYaml(file: string, text: string): { parsed?: Parsed; diagnostics: Diagnostic[] } {
  const document = parseDocument(text, {
    lineCounter: new LineCounter(),
    prettyErrors: false,
    // Looked for below: the parser compares each key with every other.
    uniqueKeys: false,
    version: "1.2",
  });
  const faults = [...document.errors, ...document.warnings];
  const placeOf = ([start, end]: [number, number]) => ({ file, start, end: Math.max(end, start + 1) });
  const [first] = faults;
  if (first && faults.length > mostFaults)
    return { diagnostics: [say.yamlSyntaxOften(faults.length, first.message, placeOf(first.pos))] };
  const diagnostics = faults.map((e) => say.yamlSyntax(e.code, e.message, placeOf(e.pos)));
  visit(document, {
    Map(_, map) {
      if (map.items.length > mostKeys) {
        const [start = 0] = map.range ?? [];
        diagnostics.push(say.tooManyKeys(mostKeys, { file, start, end: start + 1 }));
        return visit.BREAK;
      }
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        const [start = 0, end = start + 1] = (isNode(key) && key.range) || [];
        const isText = isScalar(key) && !(key.value instanceof Object);
        if (key !== null && !isText) diagnostics.push(say.keyIsNoText({ file, start, end: start + 1 }));
        if (!isScalar(key) || !isText) continue;
        if (seen.has(key.value))
          diagnostics.push(
            say.yamlSyntax("DUPLICATE_KEY", String(key.value), {
              file,
              start,
              end: Math.max(end, start + 1),
            }),
          );
        if (key.value === "__proto__") diagnostics.push(say.badName("__proto__", { file, start, end }));
        seen.add(key.value);
      }
      return undefined;
    },
  });
  if (diagnostics.length > 0) return { diagnostics };
  try {
    return {
      parsed: {
        file,
        text,
        root: document.contents as Node | null,
        data: document.toJS({ maxAliasCount: 100 }),
      },
      diagnostics,
    };
  } catch (error) {
    return {
      diagnostics: [say.yamlSyntax("TOO_LARGE", (error as Error).message, { file, start: 0, end: 1 })],
    };
  }
}

/** Checks parsed YAML against a strict schema. All faults are reported from the top of the file on, each at its place, with the nearest known key. */
export function readAs<T>(
  parsed: Parsed,
  schema: z.ZodType<T>,
  kind: string,
  diagnostics: Diagnostic[] = [],
): { read?: Read<T>; diagnostics: Diagnostic[] } {
  const { file, data } = parsed;
  const places = new YamlPlaces(parsed);
  if (data === null || typeof data !== "object" || Array.isArray(data)) {
    diagnostics.push(say.notAMapping(kind, places.at([])));
    return { diagnostics };
  }
  const result = schema.safeParse(data);
  if (!result.success) {
    // As the file is read, from the top, whatever order the schema finds them in.
    const faults = result.error.issues.flatMap((issue) => explain(issue, [], data, schema, places));
    diagnostics.push(...faults.sort((a, b) => (a.place?.start ?? 0) - (b.place?.start ?? 0)));
    return { diagnostics };
  }
  const read: Read<T> = {
    file,
    data: result.data,
    diagnostics,
    at: (...path) => places.at(path),
    key: (...path) => places.key(path),
    offsets: (...path) => places.offsets(path),
  };
  return { read, diagnostics };
}

/** Reads a text as YAML and checks its shape; faults are added to `diagnostics`, also those found as it is read on. */
export function openAs<T>(
  file: string,
  text: string,
  schema: z.ZodType<T>,
  kind: string,
  diagnostics: Diagnostic[],
): Read<T> | undefined {
  const { parsed, diagnostics: faults } = parseYaml(file, text);
  diagnostics.push(...faults);
  return parsed && readAs(parsed, schema, kind, diagnostics).read;
}

class YamlPlaces {
  private readonly parsed: Parsed;

  constructor(parsed: Parsed) {
    this.parsed = parsed;
  }

  at(path: Path): Place {
    const node = this.node(path);
    return this.range(node) ?? this.key(path);
  }

  key(path: Path): Place {
    const pair = this.pair(path);
    const key = pair && isNode(pair.key) ? this.range(pair.key) : undefined;
    if (key) return key;
    if (path.length > 0) return this.range(this.node(path)) ?? this.key(path.slice(0, -1));
    return this.firstLine();
  }

  offsets(path: Path): readonly number[] | undefined {
    const node = this.node(path);
    if (!isScalar(node) || typeof node.value !== "string" || !node.range) return undefined;
    // Folding and quoting change white space and add marks; all other characters follow each other as written.
    const offsets: number[] = [];
    let at = node.range[0];
    // The mark of a block (and a comment beside it) is no part of its text.
    if (node.type === "BLOCK_FOLDED" || node.type === "BLOCK_LITERAL")
      at = this.parsed.text.indexOf("\n", at) + 1;
    for (const character of node.value) {
      if (/\s/.test(character)) {
        offsets.push(at);
        continue;
      }
      while (at < node.range[1] && !this.parsed.text.startsWith(character, at)) at++;
      for (let unit = 0; unit < character.length; unit++) offsets.push(Math.min(at + unit, node.range[1]));
      at += character.length;
    }
    return offsets;
  }

  private node(path: Path): unknown {
    let node: unknown = this.parsed.root;
    for (const step of path) {
      if (isMap(node)) node = node.items.find((item) => this.keyOf(item) === String(step))?.value;
      else if (isSeq(node)) node = node.items[Number(step)];
      else return undefined;
    }
    return node;
  }

  private pair(path: Path): Pair | undefined {
    const parent = this.node(path.slice(0, -1));
    if (path.length === 0 || !isMap(parent)) return undefined;
    return parent.items.find((item) => this.keyOf(item) === String(path.at(-1)));
  }

  private keyOf(item: unknown): string | undefined {
    return isPair(item) && isScalar(item.key) ? String(item.key.value) : undefined;
  }

  private range(node: unknown): Place | undefined {
    if (!isNode(node) || !node.range) return undefined;
    const start = node.range[0];
    let end = node.range[1];
    // A whole block would underline half the file; its first line says enough.
    const lineEnd = this.parsed.text.indexOf("\n", start);
    if (lineEnd >= 0) end = Math.min(end, lineEnd);
    return { file: this.parsed.file, start, end: Math.max(end, start + 1) };
  }

  private firstLine(): Place {
    const end = this.parsed.text.indexOf("\n");
    return { file: this.parsed.file, start: 0, end: Math.max(1, end < 0 ? this.parsed.text.length : end) };
  }
}
