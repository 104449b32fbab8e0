import { type Provenance, provenanceLine, recordJson } from "../document/index.ts";
import { chartScript, refusalToWrite, shownPath, writeResults } from "../files/index.ts";
import type { PageParts } from "../report/index.ts";
import { Failure } from "./failure.ts";
import type { RunningOptions } from "./options.ts";

/** How an answer is to be told. */
export interface AnswerOptions extends RunningOptions {
  readonly out?: string;
  readonly json?: boolean;
}

export interface Answer {
  readonly json: object;
  /** For a terminal of so many columns. */
  text(width: number | undefined): string;
  /** What goes into the folder, by name; `json` is the answer as text. */
  files(json: string, parts: AnswerParts): Promise<Map<string, string | Uint8Array>>;
  /** What the answer is about, for the manifest. */
  readonly about: object;
  readonly provenance: Provenance;
}

/** What the files of an answer are made with. */
export interface AnswerParts extends PageParts {
  /** The line that says where the numbers come from. */
  readonly line: string;
}

/**
 * Works out an answer and tells it: JSON or words on stdout, and its files where a folder was asked for. A folder that
 * holds what is not ours is refused before any work.
 */
export async function tellAnswer(options: AnswerOptions, work: () => Promise<Answer>): Promise<void> {
  const refusal = options.out ? refusalToWrite(options.out) : undefined;
  if (refusal) throw new Failure(`${refusal}\nChoose another folder with --out.`);
  const answer = await work();
  const { provenance } = answer;
  const record = recordJson(provenance);
  const line = provenanceLine(provenance);
  const json = `${JSON.stringify({ ...answer.json, manifest: record }, null, 2)}\n`;
  process.stdout.write(options.json ? json : `${answer.text(process.stdout.columns)}${line}\n`);
  if (!options.out) return;
  const { solver, rtol, set, knockout, hypothesis, person, treatment, duration, seed } = options;
  const asked = { solver, rtol, set, knockout, hypothesis, person, treatment, duration };
  const files = await answer.files(json, { chartScript: chartScript(), provenance, line });
  writeResults(options.out, files, { ...answer.about, asked, ...record, seed });
  process.stderr.write(`Report: ${shownPath(options.out)}/report.html\n`);
}
