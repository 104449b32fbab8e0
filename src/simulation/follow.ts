import { type MeasureRequest, measureUnit, takeFrom, windowsOf } from "../scenario/index.ts";
import type { Step } from "../solvers/index.ts";
import { Attention } from "./attention.ts";
import { nodesOfPiece, PiecewiseCurve } from "./curve.ts";
import { History } from "./history.ts";
import { boundsOf } from "./quartic.ts";
import type { StepReader } from "./step-reader.ts";
import type { MeasureResult } from "./types.ts";

/** Part of the solver's tolerance by which a curve may differ from the solution. */
const part = 0.05;
/** The same for the area below it: the errors of many steps partly cancel, and their sum is held to the tolerance. */
const areaPart = 0.2;
/** A step is halved at most so often, where a value has an edge. */
const mostHalvings = 16;

/** One variable that is followed, and where. */
interface Followed {
  readonly name: string;
  /** its place in what the reader reads */
  readonly place: number;
  readonly curve: PiecewiseCurve;
  /** what the measures look for, each in its window */
  readonly attentions: readonly Attention[];
  /** those that look at the present step */
  readonly watching: Attention[];
  /** whether one of them hangs on all that the variable does in the present step, or on the area under it */
  isWantedWhole: boolean;
  isAreaWanted: boolean;
  /** single times wanted, ascending, and how many of them are done */
  readonly times: readonly number[];
  served: number;
  readonly history: History;
  /** the largest size so far */
  size: number;
}

/**
 * Watches a run step by step and keeps, of each variable that a measure asks about, a curve as exact as the solution
 * wherever the measure hangs on it. There the variable is read off the dense output at the quarters of a step, and closer
 * where that is not enough; where it runs so evenly that the ends of the last steps tell what it does between, and where
 * no measure hangs on it (a peak on what is surely lower), at the end alone.
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
      const windows = requests
        .filter((request) => request.variable === name)
        .flatMap((request) => windowsOf(request, end).map((window) => ({ request, window })));
      const times = new Set(windows.flatMap(({ window: { from, to } }) => [from, to]));
      return {
        name,
        place,
        curve: new PiecewiseCurve(end),
        attentions: windows
          .filter(({ window: { from, to } }) => to > from)
          .map(({ request, window }) => new Attention(request, window, end)),
        watching: [],
        isWantedWhole: false,
        isAreaWanted: false,
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
      if (isWatched(one, step)) this.follow(one, step);
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
    const { reader } = this;
    const { history, place } = one;
    const isQuartic = reader.isQuartic(place);
    if (isFirst) history.forget();
    if (history.isEmpty) {
      const start = reader.at(0)[place]!;
      history.add(from, start);
      see(one, from, start);
    }
    if (one.isWantedWhole || one.isAreaWanted) reader.prepare(0.5, 1);
    const start = history.latest;
    const end = reader.at(1)[place]!;
    history.add(to, end);
    see(one, to, end);
    one.size = Math.max(one.size, Math.abs(start), Math.abs(end));
    const allowed = part * (this.tolerance.relative * one.size + this.tolerance.absolute);
    history.guessLatest();
    if (takesGuess(one, from, to, allowed)) return;
    const middle = reader.at(0.5)[place]!;
    if (!isQuartic) {
      history.guessLatest(middle);
      if (takesGuess(one, from, to, allowed)) return;
    }
    this.cut(one, allowed, 0, 1, start, middle, end, isQuartic ? 0 : mostHalvings);
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
    reader.prepare(low + length / 4, low + (3 * length) / 4);
    const b = reader.at(low + length / 4)[place]!;
    const d = reader.at(low + (3 * length) / 4)[place]!;
    piece[0] = a;
    piece[1] = b;
    piece[2] = c;
    piece[3] = d;
    piece[4] = e;
    const bend = Math.abs(a - 4 * b + 6 * c - 4 * d + e);
    if (!Number.isFinite(bend)) this.noteBroken(one, low, high);
    else if (halvings > 0 && bend > allowed) {
      const most = allowedOf(one, piece, bend, allowed, length);
      if (bend > most) reader.prepare(low + length / 8, low + (3 * length) / 8);
      if (bend > most && Math.abs(quarticAtEighth(piece) - reader.at(low + length / 8)[place]!) > most) {
        const half = low + length / 2;
        this.cut(one, allowed, low, half, a, b, c, halvings - 1);
        this.cut(one, allowed, half, high, c, d, e, halvings - 1);
        return;
      }
    }
    curve.addPiece(reader.timeAt(low), reader.timeAt(high), piece);
    see(one, reader.timeAt(low + length / 4), b);
    see(one, reader.timeAt(low + length / 2), c);
    see(one, reader.timeAt(low + (3 * length) / 4), d);
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

/** Whether any measure looks at a step; those that do are put down, and what they hang on whatever happens in it. */
function isWatched(one: Followed, { from, to }: Step): boolean {
  const { attentions, watching } = one;
  watching.length = 0;
  one.isWantedWhole = false;
  one.isAreaWanted = false;
  for (const attention of attentions) {
    if (attention.isOver || attention.from >= to || attention.to <= from) continue;
    watching.push(attention);
    const minded = attention.mindsAll(from, to);
    if (minded === "value") one.isWantedWhole = true;
    if (minded === "area") one.isAreaWanted = true;
  }
  return watching.length > 0;
}

/** Adds what is guessed of a step where that is close enough; else tells that it did not. */
function takesGuess(one: Followed, from: number, to: number, allowed: number): boolean {
  const { doubt, guess, isQuartic } = one.history;
  const most = allowedOf(one, guess, doubt, allowed, 1);
  const isEnough = isQuartic ? doubt <= most : most === Number.POSITIVE_INFINITY;
  if (!isEnough) return false;
  one.curve.addPiece(from, to, guess);
  return true;
}

/**
 * By how much a curve may differ from the variable in a part of a step: as told where a measure hangs on it; for an area
 * the more, the shorter the part; by anything where none does.
 *
 * @param values the quartic that the variable nearly is there
 * @param doubt what the highest term of the quartic adds at most
 * @param length of the part, in shares of the step
 */
function allowedOf(
  { isWantedWhole, isAreaWanted, watching }: Followed,
  values: ArrayLike<number>,
  doubt: number,
  allowed: number,
  length: number,
): number {
  if (isWantedWhole || !Number.isFinite(doubt)) return allowed;
  const { least, most } = boundsOf(values, doubt);
  for (const attention of watching) if (attention.minds(least, most, allowed)) return allowed;
  return isAreaWanted ? (areaPart / part) * (allowed / length) : Number.POSITIVE_INFINITY;
}

function see({ watching }: Followed, time: number, value: number): void {
  for (const attention of watching) attention.see(time, value);
}

/** The quartic through values at 0, 1/4, 1/2, 3/4 and 1, at 1/8. */
const quarticAtEighth = (v: Float64Array) =>
  (35 * v[0]! + 140 * v[1]! - 70 * v[2]! + 28 * v[3]! - 5 * v[4]!) / 128;
