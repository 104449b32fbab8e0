/**
 * Room to work in. Runs hand it on to each other, because the engine counts arrays outside its own heap, and collects all
 * garbage the sooner the more of them are made.
 */
export class Scratch {
  private readonly idle = new Map<number, Float64Array[]>();
  private readonly mostIdle: number;
  private idleNumbers = 0;

  /** Room for at most so many numbers waits for who borrows next; what comes back beyond is left to the collector. */
  constructor(mostIdle: number) {
    this.mostIdle = mostIdle;
  }

  /** Room for at least so many numbers, with whatever was last left there. */
  borrow(length: number): Float64Array {
    const room = roomFor(length);
    const array = this.idle.get(room)?.pop();
    if (!array) return new Float64Array(room);
    this.idleNumbers -= room;
    return array;
  }

  /** Hands on what was borrowed. Nobody may hold it any more. */
  giveBack(array: Float64Array): void {
    if (this.idleNumbers + array.length > this.mostIdle) return;
    const others = this.idle.get(array.length) ?? [];
    this.idle.set(array.length, others);
    others.push(array);
    this.idleNumbers += array.length;
  }
}

/** The next power of two, so that systems of all sizes share few lengths. */
const roomFor = (length: number) => 2 ** Math.ceil(Math.log2(Math.max(1, length)));

/** What all runs of this thread share: 8 MB of it. */
export const scratch = new Scratch(2 ** 20);
