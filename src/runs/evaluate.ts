import type { PreparedArms } from "./arms.ts";
import { chunksOf } from "./chunks.ts";
import type { EvaluateMany, Row } from "./types.ts";

/**
 * Evaluates tasks in this thread, chunk by chunk, with a breath in between so that a page or a signal handler gets its
 * turn.
 */
export function evaluateHere(prepared: PreparedArms): EvaluateMany {
  return async function* (tasks, { onProgress, isCancelled } = {}): AsyncGenerator<Row> {
    for (const { from, tasks: chunk } of chunksOf(tasks)) {
      if (isCancelled?.()) return;
      const results = prepared.runAll(chunk);
      for (const [i, result] of results.entries())
        yield { task: from + i, arm: chunk[i]!.arm, values: result.values, status: result.status };
      onProgress?.(from + chunk.length);
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  };
}
