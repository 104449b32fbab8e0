import {
  covarianceOf,
  type DescendOptions,
  type Descent,
  descend,
  type Iterate,
  type ObjectiveFunction,
  restrictedMinimum,
} from "./descend.ts";

export interface ProfileRequest {
  readonly best: Iterate;
  readonly objective: ObjectiveFunction;
  readonly bounds: Pick<DescendOptions, "low" | "high">;
  /** Coordinates that are not varied at all. */
  readonly idle: ReadonlySet<number>;
  readonly coordinate: number;
  readonly side: -1 | 1;
  /** How much minus twice the log-likelihood rises at the end of the interval. */
  readonly threshold: number;
}

export interface ProfileEnd {
  /** Absent: the rise is not reached within the bounds, or the end is lost. */
  readonly end: number | undefined;
  /** Out there runs fail or the others could not be fitted again, so that nothing is known of an end. */
  readonly isLost?: boolean | undefined;
  /** Coordinate and rise of each point. */
  readonly points: readonly (readonly [at: number, rise: number])[];
  /** A point lower than the best, found on the way. */
  readonly better?: Iterate | undefined;
}

const mostPoints = 10;
/** Part of the root of the threshold by which the last point may miss it; its tangent goes the rest of the way. */
const near = 0.08;
/** What the others may still bring at a point; the curvature there says it more exactly than another simulation needs to. */
const enough = 0.01;

/**
 * One end of a profile-likelihood interval (Venzon & Moolgavkar 1988, 10.2307/2347496): one coordinate is held, all others
 * are fitted again, and the value held is moved along the tangent of the root of the rise until that is the threshold's. Each
 * point begins where gradient and curvature at the nearest before it put the best of the others, and what they may still bring
 * at the last is read from the curvature there.
 */
export async function profileEnd(request: ProfileRequest): Promise<ProfileEnd> {
  const { best, objective, bounds, idle, coordinate: k, side, threshold } = request;
  const { low, high } = bounds;
  const wall = side < 0 ? low[k]! : high[k]!;
  const start = best.at[k]!;
  const goal = Math.sqrt(threshold);
  if (Math.abs(wall - start) < 1e-12 * Math.max(1, Math.abs(start))) return { end: undefined, points: [] };
  const free = [...best.at.keys()].filter((i) => !idle.has(i));
  const covariance = covarianceOf(best, free);
  const own = free.indexOf(k);
  const error = covariance ? Math.sqrt(covariance.get(own, own)) : Number.POSITIVE_INFINITY;
  const beyond = (x: number) => (side < 0 ? x <= wall : x >= wall);
  const within = (x: number) => (beyond(x) ? wall : x);

  const points: [number, number][] = [];
  const options = { ...bounds, held: new Set([...idle, k]) };
  const seen = [best];
  let inside = { at: start, root: 0 };
  let outside: { at: number; root: number } | undefined;
  let isLost = false;
  let next = within(start + side * Math.min(goal * error, Math.abs(wall - start) / 2));
  for (let n = 0; n < mostPoints; n++) {
    let tangent: number | undefined;
    const found = await profileAt(next);
    const held = found?.iterate;
    if (found && !found.isConverged) isLost = true;
    if (held && held.value < best.value - 1e-3) return { end: undefined, points, better: held };
    if (!held) {
      // A run fails out there: look nearer.
      outside = { at: next, root: Number.POSITIVE_INFINITY };
    } else {
      const { gain, slope: along } = restrictedMinimum(held, k, options);
      seen.push(held);
      const rise = Math.max(0, 2 * (held.value - gain - best.value));
      points.push([next, rise]);
      const root = Math.sqrt(rise);
      const slope = along / root;
      const goesOut = Number.isFinite(slope) && slope * side > 0;
      tangent = goesOut ? next + (goal - root) / slope : undefined;
      const end = tangent ?? onLine(inside, { at: next, root }, goal);
      if (Math.abs(root - goal) <= near * goal && !beyond(end)) {
        // Slopes that fall where the values rise say nothing of an end.
        if (!goesOut) isLost = true;
        return ended(end);
      }
      if (root < goal) {
        inside = { at: next, root };
        if (beyond(next)) return ended(undefined);
      } else outside = { at: next, root };
    }
    if (outside) {
      const isBetween = tangent !== undefined && (tangent - inside.at) * (outside.at - tangent) > 0;
      next = isBetween
        ? tangent!
        : Number.isFinite(outside.root)
          ? onLine(inside, outside, goal)
          : (inside.at + outside.at) / 2;
    } else {
      const length = inside.at - start;
      const factor = tangent === undefined ? 4 : Math.min(4, (tangent - start) / length);
      next = within(start + length * Math.max(1.05, factor));
    }
  }
  const isBracketed = outside !== undefined && Number.isFinite(outside.root);
  if (!isBracketed) isLost = true;
  return ended(isBracketed ? onLine(inside, outside!, goal) : undefined);

  function ended(end: number | undefined): ProfileEnd {
    return isLost ? { end: undefined, isLost, points } : { end, points };
  }

  async function profileAt(x: number): Promise<Descent | undefined> {
    const from = seen.reduce((a, b) => (Math.abs(b.at[k]! - x) < Math.abs(a.at[k]! - x) ? b : a));
    let iterate = await objective(restrictedMinimum(from, k, options).at(x));
    if (!iterate) {
      const plain = from.at.slice();
      plain[k] = x;
      iterate = await objective(plain);
    }
    return iterate && descend(iterate, objective, { ...options, enough, mostIterations: 40 });
  }
}

/** Where the root between (or beyond) two points is the goal. */
function onLine(
  a: { readonly at: number; readonly root: number },
  b: { readonly at: number; readonly root: number },
  goal: number,
): number {
  return b.root === a.root ? b.at : a.at + ((goal - a.root) / (b.root - a.root)) * (b.at - a.at);
}
