import type { Stop } from "./types.ts";

/** Times closer than this, relative to the larger, are one time: 7 ms in 12 weeks. */
const SAME_TIME = 1e-9;
/** Beside zero "relative" means nothing; this part of the span is below any step worth taking. */
const NEGLIGIBLE = 1e-30;

/** Whether two times of a run over `span` count as one. */
export function sameTime(a: number, b: number, span: number): boolean {
  return Math.abs(a - b) <= Math.max(SAME_TIME * Math.max(Math.abs(a), Math.abs(b)), NEGLIGIBLE * span);
}

/** All stops that fall on one time, in the order they apply. */
export interface StopGroup {
  readonly time: number;
  readonly stops: readonly Stop[];
}

/**
 * Sorts stops by time and merges those at the same time. A merged group sits at its earliest time, or on `t0` or
 * `t1` when it is the same time as one of these; within it the caller's order holds.
 */
export function groupStops(stops: readonly Stop[], t0: number, t1: number): readonly StopGroup[] {
  const byTime = stops.map((stop, given) => ({ stop, given, time: snap(stop.time, t0, t1) }));
  byTime.sort((a, b) => a.time - b.time || a.given - b.given);
  const groups: { time: number; members: typeof byTime }[] = [];
  for (const entry of byTime) {
    const current = groups.at(-1);
    if (current && sameTime(current.time, entry.time, t1 - t0)) current.members.push(entry);
    else groups.push({ time: entry.time, members: [entry] });
  }
  return groups.map(({ time, members }) => ({
    time: snap(time, t0, t1),
    stops: members.sort((a, b) => a.given - b.given).map(({ stop }) => stop),
  }));
}

function snap(time: number, t0: number, t1: number): number {
  if (sameTime(time, t0, t1 - t0)) return t0;
  return sameTime(time, t1, t1 - t0) ? t1 : time;
}
