import type { Library } from "../language/index.ts";

// The library as JSON text and back: it is read and checked once, when the page is built, so that a visitor waits for
// no parser. Maps are written as {"map": [[key, value], ...]}, and what JSON has no number for as {"number": "Infinity"}.

/** Character offsets of formulas serve messages about files, which a built page has none of. */
const dropped = new Set(["offsets", "texts"]);

/** What no run of a case asks for: a page can be without it at first. */
const atLeisure = ["claims", "findings", "sources", "populations"] as const;
type AtLeisure = Pick<Library, (typeof atLeisure)[number]>;

export function libraryToText(library: object): string {
  return JSON.stringify(library, (key, value) => {
    if (dropped.has(key)) return undefined;
    if (typeof value === "number" && !Number.isFinite(value)) return { number: String(value) };
    return value instanceof Map ? { map: [...value] } : value;
  });
}

/** The library in two texts: what a case is run with, and the rest, two thirds of it, for {@link restFromText}. */
export function libraryToTexts(library: Library & { readonly inputs?: unknown }): {
  first: string;
  rest: string;
} {
  const rest = Object.fromEntries(atLeisure.map((part) => [part, library[part]]));
  const none = { claims: new Map(), findings: [], sources: new Map(), populations: new Map(), inputs: [] };
  return { first: libraryToText({ ...library, ...none }), rest: libraryToText(rest) };
}

export function libraryFromText(text: string): Library {
  return { ...(read(text) as Library), texts: new Map() };
}

export const restFromText = (text: string) => read(text) as AtLeisure;

/** What was written, made in place: a reviver of `JSON.parse` takes five times as long. */
function read(text: string): unknown {
  return revived(JSON.parse(text));
}

function revived(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const parts = value as Record<string, unknown>;
  const keys = Object.keys(parts);
  for (const key of keys) {
    const part = parts[key];
    if (typeof part === "object" && part !== null) parts[key] = revived(part);
  }
  if (keys.length !== 1) return value;
  if (Array.isArray(parts.map)) return new Map(parts.map);
  return typeof parts.number === "string" ? Number(parts.number) : value;
}
