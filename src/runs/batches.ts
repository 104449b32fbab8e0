import type { FlatSystem } from "../model/index.ts";
import type { PreparedArms } from "./arm-set.ts";
import type { TaskInput } from "./types.ts";

/** Tasks, and what it takes to run these alone. */
export interface Batch {
  readonly prepared: PreparedArms;
  readonly tasks: readonly TaskInput[];
}

/** Sets of equations that are held ready at a time: their code is worth some tenths of a megabyte in every thread. */
const mostSystems = 100;

/**
 * Tasks cut, in their order, where their arms would need more sets of equations than are to be held ready at once, so that
 * memory does not grow with the sets that a study asks about. Put tasks of one set next to each other.
 */
export function* batchesOf(
  prepared: PreparedArms,
  tasks: Iterable<TaskInput>,
  most = mostSystems,
): Generator<Batch> {
  let open: TaskInput[] = [];
  const systems = new Set<FlatSystem>();
  const batch = () => ({ prepared: prepared.only(open.map(({ arm }) => arm)), tasks: open });
  for (const task of tasks) {
    const system = prepared.systemOf(task.arm);
    if (!systems.has(system) && systems.size === most) {
      yield batch();
      open = [];
      systems.clear();
    }
    systems.add(system);
    open.push(task);
  }
  if (open.length > 0) yield batch();
}
