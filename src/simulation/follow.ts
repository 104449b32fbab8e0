import { type MeasureRequest, measureUnit, takeFrom, windowsOf } from "../scenario/index.ts";
import type { Step } from "../solvers/index.ts";
import { nodesOfPiece, PiecewiseCurve } from "./curve.ts";
import { History } from "./history.ts";
import type { StepReader } from "./step-reader.ts";
import type { MeasureResult } from "./types.ts";

/** Part of the solver's tolerance by which a curve may differ from the solution. */
const part = 0.05;
/** A step is halved at most so often, where a value has an edge. */
const mostHalvings = 16;

/** One variable that is followed, and where. */
interface Followed {
  readonly name: string;
  /** its place in what the reader reads */
  readonly place: number;
  readonly curve: PiecewiseCurve;
  readonly windows: readonly { readonly from: number; readonly to: number }[];
  /** single times wanted, ascending, and how many of them are done */
  readonly times: readonly number[];
  served: number;
  readonly history: History;
  /** the largest size so far */
  size: number;
}

/**
 * Watches a run step by step and keeps, of each variable that a measure asks about, a curve as exact as the solution.
 * Within a step the variable is read off the dense output at the quarters, and closer where that is not enough; where it
 * runs so evenly that the ends of the last steps tell what it does between, at the end alone.
 */
export class Follower {
  private readonly requests: readonly MeasureRequest[];
  private readonly tolerance: { readonly relative: number; readonly absolute: number };
  private readonly reader: StepReader;
  private readonly followed: readonly Followed[];
  private readonly piece = new Float64Array(nodesOfPiece);
  /** the first thing that was not a finite number */
  broken: { readonly name: string; readonly time: number } | undefined;

  /**
   * @param reader reads the names that the requests are about
   * @param end the day on which the run ends
   * @param tolerance of the solver: relative, and absolute as a part of one declared unit
   */
  constructor(
    requests: readonly MeasureRequest[],
    reader: StepReader,
    end: number,
    tolerance: { readonly relative: number; readonly absolute: number },
  ) {
    this.requests = requests;
    this.reader = reader;
    this.tolerance = tolerance;
    this.followed = namesIn(requests).map((name, place): Followed => {
      const windows = requests.filter((r) => r.variable === name).flatMap((r) => windowsOf(r, end));
      const times = new Set(windows.flatMap(({ from, to }) => [from, to]));
      return {
        name,
        place,
        curve: new PiecewiseCurve(end),
        windows: windows.filter(({ from, to }) => to > from),
        times: [...times].sort((a, b) => a - b),
        served: 0,
        history: new History(),
        size: 0,
      };
    });
  }

  /** Looks at a step, while the solver shows it. */
  step(step: Step): void {
    this.reader.begin(step);
    for (const one of this.followed) {
      this.serveTimes(one, step);
      if (isWithinWindow(one, step)) this.follow(one, step);
      else one.history.forget();
    }
  }

  private serveTimes(one: Followed, { from, to }: Step): void {
    for (;;) {
      const time = one.times[one.served];
      if (time === undefined || time >= to) return;
      const value = this.reader.at((time - from) / (to - from))[one.place]!;
      one.curve.addPoint(time, value);
      if (!Number.isFinite(value)) this.broken ??= { name: one.name, time };
      one.served++;
    }
  }

  private follow(one: Followed, { from, to, isFirst }: Step): void {
    const { history, curve, place } = one;
    if (isFirst) history.forget();
    if (history.isEmpty) history.add(from, this.reader.at(0)[place]!);
    const start = history.latest;
    const end = this.reader.at(1)[place]!;
    history.add(to, end);
    one.size = Math.max(one.size, Math.abs(start), Math.abs(end));
    const allowed = part * (this.tolerance.relative * one.size + this.tolerance.absolute);
    const atEnds = history.within(allowed);
    if (atEnds) {
      curve.addPiece(from, to, atEnds);
      return;
    }
    const middle = this.reader.at(0.5)[place]!;
    const withMiddle = history.within(allowed, middle);
    if (withMiddle) curve.addPiece(from, to, withMiddle);
    else this.cut(one, allowed, 0, 1, start, middle, end, mostHalvings);
  }

  /**
   * Adds the part of the step from `low` to `high`, where the variable is `a`, `c` and `e` at both ends and between, as
   * one piece where a quartic goes through it, else both its halves the same way.
   */
  private cut(
    one: Followed,
    allowed: number,
    low: number,
    high: number,
    a: number,
    c: number,
    e: number,
    halvings: number,
  ): void {
    const { reader, piece } = this;
    const { place, curve } = one;
    const length = high - low;
    const b = reader.at(low + length / 4)[place]!;
    const d = reader.at(low + (3 * length) / 4)[place]!;
    const bend = Math.abs(a - 4 * b + 6 * c - 4 * d + e);
    if (!Number.isFinite(bend)) this.noteBroken(one, low, high);
    else if (bend > allowed && halvings > 0) {
      const between = reader.at(low + length / 8)[place]!;
      if (Math.abs(quarticAtEighth(a, b, c, d, e) - between) > allowed) {
        const half = low + length / 2;
        this.cut(one, allowed, low, half, a, b, c, halvings - 1);
        this.cut(one, allowed, half, high, c, d, e, halvings - 1);
        return;
      }
    }
    piece[0] = a;
    piece[1] = b;
    piece[2] = c;
    piece[3] = d;
    piece[4] = e;
    curve.addPiece(reader.timeAt(low), reader.timeAt(high), piece);
  }

  /** Notes when within a part of the step the variable first was not a finite number, unless something broke before. */
  private noteBroken({ name, place }: Followed, low: number, high: number): void {
    if (this.broken) return;
    const isFine = (share: number) => Number.isFinite(this.reader.at(share)[place]!);
    let [fine, broken] = [low, high];
    for (const quarter of [0, 1, 2, 3, 4]) {
      broken = low + ((high - low) * quarter) / 4;
      if (!isFine(broken)) break;
      fine = broken;
    }
    while (broken - fine > 1e-9) {
      const middle = (fine + broken) / 2;
      if (isFine(middle)) fine = middle;
      else broken = middle;
    }
    this.broken = { name, time: this.reader.timeAt(broken) };
  }

  /** The measures, in the order of the requests, after a run that ended well in the state `y`. */
  measures(time: number, y: Float64Array): MeasureResult[] {
    const last = this.reader.read(time, y, new Float64Array(this.followed.length));
    for (const { curve, place } of this.followed) curve.addPoint(curve.end, last[place]!);
    return this.results((request, { curve }) => takeFrom(curve, request));
  }

  /** The measures of a run that did not end well: none has a value. */
  withoutValues(): MeasureResult[] {
    return this.results(() => undefined);
  }

  private results(take: (request: MeasureRequest, one: Followed) => number | undefined): MeasureResult[] {
    return this.requests.map((request) => {
      const one = this.followed.find(({ name }) => name === request.variable)!;
      const unit = measureUnit(request, this.reader.items[one.place]!.unit.text);
      return { request, value: take(request, one), unit };
    });
  }
}

/** The variables that measures are taken of, each once. */
export const namesIn = (requests: readonly MeasureRequest[]): string[] => [
  ...new Set(requests.map((request) => request.variable)),
];

function isWithinWindow({ windows }: Followed, { from, to }: Step): boolean {
  for (const window of windows) if (window.from < to && window.to > from) return true;
  return false;
}

/** The quartic through values at 0, 1/4, 1/2, 3/4 and 1, at 1/8. */
const quarticAtEighth = (a: number, b: number, c: number, d: number, e: number) =>
  (35 * a + 140 * b - 70 * c + 28 * d - 5 * e) / 128;
