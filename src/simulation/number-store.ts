import type { ArmResult, Column, ExtraSamples, Samples, Trajectory } from "./types.ts";

/** A store for numbers that are too many to hold. */
export interface NumberStore {
  /** Puts a copy of numbers away; returns the position under which they are read again. */
  add(numbers: Float64Array): number;
  read(position: number, into: Float64Array): void;
}

/** A store in memory, for numbers that are few enough. */
export function heldNumbers(): NumberStore {
  const arrays: Float64Array[] = [];
  return {
    add: (numbers) => arrays.push(numbers.slice()) - 1,
    read: (position, into) => into.set(arrays[position]!),
  };
}

/** What a column is, without its numbers. */
type ColumnHead = Omit<Column, "values">;

/**
 * Puts arms away, one after the other, with all their samples in a store. Of each arm a few numbers stay behind, however many
 * its columns and days: every list is read anew wherever it is asked for.
 */
export function armsPutAway(room: NumberStore): (arm: ArmResult) => ArmResult {
  const [shown, inRows] = [shared(), shared()];
  return (arm) => {
    const { trajectory, rows, between } = arm;
    return new StoredArm(
      arm,
      new StoredTrajectory(trajectory, new StoredSamples(room, trajectory, shown)),
      rows && new StoredSamples(room, rows, inRows),
      rows && between && new StoredExtras(room, between, inRows([...rows.columns.values()].map(headOf))),
    );
  };
}

const headOf = ({ values: _, ...head }: Column): ColumnHead => head;

/** Lists of what columns are, of which one that is like the list before is that list: arms of the same equations have the same. */
function shared(): (heads: readonly ColumnHead[]) => readonly ColumnHead[] {
  let before: readonly ColumnHead[] = [];
  return (heads) => {
    if (!isSame(heads, before)) before = heads;
    return before;
  };
}

const isSame = (a: readonly ColumnHead[], b: readonly ColumnHead[]) =>
  a.length === b.length &&
  a.every((head, i) =>
    (["name", "unit", "about", "title", "axis"] as const).every((key) => head[key] === b[i]![key]),
  );

// What is in a store is read by getters of classes: one in each of thousands of objects takes more memory than their numbers.

class StoredArm implements ArmResult {
  readonly label: string;
  readonly person: string;
  readonly care: string;
  readonly measures: ArmResult["measures"];
  readonly outside: ArmResult["outside"];
  readonly trajectory: Trajectory;
  readonly rows: Samples | undefined;
  private readonly extras: StoredExtras | undefined;

  constructor(
    { label, person, care, measures, outside }: ArmResult,
    trajectory: Trajectory,
    rows: Samples | undefined,
    extras: StoredExtras | undefined,
  ) {
    this.label = label;
    this.person = person;
    this.care = care;
    this.measures = measures;
    this.outside = outside;
    this.trajectory = trajectory;
    this.rows = rows;
    this.extras = extras;
  }

  get between(): ReadonlyMap<string, ExtraSamples> | undefined {
    return this.extras?.read();
  }
}

class StoredTrajectory implements Trajectory {
  readonly label: string;
  readonly baseline: Trajectory["baseline"];
  readonly doses: Trajectory["doses"];
  readonly measures: Trajectory["measures"];
  readonly status: Trajectory["status"];
  readonly notes: Trajectory["notes"];
  private readonly samples: Samples;

  constructor({ label, baseline, doses, measures, status, notes }: Trajectory, samples: Samples) {
    this.label = label;
    this.baseline = baseline;
    this.doses = doses;
    this.measures = measures;
    this.status = status;
    this.notes = notes;
    this.samples = samples;
  }

  get times(): Float64Array {
    return this.samples.times;
  }

  get columns(): Samples["columns"] {
    return this.samples.columns;
  }
}

class StoredSamples implements Samples {
  private readonly heads: readonly ColumnHead[];
  private readonly lists: StoredLists;

  constructor(
    room: NumberStore,
    { times, columns }: Samples,
    known: (heads: readonly ColumnHead[]) => readonly ColumnHead[],
  ) {
    const all = [...columns.values()];
    this.heads = known(all.map(headOf));
    this.lists = new StoredLists(room, [times, ...all.map(({ values }) => values)]);
  }

  get times(): Float64Array {
    return this.lists.reader().read(0);
  }

  get columns(): ReadonlyMap<string, Column> {
    const { read } = this.lists.reader();
    return new Map(
      this.heads.map((head, i) => {
        const column = {
          ...head,
          get values() {
            return read(i + 1);
          },
        };
        return [head.name, column];
      }),
    );
  }
}

class StoredExtras {
  private readonly heads: readonly ColumnHead[];
  private readonly lists: StoredLists;

  constructor(room: NumberStore, between: ReadonlyMap<string, ExtraSamples>, heads: readonly ColumnHead[]) {
    this.heads = heads;
    const none = new Float64Array(0);
    const all = heads.map(({ name }) => between.get(name) ?? { times: none, values: none });
    this.lists = new StoredLists(
      room,
      all.flatMap(({ times, values }) => [times, values]),
    );
  }

  read(): ReadonlyMap<string, ExtraSamples> {
    const { read } = this.lists.reader();
    return new Map(
      this.heads.flatMap(({ name }, i) => {
        const times = read(2 * i);
        return times.length > 0 ? [[name, { times, values: read(2 * i + 1) }] as const] : [];
      }),
    );
  }
}

/** Lists in a store, and in it as well where they are and how long. */
class StoredLists {
  private readonly room: NumberStore;
  private readonly count: number;
  private readonly position: number;

  constructor(room: NumberStore, lists: readonly Float64Array[]) {
    const index = new Float64Array(2 * lists.length);
    for (const [i, list] of lists.entries()) {
      index[2 * i] = list.length;
      if (list.length > 0) index[2 * i + 1] = room.add(list);
    }
    this.room = room;
    this.count = lists.length;
    this.position = room.add(index);
  }

  reader(): { read(i: number): Float64Array } {
    const index = new Float64Array(2 * this.count);
    this.room.read(this.position, index);
    return {
      read: (i) => {
        const list = new Float64Array(index[2 * i]!);
        if (list.length > 0) this.room.read(index[2 * i + 1]!, list);
        return list;
      },
    };
  }
}
