import { listed } from "../text/index.ts";
import type { Rounding } from "./regimen-types.ts";

/** Amounts are compared in micrograms, as whole numbers. */
const micrograms = (mg: number) => Math.round(mg * 1000);
const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b);

/**
 * The amount that can be had and is nearest to the one wanted (the lower of two equally near ones), in mg; 0 when
 * nothing is nearer than the smallest.
 */
export function nearestAmount(wanted: number, rounding: Rounding, tablets: readonly number[]): number {
  if (rounding.kind === "multiples") {
    const multiple = wanted / rounding.of;
    const count = multiple % 1 > 0.5 + 1e-9 ? Math.ceil(multiple) : Math.floor(multiple + 1e-9);
    return Number((count * rounding.of).toPrecision(12));
  }
  const pieces = tablets.map((mg) => micrograms(mg / rounding.parts));
  if (pieces.length === 0) return wanted;
  const grain = pieces.reduce(greatestCommonDivisor);
  const target = micrograms(wanted) / grain;
  const largest = Math.max(...pieces) / grain;
  // Sums of pieces without a common divisor leave no gaps above the square of the largest (Frobenius).
  if (target > largest ** 2) return (Math.ceil(target - 0.5) * grain) / 1000;
  const sums = sumsOf(
    pieces.map((piece) => piece / grain),
    Math.ceil(target) + largest,
  );
  let best = 0;
  for (let sum = 0; sum < sums.length; sum++)
    if (sums[sum] === 1 && Math.abs(sum - target) < Math.abs(best - target) - 1e-9) best = sum;
  return (best * grain) / 1000;
}

/**
 * The fewest tablets and halves of them that make up an amount in mg, each counting as one to swallow; where none do,
 * as many of the largest as come to at least the amount.
 */
export function fewestTablets(amount: number, tablets: readonly number[]): number {
  const wanted = micrograms(amount);
  const pieces = [...new Set(tablets.flatMap((mg) => [micrograms(mg), micrograms(mg / 2)]))].filter(
    (p) => p > 0,
  );
  if (wanted <= 0 || pieces.length === 0) return 0;
  const grain = [wanted, ...pieces].reduce(greatestCommonDivisor);
  const target = wanted / grain;
  const simple = Math.ceil(wanted / Math.max(...pieces) - 1e-9);
  // Finer than any tablet: nobody counts these out.
  if (target > 100_000) return simple;
  const fewest = new Float64Array(target + 1).fill(Number.POSITIVE_INFINITY);
  fewest[0] = 0;
  for (let sum = 1; sum <= target; sum++)
    for (const piece of pieces) {
      const before = sum - piece / grain;
      if (before >= 0) fewest[sum] = Math.min(fewest[sum]!, fewest[before]! + 1);
    }
  return Number.isFinite(fewest[target]!) ? fewest[target]! : simple;
}

/** 1 at every number up to `most` that is a sum of pieces, each taken as often as needed. */
function sumsOf(pieces: readonly number[], most: number): Uint8Array {
  const reached = new Uint8Array(most + 1);
  reached[0] = 1;
  for (let sum = 1; sum <= most; sum++)
    if (pieces.some((piece) => sum >= piece && reached[sum - piece] === 1)) reached[sum] = 1;
  return reached;
}

/** "tablets of 5, 10 and 20 mg", "half tablets of 5 mg", "multiples of 1 mg". */
export function roundingText(rounding: Rounding, tablets: readonly number[]): string {
  if (rounding.kind === "multiples") return `multiples of ${rounding.of} mg`;
  return `${rounding.parts === 2 ? "half " : ""}tablets of ${listed(tablets.map(String))} mg`;
}
