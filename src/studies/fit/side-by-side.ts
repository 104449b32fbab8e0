/**
 * Of works that each wait for one run after the other so many are under way at once: enough for the threads of a large
 * machine. What one of them holds meanwhile is not held by all.
 */
const mostAtOnce = 64;

/** What a work gives of each item, in the order of the items; the next one begins when one is done. */
export async function sideBySide<T, R>(items: Iterable<T>, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const waiting = [...items].entries();
  const takeOn = async () => {
    for (const [i, item] of waiting) results[i] = await work(item);
  };
  await Promise.all(Array.from({ length: mostAtOnce }, takeOn));
  return results;
}
