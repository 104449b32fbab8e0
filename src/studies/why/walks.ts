import { keyOf, shuffled } from "../../random/index.ts";
import { covariance, halfWidthOfMean, mean } from "../../statistics/index.ts";
import { addGain, coalitionOf } from "./exact.ts";
import type { Coalition, CoalitionValue, Value } from "./types.ts";

/** Players that enter one after the other: a step may bring several at once. Steps of a part stay next to each other. */
export interface WalkPart {
  readonly steps: readonly (readonly number[])[];
}

/** A walk from nobody to everybody: steps in the order in which they enter. */
export type Walk = readonly { readonly part: number; readonly step: number }[];

const orderKey = keyOf("order of the walk");

/**
 * Random orders in antithetic pairs (Castro, Gomez & Tejada 2009, Comput Oper Res 36:1726; Mitchell et al 2022, J Mach
 * Learn Res 23:43): each order is followed by its reverse, in which every player meets those it did not meet before.
 */
export function walksOf(parts: readonly WalkPart[], pairs: number, seed: number): Walk[] {
  return Array.from({ length: pairs }, (_, pair) => {
    const walk = shuffled(parts.length, orderKey, seed, pair, 0).flatMap((part) =>
      shuffled(parts[part]!.steps.length, orderKey, seed, pair, part + 1).map((step) => ({ part, step })),
    );
    return [walk, walk.toReversed()];
  }).flat();
}

/** The coalitions that a walk passes, nobody first. */
export function coalitionsOf(walk: Walk, parts: readonly WalkPart[], players: number): Coalition[] {
  const on: number[] = [];
  return [
    coalitionOf(players, on),
    ...walk.map(({ part, step }) => {
      on.push(...parts[part]!.steps[step]!);
      return coalitionOf(players, on);
    }),
  ];
}

/** What every step gains: for each pair of walks, part and step the mean of the two gains. */
export function gainsOf(
  walks: readonly Walk[],
  parts: readonly WalkPart[],
  players: number,
  worth: (coalition: Coalition) => CoalitionValue,
): number[][][][] {
  const pairs: number[][][][] = [];
  for (const [w, walk] of walks.entries()) {
    if (w % 2 === 0) pairs.push(parts.map((part) => part.steps.map(() => [])));
    const gains = pairs.at(-1)!;
    const passed = coalitionsOf(walk, parts, players);
    for (const [i, { part, step }] of walk.entries())
      addGain(gains[part]![step]!, worth(passed[i]!), worth(passed[i + 1]!), 0.5);
  }
  return pairs;
}

/**
 * Means of the gains of the members of a part, over pairs of walks. When the part's exact value is known, the difference
 * between it and the sampled one is given to the members in proportion to how their gains move with the part's (a control
 * variate with regression weights, which sum to 1): the members then sum to the part, and scatter less.
 */
export function memberValues(
  samples: readonly (readonly (readonly number[])[])[],
  known: readonly number[] | undefined,
): Value[] {
  const members = samples[0]!.length;
  const length = samples[0]![0]!.length;
  const values = Array.from({ length: members }, () => ({ shares: new Array<number>(length), error: 0 }));
  for (let k = 0; k < length; k++) {
    const own = Array.from({ length: members }, (_, m) => samples.map((s) => s[m]![k]!));
    const whole = samples.map((s) => s.reduce((sum, gains) => sum + gains[k]!, 0));
    const spread = known ? covariance(whole, whole) : 0;
    // What is left of a spread after rounding says nothing.
    const isSpread = spread > (1e-9 * Math.max(1e-12, ...whole.map(Math.abs))) ** 2;
    for (let m = 0; m < members; m++) {
      const gains = own[m]!;
      const weight = !known ? 0 : isSpread ? covariance(gains, whole) / spread : 1 / members;
      const center = mean(whole);
      const kept = gains.map((gain, i) => gain - weight * (whole[i]! - center));
      values[m]!.shares[k] = mean(gains) + (known ? weight * (known[k]! - center) : 0);
      if (k === 0) values[m]!.error = halfWidthOfMean(kept, known && isSpread ? 2 : 1);
    }
  }
  return values;
}
