import { type MeasureRequest, measureUnit, takeFrom, windowsOf } from "../scenario/index.ts";
import type { Step } from "../solvers/index.ts";
import { Attention, isLookedAt, see, wantedWhole } from "./attention.ts";
import { nodesOfPiece, PiecewiseCurve } from "./curve.ts";
import { History } from "./history.ts";
import { boundsOf } from "./quartic.ts";
import { type KeptSteps, mostSteps, parts, type StepReader } from "./step-reader.ts";
import type { MeasureResult } from "./types.ts";

/** Part of the solver's tolerance by which a curve may differ from the solution. */
const part = 0.05;
/** The same for the area below it: the errors of many steps partly cancel, and their sum is held to the tolerance. */
const areaPart = 0.2;
/** Errors of both halves of a step are believed to cancel in its area up to so many times what it may err by: an edge is larger. */
const mostCancelled = 10;
/** A step is halved at most so often, where a value has an edge. */
const mostHalvings = 16;

/** So many times the steps that are looked at together are put aside at most until the run is over. */
const mostKept = 64;

/** One variable that is followed, and where. */
interface Followed {
  readonly name: string;
  /** its place in what the reader reads */
  readonly place: number;
  readonly curve: PiecewiseCurve;
  /** what the measures look for, each in its window */
  readonly attentions: readonly Attention[];
  /** single times wanted, ascending, and how many of them are done */
  readonly times: readonly number[];
  served: number;
  /** the ends of the last steps, as they come in and as they are decided about */
  readonly history: History;
  readonly settled: History;
  /** the largest size so far */
  size: number;
  /** of the steps that are looked at together: how closely, and what lies between their ends where that is guessed */
  readonly closeness: Uint8Array;
  readonly guesses: Float64Array;
}

/** How closely a step is looked at. */
const notAtAll = 0;
const asGuessed = 1;
const inTheMiddle = 2;
const closely = 3;

/**
 * Watches a run step by step and keeps, of each variable that a measure asks about, a curve as exact as the solution
 * wherever the measure hangs on it. There the variable is read off the dense output at the quarters of a step, and closer
 * where that is not enough; where no measure hangs on it (a peak on what is surely lower), at the ends alone, with a guess
 * from those of the last steps. Many steps are looked at together: first at their ends, then where that is called for.
 */
export class Follower {
  private readonly requests: readonly MeasureRequest[];
  private readonly tolerance: { readonly relative: number; readonly absolute: number };
  private readonly reader: StepReader;
  private readonly followed: readonly Followed[];
  /** of these, those that measures look at when the run is over, and the steps that wait for that */
  private readonly late: readonly Followed[];
  private kept: KeptSteps[] = [];
  private readonly piece = new Float64Array(nodesOfPiece);
  /** before this time nobody looks */
  private quietUntil: number;
  /** the first thing that was not a finite number */
  broken: { readonly name: string; readonly time: number } | undefined;

  /**
   * @param reader reads the names that the requests are about
   * @param end the day on which the run ends
   * @param tolerance of the solver: relative, and absolute as a part of the size of each variable
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
        curve: new PiecewiseCurve(end, reader.sizes[place]),
        attentions: windows
          .filter(({ window: { from, to } }) => to > from)
          .map(({ request, window }) => new Attention(request, window, end)),
        times: [...times].sort((a, b) => a - b),
        served: 0,
        history: new History(),
        settled: new History(),
        size: 0,
        closeness: new Uint8Array(mostSteps),
        guesses: new Float64Array(mostSteps * nodesOfPiece),
      };
    });
    this.late = this.followed.filter(({ attentions }) => attentions.some(({ isLate }) => isLate));
    this.quietUntil = this.nextLook(0);
  }

  /** Takes in a step, while the solver shows it. */
  step(step: Step): void {
    if (step.to <= this.quietUntil) return;
    this.reader.add(step);
    if (this.reader.isFull) this.look();
  }

  /** The first time at or after `now` at which anybody looks. */
  private nextLook(now: number): number {
    let next = Number.POSITIVE_INFINITY;
    for (const { times, served, attentions } of this.followed) {
      if (served < times.length) next = Math.min(next, times[served]!);
      for (const { from, to, overAt } of attentions)
        if (to > now && overAt > now) next = Math.min(next, Math.max(now, from));
    }
    return next;
  }

  /** Looks at the steps that the reader has, now or, where that is cheaper, when the run is over. */
  private look(): void {
    const { reader, followed, late, kept } = this;
    if (reader.count === 0) return;
    const isLater = late.length > 0 && !reader.isShown;
    this.lookAt(isLater ? followed.filter((one) => !late.includes(one)) : followed);
    this.quietUntil = this.nextLook(reader.to[reader.count - 1]!);
    if (isLater) kept.push(reader.putAside());
    else reader.forget();
    if (kept.length === mostKept) this.lookAtKept();
  }

  private lookAtKept(): void {
    const { reader, kept, late } = this;
    for (const steps of kept) {
      reader.takeUp(steps);
      this.lookAt(late);
    }
    reader.forget();
    this.kept = [];
  }

  private lookAt(followed: readonly Followed[]): void {
    const { reader } = this;
    for (const one of followed) this.wantEnds(one);
    reader.readWanted();
    for (const one of followed) {
      this.serveTimes(one);
      this.seeEnds(one);
      this.decide(one);
    }
    reader.readWanted();
    for (const one of followed) this.settle(one);
    reader.readWanted();
    for (const one of followed) this.wantTrials(one);
    reader.readWanted();
    for (const one of followed) this.addPieces(one);
  }

  private wantEnds({ attentions }: Followed): void {
    const { reader } = this;
    let isNew = true;
    for (let n = 0; n < reader.count; n++) {
      const isWatched = isLookedAt(attentions, reader.from[n]!, reader.to[n]!);
      if (isWatched) {
        if (isNew || n === 0 || reader.isFirst[n]) reader.want(n, 0);
        reader.want(n, parts);
      }
      isNew = !isWatched;
    }
  }

  private serveTimes(one: Followed): void {
    const { reader } = this;
    for (let n = 0; n < reader.count; n++)
      for (;;) {
        const [from, to] = [reader.from[n]!, reader.to[n]!];
        const time = one.times[one.served];
        if (time === undefined || time >= to) break;
        const value = reader.at(one.place, n, (time - from) / (to - from));
        one.curve.addPoint(time, value);
        if (!Number.isFinite(value)) this.noteBroken(one.name, time);
        one.served++;
      }
  }

  /** Shows the ends of all steps to those who look at them. */
  private seeEnds({ attentions, closeness, place }: Followed): void {
    const { reader } = this;
    for (let n = 0; n < reader.count; n++) {
      const from = reader.from[n]!;
      const to = reader.to[n]!;
      const isWatched = isLookedAt(attentions, from, to);
      closeness[n] = isWatched ? asGuessed : notAtAll;
      if (!isWatched) continue;
      const isStart = n === 0 || reader.isFirst[n] === 1 || closeness[n - 1] === notAtAll;
      if (isStart) see(attentions, from, reader.start(place, n));
      see(attentions, to, reader.value(place, n, parts));
    }
  }

  /** How closely each step must be looked at, now that all ends are known. */
  private decide(one: Followed): void {
    const { reader } = this;
    const { closeness, guesses, history, place } = one;
    one.settled.copy(history);
    const isEasy = reader.isCheap[place] && !reader.isShown;
    for (let n = 0; n < reader.count; n++) {
      if (!this.remember(one, history, n)) continue;
      one.size = Math.max(one.size, Math.abs(history.latest), Math.abs(reader.start(place, n)));
      if (!isEasy) {
        history.guessLatest();
        if (this.isEnough(one, history, n)) {
          guesses.set(history.guess, n * nodesOfPiece);
          continue;
        }
        if (Number.isFinite(history.doubt) && wantedWhole(one.attentions, reader.from[n]!, reader.to[n]!)) {
          closeness[n] = inTheMiddle;
          reader.want(n, parts / 2);
          continue;
        }
      }
      this.wantQuarters(one, n);
    }
  }

  /** Looks again at those steps of which the middle is known as well. */
  private settle(one: Followed): void {
    const { reader } = this;
    const { closeness, guesses, settled, place } = one;
    if (closeness.indexOf(inTheMiddle) < 0) return;
    for (let n = 0; n < reader.count; n++) {
      if (!this.remember(one, settled, n) || closeness[n] !== inTheMiddle) continue;
      settled.guessLatest(reader.value(place, n, parts / 2));
      if (this.isEnough(one, settled, n)) {
        guesses.set(settled.guess, n * nodesOfPiece);
        closeness[n] = asGuessed;
      } else this.wantQuarters(one, n);
    }
  }

  /** Whether what is guessed of a step is as close as all who look at it need. */
  private isEnough(one: Followed, { guess, doubt, doubtOfMean }: History, n: number): boolean {
    const { reader } = this;
    const whole = wantedWhole(one.attentions, reader.from[n]!, reader.to[n]!);
    const allowed = this.allowed(one) * (whole === "area" ? areaPart / part : 1);
    if (whole === "value" && !(doubt <= allowed)) return false;
    if (whole === "area" && !(doubtOfMean <= allowed && doubt <= mostCancelled * allowed)) return false;
    return !this.isMinded(one, guess, doubt, n);
  }

  /** Adds the end of a step to those of the last ones; false where nobody looks. */
  private remember({ closeness, place }: Followed, history: History, n: number): boolean {
    const { reader } = this;
    if (closeness[n] === notAtAll || reader.isFirst[n]) history.forget();
    if (closeness[n] === notAtAll) return false;
    if (history.isEmpty) history.add(reader.from[n]!, reader.start(place, n));
    history.add(reader.to[n]!, reader.value(place, n, parts));
    return true;
  }

  private wantQuarters({ closeness }: Followed, n: number): void {
    closeness[n] = closely;
    for (let quarter = 1; quarter < 4; quarter++) this.reader.want(n, 2 * quarter);
  }
  /** Whether anybody hangs on what a variable does within a step, as far as it is known. */
  private isMinded(one: Followed, values: ArrayLike<number>, doubt: number, n: number): boolean {
    const { reader } = this;
    if (!Number.isFinite(doubt)) return true;
    const { least, most } = boundsOf(values, doubt);
    const slack = this.allowed(one);
    for (const attention of one.attentions)
      if (attention.looksAt(reader.from[n]!, reader.to[n]!) && attention.minds(least, most, slack))
        return true;
    return false;
  }

  private allowed({ size, curve }: Followed): number {
    return part * (this.tolerance.relative * size + this.tolerance.absolute * curve.size);
  }

  /** Wants to know an eighth more of those steps where a quartic through the quarters may not be close enough. */
  private wantTrials(one: Followed): void {
    const { reader } = this;
    if (reader.isCheap[one.place] && !reader.isShown) return;
    for (let n = 0; n < reader.count; n++)
      if (one.closeness[n] === closely && this.isDoubtful(one, n, 1, this.pieceOf(one, n))) reader.want(n, 1);
  }

  private pieceOf({ place }: Followed, n: number): Float64Array {
    const { reader, piece } = this;
    piece[0] = reader.start(place, n);
    for (let quarter = 1; quarter <= 4; quarter++) piece[quarter] = reader.value(place, n, 2 * quarter);
    return piece;
  }

  /** Whether the curve may be farther from the variable than it should: by how much its values bend. */
  private isDoubtful(one: Followed, n: number, length: number, piece: Float64Array): boolean {
    const bend = bendOf(piece);
    return bend > this.allowed(one) && bend > this.mostOf(one, n, length, piece, bend);
  }

  /**
   * By how much the curve may differ from the variable in a part of a step: as told where a measure hangs on it; for an
   * area the more, the shorter the part; by anything where none does.
   */
  private mostOf(one: Followed, n: number, length: number, piece: Float64Array, bend: number): number {
    const allowed = this.allowed(one);
    const [from, to] = [this.reader.from[n]!, this.reader.to[n]!];
    const whole = wantedWhole(one.attentions, from, to);
    if (whole === "value" || this.isMinded(one, piece, bend, n)) return allowed;
    return whole === "area" ? (areaPart / part) * (allowed / length) : Number.POSITIVE_INFINITY;
  }

  private addPieces(one: Followed): void {
    const { reader } = this;
    const { curve, closeness, guesses, place } = one;
    const isQuartic = reader.isCheap[place] && !reader.isShown;
    for (let n = 0; n < reader.count; n++) {
      if (closeness[n] === asGuessed)
        curve.addPiece(reader.from[n]!, reader.to[n]!, guesses, n * nodesOfPiece);
      if (closeness[n] !== closely) continue;
      const piece = this.pieceOf(one, n);
      this.cut(
        one,
        n,
        0,
        1,
        piece[0]!,
        piece[1]!,
        piece[2]!,
        piece[3]!,
        piece[4]!,
        isQuartic ? 0 : mostHalvings,
      );
    }
  }

  /**
   * Adds the part of a step from `low` to `high`, where the variable is `a` to `e` at both ends and its quarters, as one
   * piece where a quartic goes through it, else both its halves the same way.
   */
  private cut(
    one: Followed,
    n: number,
    low: number,
    high: number,
    a: number,
    b: number,
    c: number,
    d: number,
    e: number,
    halvings: number,
  ): void {
    const { reader, piece } = this;
    const { place, curve, attentions } = one;
    const length = high - low;
    piece[0] = a;
    piece[1] = b;
    piece[2] = c;
    piece[3] = d;
    piece[4] = e;
    const bend = bendOf(piece);
    if (!Number.isFinite(bend)) this.noteBroken(one.name, this.breakOf(one, n, low, high));
    else if (halvings > 0 && this.isDoubtful(one, n, length, piece)) {
      const first = reader.at(place, n, low + length / 8);
      if (Math.abs(quarticAtEighth(piece) - first) > this.mostOf(one, n, length, piece, bend)) {
        const half = low + length / 2;
        const at = (eighths: number) => reader.at(place, n, low + (length * eighths) / 8);
        this.cut(one, n, low, half, a, first, b, at(3), c, halvings - 1);
        this.cut(one, n, half, high, c, at(5), d, at(7), e, halvings - 1);
        return;
      }
    }
    curve.addPiece(reader.timeAt(n, low), reader.timeAt(n, high), piece, 0);
    see(attentions, reader.timeAt(n, low + length / 4), b);
    see(attentions, reader.timeAt(n, low + length / 2), c);
    see(attentions, reader.timeAt(n, low + (3 * length) / 4), d);
  }

  private noteBroken(name: string, time: number): void {
    if (!this.broken || time < this.broken.time) this.broken = { name, time };
  }

  /** When within a part of a step the variable first was not a finite number. */
  private breakOf({ place }: Followed, n: number, low: number, high: number): number {
    const isFine = (share: number) => Number.isFinite(this.reader.at(place, n, share));
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
    return this.reader.timeAt(n, broken);
  }

  /** Looks at what waits: the run is over, if it ended well at this time in the state `y`. */
  finish(end: { readonly t: number; readonly y: Float64Array } | undefined): void {
    const { reader, followed, late } = this;
    this.look();
    if (end) {
      const last = reader.read(end.t, end.y, new Float64Array(followed.length));
      for (const { curve, place } of followed) curve.addPoint(curve.end, last[place]!);
      for (const { attentions, place } of late)
        for (const attention of attentions) attention.last = last[place]!;
    }
    this.lookAtKept();
    reader.release();
  }

  /** The measures, in the order of the requests, after a run that ended well. */
  measures(): MeasureResult[] {
    return this.results((request, { curve }) => takeFrom(curve, request));
  }

  /** The measures of a run that did not end well: none has a value. */
  withoutValues(): MeasureResult[] {
    return this.results(() => undefined);
  }

  private results(take: (request: MeasureRequest, one: Followed) => number | undefined): MeasureResult[] {
    const results = this.requests.map((request) => {
      const one = this.followed.find(({ name }) => name === request.variable)!;
      const unit = measureUnit(request, this.reader.items[one.place]!.unit.text);
      return { request, value: take(request, one), unit, size: one.curve.size };
    });
    for (const { curve } of this.followed) curve.release();
    return results;
  }
}

/** The variables that measures are taken of, each once. */
export const namesIn = (requests: readonly MeasureRequest[]): string[] => [
  ...new Set(requests.map((request) => request.variable)),
];

/** What the highest term of the quartic through five values adds at most. */
const bendOf = (v: Float64Array) => Math.abs(v[0]! - 4 * v[1]! + 6 * v[2]! - 4 * v[3]! + v[4]!);

/** The quartic through values at 0, 1/4, 1/2, 3/4 and 1, at 1/8. */
const quarticAtEighth = (v: Float64Array) =>
  (35 * v[0]! + 140 * v[1]! - 70 * v[2]! + 28 * v[3]! - 5 * v[4]!) / 128;
