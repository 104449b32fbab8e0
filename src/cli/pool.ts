import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import type { Piscina as Threads } from "piscina";
import {
  type ArmValues,
  type Evaluator,
  evaluatorHere,
  type PreparedArms,
  type SentChunk,
  sentChunk,
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
  const pool = new Piscina<SentChunk, ArmValues[]>({
    filename: worker.href,
    minThreads: workers,
    maxThreads: workers,
    workerData: prepared.share(),
    execArgv: loaders(),
    resourceLimits: { maxYoungGenerationSizeMb: youngGeneration },
  });
  return {
    width: workers,
    async evaluate(chunk) {
      const sent = sentChunk(chunk);
      for (let attempt = 1; ; attempt++) {
        try {
          return await pool.run(sent);
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

/**
 * MB of a thread's heap for what is newly made. What a chunk leaves there is little, and the 48 that the engine allows by
 * itself fill with it before they are cleared.
 */
const youngGeneration = 16;

/**
 * How sources are read: of what this process was started with, all that a thread takes (flags of the engine hold for the
 * whole process). Parts of a path are TypeScript when run from source, wherever this is called from.
 */
function loaders(): string[] {
  const given = process.execArgv.flatMap((flag, i, all) => {
    if (/^--(import|require|loader|experimental-loader)=/.test(flag)) return [flag];
    return /^(--import|--require|-r|--loader|--experimental-loader)$/.test(flag) ? [flag, all[i + 1]!] : [];
  });
  const isRead = given.some((flag) => flag.includes("tsx")) || !isSource(import.meta.url);
  return isRead ? given : ["--import", "tsx"];
}
