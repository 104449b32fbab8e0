/** Remembers the results of the latest keys, so many and no more. */
export class Recent<K, V> {
  private readonly capacity: number;
  private readonly known = new Map<K, V>();

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  get(key: K, compute: () => V): V {
    let value = this.known.get(key);
    if (value === undefined) value = compute();
    else this.known.delete(key);
    // A Map keeps the order of insertion: the first key is the one not asked for longest.
    this.known.set(key, value);
    if (this.known.size > this.capacity) this.known.delete(this.known.keys().next().value as K);
    return value;
  }
}
