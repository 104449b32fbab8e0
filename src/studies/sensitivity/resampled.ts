import { rowsDrawnAgain } from "../../statistics/index.ts";

const resamples = 500;
/** Sets these draws apart from all others of the same seed. */
const key = 0xb007;

/** The resamples of `count` rows that both methods take their intervals from. */
export const resampled = (count: number, seed: number): Int32Array[] =>
  rowsDrawnAgain(count, resamples, seed, key);
