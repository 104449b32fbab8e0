import { join } from "node:path";
import { type Document, type Provenance, provenanceLine, recordJson } from "../document/index.ts";
import {
  chartScript,
  figureFiles,
  refusalToWrite,
  shownPath,
  writePiecesWhole,
  writeResults,
} from "../files/index.ts";
import { csvOf, htmlText, jsonText, markdownText, parquetOf, terminalText } from "../writers/index.ts";
import { Failure } from "./failure.ts";
import { tableRecord } from "./record.ts";

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

/** @throws Failure for a folder that holds what no run of ours made; asked before any work */
export function refuseForeign(out: string | undefined): void {
  const refusal = out ? refusalToWrite(out) : undefined;
  if (refusal) throw new Failure(`${refusal}\nChoose another folder with --out.`);
}

/**
 * Tells a document: JSON or words on stdout and, where a folder is asked for, its files.
 * @param about what the folder's manifest says beside the record
 * @throws Failure where runs failed, unless that is allowed
 */
export async function tellDocument(
  document: Document,
  { out, json, allowFailures }: TellOptions,
  names: FileNames,
  provenance: Provenance,
  about: object = {},
): Promise<void> {
  const data = jsonText(document, provenance);
  process.stdout.write(json ? data : terminalText(document, { width: process.stdout.columns, provenance }));
  if (out) {
    const { sections, datasets = [] } = document;
    for (const dataset of datasets) {
      writePiecesWhole(join(out, `${dataset.name}.csv`), csvOf(dataset));
      writePiecesWhole(join(out, `${dataset.name}.parquet`), parquetOf(dataset, tableRecord(provenance)));
    }
    const figures = sections.flatMap((section) => section.figures ?? []);
    const files = new Map<string, string | Uint8Array>([
      ...(await figureFiles(figures, provenanceLine(provenance))),
      [`${names.data}.json`, data],
      [`${names.report}.md`, markdownText(document, provenance)],
      [`${names.report}.html`, htmlText(document, { chartScript: chartScript(), provenance })],
    ]);
    writeResults(out, files, { ...document.about, ...about, ...recordJson(provenance) });
    process.stderr.write(`Report: ${shownPath(out)}/${names.report}.html\n`);
  }
  const failures = document.notes.find((note) => note.kind === "failed-runs");
  if (failures && !allowFailures)
    throw new Failure(
      `${failures.failed} of ${failures.runs} runs failed. With --allow-failures that is a result like another.`,
    );
}
