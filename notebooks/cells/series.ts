import { valueAt } from "../../src/engine/result.ts";
import { mean } from "../../src/statistics/index.ts";
import { word } from "./words.ts";

/** A curve: values at times (days). */
export interface Curve {
  readonly times: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/** The curve at given times. */
export const sampled = (curve: Curve, times: readonly number[]) =>
  times.map((time) => valueAt(curve.times, curve.values, time));

export { mean };

/** Pearson's correlation; 0 where one of the two does not vary. */
export function correlation(a: readonly number[], b: readonly number[]): number {
  const [ma, mb] = [mean(a), mean(b)];
  let [top, va, vb] = [0, 0, 0];
  for (const [i, x] of a.entries()) {
    const y = b[i]!;
    top += (x - ma) * (y - mb);
    va += (x - ma) ** 2;
    vb += (y - mb) ** 2;
  }
  return va > 0 && vb > 0 ? top / Math.sqrt(va * vb) : 0;
}

/** A curve in words: where it starts, its extreme when it turns, where it ends. Times in weeks, or days when short. */
export function inWords(curve: Curve, weeks: number, say: (value: number) => string): string {
  const { times, values } = curve;
  const last = values.length - 1;
  const [start, end] = [values[0]!, values[last]!];
  let [low, high] = [0, 0];
  for (let i = 0; i <= last; i++) {
    if (values[i]! < values[low]!) low = i;
    if (values[i]! > values[high]!) high = i;
  }
  const spread = values[high]! - values[low]! || 1;
  const when = (i: number) =>
    weeks <= 2 || times[i]! < 7
      ? word("on day", { day: Math.round(times[i]! * 10) / 10 })
      : word("in week", { week: Math.round(times[i]! / 7) });
  const turns = [low, high].filter(
    (i) => Math.abs(values[i]! - start) > spread / 20 && Math.abs(values[i]! - end) > spread / 20,
  );
  const middle = turns
    .sort((a, b) => a - b)
    .map((i) => word(i === low ? "falls to" : "reaches", { value: say(values[i]!), when: when(i) }));
  return [word("starts at", { value: say(start) }), ...middle, word("ends at", { value: say(end) })].join(
    ", ",
  );
}
