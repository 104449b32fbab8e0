/** What follows from an object alone: worked out when it is first asked for, and kept as long as the object is. */
export function once<K extends object, V extends NonNullable<unknown>>(make: (of: K) => V): (of: K) => V {
  const known = new WeakMap<K, V>();
  return (of) => {
    let value = known.get(of);
    if (value === undefined) {
      value = make(of);
      known.set(of, value);
    }
    return value;
  };
}
