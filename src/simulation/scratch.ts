const idle = new Map<number, Float64Array[]>();
/** Numbers for which there is room in all that waits for the next run: 8 MB of them. */
const mostIdle = 2 ** 20;
let idleNumbers = 0;

/**
 * Room to work in, of at least so many numbers, with whatever the last run left there. Runs hand it on to each other, because
 * the engine counts arrays outside its own heap, and collects all garbage the sooner the more of them are made.
 */
export function borrowed(length: number): Float64Array {
  const room = roomFor(length);
  const array = idle.get(room)?.pop();
  if (!array) return new Float64Array(room);
  idleNumbers -= room;
  return array;
}

/** Hands on what was borrowed. Nobody may hold it any more. */
export function giveBack(array: Float64Array): void {
  if (idleNumbers + array.length > mostIdle) return;
  const others = idle.get(array.length) ?? [];
  idle.set(array.length, others);
  others.push(array);
  idleNumbers += array.length;
}

/** The next power of two, so that systems of all sizes share few lengths. */
const roomFor = (length: number) => 2 ** Math.ceil(Math.log2(Math.max(1, length)));
