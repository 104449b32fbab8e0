import { refusalToWrite, shownPath, version, writeResults } from "../files/index.ts";
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
  files(json: string): Promise<Map<string, string | Uint8Array>>;
  /** What the answer is about, for the manifest. */
  readonly about: object;
}

/**
 * Works out an answer and tells it: JSON or words on stdout, and its files where a folder was asked for. A folder that
 * holds what is not ours is refused before any work.
 */
export async function tellAnswer(options: AnswerOptions, work: () => Promise<Answer>): Promise<void> {
  const refusal = options.out ? refusalToWrite(options.out) : undefined;
  if (refusal) throw new Failure(`${refusal}\nChoose another folder with --out.`);
  const answer = await work();
  const json = `${JSON.stringify(answer.json, null, 2)}\n`;
  process.stdout.write(options.json ? json : answer.text(process.stdout.columns));
  if (!options.out) return;
  const { solver, rtol, set, knockout, hypothesis, person, treatment, duration, seed } = options;
  const asked = { solver, rtol, set, knockout, hypothesis, person, treatment, duration };
  writeResults(options.out, await answer.files(json), { ...answer.about, asked, seed, version: version() });
  process.stderr.write(`Report: ${shownPath(options.out)}/report.html\n`);
}
