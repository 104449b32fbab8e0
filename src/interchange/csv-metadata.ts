import { type DatasetColumn, type Provenance, provenanceLine, recordId } from "../document/index.ts";

const datatypes = { number: "double", integer: "integer", text: "string", flag: "boolean" } as const;

/** The name of the file that describes a CSV file, where readers of the standard look for it. */
export const metadataName = (csv: string) => `${csv}-metadata.json`;

/**
 * What a CSV file holds and where its numbers come from, as a file beside it: no line in a CSV can say so without being
 * taken for a row (W3C, Metadata Vocabulary for Tabular Data, 2015; properties of Dublin Core).
 */
export function csvMetadata(csv: string, columns: readonly DatasetColumn[], provenance: Provenance): string {
  const metadata = {
    "@context": "http://www.w3.org/ns/csvw",
    url: csv,
    "dc:provenance": provenanceLine(provenance),
    "dc:identifier": recordId(provenance),
    dialect: { header: true, delimiter: ",", lineTerminators: ["\n"] },
    tableSchema: {
      columns: columns.map(({ name, type, unit }) => ({
        name,
        titles: name,
        datatype: datatypes[type],
        ...(unit ? { "dc:description": `in ${unit}` } : {}),
      })),
    },
  };
  return `${JSON.stringify(metadata, null, 2)}\n`;
}
