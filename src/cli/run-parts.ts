import { type PartStore, shownPath } from "../files/index.ts";
import { type ArmValues, type Chunk, type Evaluator, inOrder, type Plan } from "../runs/index.ts";
import { diskReason, Failure } from "./failure.ts";
import { progressOf } from "./progress.ts";

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
  let interrupted = false;
  const interrupt = () => {
    if (interrupted) process.exit(130);
    interrupted = true;
    process.stderr.write("\nStopping after what has been begun (Ctrl-C again: at once).\n");
  };
  process.on("SIGINT", interrupt);
  const goOn = () =>
    `${wanted.filter((part) => store.has(part)).length} of ${wanted.length} parts are kept in ${shownPath(store.folder)}; the same command with --resume goes on from there.`;
  // Parts are numbered by where they are in the plan; `inOrder` yields them in the order asked.
  const numbers = missing[Symbol.iterator]();
  const tell = progressOf("parts", wanted.length, wanted.length - missing.length);
  function* chunks(): Generator<Chunk> {
    for (const part of missing) yield plan.part(part);
  }
  try {
    let done = wanted.length - missing.length;
    for await (const { chunk, results } of inOrder(chunks(), evaluator, () => interrupted)) {
      keep(numbers.next().value as number, chunk, results);
      tell(++done);
    }
  } catch (error) {
    if (error instanceof Failure) throw new Failure(`${error.message}\n${goOn()}`);
    const why = diskReason(error);
    if (why === undefined) throw error;
    throw new Failure(`A part could not be written: ${why}\n${goOn()}`);
  } finally {
    process.off("SIGINT", interrupt);
  }
  if (interrupted && missing.some((part) => !store.has(part))) throw new Failure(`Stopped. ${goOn()}`, 130);

  function keep(part: number, chunk: Chunk, results: readonly ArmValues[]): void {
    store.keep(part, chunk, results);
  }
}
