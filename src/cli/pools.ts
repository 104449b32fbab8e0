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
 * Lets `use` evaluate any prepared arms on several threads, and closes every pool that it opened; one is opened when
 * there is something to compute.
 *
 * @param through what becomes of chunks: computed, unless something else is said
 */
export async function withPools<T>(
  { workers, solver, rtol }: Numerics & { readonly workers?: number | undefined },
  use: (evaluator: (prepared: PreparedArms) => EvaluateMany) => Promise<T>,
  through: (evaluator: Evaluator) => EvaluateMany = evaluateWith,
): Promise<T> {
  const opened = new Map<PreparedArms, ReturnType<typeof openPool>>();
  const poolOf = (prepared: PreparedArms) => {
    const pool = opened.get(prepared) ?? openPool(prepared.with({ solver, rtol }), { workers });
    opened.set(prepared, pool);
    return pool;
  };
  try {
    return await use((prepared) =>
      through({
        width: Math.max(1, workers ?? availableParallelism()),
        evaluate: (chunk) => poolOf(prepared).evaluate(chunk),
      }),
    );
  } finally {
    await Promise.all([...opened.values()].map((pool) => pool.close()));
  }
}
