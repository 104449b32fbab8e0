import type { Library } from "../language/index.ts";

// The library as JSON text and back: it is read and checked once, when the page is built, so that a visitor waits for
// no parser. Maps are written as {"map": [[key, value], ...]}.

/** Character offsets of formulas serve messages about files, which a built page has none of. */
const dropped = new Set(["offsets", "texts"]);

export function libraryToText(library: object): string {
  return JSON.stringify(library, (key, value) => {
    if (dropped.has(key)) return undefined;
    return value instanceof Map ? { map: [...value] } : value;
  });
}

export function libraryFromText(text: string): Library {
  const library = JSON.parse(text, (_, value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    const keys = Object.keys(value);
    return keys.length === 1 && keys[0] === "map" && Array.isArray(value.map) ? new Map(value.map) : value;
  });
  return { ...library, texts: new Map() };
}
