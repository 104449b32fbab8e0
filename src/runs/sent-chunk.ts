import type { Chunk, TaskInput } from "./types.ts";

/** What of a task are numbers by name. */
const byName = ["parameters", "person", "chosen", "force", "gates"] as const;
type NumbersOfTask = (typeof byName)[number];

/**
 * A chunk as data for `postMessage`. A person is hundreds of numbers by name: sent as they are, the names of all people of a chunk
 * are a megabyte of text, made anew in the thread that gets them.
 */
export interface SentChunk {
  readonly from: number;
  readonly tasks: readonly (Omit<TaskInput, NumbersOfTask> & {
    /** Which of the lists each is. */
    readonly lists: { readonly [name in NumbersOfTask]?: number };
  })[];
  readonly names: readonly string[];
  /** Of each list the names of its numbers, by their place; many people have the same. */
  readonly lists: readonly Uint32Array[];
  /** The numbers of all lists, one after the other. */
  readonly numbers: Float64Array;
}

export function sentChunk({ from, tasks }: Chunk): SentChunk {
  const indices = new Map<string, number>();
  const numbers: number[] = [];
  const lists: Uint32Array[] = [];
  const known = new Map<ReadonlyMap<string, number>, number>();
  const put = (list: ReadonlyMap<string, number>): number => {
    const names = new Uint32Array(list.size);
    let at = 0;
    for (const [name, value] of list) {
      let index = indices.get(name);
      if (index === undefined) {
        index = indices.size;
        indices.set(name, index);
      }
      names[at++] = index;
      numbers.push(value);
    }
    const last = lists.at(-1);
    // The same object is sent once.
    return lists.push(last && isSame(last, names) ? last : names) - 1;
  };
  const sent = tasks.map(({ parameters, person, chosen, force, gates, ...rest }) => {
    const all = { parameters, person, chosen, force, gates };
    const places: { [name in NumbersOfTask]?: number } = {};
    for (const name of byName) {
      const list = all[name];
      if (!list) continue;
      const place = known.get(list) ?? put(list);
      known.set(list, place);
      places[name] = place;
    }
    return { ...rest, lists: places };
  });
  return { from, tasks: sent, names: [...indices.keys()], lists, numbers: Float64Array.from(numbers) };
}

/** The chunk that was sent; what several tasks shared they share again. */
export function receivedChunk({ from, tasks, names, lists, numbers }: SentChunk): Chunk {
  let next = 0;
  const all = lists.map((indices): ReadonlyMap<string, number> => {
    const list = new Map<string, number>();
    for (const index of indices) list.set(names[index]!, numbers[next++]!);
    return list;
  });
  return {
    from,
    tasks: tasks.map(({ lists: places, ...rest }) => {
      const task: { -readonly [key in keyof TaskInput]: TaskInput[key] } = rest;
      for (const name of byName) {
        const place = places[name];
        if (place !== undefined) task[name] = all[place]!;
      }
      return task;
    }),
  };
}

const isSame = (a: Uint32Array, b: Uint32Array) => a.length === b.length && a.every((one, i) => one === b[i]);
