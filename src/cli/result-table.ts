import type { DatasetColumn, Provenance } from "../document/index.ts";
import type { Content } from "../files/index.ts";
import { csvMetadata, metadataName } from "../interchange/index.ts";

/** Data as the JSON text that is printed and written. */
export const jsonText = (data: object) => `${JSON.stringify(data, null, 2)}\n`;

/** A CSV file with the file beside it that says what it holds and where it comes from. */
export const csvFiles = (
  name: string,
  content: Content,
  columns: readonly DatasetColumn[],
  provenance: Provenance,
): [string, Content][] => [
  [name, content],
  [metadataName(name), csvMetadata(name, columns, provenance)],
];
