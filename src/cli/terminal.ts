import { type Document, type Provenance, provenanceLine, recordJson } from "../document/index.ts";
import { terminalText } from "../writers/index.ts";

/** A document as this terminal shows it: as wide as it is, and in color where nothing speaks against it. */
export const printed = (document: Document, provenance?: Provenance): string => {
  const { columns: width, isTTY } = process.stdout;
  return terminalText(document, { width, color: isTTY === true && !process.env.NO_COLOR, provenance });
};

/** Columns of the terminal that reads standard output; where a file or a pipe does, a width that reads well. */
export const terminalWidth = (): number => process.stdout.columns ?? 120;

/** Prints an answer as JSON that holds its record, or in words that end with the record's line. */
export function printRecorded(
  isJson: boolean | undefined,
  data: object,
  words: string,
  record: Provenance,
  line = provenanceLine(record),
): void {
  process.stdout.write(
    isJson
      ? `${JSON.stringify({ ...data, manifest: recordJson(record) }, null, 2)}\n`
      : `${words}\n\n${line}\n`,
  );
}
