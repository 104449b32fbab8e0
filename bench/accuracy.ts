/**
 * Root mean square of |y - reference| / max(|reference|, 1e-3 max over time of |reference|), over all times and states.
 * Arrays hold the states of one time after those of another.
 */
export function rmsError(outputs: Float64Array, reference: Float64Array, states: number): number {
  const largest = new Float64Array(states);
  for (let i = 0; i < reference.length; i++)
    largest[i % states] = Math.max(largest[i % states]!, Math.abs(reference[i]!));
  let sum = 0;
  for (let i = 0; i < reference.length; i++) {
    const scale = Math.max(Math.abs(reference[i]!), 1e-3 * largest[i % states]!);
    if (scale > 0) sum += ((outputs[i]! - reference[i]!) / scale) ** 2;
  }
  return Math.sqrt(sum / reference.length);
}

/** A point of a work-precision curve: what a tolerance gives and takes. */
export interface Point {
  readonly rtol: number;
  readonly rms: number;
  readonly ms: number;
}

/** Where a curve meets an accuracy. `isExact` is false where it only comes near and an end of the curve stands in. */
export interface Crossing extends Point {
  readonly isExact: boolean;
}

/**
 * The curve at an accuracy, by a straight line between two points on logarithmic scales. The points go from loose to
 * tight. A curve that is more accurate throughout gives its loosest point, at its own, better accuracy; one that never
 * gets there its tightest, at its own, worse one: nobody is credited with time they were not measured at.
 */
export function atAccuracy(curve: readonly Point[], rms: number): Crossing {
  const tightEnough = curve.findIndex((point) => point.rms <= rms);
  if (tightEnough < 0) return { ...curve.at(-1)!, isExact: false };
  const right = curve[tightEnough]!;
  const left = curve[tightEnough - 1];
  if (right.rms === rms || !left || !(left.rms > rms)) return { ...right, isExact: right.rms === rms };
  const share = Math.log(left.rms / rms) / Math.log(left.rms / right.rms);
  const between = (a: number, b: number) => Math.exp(Math.log(a) + share * Math.log(b / a));
  return { rtol: between(left.rtol, right.rtol), rms, ms: between(left.ms, right.ms), isExact: true };
}
