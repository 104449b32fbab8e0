import { Matrix, solve } from "ml-matrix";

/** Maps the state at the start of a period to that at its end; undefined where that could not be worked out. */
export type PeriodMap = (y: Float64Array) => Float64Array | undefined;

export interface Steady {
  readonly y: Float64Array;
  /** the largest change over the last period, as a part of the size of what changes */
  readonly change: number;
  readonly worst: number;
}

/**
 * Part of a state's size that may change from one period to the next: what is left to go is that many times more, as a slow
 * state takes periods to go it. Where it does not come that low, a little more is enough after some further periods.
 */
const still = 1e-9;
const nearlyStill = 1e-7;
const furtherPeriods = 6;
/** Earlier periods that are looked back at, and periods that are tried in all. */
const depth = 6;
const mostPeriods = 40;
/** A guess so many times as large as anything so far says that nothing comes to rest. */
const farthest = 1000;

/**
 * The state that a period leads back to: the fixed point of the period's map, by Anderson acceleration (Walker & Ni 2011,
 * 10.1137/10078356X), which takes a period or two for each slow mode where repeating it would take many half-lives.
 *
 * @param sizes of the states, in their units
 * @param counts whether a state must come to rest; one that nothing reads, such as an amount eliminated, need not
 */
export function steadyState(
  map: PeriodMap,
  start: Float64Array,
  sizes: Float64Array,
  counts: readonly boolean[],
): Steady {
  const indices = counts.flatMap((isCounted, i) => (isCounted ? [i] : []));
  const before: { readonly image: Float64Array; readonly change: number[] }[] = [];
  let y = start;
  let best: Steady = { y: start, change: Number.POSITIVE_INFINITY, worst: indices[0] ?? 0 };
  let tried = 0;
  for (let period = 0; period < mostPeriods; period++) {
    const image = map(y);
    if (!image) {
      // The guess went too far: go on from the last state that a period led to, without the past.
      const last = before.at(-1)?.image;
      if (!last || before.length === 1) return best;
      before.length = 0;
      y = last;
      continue;
    }
    const change = indices.map((i) => (image[i]! - y[i]!) / Math.max(sizes[i]!, Math.abs(image[i]!)));
    const largest = change.reduce((most, c) => Math.max(most, Math.abs(c)), 0);
    if (largest < best.change)
      best = { y: image, change: largest, worst: indices[change.findIndex((c) => Math.abs(c) === largest)]! };
    if (largest <= still || (best.change <= nearlyStill && ++tried > furtherPeriods)) return best;
    before.push({ image, change });
    // No more unknowns than equations.
    if (before.length > Math.min(depth, indices.length + 1)) before.shift();
    const guess = accelerated(before, indices);
    const isFar = indices.some(
      (i) => Math.abs(guess[i]!) > farthest * Math.max(sizes[i]!, Math.abs(start[i]!)),
    );
    if (isFar) before.length = 0;
    y = isFar ? image : guess;
  }
  return best;
}

/** The mixture of the last images whose changes cancel best. */
function accelerated(
  before: readonly { readonly image: Float64Array; readonly change: readonly number[] }[],
  positions: readonly number[],
): Float64Array {
  const last = before.at(-1)!;
  const y = last.image.slice();
  if (before.length < 2) return y;
  const earlier = before.slice(0, -1);
  const differences = Matrix.columnVector(last.change as number[]);
  const matrix = new Matrix(
    positions.map((_, row) => earlier.map(({ change }) => last.change[row]! - change[row]!)),
  );
  const weights = solve(matrix, differences, true).to1DArray();
  for (const i of positions)
    for (const [k, { image }] of earlier.entries()) y[i] = y[i]! - weights[k]! * (last.image[i]! - image[i]!);
  return y;
}
