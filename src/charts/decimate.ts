import type { ChartPoint } from "./types.ts";

/**
 * At most `most` points of a series, for drawing. Time is cut into equal buckets and each keeps its first, lowest, highest
 * and last value (M4, Jugel et al. 2014, 10.14778/2732951.2732953), so that a daily sawtooth shows its true envelope at
 * any width, without flat tops from one bucket to the next. A sawtooth keeps the tip and the foot of every tooth as long
 * as they can be drawn, so that doses keep their number and their regularity, and becomes a band of more. Values that are no numbers become gaps.
 */
export function decimate(times: ArrayLike<number>, values: ArrayLike<number>, most = 400): ChartPoint[] {
  const n = Math.min(times.length, values.length);
  const point = (i: number): ChartPoint => {
    const y = values[i]!;
    return { x: times[i]!, y: Number.isFinite(y) ? y : null };
  };
  if (n <= Math.max(3, most)) return Array.from({ length: n }, (_, i) => point(i));
  const teeth = turningPoints(values, n);
  if (teeth.length > most / 4)
    return withoutGaps([0, ...thinned(teeth, values), n - 1], Math.ceil((2 * n) / most)).map(point);

  const buckets = Math.max(1, Math.floor((most - 2) / 4));
  const start = times[0]!;
  const span = times[n - 1]! - start || 1;
  const keep: number[] = [0];
  let from = 1;
  for (let bucket = 0; bucket < buckets; bucket++) {
    const end = bucket === buckets - 1 ? Number.POSITIVE_INFINITY : start + (span * (bucket + 1)) / buckets;
    let low = -1;
    let high = -1;
    let gap = -1;
    let i = from;
    const first = from;
    for (; i < n - 1 && times[i]! <= end; i++) {
      const y = values[i]!;
      if (!Number.isFinite(y)) gap = i;
      else {
        if (low < 0 || y < values[low]!) low = i;
        if (high < 0 || y > values[high]!) high = i;
      }
    }
    from = i;
    // A gap is kept only when nothing else is in the bucket.
    const chosen = low < 0 ? (gap < 0 ? [] : [gap]) : [first, low, high, i - 1];
    keep.push(...new Set(chosen.sort((a, b) => a - b)));
  }
  keep.push(n - 1);
  return keep.map(point);
}

/** Indices with more between those that lie further apart than `stride`: where nothing turns round a curve may still bend. */
const withoutGaps = (indices: readonly number[], stride: number): number[] =>
  indices.flatMap((index, i) => {
    const next = indices[i + 1] ?? index;
    const parts = Math.max(1, Math.ceil((next - index) / stride));
    return Array.from({ length: parts }, (_, part) => index + Math.round((part * (next - index)) / parts));
  });

/** So many ups and downs are drawn each: every dose of a year, four times a day. */
const mostTurns = 3000;

/** Of more turns than can be drawn, the lowest and the highest of as many at a time: a band between even edges. */
function thinned(turns: readonly number[], values: ArrayLike<number>): readonly number[] {
  if (turns.length <= mostTurns) return turns;
  const together = Math.ceil((2 * turns.length) / mostTurns);
  const byValue = (a: number, b: number) => values[a]! - values[b]!;
  return Array.from({ length: Math.ceil(turns.length / together) }, (_, k) => {
    const some = turns.slice(k * together, (k + 1) * together).sort(byValue);
    return [...new Set([some[0]!, some.at(-1)!])].sort((a, b) => a - b);
  }).flat();
}

/** Where the series turns round, if it turns by more than a part of its span; nothing where it has gaps. */
function turningPoints(values: ArrayLike<number>, n: number, part = 1 / 1000): number[] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < n; i++) {
    if (!Number.isFinite(values[i]!)) return [];
    low = Math.min(low, values[i]!);
    high = Math.max(high, values[i]!);
  }
  const enough = (high - low) * part;
  const found: number[] = [];
  let farthest = 0;
  let direction = 0;
  for (let i = 1; i < n; i++) {
    const way = values[i]! - values[farthest]!;
    if (direction === 0 ? Math.abs(way) > enough : direction * way > 0) {
      direction ||= Math.sign(way);
      farthest = i;
    } else if (direction * way < -enough) {
      found.push(farthest);
      direction = -direction;
      farthest = i;
    }
  }
  return found;
}

/**
 * How many times the line turns round by more than a pixel or so of its span: many for a sawtooth, few for a trend. A dashed
 * line over smaller teeth than that is smooth; over larger ones the dashes and the teeth beat, and daily doses look irregular.
 */
export function turns(points: readonly ChartPoint[]): number {
  const ys = points.flatMap(({ y }) => (y === null ? [] : [y]));
  return turningPoints(ys, ys.length, visible).length;
}

/** The part of a curve's span that a height of a pixel or so is. */
const visible = 1 / 200;

/** The line through the tips of a sawtooth. Where there are no teeth (before the first dose, after the last) it is the curve. */
export function tips(points: readonly ChartPoint[]): ChartPoint[] {
  const at = (i: number) => points[i]?.y ?? Number.NEGATIVE_INFINITY;
  const isInside = (i: number) => i > 0 && i < points.length - 1;
  const peaks = points.flatMap((_, i) => (isInside(i) && at(i) > at(i - 1) && at(i) >= at(i + 1) ? [i] : []));
  const gaps = peaks.slice(1).map((peak, k) => points[peak]!.x - points[peaks[k]!]!.x);
  const tooth = gaps.sort((a, b) => a - b)[gaps.length >> 1] ?? 0;
  const [start, end] = [points[0]?.x ?? 0, points.at(-1)?.x ?? 0];
  let next = 0;
  return points.filter((_, i) => {
    while (next < peaks.length && peaks[next]! < i) next++;
    if (peaks[next] === i || i === 0 || i === points.length - 1) return true;
    // Where the next tip is further off than the next tooth there is none between: the curve is drawn, from the last tip on.
    const [before, after] = [points[peaks[next - 1] ?? -1]?.x ?? start, points[peaks[next] ?? -1]?.x ?? end];
    return after - before > 1.5 * tooth;
  });
}
