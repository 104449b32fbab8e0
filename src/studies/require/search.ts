import type { MoveRange, Moves, Probe, Target, Tried } from "./types.ts";

/** A step of the difference quotient, in units of the declared uncertainty. */
const step = 0.02;
/** Aim this share of the gap inside the bound, so that rounding does not spoil an answer. */
const inside = 0.01;
/** Where the bound itself is not good enough: at least this share of it. */
const beyond = 1e-6;
const mostSteps = 8;
/** Shares of a step that are tried together. */
const damping = [1, 0.6, 0.3, 0.1] as const;
const halvings = 10;

/** Distance from the target; 0 when it is met, and at a bound that is not good enough. */
export const distance = (value: number, { low, high }: Target) => Math.max(0, low - value, value - high);

export const size = (point: Moves) => Math.sqrt(point.reduce((sum, u) => sum + u * u, 0));

/** The value to aim for: the nearest bound, a little inside. */
export function aimOf(from: number, target: Target): number {
  const { low, high, isOpen } = target;
  const isBelow = sideOf(from, target) < 0;
  const bound = isBelow ? low : high;
  const least = isOpen ? beyond * (Math.abs(bound) || 1) : 0;
  const pad = Math.min(Math.max(inside * Math.abs(bound - from), least), (high - low) / 2);
  return isBelow ? low + pad : high - pad;
}

/** Whether a value lies below (-1), within (0) or above (1) the target. */
export function sideOf(value: number, { low, high, isOpen }: Target): -1 | 0 | 1 {
  if (isOpen) return value <= low ? -1 : value >= high ? 1 : 0;
  return value < low ? -1 : value > high ? 1 : 0;
}

/** Whether a value lies within the target; no value does not. */
export const fulfils = (value: number | undefined, target: Target): value is number =>
  value !== undefined && sideOf(value, target) === 0;

/**
 * The shortest move within the ranges whose linear effect `slopes * u` is `gain`. It lies along the slopes, cut off at the
 * ranges (the conditions of Karush, Kuhn and Tucker), so only its length has to be found. When the gain is out of reach
 * every parameter goes to the end of its range that helps.
 */
export function shortestMove(slopes: Moves, ranges: readonly MoveRange[], gain: number): Moves {
  const sign = Math.sign(gain);
  const at = (length: number) =>
    Float64Array.from(slopes, (c, i) =>
      Math.min(ranges[i]!.high, Math.max(ranges[i]!.low, sign * length * c)),
    );
  const effect = (u: Moves) => sign * u.reduce((sum, x, i) => sum + x * slopes[i]!, 0);
  let longest = 0;
  for (const [i, c] of slopes.entries())
    if (c !== 0)
      longest = Math.max(longest, (sign * c > 0 ? ranges[i]!.high : -ranges[i]!.low) / Math.abs(c));
  if (effect(at(longest)) <= Math.abs(gain)) return at(longest);
  let [low, high] = [0, longest];
  for (let k = 0; k < 80; k++) {
    const middle = (low + high) / 2;
    if (effect(at(middle)) < Math.abs(gain)) low = middle;
    else high = middle;
  }
  return at(high);
}

/** Slopes with respect to the free parameters at a point, by differences within the ranges; 0 where there is no value. */
export async function slopesAt(
  at: Tried,
  free: readonly number[],
  ranges: readonly MoveRange[],
  probe: Probe,
): Promise<Moves> {
  const moved = free.map((i) => {
    const point = at.point.slice();
    const up = point[i]! + step <= ranges[i]!.high;
    point[i] = up ? point[i]! + step : Math.max(ranges[i]!.low, point[i]! - step);
    return point;
  });
  const values = await probe(moved);
  const slopes = new Float64Array(at.point.length);
  for (const [k, i] of free.entries()) {
    const by = moved[k]![i]! - at.point[i]!;
    const value = values[k];
    if (value !== undefined && by !== 0) slopes[i] = (value - at.value) / by;
  }
  return slopes;
}

/** The free parameters that matter: those that make up all but a ten-thousandth of the squared slopes. */
export function steepest(slopes: Moves, free: readonly number[], share = 0.9999): number[] {
  const order = [...free].sort((a, b) => Math.abs(slopes[b]!) - Math.abs(slopes[a]!));
  const all = order.reduce((sum, i) => sum + slopes[i]! ** 2, 0);
  let sum = 0;
  return order.filter((i) => {
    const isNeeded = sum < share * all;
    sum += slopes[i]! ** 2;
    return isNeeded && slopes[i] !== 0;
  });
}

export interface Search {
  readonly start: Tried;
  readonly target: Target;
  readonly ranges: readonly MoveRange[];
  readonly probe: Probe;
  /** Told of everything that was tried, so that the closest is known when nothing works. */
  seen(found: Tried): void;
}

/**
 * The shortest move of the free parameters that meets the target: linearised and solved again and again from where the
 * last step led (Gauss-Newton on one equation), steps damped when the model bends, then drawn back along the ray as far
 * as the target allows. Undefined when no step comes closer any more.
 *
 * @param slopes at the start, where they are known already
 */
export async function shortestAnswer(
  search: Search,
  free: readonly number[],
  slopes?: Moves,
): Promise<Tried | undefined> {
  const { start, target, ranges, probe } = search;
  const aim = aimOf(start.value, target);
  let at = start;
  let active = slopes ? steepest(masked(slopes, free), free) : free;
  let best: Tried | undefined;
  for (let k = 0; k < mostSteps; k++) {
    const local = masked(k === 0 && slopes ? slopes : await slopesAt(at, active, ranges, probe), active);
    active = steepest(local, active);
    if (active.length === 0) break;
    const reached = local.reduce((sum, c, i) => sum + c * at.point[i]!, 0);
    const wanted = shortestMove(local, ranges, aim - at.value + reached);
    const tried = await tryAlong(search, at.point, wanted);
    const good = tried
      .filter((f) => fulfils(f.value, target))
      .sort((a, b) => size(a.point) - size(b.point))[0];
    if (good) {
      const drawn = await drawnBack(search, good);
      if (best && size(drawn.point) > 0.99 * size(best.point)) break;
      best = drawn;
      at = drawn;
      continue;
    }
    if (best) break;
    const next = tried.sort((a, b) => distance(a.value, target) - distance(b.value, target))[0];
    if (!next || distance(next.value, target) > 0.98 * distance(at.value, target)) break;
    at = next;
  }
  return best;
}

const masked = (slopes: Moves, free: readonly number[]) => {
  const own = new Float64Array(slopes.length);
  for (const i of free) own[i] = slopes[i]!;
  return own;
};

async function tryAlong({ probe, seen }: Search, from: Moves, to: Moves): Promise<Tried[]> {
  const points = damping.map((share) => from.map((x, i) => x + share * (to[i]! - x)));
  const values = await probe(points);
  const found = points.flatMap((point, k) => {
    const value = values[k];
    return value === undefined ? [] : [{ point, value }];
  });
  for (const one of found) seen(one);
  return found;
}

/** The point nearest to the declared values on the ray to a good one that still meets the target. */
export async function drawnBack(
  { target, probe }: Pick<Search, "target" | "probe">,
  good: Tried,
): Promise<Tried> {
  let [low, high] = [0, 1];
  let best = good;
  for (let k = 0; k < halvings; k++) {
    const share = (low + high) / 2;
    const point = good.point.map((x) => share * x);
    const [value] = await probe([point]);
    if (fulfils(value, target)) {
      high = share;
      best = { point, value };
    } else low = share;
  }
  return best;
}
