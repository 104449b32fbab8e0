/** Numbers that differ by less are the same: means of the same tablets in another order. */
const same = 1e-9;

/** Whether `a` is at least as good as `b` in everything and better in something; larger numbers are better. */
export function dominates(a: readonly number[], b: readonly number[]): boolean {
  return a.every((x, k) => x >= b[k]! - same) && a.some((x, k) => x > b[k]! + same);
}

/** For each row of numbers (larger is better) the first row that dominates it, if any. */
export function dominators(rows: readonly (readonly number[])[]): (number | undefined)[] {
  return rows.map((row) => {
    const found = rows.findIndex((other) => dominates(other, row));
    return found < 0 ? undefined : found;
  });
}
