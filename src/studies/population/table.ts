import { heldNumbers, type NumberStore } from "../../simulation/index.ts";

/** People whose numbers are put away at a time. */
const inBlock = 1024;

/**
 * Numbers of many people by column, NaN where somebody has none. They are put away block by block, so that no more than a block
 * of people is held at a time. People are written in their order, give or take a block's; all of them before any is read.
 */
export class PeopleTable<K> {
  private readonly size: number;
  private readonly room: NumberStore;
  /** The block that is being filled. */
  private readonly open = new Map<K, Float64Array>();
  /** Of each block that was put away: where in the room its columns begin. */
  private readonly blocks: ReadonlyMap<K, number>[] = [];

  constructor(size: number, room: NumberStore = heldNumbers()) {
    this.size = size;
    this.room = room;
  }

  /** Columns in which anybody has a number, in the order in which they were first met. */
  get keys(): K[] {
    return [...this.open.keys()];
  }

  set(subject: number, key: K, value: number): void {
    const block = Math.floor(subject / inBlock);
    this.putAway(block);
    let column = this.open.get(key);
    if (!column) {
      column = new Float64Array(this.countIn(block)).fill(Number.NaN);
      this.open.set(key, column);
    }
    column[subject - block * inBlock] = value;
  }

  /** A column of everybody. */
  column(key: K): Float64Array {
    const column = new Float64Array(this.size);
    for (let first = 0; first < this.size; first += inBlock)
      this.read(first / inBlock, key, column.subarray(first, first + inBlock));
    return column;
  }

  /** Reads the numbers of subjects in the given columns: quick from one subject to the next. */
  rowsOf(keys: readonly K[]): (subject: number) => number[] {
    const columns = keys.map(() => new Float64Array(this.countIn(0)));
    let atHand = -1;
    return (subject) => {
      const block = Math.floor(subject / inBlock);
      if (block !== atHand)
        for (const [i, key] of keys.entries())
          this.read(block, key, columns[i]!.subarray(0, this.countIn(block)));
      atHand = block;
      return columns.map((column) => column[subject - block * inBlock]!);
    };
  }

  private read(block: number, key: K, into: Float64Array): void {
    this.putAway(Math.ceil(this.size / inBlock));
    const index = this.blocks[block]!.get(key);
    if (index === undefined) into.fill(Number.NaN);
    else this.room.read(index, into);
  }

  /** Puts away the blocks before this one. */
  private putAway(block: number): void {
    while (this.blocks.length < block) {
      const count = this.countIn(this.blocks.length);
      this.blocks.push(
        new Map([...this.open].map(([key, column]) => [key, this.room.add(column.subarray(0, count))])),
      );
      for (const column of this.open.values()) column.fill(Number.NaN);
    }
  }

  private countIn(block: number): number {
    return Math.min(inBlock, this.size - block * inBlock);
  }
}
