import type { Library } from "../language/index.ts";

// The library as JSON text and back: it is read and checked once, when the page is built, so that a visitor waits for
// no parser. Maps are written as {"map": [[key, value], ...]}, and what JSON has no number for as {"number": "Infinity"}.

/** Character offsets of formulas serve messages about files, which a built page has none of. */
const dropped = new Set(["offsets", "texts"]);

export function libraryToText(library: object): string {
  return JSON.stringify(library, (key, value) => {
    if (dropped.has(key)) return undefined;
    if (typeof value === "number" && !Number.isFinite(value)) return { number: String(value) };
    return value instanceof Map ? { map: [...value] } : value;
  });
}

export function libraryFromText(text: string): Library {
  const library = JSON.parse(text, (_, value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    const keys = Object.keys(value);
    if (keys.length !== 1) return value;
    if (Array.isArray(value.map)) return new Map(value.map);
    return typeof value.number === "string" ? Number(value.number) : value;
  });
  return { ...library, texts: new Map() };
}
