/** Remembers what was worked out for the latest vectors of numbers, so many and no more. */
export class RecentVectors<V> {
  private readonly capacity: number;
  /** newest last */
  private readonly known: { readonly vector: Float64Array; readonly value: V }[] = [];

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  get(vector: Float64Array, compute: () => V): V {
    const { known } = this;
    const at = known.findLastIndex((entry) => isSame(entry.vector, vector));
    const entry = known[at] ?? { vector, value: compute() };
    if (at >= 0) known.splice(at, 1);
    known.push(entry);
    if (known.length > this.capacity) known.shift();
    return entry.value;
  }
}

function isSame(a: Float64Array, b: Float64Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return a.length === b.length;
}
