import { Matrix, solve } from "ml-matrix";
import type { GroupTarget } from "../../scenario/index.ts";
import { sum, weightedCorrelation, weightedMean, weightedSpread, z95 } from "../../statistics/index.ts";

/** One published statistic and the values of its measures in every subject. */
export interface WeightedTarget {
  readonly target: GroupTarget;
  /** One list of values, two for a correlation. */
  readonly values: readonly (readonly number[])[];
}

/** The statistic that a target is about, in weighted subjects. */
export function statisticOf({ target, values }: WeightedTarget, weights: readonly number[]): number {
  const [x = [], y = []] = values;
  switch (target.statistic) {
    case "share":
      return weightedMean(
        x.map((value) => (value > (target.above ?? 0) ? 1 : 0)),
        weights,
      );
    case "mean":
      return weightedMean(x, weights);
    case "spread":
      return weightedSpread(x, weights);
    case "correlation":
      return weightedCorrelation(x, y, weights);
  }
}

/** A statistic as a mean near the present weights: of `feature`, which should be `is`, known to a standard error of `error`. */
interface MomentCondition {
  readonly feature: readonly number[];
  readonly is: number;
  readonly error: number;
}

const mostRounds = 200;
/** A published half-width is read as that of a 95% interval. */
const errorOf = (target: GroupTarget) => target.within / z95;

/**
 * Weights (mean 1) that change the subjects as little as possible, in relative entropy, so that published group
 * statistics come out: exponential tilting, as in entropy balancing (Hainmueller 2012, Political Analysis 20:25). The
 * statistics are known only to some error, so each is a Gaussian restraint instead of an exact one (Hummer and
 * Koefinger 2015, J Chem Phys 143:243150). Statistics that are no means (spread, correlation) are taken as linear in the
 * weights by their influence functions, again and again, with steps that always lower entropy and misfit together.
 */
export function groupWeights(targets: readonly WeightedTarget[], count: number): number[] {
  let weights = new Array<number>(count).fill(1);
  if (targets.length === 0 || count === 0) return weights;
  let cost = costOf(targets, weights);
  for (let round = 0; round < mostRounds; round++) {
    const goal = tilted(
      targets.map((target) => momentOf(target, weights)),
      count,
    );
    let better: { weights: number[]; cost: number } | undefined;
    for (let part = 1; part > 1e-4 && !better; part /= 2) {
      const next = weights.map((w, i) => w + part * (goal[i]! - w));
      const nextCost = costOf(targets, next);
      if (nextCost < cost) better = { weights: next, cost: nextCost };
    }
    if (!better) break;
    const gain = cost - better.cost;
    ({ weights, cost } = better);
    if (gain < 1e-10) break;
  }
  return weights;
}

/** Relative entropy to equal weights plus half the squared misfit in standard errors. */
function costOf(targets: readonly WeightedTarget[], weights: readonly number[]): number {
  const entropy = weightedMean(
    weights.map((w) => (w > 0 ? Math.log(w) : 0)),
    weights,
  );
  const misfits = targets.map((t) => ((statisticOf(t, weights) - t.target.is) / errorOf(t.target)) ** 2);
  const cost = entropy + sum(misfits) / 2;
  return Number.isFinite(cost) ? cost : Number.POSITIVE_INFINITY;
}

function momentOf(weighted: WeightedTarget, weights: readonly number[]): MomentCondition {
  const { target, values } = weighted;
  const missing = target.is - statisticOf(weighted, weights);
  return { feature: influenceOf(weighted, values, weights), is: missing, error: errorOf(target) };
}

/** How much more of each subject would move the statistic: the derivative by its weight, 0 on average. */
function influenceOf(
  weighted: WeightedTarget,
  [x = [], y = []]: readonly (readonly number[])[],
  weights: readonly number[],
): number[] {
  const { target } = weighted;
  const now = statisticOf(weighted, weights);
  const scores = (v: readonly number[]) => {
    const [mean, spread] = [weightedMean(v, weights), weightedSpread(v, weights)];
    return v.map((one) => (one - mean) / spread);
  };
  switch (target.statistic) {
    case "share":
      return x.map((v) => (v > (target.above ?? 0) ? 1 : 0) - now);
    case "mean":
      return x.map((v) => v - now);
    case "spread":
      return scores(x).map((z) => (now * (z * z - 1)) / 2);
    case "correlation": {
      const [zx, zy] = [scores(x), scores(y)];
      return zx.map((z, i) => z * zy[i]! - (now * (z * z + zy[i]! ** 2)) / 2);
    }
  }
}

/** Minimizes the dual log sum exp(-l.f) + |error l|^2 / 2 by Newton's method with step halving; it is strictly convex. */
function tilted(moments: readonly MomentCondition[], count: number): number[] {
  const ones = new Array<number>(count).fill(1);
  const usable = moments.filter(({ feature }) => feature.every(Number.isFinite));
  const scales = usable.map(({ feature }) => weightedSpread(feature, ones) || 1);
  const features = usable.map(({ feature, is }, k) => feature.map((f) => (f - is) / scales[k]!));
  const errors = usable.map(({ error }, k) => error / scales[k]!);
  const state = (lambda: readonly number[]) => {
    const exponents = ones.map((_, i) => -sum(lambda.map((l, k) => l * features[k]![i]!)));
    const most = exponents.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    const w = exponents.map((e) => Math.exp(e - most));
    const total = sum(w);
    const dual = Math.log(total) + most + sum(lambda.map((l, k) => (errors[k]! * l) ** 2)) / 2;
    return { w: w.map((one) => one / total), dual };
  };
  let lambda = features.map(() => 0);
  let now = state(lambda);
  for (let iteration = 0; iteration < 100; iteration++) {
    const means = features.map((f) => weightedMean(f, now.w));
    const gradient = means.map((mean, k) => -mean + errors[k]! ** 2 * lambda[k]!);
    if (Math.max(0, ...gradient.map(Math.abs)) < 1e-12) break;
    const hessian = features.map((f, k) =>
      features.map((g, l) => {
        const cross = weightedMean(
          f.map((value, i) => value * g[i]!),
          now.w,
        );
        return cross - means[k]! * means[l]! + (k === l ? errors[k]! ** 2 + 1e-12 : 0);
      }),
    );
    const step = solve(new Matrix(hessian), Matrix.columnVector(gradient)).to1DArray();
    let length = 1;
    let next = now;
    let moved = lambda;
    for (; length > 1e-6; length /= 2) {
      moved = lambda.map((l, k) => l - length * step[k]!);
      next = state(moved);
      if (next.dual <= now.dual) break;
    }
    if (length <= 1e-6) break;
    lambda = moved;
    now = next;
  }
  return now.w.map((w) => w * count);
}
