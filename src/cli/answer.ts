import { type Provenance, provenanceLine, recordJson } from "../document/index.ts";
import { type Content, chartScript, type ResultsFolder, shownPath } from "../files/index.ts";
import type { PageParts } from "../report/index.ts";
import { into, type Question, writeInto } from "./destination.ts";
import type { RunningOptions } from "./options.ts";
import { jsonText } from "./result-table.ts";

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
  files(json: string, parts: AnswerParts): Promise<Map<string, Content>>;
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
export async function tellAnswer(
  options: AnswerOptions,
  question: Question,
  work: () => Promise<Answer>,
): Promise<void> {
  if (!options.out) return tell(await work(), options);
  await into({ out: options.out, byDefault: options.out, question }, async (folder) =>
    tell(await work(), options, folder),
  );
}

async function tell(answer: Answer, options: AnswerOptions, folder?: ResultsFolder): Promise<void> {
  const { provenance } = answer;
  const record = recordJson(provenance);
  const line = provenanceLine(provenance);
  const json = jsonText({ ...answer.json, manifest: record });
  process.stdout.write(options.json ? json : `${answer.text(process.stdout.columns)}${line}\n`);
  if (!folder) return;
  const { solver, rtol, set, knockout, hypothesis, person, treatment, duration, seed } = options;
  const asked = { solver, rtol, set, knockout, hypothesis, person, treatment, duration };
  const files = await answer.files(json, { chartScript: chartScript(), provenance, line });
  writeInto(folder, files, { ...answer.about, asked, ...record, seed });
  process.stderr.write(`Report: ${shownPath(folder.path)}/report.html\n`);
}
