import { keyOf, uniform } from "../../random/index.ts";
import { mean, quantile, standardDeviation } from "../../statistics/index.ts";
import { type RowStatistic, resampled } from "./resampled.ts";
import type { FactorGroup, Outputs, SampleDesign, SobolResult } from "./types.ts";

/** Two points a row and, for every group, two more with the group's coordinates exchanged: `2 groups + 2` points, row by row. */
export interface SobolDesign extends SampleDesign {
  readonly size: number;
  readonly groups: readonly FactorGroup[];
}

/**
 * The design of Saltelli (2002, Comput Phys Commun 145:280), exchanged both ways, on two independent Latin hypercubes
 * keyed by seed and factor name, so that a factor's draws do not depend on which others are varied. A group may be a
 * single factor, and groups may overlap.
 */
export function sobolDesign(
  factors: readonly string[],
  groups: readonly FactorGroup[],
  { size, seed }: { readonly size: number; readonly seed: number },
): SobolDesign {
  const positions = new Map(factors.map((name, i) => [name, i]));
  const a = factors.map((name) => stratified(size, seed, 1, keyOf(name)));
  const b = factors.map((name) => stratified(size, seed, 2, keyOf(name)));
  const members = groups.map((group) => group.factors.map((name) => positions.get(name)!));
  const width = widthOf(groups);
  return {
    factors,
    count: size * width,
    point(index) {
      const row = Math.floor(index / width);
      const place = index % width;
      const [base, other] = place % 2 === 0 ? [a, b] : [b, a];
      const point = Float64Array.from(base, (column) => column[row]!);
      if (place > 1) for (const i of members[Math.floor(place / 2) - 1]!) point[i] = other[i]![row]!;
      return point;
    },
    size,
    groups,
  };
}

/** Points that a row has. */
const widthOf = (groups: readonly FactorGroup[]) => 2 * groups.length + 2;

/** One column of a Latin hypercube: one draw in each of `size` strata, in random order. */
function stratified(size: number, ...key: readonly number[]): Float64Array {
  const order = Int32Array.from({ length: size }, (_, i) => i);
  const rank = Float64Array.from({ length: size }, (_, i) => uniform(...key, 0, i));
  order.sort((x, y) => rank[x]! - rank[y]!);
  return Float64Array.from(order, (stratum, i) => (stratum + uniform(...key, 1, i)) / size);
}

/**
 * Indices from the outputs, with percentile bootstrap intervals over the rows. The total index is Jansen's (1999, Comput
 * Phys Commun 117:35) and the first-order one its companion, both over all four points of a row (Azzini, Mara & Rosati
 * 2021, Environ Model Softw 144:105167), which resolves small indices with far fewer runs. A row without a value where
 * a group needs one is left out of that group's indices.
 */
export function sobolIndices(design: SobolDesign, outputs: Outputs, seed: number): SobolResult {
  const { size, groups } = design;
  const width = widthOf(groups);
  const values = Array.from({ length: size }, (_, row) => row * width).flatMap((at) =>
    [outputs[at], outputs[at + 1]].filter((v) => v !== undefined),
  );
  const sorted = Float64Array.from(values).sort();
  const shares = groups.map((_, g) => sharesOf(g, design, outputs));
  const estimates = resampled(shares.flat(), seed);
  const none = { value: Number.NaN, low: Number.NaN, high: Number.NaN };
  return {
    mean: mean(values),
    standardDeviation: standardDeviation(values),
    quantiles: [quantile(sorted, 0.025), quantile(sorted, 0.5), quantile(sorted, 0.975)],
    indices: groups.map((group, g) => {
      const { count } = shares[g]![0];
      const [first, total] = count < 2 ? [none, none] : [estimates[2 * g]!, estimates[2 * g + 1]!];
      return { group, first, total, rows: count };
    }),
    runs: outputs.length,
    missing: outputs.filter((v) => v === undefined).length,
  };
}

/** The first-order and the total share of a group, of the rows in which all four points gave a value. */
function sharesOf(
  group: number,
  { size, groups }: SobolDesign,
  outputs: Outputs,
): [first: RowStatistic, total: RowStatistic] {
  const width = widthOf(groups);
  const [firsts, totals, twice] = [0, 1, 2].map(() => new Float64Array(size)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  let count = 0;
  for (let row = 0; row < size; row++) {
    const at = row * width;
    // At A, at B, at A with the group's coordinates of B, and at B with those of A.
    const [a, b, ab, ba] = [at, at + 1, at + 2 + 2 * group, at + 3 + 2 * group].map((i) => outputs[i]);
    if (a === undefined || b === undefined || ab === undefined || ba === undefined) continue;
    firsts[count] = 2 * (ba - b) * (a - ab);
    totals[count] = (b - ba) ** 2 + (a - ab) ** 2;
    twice[count++] = (a - b) ** 2 + (ba - ab) ** 2;
  }
  const share = (top: Float64Array): RowStatistic => ({
    count,
    of(rows) {
      let [sum, all] = [0, 0];
      for (const i of rows) {
        sum += top[i]!;
        all += twice[i]!;
      }
      return all > 0 ? sum / all : 0;
    },
  });
  return [share(firsts), share(totals)];
}
