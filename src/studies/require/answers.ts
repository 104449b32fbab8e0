import {
  distance,
  fulfils,
  type Search,
  shortestAnswer,
  shortestMove,
  sideOf,
  size,
  slopesAt,
  steepest,
} from "./search.ts";
import type { AnswerKind, MoveRange, Moves, Probe, Target, Tried } from "./types.ts";

export interface Candidates {
  readonly answers: readonly { readonly kind: AnswerKind; readonly found: Tried }[];
  /** What came closest to the target, answers included. */
  readonly closest: Tried;
}

/** What is wanted of a measure, what it is at the declared values, and how far each parameter may move. */
export interface InverseProblem {
  readonly nominal: number;
  readonly target: Target;
  readonly ranges: readonly MoveRange[];
  /** Parameters whose value is an assumption or a fit, so that moving them contradicts nobody's data. */
  readonly soft: readonly number[];
  readonly probe: Probe;
}

const otherSingles = 2;
const pairsOf = 6;
const pairsTried = 3;
const mostInFew = 12;
const halvings = 12;
/** Moves below this share of the largest are left out when that makes the whole longer by this factor at most. */
const hardly = 0.1;
const leanCost = 1.05;

/**
 * Several different answers, each the shortest of its kind: one parameter, other ones, two, a few where fewer do not
 * suffice, all together, and only those that rest on no data.
 */
export async function findAnswers(problem: InverseProblem): Promise<Candidates> {
  const { nominal, target, ranges, soft, probe } = problem;
  const start: Tried = { point: new Float64Array(ranges.length), value: nominal };
  let closest = start;
  const seen = (found: Tried) => {
    if (distance(found.value, target) < distance(closest.value, target)) closest = found;
  };
  const search: Search = { start, target, ranges, probe, seen };
  const all = [...ranges.keys()].filter((i) => ranges[i]!.high > ranges[i]!.low);
  const answers: { kind: AnswerKind; found: Tried }[] = [];
  const add = (kind: AnswerKind, found: Tried | undefined) => {
    if (found) {
      seen(found);
      answers.push({ kind, found });
    }
  };

  const singles = await singleAnswers(search, all);
  add("one", singles[0]);
  for (const other of singles.slice(1, 1 + otherSingles)) add("another", other);
  const slopes = await slopesAt(start, all, ranges, probe);
  const pair = await bestPair(search, slopes, all);
  add("two", pair);
  if (!singles[0] && !pair) add("few", await fewest(search, slopes, all));
  const least = await leanAnswer(search, all, slopes);
  add("least", least);
  const isSoft = new Set(soft);
  if (least && all.some((i) => !isSoft.has(i) && least.point[i] !== 0))
    add(
      "soft",
      await leanAnswer(
        search,
        soft.filter((i) => all.includes(i)),
        slopes,
      ),
    );
  return { answers, closest };
}

/** The shortest move of the free parameters, without those that hardly move where the rest does nearly as well. */
async function leanAnswer(
  search: Search,
  free: readonly number[],
  slopes: Moves,
): Promise<Tried | undefined> {
  const full = await shortestAnswer(search, free, slopes);
  if (!full) return undefined;
  const largest = full.point.reduce((most, u) => Math.max(most, Math.abs(u)), 0);
  const moved = free.filter((i) => Math.abs(full.point[i]!) >= hardly * largest);
  const lean = await shortestAnswer(search, moved, slopes);
  return lean && size(lean.point) <= leanCost * size(full.point) ? lean : full;
}

/** Every parameter that can do it alone, shortest move first. */
async function singleAnswers(
  { start, target, ranges, probe, seen }: Search,
  all: readonly number[],
): Promise<Tried[]> {
  const ends = all.flatMap((i) =>
    [ranges[i]!.low, ranges[i]!.high].filter((u) => u !== 0).map((u) => ({ i, u })),
  );
  const pointAt = (i: number, u: number) => {
    const point = new Float64Array(ranges.length);
    point[i] = u;
    return point;
  };
  const values = await probe(ends.map(({ i, u }) => pointAt(i, u)));
  const side = sideOf(start.value, target);
  const crossing = ends.flatMap(({ i, u }, k) => {
    const value = values[k];
    if (value === undefined) return [];
    seen({ point: pointAt(i, u), value });
    return sideOf(value, target) === side ? [] : [{ i, low: 0, high: u, value }];
  });
  for (let round = 0; round < halvings && crossing.length > 0; round++) {
    const middles = crossing.map(({ i, low, high }) => pointAt(i, (low + high) / 2));
    const found = await probe(middles);
    for (const [k, one] of crossing.entries()) {
      const value = found[k];
      if (value === undefined || sideOf(value, target) === side) one.low = (one.low + one.high) / 2;
      else {
        one.high = (one.low + one.high) / 2;
        one.value = value;
      }
    }
  }
  const sorted = crossing
    .filter(({ value }) => fulfils(value, target))
    .sort((a, b) => Math.abs(a.high) - Math.abs(b.high));
  const first = new Map(sorted.map((one) => [one.i, one]).reverse() as [number, (typeof sorted)[number]][]);
  return sorted
    .filter((one) => first.get(one.i) === one)
    .map(({ i, high, value }) => ({ point: pointAt(i, high), value }));
}

const linearly = (search: Search, slopes: Moves, free: readonly number[]) => {
  const own = new Float64Array(slopes.length);
  for (const i of free) own[i] = slopes[i]!;
  const { start, target } = search;
  const gain = (sideOf(start.value, target) < 0 ? target.low : target.high) - start.value;
  const move = shortestMove(own, search.ranges, gain);
  const effect = move.reduce((sum, u, i) => sum + u * own[i]!, 0);
  return {
    size: size(move),
    reaches: Math.abs(effect) >= 0.999 * Math.abs(gain),
    missing: Math.abs(gain - effect),
  };
};

/** The two parameters that need the shortest move together, among the steepest. */
async function bestPair(search: Search, slopes: Moves, all: readonly number[]): Promise<Tried | undefined> {
  const top = steepest(slopes, all).slice(0, pairsOf);
  const pairs = top
    .flatMap((i, k) => top.slice(k + 1).map((j) => [i, j]))
    .map((pair) => ({ pair, ...linearly(search, slopes, pair) }))
    .sort(
      (a, b) =>
        Number(b.reaches) - Number(a.reaches) || (a.reaches ? a.size - b.size : a.missing - b.missing),
    );
  let best: Tried | undefined;
  for (const { pair } of pairs.slice(0, pairsTried)) {
    const found = await shortestAnswer(search, pair, slopes);
    if (found && (!best || size(found.point) < size(best.point))) best = found;
  }
  return best;
}

/** As few parameters as suffice, the steepest first. */
async function fewest(search: Search, slopes: Moves, all: readonly number[]): Promise<Tried | undefined> {
  const { ranges, start, target } = search;
  const up = sideOf(start.value, target) < 0;
  const reach = (i: number) => {
    const c = slopes[i]! * (up ? 1 : -1);
    return c > 0 ? c * ranges[i]!.high : c * ranges[i]!.low;
  };
  const order = [...all].sort((a, b) => reach(b) - reach(a)).filter((i) => reach(i) > 0);
  for (let count = 3; count <= Math.min(mostInFew, order.length); count++) {
    const found = await shortestAnswer(search, order.slice(0, count), slopes);
    if (found) return found;
  }
  return undefined;
}
