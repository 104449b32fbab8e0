import type { PreparedArms } from "./arm-set.ts";
import { chunksOf } from "./chunks.ts";
import type { ArmValues, Chunk, EvaluateMany, Evaluator, TaskResult } from "./types.ts";

/** Evaluates in this thread, with a breath after every chunk so that a page or a signal handler gets its turn. */
export function evaluatorHere(prepared: PreparedArms): Evaluator {
  return {
    width: 1,
    async evaluate({ tasks }) {
      const results = prepared.runAll(tasks);
      await new Promise((resolve) => setTimeout(resolve, 0));
      return results;
    },
  };
}

/** Any number of tasks through an evaluator: rows in the order of the tasks, memory that does not grow with them. */
export function evaluateWith(evaluator: Evaluator): EvaluateMany {
  return async function* (tasks, { onProgress, isCancelled } = {}): AsyncGenerator<TaskResult> {
    for await (const { chunk, results } of inOrder(chunksOf(tasks), evaluator, isCancelled)) {
      for (const [i, result] of results.entries())
        yield { task: chunk.from + i, arm: chunk.tasks[i]!.arm, ...result };
      onProgress?.(chunk.from + results.length);
    }
  };
}

/** Evaluates tasks in this thread. */
export function evaluateHere(prepared: PreparedArms): EvaluateMany {
  return evaluateWith(evaluatorHere(prepared));
}

/** Chunks kept waiting for each slot of the evaluator, so that none is idle while results are taken away. */
const ahead = 2;

/**
 * Chunks through an evaluator, in their order, at most a few at a time. When `isCancelled` says so no further chunk is
 * begun, but those begun are finished and yielded.
 */
export async function* inOrder(
  chunks: Iterable<Chunk>,
  evaluator: Evaluator,
  isCancelled?: (() => boolean) | undefined,
): AsyncGenerator<{ readonly chunk: Chunk; readonly results: readonly ArmValues[] }> {
  const begun: { chunk: Chunk; results: Promise<readonly ArmValues[]> }[] = [];
  const source = chunks[Symbol.iterator]();
  let isOver = false;
  for (;;) {
    while (!isOver && begun.length < (evaluator.width > 1 ? evaluator.width * ahead : 1)) {
      const next = isCancelled?.() ? undefined : source.next();
      if (!next || next.done) isOver = true;
      else {
        const results = evaluator.evaluate(next.value);
        // A failure is met when its turn comes; until then it is not unhandled.
        results.catch(() => {});
        begun.push({ chunk: next.value, results });
      }
    }
    const first = begun.shift();
    if (!first) return;
    yield { chunk: first.chunk, results: await first.results };
  }
}
