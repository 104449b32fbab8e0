import type { Chunk, TaskInput } from "./types.ts";

/** Tasks in a chunk: enough to share a person's equilibrium among arms, few enough to lose little when one is lost. */
export const chunkSize = 32;

/** The tasks cut into chunks, lazily. */
export function* chunksOf(tasks: Iterable<TaskInput>, size = chunkSize): Generator<Chunk> {
  let from = 0;
  let open: TaskInput[] = [];
  for (const task of tasks) {
    open.push(task);
    if (open.length < size) continue;
    yield { from, tasks: open };
    from += open.length;
    open = [];
  }
  if (open.length > 0) yield { from, tasks: open };
}
