import {
  type Document,
  figureFoot,
  figuresIn,
  type Provenance,
  recordJson,
  withOrigin,
} from "../document/index.ts";
import {
  type Content,
  chartScript,
  figureFiles,
  type PictureOptions,
  type ResultsFolder,
  shownPath,
} from "../files/index.ts";
import { warnings } from "../studies/index.ts";
import { htmlText, jsonText, markdownText } from "../writers/index.ts";
import { writeInto } from "./destination.ts";
import { Failure } from "./failure.ts";
import { tableFiles } from "./result-table.ts";
import { printed } from "./terminal.ts";

/** How a document is to be told. */
export interface TellOptions {
  readonly out?: string;
  readonly json?: boolean;
  readonly allowFailures?: boolean;
}

/** Names of the files of a document, without their endings. */
export interface FileNames {
  readonly report: string;
  readonly data: string;
}

/** Where files go, what their manifest says beside the record, and how plots are drawn. */
interface OutputSettings {
  readonly folder?: ResultsFolder | undefined;
  readonly about?: object;
  /** What the document is made of is kept there, and whoever keeps it says so when the disk takes no results. */
  readonly isKept?: boolean;
  readonly pictures?: PictureOptions;
  /** The document itself says which numbers lie outside their range. */
  readonly isWarned?: boolean;
}

/**
 * Tells a document: JSON or words on stdout and, where there is a folder, its files.
 * @param place the folder, and what its manifest says beside the record
 * @throws Failure where runs failed, unless that is allowed
 */
export async function tellDocument(
  told: Document,
  { json, allowFailures }: Omit<TellOptions, "out">,
  names: FileNames,
  provenance: Provenance,
  { about: more = {}, folder, isKept = false, pictures, isWarned = false }: OutputSettings = {},
): Promise<void> {
  const document = isWarned ? told : withWarnings(told, provenance);
  const data = () => jsonText(document, provenance);
  if (folder) {
    const { datasets = [], files: texts = [] } = document;
    const about = { ...document.about, ...more };
    const files = new Map<string, Content>([
      ...datasets.flatMap((dataset) => tableFiles(dataset, provenance, about)),
      ...(await figureFiles(figuresIn(document), figureFoot(provenance), pictures)),
      ...texts.map(({ name, text }): [string, Content] => [name, withOrigin(name, text, provenance)]),
      [`${names.data}.json`, made(data)],
      [`${names.report}.md`, made(() => markdownText(document, provenance))],
      [`${names.report}.html`, made(() => htmlText(document, { chartScript: chartScript(), provenance }))],
    ]);
    const manifest = { ...about, ...recordJson(provenance) };
    if (isKept) folder.write(files, manifest);
    else writeInto(folder, files, manifest);
  }
  process.stdout.write(json ? data() : printed(document, provenance));
  if (folder) process.stderr.write(`Report: ${shownPath(folder.path)}/${names.report}.html\n`);
  const failures = document.notes.find((note) => note.kind === "failed-runs");
  if (failures && !allowFailures)
    throw new Failure(
      `${failures.failed} of ${failures.runs} runs failed. With --allow-failures that is a result like another.`,
    );
  if (document.isUnanswered) throw new Failure("");
}

/** A file whose text is made when it is written, and not held beside the others. */
const made = (text: () => string): Content => ({
  *[Symbol.iterator]() {
    yield text();
  },
});

/** The document with what its record warns of among its notes. */
export function withWarnings(document: Document, { outside = [] }: Provenance): Document {
  return { ...document, notes: [...document.notes, ...warnings(outside)] };
}
