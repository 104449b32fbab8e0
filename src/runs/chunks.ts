import type { Chunk, TaskInput } from "./types.ts";

/** Tasks in a chunk: enough to share a person's equilibrium among arms, few enough to lose little when one is lost. */
export const chunkSize = 32;

/** The tasks cut into chunks of so many runs, lazily. What is read off another task's run stays with it, and is no run. */
export function* chunksOf(tasks: Iterable<TaskInput>, size = chunkSize): Generator<Chunk> {
  let from = 0;
  let open: TaskInput[] = [];
  let runs = 0;
  for (const task of tasks) {
    if (runs === size && !task.isReadOff) {
      yield { from, tasks: open };
      from += open.length;
      open = [];
      runs = 0;
    }
    open.push(task);
    if (!task.isReadOff) runs++;
  }
  if (open.length > 0) yield { from, tasks: open };
}
