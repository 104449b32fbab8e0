// Polynomials of degree 4 over shares of a step, 0 to 1: coefficients c[0] + c[1] s + ... + c[4] s^4.

/** Coefficients of the quartic through five values at shares 0, 1/4, 1/2, 3/4 and 1; the array is used again. */
export function coefficientsOf(values: ArrayLike<number>, first = 0): Float64Array {
  const v0 = values[first]!;
  // Forward differences, then Newton's form in u = 4 s written out in powers.
  const a = values[first + 1]! - v0;
  const b = values[first + 2]! - v0;
  const c = values[first + 3]! - v0;
  const d = values[first + 4]! - v0;
  const d1 = a;
  const d2 = b - 2 * a;
  const d3 = c - 3 * b + 3 * a;
  const d4 = d - 4 * c + 6 * b - 4 * a;
  shared[0] = v0;
  shared[1] = 4 * (d1 - d2 / 2 + d3 / 3 - d4 / 4);
  shared[2] = 16 * (d2 / 2 - d3 / 2 + (11 * d4) / 24);
  shared[3] = 64 * (d3 / 6 - d4 / 4);
  shared[4] = 256 * (d4 / 24);
  return shared;
}

const shared = new Float64Array(5);

/**
 * Control points (Bernstein's form) of the quartic through five values at shares 0, 1/4, 1/2, 3/4 and 1: it stays
 * between the lowest and the highest of them. The array is used again.
 */
export function controlPointsOf(values: ArrayLike<number>): Float64Array {
  const c = coefficientsOf(values);
  points[0] = values[0]!;
  points[1] = c[0]! + c[1]! / 4;
  points[2] = c[0]! + c[1]! / 2 + c[2]! / 6;
  points[3] = c[0]! + (3 * c[1]!) / 4 + c[2]! / 2 + c[3]! / 4;
  points[4] = values[4]!;
  return points;
}

const points = new Float64Array(5);

/** What a quartic through five values may err by, in units of what its highest term adds. */
const errors = 4;

/**
 * Values that a variable stays between whose quartic this nearly is: those at both ends where it surely only rises or
 * only falls.
 *
 * @param doubt what the highest term of the quartic adds at most
 */
export function boundsOf(values: ArrayLike<number>, doubt: number): { least: number; most: number } {
  const start = values[0]!;
  const end = values[4]!;
  const control = controlPointsOf(values);
  const room = errors * doubt;
  const sign = end > start ? 1 : -1;
  let least = Math.min(start, end);
  let most = Math.max(start, end);
  let isMonotone = true;
  for (let i = 1; i < 5; i++) if (!(sign * (control[i]! - control[i - 1]!) > room)) isMonotone = false;
  if (isMonotone) return { least, most };
  for (let i = 1; i < 4; i++) {
    least = Math.min(least, control[i]!);
    most = Math.max(most, control[i]!);
  }
  return { least: least - room, most: most + room };
}

export const quarticAt = (c: Float64Array, s: number): number =>
  c[0]! + s * (c[1]! + s * (c[2]! + s * (c[3]! + s * c[4]!)));

/** Of the first and the last eighth of five values the one on whose side they bend more: what is uneven there is seen best. */
export const unevenEighth = (v: Float64Array): 1 | 7 =>
  Math.abs(v[4]! - 2 * v[3]! + v[2]!) > Math.abs(v[2]! - 2 * v[1]! + v[0]!) ? 7 : 1;

/** The quartic through values at 0, 1/4, 1/2, 3/4 and 1, at 1/8 or 7/8. */
export const quarticAtEighth = (v: Float64Array, eighth: 1 | 7): number =>
  eighth === 1
    ? (35 * v[0]! + 140 * v[1]! - 70 * v[2]! + 28 * v[3]! - 5 * v[4]!) / 128
    : (35 * v[4]! + 140 * v[3]! - 70 * v[2]! + 28 * v[1]! - 5 * v[0]!) / 128;

export const slopeOf = (c: Float64Array, s: number): number =>
  c[1]! + s * (2 * c[2]! + s * (3 * c[3]! + s * 4 * c[4]!));

/** The mean of the quartic through five values at shares 0, 1/4, 1/2, 3/4 and 1 (Boole's rule). */
export const meanOf = (values: ArrayLike<number>, first = 0): number =>
  (7 * (values[first]! + values[first + 4]!) +
    32 * (values[first + 1]! + values[first + 3]!) +
    12 * values[first + 2]!) /
  90;

export const integralOf = (c: Float64Array, from: number, to: number): number =>
  integralUpTo(c, to) - integralUpTo(c, from);

const integralUpTo = (c: Float64Array, s: number): number =>
  s * (c[0]! + s * (c[1]! / 2 + s * (c[2]! / 3 + s * (c[3]! / 4 + (s * c[4]!) / 5))));

/** Shares from `low` to `high`, both included, between which the quartic only rises or only falls. */
export function monotoneParts(c: Float64Array, low: number, high: number): number[] {
  if (isMonotone(c)) return [low, high];
  const parts = [low];
  // The slope is monotone between the zeros of its own slope, so that it has one zero there at most.
  const bends = quadraticRoots(2 * c[2]!, 6 * c[3]!, 12 * c[4]!).filter((s) => s > low && s < high);
  let from = low;
  for (const to of [...bends, high]) {
    const [a, b] = [slopeOf(c, from), slopeOf(c, to)];
    if (a !== 0 && b !== 0 && a > 0 !== b > 0) parts.push(rootWithin((s) => slopeOf(c, s), from, to));
    else if (b === 0 && to < high) parts.push(to);
    from = to;
  }
  parts.push(high);
  return parts;
}

/** Whether the control points of its slope (Bernstein's form) are all above 0 or all below: then so is the slope. */
function isMonotone(c: Float64Array): boolean {
  const [first, second, third] = [c[1]!, (2 * c[2]!) / 3, c[3]!];
  const a = first;
  const b = first + second;
  const d = first + 2 * second + third;
  const e = first + 2 * c[2]! + 3 * c[3]! + 4 * c[4]!;
  return (a > 0 && b > 0 && d > 0 && e > 0) || (a < 0 && b < 0 && d < 0 && e < 0);
}

/** Real zeros of a + b s + c s^2, ascending, without loss of digits. */
function quadraticRoots(a: number, b: number, c: number): number[] {
  const discriminant = b * b - 4 * a * c;
  if (!(discriminant >= 0)) return [];
  const q = -(b + (b < 0 ? -1 : 1) * Math.sqrt(discriminant)) / 2;
  return [q / c, a / q].filter(Number.isFinite).sort((x, y) => x - y);
}

/**
 * Where a continuous function that changes sign between `low` and `high` is 0: the end of the last bracket at which it
 * has the sign that it has at `high`. Secants the Illinois way (Dowell & Jarratt 1971), every third time a bisection.
 */
export function rootWithin(f: (s: number) => number, low: number, high: number): number {
  let [a, b] = [low, high];
  let [fa, fb] = [f(a), f(b)];
  if (fb === 0) return b;
  const isPositive = fb > 0;
  let kept: "a" | "b" | undefined;
  for (let i = 1; b - a > 4 * Number.EPSILON * Math.max(Math.abs(a), Math.abs(b)); i++) {
    const secant = b - (fb * (b - a)) / (fb - fa);
    const s = i % 3 !== 0 && secant > a && secant < b ? secant : (a + b) / 2;
    if (s <= a || s >= b) break;
    const fs = f(s);
    if (fs === 0) return s;
    if (fs > 0 === isPositive) {
      if (kept === "a") fa /= 2;
      [b, fb, kept] = [s, fs, "a"];
    } else {
      if (kept === "b") fb /= 2;
      [a, fa, kept] = [s, fs, "b"];
    }
  }
  return b;
}

/**
 * Where something ceases to hold that holds at `low` and not at `high`: the last share seen at which it does and the first
 * at which it does not, no farther apart than `width`.
 */
export function between(
  holds: (share: number) => boolean,
  low: number,
  high: number,
  width: number,
): readonly [number, number] {
  let [before, after] = [low, high];
  while (after - before > width) {
    const middle = (before + after) / 2;
    if (middle <= before || middle >= after) break;
    if (holds(middle)) before = middle;
    else after = middle;
  }
  return [before, after];
}
