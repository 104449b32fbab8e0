import { keyOf, uniform } from "../../random/index.ts";
import { mean, standardDeviation } from "../../statistics/index.ts";
import { resampled } from "./resampled.ts";
import type { MorrisEffect, Outputs, SampleDesign } from "./types.ts";

/** Levels of the grid on which trajectories walk, and the step between two of them that keeps every level equally likely. */
const levels = 4;
const step = levels / (2 * (levels - 1));

/** Points of the unit cube in trajectories, each a start and one further point a factor. */
export interface MorrisDesign extends SampleDesign {
  readonly trajectories: number;
  /** The factor that moves at each step of each trajectory: trajectory * factors + step. */
  readonly moved: Int32Array;
}

/**
 * Random trajectories that change one factor at a time (Morris 1991, Technometrics 33:161) on a grid of four levels with
 * steps of 2/3. Starts and orders are keyed by seed, trajectory and factor name.
 */
export function morrisDesign(
  factors: readonly string[],
  { trajectories, seed }: { readonly trajectories: number; readonly seed: number },
): MorrisDesign {
  const keys = factors.map(keyOf);
  const starts: Float64Array[] = [];
  const moved = new Int32Array(trajectories * factors.length);
  for (let r = 0; r < trajectories; r++) {
    const draw = (what: number, i: number) => uniform(seed, r, what, keys[i]!);
    starts.push(Float64Array.from(factors, (_, i) => Math.floor(draw(0, i) * levels) / (levels - 1)));
    const order = keys.map((_, i) => i).sort((a, b) => draw(1, a) - draw(1, b));
    moved.set(order, r * factors.length);
  }
  const width = factors.length + 1;
  return {
    factors,
    count: trajectories * width,
    point(index) {
      const r = Math.floor(index / width);
      const point = starts[r]!.slice();
      const first = r * factors.length;
      for (const i of moved.subarray(first, first + (index % width)))
        point[i] = point[i]! < 0.5 ? point[i]! + step : point[i]! - step;
      return point;
    },
    trajectories,
    moved,
  };
}

/**
 * Mean absolute effect mu* (Campolongo, Cariboni & Saltelli 2007, Environ Model Softw 22:1509) with its bootstrap
 * interval over trajectories, mean effect mu and standard deviation sigma of every factor, largest mu* first.
 */
export function morrisEffects(design: MorrisDesign, outputs: Outputs, seed: number): MorrisEffect[] {
  const count = design.factors.length;
  const effects: number[][] = design.factors.map(() => []);
  for (let r = 0; r < design.trajectories; r++) {
    const first = r * (count + 1);
    const [start, end] = [design.point(first), design.point(first + count)];
    for (let s = 0; s < count; s++) {
      const at = first + s;
      const [before, after] = [outputs[at], outputs[at + 1]];
      if (before === undefined || after === undefined) continue;
      const i = design.moved[r * count + s]!;
      effects[i]!.push((after - before) / (end[i]! - start[i]!));
    }
  }
  const absolute = effects.map((own) => own.map(Math.abs));
  const estimates = resampled(
    absolute.map((own) => ({
      count: own.length,
      of: (rows) => mean(Array.from(rows, (row) => own[row]!)),
    })),
    seed,
  );
  return design.factors
    .map((factor, i): MorrisEffect => {
      const own = effects[i]!;
      if (own.length === 0)
        return { factor, muStar: { value: 0, low: 0, high: 0 }, mu: 0, sigma: 0, count: 0 };
      return {
        factor,
        muStar: estimates[i]!,
        mu: mean(own),
        sigma: standardDeviation(own),
        count: own.length,
      };
    })
    .sort((a, b) => b.muStar.value - a.muStar.value || (a.factor < b.factor ? -1 : 1));
}
