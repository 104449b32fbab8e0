import { median } from "../src/statistics/index.ts";
import { atAccuracy, type Crossing, type Point, rmsError } from "./accuracy.ts";
import type { Method, Run, Work } from "./method.ts";
import type { BenchProblem } from "./problem.ts";

/** What is said while it works. */
export type Say = (text: string) => void;

/** One tolerance of one method: accuracy, work, and CPU ms of every round. */
export interface MeasuredPoint {
  readonly rtol: number;
  readonly rms: number;
  readonly work: Work;
  readonly rounds: readonly number[];
}

export interface MeasuredCurve {
  readonly method: Method;
  readonly points: readonly MeasuredPoint[];
}

/** A method that could not be run, and why. */
export interface Dropped {
  readonly name: string;
  readonly why: string;
}

/**
 * Work-precision of every method. Each tolerance first runs twice untimed (accuracy is taken from there); then the
 * methods take turns, round by round, so that whatever else the machine does hits them alike.
 */
export async function measureCurves(
  problem: BenchProblem,
  reference: Float64Array,
  methods: readonly Method[],
  rounds: number,
  say: Say,
): Promise<{ curves: MeasuredCurve[]; dropped: Dropped[] }> {
  const states = problem.system.states.length;
  const dropped: Dropped[] = [];
  const curves: { method: Method; points: (MeasuredPoint & { rounds: number[] })[] }[] = [];
  for (const method of methods) {
    say(`${problem.name}: ${method.name}`);
    const points: (MeasuredPoint & { rounds: number[] })[] = [];
    let why = "";
    for (const rtol of method.tolerances) {
      try {
        await method.run(rtol, 0, false);
        const { outputs, work } = await method.run(rtol, 0, true);
        points.push({ rtol, rms: rmsError(outputs!, reference, states), work, rounds: [] });
      } catch (error) {
        // Very loose tolerances may end a run; a method without any good run is dropped.
        why = error instanceof Error ? error.message : String(error);
      }
    }
    if (points.length > 0) curves.push({ method, points });
    else dropped.push({ name: method.name, why });
  }
  for (let round = 0; round < rounds; round++) {
    say(`${problem.name}: round ${round + 1} of ${rounds}`);
    for (const { method, points } of curves)
      for (const point of points) {
        // The best of two: a garbage collection or a neighbour is no part of the method.
        const first = await method.run(point.rtol, 0, false);
        const second: Run = first.cpu < 250 ? await method.run(point.rtol, 0, false) : first;
        point.rounds.push(Math.min(first.cpu, second.cpu));
      }
  }
  return { curves, dropped };
}

/** The points of a curve with the median of the rounds, or with the times of one round. */
export function pointsOf(curve: MeasuredCurve, round?: number): Point[] {
  return curve.points.map(({ rtol, rms, rounds }) => ({
    rtol,
    rms,
    ms: round === undefined ? median(rounds) : rounds[round]!,
  }));
}

/** A method at a given accuracy, against the peers at that accuracy. */
export interface Standing extends Crossing {
  readonly method: string;
  readonly isOwn: boolean;
  readonly ratios: Ratios;
}

/** By peer: its time divided by this method's, median of the rounds' ratios. */
export type Ratios = ReadonlyMap<string, number>;

/** All methods at one accuracy. */
export function standings(curves: readonly MeasuredCurve[], rms: number): Standing[] {
  const peers = curves.filter((curve) => !curve.method.isOwn);
  const ms = (curve: MeasuredCurve, round: number) => atAccuracy(pointsOf(curve, round), rms).ms;
  return curves.map((curve) => ({
    method: curve.method.name,
    isOwn: curve.method.isOwn,
    ...atAccuracy(pointsOf(curve), rms),
    ratios: new Map(
      peers.map((peer) => [
        peer.method.name,
        median(peer.points[0]!.rounds.map((_, round) => ms(peer, round) / ms(curve, round))),
      ]),
    ),
  }));
}

/** An accuracy at which methods are compared, and whose it is. */
export interface Yardstick {
  readonly whose: string;
  readonly rms: number;
}

/** The accuracy that a peer reaches with relative tolerance 1e-6. */
function accuracyOf(curves: readonly MeasuredCurve[], peer: string): Yardstick[] {
  const point = curves.find((curve) => curve.method.name === peer)?.points.find(({ rtol }) => rtol === 1e-6);
  return point ? [{ whose: `${peer} at rtol 1e-6`, rms: point.rms }] : [];
}

/** The accuracy of CVODE at relative tolerance 1e-6, then that of deSolve; without CVODE, 1e-5 stands first. */
export function yardsticks(curves: readonly MeasuredCurve[]): Yardstick[] {
  const cvode = accuracyOf(curves, "cvode");
  const first = cvode.length > 0 ? cvode : [{ whose: "a fixed error", rms: 1e-5 }];
  return [...first, ...accuracyOf(curves, "desolve lsoda")];
}

/** Our fastest run within an error, over all of our methods and tolerances; undefined when none is. */
export function fastestWithin(
  curves: readonly MeasuredCurve[],
  rms: number,
): (Point & { method: string }) | undefined {
  return curves
    .filter(({ method }) => method.isOwn && !method.onlyCrowds)
    .flatMap((curve) => pointsOf(curve).map((point) => ({ ...point, method: curve.method.name })))
    .filter((point) => point.rms <= rms)
    .sort((a, b) => a.ms - b.ms)[0];
}
