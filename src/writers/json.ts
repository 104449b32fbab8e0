import { type Document, type Provenance, recordJson } from "../document/index.ts";

/** A document for machines: its data, its notes where it has any, and the record of its run. */
export function jsonText({ data, notes }: Document, provenance?: Provenance): string {
  const all = {
    ...data,
    ...(notes.length > 0 ? { notes } : {}),
    ...(provenance ? { manifest: recordJson(provenance) } : {}),
  };
  return `${JSON.stringify(all, null, 2)}\n`;
}
