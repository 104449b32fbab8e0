/** Inverse of the triangular distribution on [low, high] with the given mode, at the share `u`; `low` where they are the same. */
export function triangular(u: number, low: number, mode: number, high: number): number {
  if (!(high > low)) return low;
  const peak = Math.min(Math.max(mode, low), high);
  const split = (peak - low) / (high - low);
  return u < split
    ? low + Math.sqrt(u * (high - low) * (peak - low))
    : high - Math.sqrt((1 - u) * (high - low) * (high - peak));
}
