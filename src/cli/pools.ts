import { availableParallelism } from "node:os";
import {
  type EvaluateMany,
  type Evaluator,
  evaluateWith,
  type Numerics,
  type PreparedArms,
} from "../runs/index.ts";
import { openPool } from "./pool.ts";

/**
 * Lets `use` evaluate any prepared arms on several threads. A pool is opened when there is something to compute, and closed
 * when its arms are not asked again, at the latest in the end.
 *
 * @param through what becomes of chunks: computed, unless something else is said
 */
export async function withPools<T>(
  { workers, solver, rtol }: Numerics & { readonly workers?: number | undefined },
  use: (evaluator: (prepared: PreparedArms) => EvaluateMany) => Promise<T>,
  through: (evaluator: Evaluator) => EvaluateMany = evaluateWith,
): Promise<T> {
  const opened = new Map<PreparedArms, ReturnType<typeof openPool>>();
  const close = async (prepared: PreparedArms) => {
    await opened.get(prepared)?.close();
    opened.delete(prepared);
  };
  const poolOf = (prepared: PreparedArms) => {
    const pool = opened.get(prepared) ?? openPool(prepared.with({ solver, rtol }), { workers });
    opened.set(prepared, pool);
    return pool;
  };
  try {
    return await use((prepared) => {
      const evaluate = through({
        width: Math.max(1, workers ?? availableParallelism()),
        evaluate: (chunk) => poolOf(prepared).evaluate(chunk),
      });
      return async function* (tasks, options) {
        yield* evaluate(tasks, options);
        if (options?.isOver) await close(prepared);
      };
    });
  } finally {
    await Promise.all([...opened.keys()].map(close));
  }
}
