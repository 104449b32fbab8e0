import { type PartStore, shownPath } from "../files/index.ts";
import { type Chunk, type Evaluator, inOrder, type Plan } from "../runs/index.ts";
import { diskReason, Failure } from "./failure.ts";
import { progressOf } from "./progress.ts";

/** A part of a run that is kept: its number, and what is to be computed. */
export interface NumberedChunk {
  readonly part: number;
  readonly chunk: Chunk;
}

/**
 * Computes the wanted parts that a store lacks and keeps each as soon as it is done. Ctrl-C finishes what was begun and
 * then stops; a second one stops at once. Whatever ends it, what is kept stays, and the message says how to go on.
 */
export async function runParts(
  plan: Plan,
  wanted: readonly number[],
  store: PartStore,
  evaluator: Evaluator,
): Promise<void> {
  const missing = wanted.filter((part) => !store.has(part));
  if (missing.length === 0) return;
  const tell = progressOf("parts", wanted.length, wanted.length - missing.length);
  let done = wanted.length - missing.length;
  function* parts(): Generator<NumberedChunk> {
    for (const part of missing) yield { part, chunk: plan.part(part) };
  }
  await keepParts(parts(), store, evaluator, {
    onKept: () => tell(++done),
    kept: () => `${wanted.filter((part) => store.has(part)).length} of ${wanted.length}`,
  });
}

interface Keeping {
  onKept(chunk: Chunk): void;
  /** How many parts are kept, in words. */
  kept(): string;
}

/** Computes parts, which are asked for one by one, and keeps each as soon as it is done. */
export async function keepParts(
  parts: Iterable<NumberedChunk>,
  store: PartStore,
  evaluator: Evaluator,
  { onKept, kept }: Keeping,
): Promise<void> {
  let isCutShort = false;
  const { isAsked, close } = interruption();
  const goOn = () => goOnWords(kept(), store);
  // `inOrder` yields chunks in the order in which it asked for them.
  const numbers: number[] = [];
  function* chunks(): Generator<Chunk> {
    for (const { part, chunk } of parts) {
      isCutShort = isAsked();
      if (isCutShort) return;
      numbers.push(part);
      yield chunk;
    }
  }
  try {
    for await (const { chunk, results } of inOrder(chunks(), evaluator)) {
      store.keep(numbers.shift()!, chunk, results);
      onKept(chunk);
    }
  } catch (error) {
    throw goingOn(error, goOn());
  } finally {
    close();
  }
  if (isCutShort) throw new Failure(`Stopped. ${goOn()}`, 130);
}

/** How a run that ended early goes on. */
export const goOnWords = (kept: string | number, { folder }: PartStore): string =>
  `${kept} parts are kept in ${shownPath(folder)}; the same command with --resume goes on from there.`;

/** What ended a run early, with how it goes on. */
export function goingOn(error: unknown, goOn: string): unknown {
  if (error instanceof Failure) return new Failure(`${error.message}\n${goOn}`);
  const why = diskReason(error);
  return why === undefined ? error : new Failure(`A part could not be written: ${why}\n${goOn}`);
}

/** Listens to Ctrl-C: the first asks for a stop after what has been begun, a second one stops at once. */
export function interruption(): { isAsked(): boolean; close(): void } {
  let interrupted = false;
  const interrupt = () => {
    if (interrupted) process.exit(130);
    interrupted = true;
    process.stderr.write("\nStopping after what has been begun (Ctrl-C again: at once).\n");
  };
  process.on("SIGINT", interrupt);
  return { isAsked: () => interrupted, close: () => process.off("SIGINT", interrupt) };
}
