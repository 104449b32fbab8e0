type Span = readonly [number, number];

/** By factors where a range spans more than one of twenty, else by sums. */
const isByFactors = ([low, high]: Span) => low > 0 && high / low > 20;

/** The value at a share of a range, 0 to 1. */
export function valueAtShare(range: Span, share: number): number {
  const [low, high] = range;
  const value = isByFactors(range) ? low * (high / low) ** share : low + share * (high - low);
  return share === 0 ? low : share === 1 ? high : Number(value.toPrecision(4));
}

/** Where a value lies in a range, as a share of it; below 0 or above 1 outside. */
export function shareOfValue(range: Span, value: number): number {
  const [low, high] = range;
  if (high === low) return 0;
  return isByFactors(range)
    ? Math.log(Math.max(value, Number.MIN_VALUE) / low) / Math.log(high / low)
    : (value - low) / (high - low);
}

/** Values over a range, its ends among them. */
export const spread = (range: Span, count: number): number[] =>
  Array.from({ length: count }, (_, i) => valueAtShare(range, i / (count - 1)));
