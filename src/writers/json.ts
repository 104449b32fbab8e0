import type { Document } from "../document/index.ts";

/**
 * A document for machines: its data, and its notes where it has any. Values that there are not are null.
 * @throws Error for a value that JSON has no way to say: a function, or a number too long for it
 */
export function jsonText({ data, notes }: Document): string {
  return `${JSON.stringify(notes.length > 0 ? { ...data, notes } : data, null, 2)}\n`;
}
