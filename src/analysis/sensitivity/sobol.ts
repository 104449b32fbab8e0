import { keyOf, uniform } from "../../runs/index.ts";
import { bootstrapped, mean, quantile, resampled, standardDeviation } from "./statistics.ts";
import type { Design, FactorGroup, Outputs, SobolIndex, SobolResult } from "./types.ts";

/** Rows A, B and, for every group, A with the group's columns from B: `groups + 2` points a row, row by row. */
export interface SobolDesign extends Design {
  readonly size: number;
  readonly groups: readonly FactorGroup[];
}

/**
 * The design of Saltelli and others (2010, Comput Phys Commun 181:259) on two independent Latin hypercubes, keyed by seed
 * and factor name, so that a factor's draws do not depend on which others are varied. A group may be a single factor,
 * and groups may overlap.
 */
export function sobolDesign(
  factors: readonly string[],
  groups: readonly FactorGroup[],
  { size, seed }: { readonly size: number; readonly seed: number },
): SobolDesign {
  const places = new Map(factors.map((name, i) => [name, i]));
  const a = factors.map((name) => stratified(size, seed, 1, keyOf(name)));
  const b = factors.map((name) => stratified(size, seed, 2, keyOf(name)));
  const members = groups.map((group) => group.factors.map((name) => places.get(name)!));
  const points: Float64Array[] = [];
  for (let row = 0; row < size; row++) {
    const pointA = Float64Array.from(a, (column) => column[row]!);
    const pointB = Float64Array.from(b, (column) => column[row]!);
    points.push(pointA, pointB);
    for (const own of members) {
      const mixed = pointA.slice();
      for (const i of own) mixed[i] = pointB[i]!;
      points.push(mixed);
    }
  }
  return { factors, points, size, groups };
}

/** One column of a Latin hypercube: one draw in each of `size` strata, in random order. */
function stratified(size: number, ...key: readonly number[]): Float64Array {
  const order = Int32Array.from({ length: size }, (_, i) => i);
  const rank = Float64Array.from({ length: size }, (_, i) => uniform(...key, 0, i));
  order.sort((x, y) => rank[x]! - rank[y]!);
  return Float64Array.from(order, (stratum, i) => (stratum + uniform(...key, 1, i)) / size);
}

/**
 * Indices from the outputs: first order by Saltelli and others (2010, table 2 b), total by Jansen (1999, Comput Phys
 * Commun 117:35), with percentile bootstrap intervals over the rows. A row without a value where a group needs one is
 * left out of that group's indices.
 */
export function sobolIndices(design: SobolDesign, outputs: Outputs, seed: number): SobolResult {
  const { size, groups } = design;
  const width = groups.length + 2;
  const values = Array.from({ length: size }, (_, row) => row * width).flatMap((at) =>
    [outputs[at], outputs[at + 1]].filter((v) => v !== undefined),
  );
  // Taking the mean off first leaves the expectations as they are and shrinks the scatter.
  const center = values.length > 0 ? mean(values) : 0;
  const whole = resampled(size, seed);
  const sorted = Float64Array.from(values).sort();
  return {
    mean: center,
    standardDeviation: standardDeviation(values),
    quantiles: [quantile(sorted, 0.025), quantile(sorted, 0.5), quantile(sorted, 0.975)],
    indices: groups.map((group, g) => {
      const rows = rowsOf(g);
      return indexOf(group, rows, rows.length === size ? whole : resampled(rows.length, seed));
    }),
    runs: outputs.length,
    missing: outputs.filter((v) => v === undefined).length,
  };

  function rowsOf(g: number): [number, number, number][] {
    const rows: [number, number, number][] = [];
    for (let row = 0; row < size; row++) {
      const at = row * width;
      const [a, b, mixed] = [outputs[at], outputs[at + 1], outputs[at + 2 + g]];
      if (a !== undefined && b !== undefined && mixed !== undefined)
        rows.push([a - center, b - center, mixed - center]);
    }
    return rows;
  }
}

function indexOf(
  group: FactorGroup,
  rows: readonly [number, number, number][],
  samples: readonly Int32Array[],
): SobolIndex {
  const none = { value: Number.NaN, low: Number.NaN, high: Number.NaN };
  if (rows.length < 2) return { group, first: none, total: none, rows: rows.length };
  const share = (numerator: (row: [number, number, number]) => number) => (chosen: Int32Array) => {
    let [sum, squares, top] = [0, 0, 0];
    for (const i of chosen) {
      const row = rows[i]!;
      sum += row[0] + row[1];
      squares += row[0] ** 2 + row[1] ** 2;
      top += numerator(row);
    }
    const variance = squares / (2 * chosen.length) - (sum / (2 * chosen.length)) ** 2;
    return variance > 0 ? top / chosen.length / variance : 0;
  };
  return {
    group,
    first: bootstrapped(
      samples,
      share(([a, b, mixed]) => b * (mixed - a)),
    ),
    total: bootstrapped(
      samples,
      share(([a, , mixed]) => (a - mixed) ** 2 / 2),
    ),
    rows: rows.length,
  };
}
