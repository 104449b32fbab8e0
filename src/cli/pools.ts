import { type EvaluateMany, evaluateWith, type Numerics, type PreparedArms } from "../runs/index.ts";
import { openPool } from "./pool.ts";

/** Lets `use` evaluate any prepared arms on several threads, and closes every pool that it opened. */
export async function withPools<T>(
  { workers, solver, rtol }: Numerics & { readonly workers?: number | undefined },
  use: (evaluator: (prepared: PreparedArms) => EvaluateMany) => Promise<T>,
): Promise<T> {
  const opened = new Map<PreparedArms, ReturnType<typeof openPool>>();
  const poolOf = (prepared: PreparedArms) => {
    const pool = opened.get(prepared) ?? openPool(prepared.with({ solver, rtol }), { workers });
    opened.set(prepared, pool);
    return pool;
  };
  try {
    return await use((prepared) => evaluateWith(poolOf(prepared)));
  } finally {
    await Promise.all([...opened.values()].map((pool) => pool.close()));
  }
}
