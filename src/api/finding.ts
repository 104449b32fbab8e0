import type { Diagnostic } from "../diagnostics/index.ts";
import type { Document } from "../document/index.ts";
import { evaluateHere, RunNotes } from "../runs/index.ts";
import { MeasureFault, type StudyContext, StudyFault, warnings as warned } from "../studies/index.ts";
import { noteText } from "../writers/index.ts";
import { LullFault } from "./fault.ts";
import { type LibraryCall, type Recorded, recorded } from "./record.ts";
import type { Changes } from "./scenario.ts";

/** How far a study is told, and how it is stopped. */
export interface Watch {
  /** Called as runs end; `total` is left out where it is not known beforehand. */
  readonly onProgress?: ((done: number, total?: number) => void) | undefined;
  /** Ends the study between runs: the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** What every study of scenarios may be asked. */
export interface RunSettings extends Changes, Watch {}

/** What a study found: plain data, and the answer in sentences. */
export interface Finding<Result> extends Recorded {
  readonly result: Result;
  readonly answers: readonly string[];
  /** What must be known before the answers: runs that failed, numbers outside their range, doses above the licensed maximum. */
  readonly warnings: readonly string[];
}

/** A result with its answers, what it, its runs and the question warn of, and where it comes from. @throws LullFault where faults kept it from being worked out */
export function told<Result>(
  result: Result | undefined,
  diagnostics: readonly Diagnostic[],
  call: LibraryCall,
  tell: (result: Result) => Pick<Document, "answers" | "notes">,
  said = new RunNotes(),
): Finding<Result> {
  if (result === undefined) throw new LullFault(diagnostics, call.asked.texts);
  const { answers, notes } = tell(result);
  const warnings = [
    ...[...notes, ...warned(said.texts)].map(noteText),
    ...diagnostics.map(({ message }) => message),
  ];
  return { result, answers, warnings: [...new Set(warnings)], ...recorded(call) };
}

/** Where a study runs, and what its runs say of themselves. */
interface LibraryContext extends Pick<StudyContext, "evaluator" | "onProgress" | "pause"> {
  readonly said: RunNotes;
}

/** Runs in this thread, between which the event loop turns, until a signal says to stop. */
export function contextOf({ onProgress, signal }: Watch): LibraryContext {
  const said = new RunNotes();
  return {
    said,
    onProgress,
    evaluator: (prepared) =>
      said.of(async function* (tasks, options) {
        signal?.throwIfAborted();
        for await (const row of evaluateHere(prepared)(tasks, options)) {
          signal?.throwIfAborted();
          yield row;
        }
      }),
    async pause() {
      signal?.throwIfAborted();
      await new Promise((resolve) => setTimeout(resolve, 0));
      signal?.throwIfAborted();
    },
  };
}

/** What a study says of what it was asked, as the library says it. */
export async function orFault<T>(work: () => T | Promise<T>, measure = ""): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof MeasureFault)
      throw new LullFault(error.diagnostics, new Map([["measure", measure]]));
    if (error instanceof StudyFault) throw new Error(`invalid settings: ${error.message}`);
    throw error;
  }
}
