import type { Document, Provenance } from "../document/index.ts";
import { terminalText } from "../writers/index.ts";

/** A document as this terminal shows it: as wide as it is, and in color where nothing speaks against it. */
export const printed = (document: Document, provenance?: Provenance): string => {
  const { columns: width, isTTY } = process.stdout;
  return terminalText(document, { width, color: isTTY === true && !process.env.NO_COLOR, provenance });
};

/** Columns of the terminal that reads standard output; where a file or a pipe does, a width that reads well. */
export const terminalWidth = (): number => process.stdout.columns ?? 120;
