import { type Estimate, rowsDrawnAgain, statisticsOfRows } from "../../statistics/index.ts";

const resamples = 500;
/** Sets these draws apart from all others of the same seed. */
const key = 0xb007;

/** A number that is taken of some of so many rows. */
export interface RowStatistic {
  readonly count: number;
  of(rows: Int32Array): number;
}

/** Statistics with their intervals. Those of equally many rows are taken of the same resamples. */
export function resampled(statistics: readonly RowStatistic[], seed: number): Estimate[] {
  const estimates: Estimate[] = [];
  for (const count of new Set(statistics.map((one) => one.count))) {
    const own = [...statistics.keys()].filter((i) => statistics[i]!.count === count);
    const drawn = rowsDrawnAgain(count, resamples, seed, key);
    const found = statisticsOfRows(
      count,
      drawn,
      own.map((i) => statistics[i]!.of),
    );
    for (const [k, i] of own.entries()) estimates[i] = found[k]!;
  }
  return estimates;
}
