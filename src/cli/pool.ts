import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import type { Piscina as Threads } from "piscina";
import {
  type ArmValues,
  type Chunk,
  type Evaluator,
  evaluatorHere,
  type PreparedArms,
} from "../runs/index.ts";
import { Failure } from "./failure.ts";
import { isSource, siblingModule } from "./sibling.ts";

export interface PoolOptions {
  /** Threads; 0 computes in this one. The default is one a core. */
  readonly workers?: number | undefined;
  /** The worker's file; another one simulates workers that die. */
  readonly worker?: URL;
}

/**
 * An evaluator on several threads that share the compiled modules. A chunk whose worker dies is given to another worker
 * once; when that dies too the chunk fails with a plain reason. Close it when done.
 */
export function openPool(
  prepared: PreparedArms,
  {
    workers = availableParallelism(),
    worker = siblingModule("pool-worker", import.meta.url),
  }: PoolOptions = {},
): Evaluator & { close(): Promise<void> } {
  if (workers === 0) return { ...evaluatorHere(prepared), close: async () => {} };
  // Loaded only when threads are wanted.
  const { Piscina } = createRequire(import.meta.url)("piscina") as { Piscina: typeof Threads };
  const pool = new Piscina<Chunk, ArmValues[]>({
    filename: worker.href,
    minThreads: workers,
    maxThreads: workers,
    workerData: prepared.share(),
    // Parts of a path are TypeScript when run from source, wherever this is called from.
    execArgv:
      process.execArgv.some((a) => a.includes("tsx")) || !isSource(import.meta.url)
        ? process.execArgv
        : ["--import", "tsx"],
  });
  return {
    width: workers,
    async evaluate(chunk) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await pool.run(chunk);
        } catch (error) {
          if (attempt < 2) continue;
          const last = chunk.from + chunk.tasks.length - 1;
          throw new Failure(
            `A worker stopped twice while it computed tasks ${chunk.from} to ${last}: ${(error as Error).message}`,
          );
        }
      }
    },
    close: () => pool.destroy(),
  };
}
