/** Numbers that differ by less are the same: means of the same tablets in another order. */
const same = 1e-9;

/** Whether `a` is as good as `b` in everything and better in something, beyond the margin; larger numbers are better. */
export function dominates(a: readonly number[], b: readonly number[], margin = same): boolean {
  return a.every((x, k) => x >= b[k]! - margin) && a.some((x, k) => x > b[k]! + margin);
}

/** For each row of numbers (larger is better) the first row that dominates it, if any. */
export function dominators(rows: readonly (readonly number[])[], margin = same): (number | undefined)[] {
  return rows.map((row) => {
    const found = rows.findIndex((other) => dominates(other, row, margin));
    return found < 0 ? undefined : found;
  });
}
