import { type Document, type Provenance, provenanceLine, recordJson } from "../document/index.ts";
import { type Content, chartScript, figureFiles, type ResultsFolder, shownPath } from "../files/index.ts";
import { csvOf, htmlText, jsonText, markdownText, parquetOf, terminalText } from "../writers/index.ts";
import { writeInto } from "./destination.ts";
import { Failure } from "./failure.ts";
import { tableRecord } from "./record.ts";
import { csvFiles } from "./result-table.ts";

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

/**
 * Tells a document: JSON or words on stdout and, where there is a folder, its files.
 * @param place the folder, and what its manifest says beside the record
 * @throws Failure where runs failed, unless that is allowed
 */
export async function tellDocument(
  document: Document,
  { json, allowFailures }: Omit<TellOptions, "out">,
  names: FileNames,
  provenance: Provenance,
  { about = {}, folder }: { readonly about?: object; readonly folder?: ResultsFolder | undefined } = {},
): Promise<void> {
  const data = jsonText(document, provenance);
  process.stdout.write(json ? data : terminalText(document, { width: process.stdout.columns, provenance }));
  if (folder) {
    const { sections, datasets = [] } = document;
    const figures = sections.flatMap((section) => section.figures ?? []);
    const files = new Map<string, Content>([
      ...datasets.flatMap((dataset): [string, Content][] => [
        ...csvFiles(`${dataset.name}.csv`, csvOf(dataset), dataset.columns, provenance),
        [`${dataset.name}.parquet`, parquetOf(dataset, tableRecord(provenance))],
      ]),
      ...(await figureFiles(figures, provenanceLine(provenance))),
      [`${names.data}.json`, data],
      [`${names.report}.md`, markdownText(document, provenance)],
      [`${names.report}.html`, htmlText(document, { chartScript: chartScript(), provenance })],
    ]);
    writeInto(folder, files, { ...document.about, ...about, ...recordJson(provenance) });
    process.stderr.write(`Report: ${shownPath(folder.path)}/${names.report}.html\n`);
  }
  const failures = document.notes.find((note) => note.kind === "failed-runs");
  if (failures && !allowFailures)
    throw new Failure(
      `${failures.failed} of ${failures.runs} runs failed. With --allow-failures that is a result like another.`,
    );
  if (document.isUnanswered) throw new Failure("");
}
