import { type MeasureRequest, windowsOf } from "../scenario/index.ts";
import { Attention, isLookedAt, see, wantedWhole } from "./attention.ts";
import { nodesOfPiece, PiecewiseCurve } from "./curve.ts";
import { expectedAfter, History } from "./history.ts";
import { boundsOf } from "./quartic.ts";
import { mostSteps, parts, type StepReader } from "./step-reader.ts";

/** Part of the solver's tolerance by which a curve may differ from the solution. */
const part = 0.05;
/** The same for the area below it: the errors of many steps partly cancel, and their sum is held to the tolerance. */
const areaPart = 0.2;
/** Errors of both halves of a step are believed to cancel in its area up to so many times what it may err by: an edge is larger. */
const mostCancelled = 10;
/** A step is halved at most so often, where a value has an edge. */
const mostHalvings = 20;
/** Of what is a quartic in the dense output: it is not halved. */
const never = -1;

/** How closely a step is looked at. */
const notAtAll = 0;
const asGuessed = 1;
const closely = 2;

/** The solver's tolerance: relative, and absolute as a part of the size of a variable. */
export interface Tolerance {
  readonly relative: number;
  readonly absolute: number;
}

/**
 * One variable that measures ask about, and its curve. The steps that the reader has are looked at in turns, and between
 * them the reader reads what was wanted: their ends, and their middles where all counts; where a guess at what lies between
 * may not do, their quarters; where that may not do either, an eighth.
 */
export class Followed {
  readonly name: string;
  /** its index in what the reader reads */
  readonly index: number;
  readonly curve: PiecewiseCurve;
  /** what the measures look for, each in its window */
  readonly attentions: readonly Attention[];
  /** when it first was not a finite number */
  brokenAt: number | undefined;
  /** whether any of them looks for some values rather than all */
  private readonly isSelective: boolean;
  private readonly reader: StepReader;
  private readonly tolerance: Tolerance;
  /** single times wanted, ascending, and how many of them are done */
  private readonly times: readonly number[];
  private served = 0;
  /** the ends of the last steps */
  private readonly history = new History();
  /** the largest size so far */
  private size = 0;
  /** of the steps that are looked at together: how closely, and what lies between their ends where that is guessed */
  private readonly closeness = new Uint8Array(mostSteps);
  private readonly guesses = new Float64Array(mostSteps * nodesOfPiece);
  private readonly piece = new Float64Array(nodesOfPiece);

  /**
   * @param requests those that are about it
   * @param index of the variable in what the reader reads
   * @param end the day on which the run ends
   */
  constructor(
    name: string,
    requests: readonly MeasureRequest[],
    {
      reader,
      index,
      end,
      tolerance,
    }: { reader: StepReader; index: number; end: number; tolerance: Tolerance },
  ) {
    const windows = requests.flatMap((request) =>
      windowsOf(request, end).map((window) => ({ request, window })),
    );
    this.name = name;
    this.index = index;
    this.reader = reader;
    this.tolerance = tolerance;
    this.curve = new PiecewiseCurve(end, reader.sizes[index]);
    this.attentions = windows
      .filter(({ window: { from, to } }) => to > from)
      .map(({ request, window }) => new Attention(request, window, end));
    this.isSelective = this.attentions.some(({ isSelective }) => isSelective);
    const times = new Set(windows.flatMap(({ window: { from, to } }) => [from, to]));
    this.times = [...times].sort((a, b) => a - b);
  }

  /** Whether a measure is told what decides it when the run is over. */
  get isLate(): boolean {
    return this.attentions.some(({ isLate }) => isLate);
  }

  /** The first time at or after `now` at which anybody looks at it. */
  nextLook(now: number): number {
    const { times, served, attentions } = this;
    let next = times[served] ?? Number.POSITIVE_INFINITY;
    for (const { from, to, overAt } of attentions)
      if (to > now && overAt > now) next = Math.min(next, Math.max(now, from));
    return next;
  }

  wantEnds(): void {
    const { reader, attentions } = this;
    const isEasy = reader.isCheap[this.index] && !reader.isShown;
    let isNew = true;
    for (let n = 0; n < reader.count; n++) {
      const isWatched = isLookedAt(attentions, reader.from[n]!, reader.to[n]!);
      if (isWatched) {
        if (isNew || n === 0 || reader.isFirst[n]) reader.want(n, 0);
        if (!isEasy && this.wholeOf(n) !== undefined) reader.want(n, parts / 2);
        reader.want(n, parts);
      }
      isNew = !isWatched;
    }
  }

  serveTimes(): void {
    const { reader } = this;
    if (reader.count === 0 || !(this.times[this.served]! < reader.to[reader.count - 1]!)) return;
    for (let n = 0; n < reader.count; n++)
      for (;;) {
        const from = reader.from[n]!;
        const to = reader.to[n]!;
        const time = this.times[this.served];
        if (time === undefined || time >= to) break;
        const value = reader.at(this.index, n, (time - from) / (to - from), time);
        this.curve.addPoint(time, value);
        if (!Number.isFinite(value)) this.noteBroken(time);
        this.served++;
      }
  }

  /** Shows the ends of all steps to those who look at them. */
  seeEnds(): void {
    const { reader, attentions, closeness, index } = this;
    for (let n = 0; n < reader.count; n++) {
      const from = reader.from[n]!;
      const to = reader.to[n]!;
      const isWatched = isLookedAt(attentions, from, to);
      closeness[n] = isWatched ? asGuessed : notAtAll;
      if (!isWatched) continue;
      const isStart = n === 0 || reader.isFirst[n] === 1 || closeness[n - 1] === notAtAll;
      if (isStart) see(attentions, from, reader.start(index, n));
      see(attentions, to, reader.value(index, n, parts));
    }
  }

  /** How closely each step must be looked at, now that all ends are known. */
  decide(): void {
    const { reader, guesses, history, index } = this;
    const isEasy = reader.isCheap[index] && !reader.isShown;
    for (let n = 0; n < reader.count; n++) {
      if (!this.remember(history, n)) continue;
      this.size = Math.max(this.size, Math.abs(history.latest), Math.abs(reader.start(index, n)));
      const whole = this.wholeOf(n);
      if (whole === undefined && this.isFar(history, n)) {
        this.guessLine(n);
        continue;
      }
      if (!isEasy) {
        history.guessLatest(whole === undefined ? undefined : reader.value(index, n, parts / 2));
        if (this.isEnough(history, n, whole)) {
          const { guess } = history;
          for (let i = 0; i < nodesOfPiece; i++) guesses[n * nodesOfPiece + i] = guess[i]!;
          continue;
        }
      }
      this.wantQuarters(n);
    }
  }

  /** What of all that the variable does in a step counts: its values, the area below it, or neither. */
  private wholeOf(n: number): "value" | "area" | undefined {
    return wantedWhole(this.attentions, this.reader.from[n]!, this.reader.to[n]!);
  }

  /** Whether nothing that anybody looks for can be near what the variable does within the latest step. */
  private isFar(history: History, n: number): boolean {
    history.confine();
    return !this.isWithin(history.least, history.most, n);
  }

  private guessLine(n: number): void {
    const { reader, guesses, index } = this;
    const from = reader.start(index, n);
    const to = reader.value(index, n, parts);
    for (let i = 0; i < nodesOfPiece; i++)
      guesses[n * nodesOfPiece + i] = from + ((to - from) * i) / (nodesOfPiece - 1);
  }

  /** Whether what is guessed of a step is as close as all who look at it need. */
  private isEnough(
    { guess, doubt, doubtOfMean }: History,
    n: number,
    whole: "value" | "area" | undefined,
  ): boolean {
    const allowed = this.allowed() * (whole === "area" ? areaPart / part : 1);
    if (whole === "value" && !(doubt <= allowed)) return false;
    if (whole === "area" && !(doubtOfMean <= allowed && doubt <= mostCancelled * allowed)) return false;
    return !this.isMinded(guess, doubt, n);
  }

  /** Adds the end of a step to those of the last ones; false where nobody looks. */
  private remember(history: History, n: number): boolean {
    const { reader, closeness, index } = this;
    if (closeness[n] === notAtAll || reader.isFirst[n]) history.forget();
    if (closeness[n] === notAtAll) return false;
    if (history.isEmpty) history.add(reader.from[n]!, reader.start(index, n));
    history.add(reader.to[n]!, reader.value(index, n, parts));
    return true;
  }

  private wantQuarters(n: number): void {
    this.closeness[n] = closely;
    for (let quarter = 1; quarter < 4; quarter++) this.reader.want(n, 2 * quarter);
  }
  /** Whether anybody hangs on what a variable does within a step, as far as it is known. */
  private isMinded(values: ArrayLike<number>, doubt: number, n: number): boolean {
    if (!Number.isFinite(doubt)) return true;
    if (!this.isSelective) return false;
    const { least, most } = boundsOf(values, doubt);
    return this.isWithin(least, most, n);
  }

  /** Whether anybody looks for what may be between two values in a step. */
  private isWithin(least: number, most: number, n: number): boolean {
    const { reader } = this;
    const slack = this.allowed();
    for (const attention of this.attentions)
      if (attention.looksAt(reader.from[n]!, reader.to[n]!) && attention.minds(least, most, slack))
        return true;
    return false;
  }

  private allowed(): number {
    return part * (this.tolerance.relative * this.size + this.tolerance.absolute * this.curve.size);
  }

  /** Wants to know an eighth more of those steps where a quartic through the quarters may not be close enough. */
  wantTrials(): void {
    const { reader } = this;
    if (reader.isCheap[this.index] && !reader.isShown) return;
    for (let n = 0; n < reader.count; n++)
      if (this.closeness[n] === closely && this.isDoubtful(n, this.pieceOf(n))) reader.want(n, 1);
  }

  private pieceOf(n: number): Float64Array {
    const { reader, piece, index } = this;
    piece[0] = reader.start(index, n);
    for (let quarter = 1; quarter <= 4; quarter++) piece[quarter] = reader.value(index, n, 2 * quarter);
    return piece;
  }

  /** Whether the curve may be farther from the variable than it should: by how much its values bend. */
  private isDoubtful(n: number, piece: Float64Array): boolean {
    const bend = bendOf(piece);
    return bend > this.allowed() && bend > this.mostOf(n, piece, bend);
  }

  /**
   * By how much the curve may differ from the variable in a part of a step: as told where a measure hangs on it, for an
   * area a little more, and by anything where none does.
   */
  private mostOf(n: number, piece: Float64Array, bend: number): number {
    const allowed = this.allowed();
    const whole = this.wholeOf(n);
    if (whole === "value" || this.isMinded(piece, bend, n)) return allowed;
    return whole === "area" ? (areaPart / part) * allowed : Number.POSITIVE_INFINITY;
  }

  addPieces(): void {
    const { reader, curve, closeness, guesses, index } = this;
    const isQuartic = reader.isCheap[index] && !reader.isShown;
    for (let n = 0; n < reader.count; n++) {
      if (closeness[n] === asGuessed)
        curve.addPiece(reader.from[n]!, reader.to[n]!, guesses, n * nodesOfPiece);
      if (closeness[n] !== closely) continue;
      const piece = this.pieceOf(n);
      this.cut(
        n,
        0,
        1,
        piece[0]!,
        piece[1]!,
        piece[2]!,
        piece[3]!,
        piece[4]!,
        isQuartic ? never : mostHalvings,
      );
    }
  }

  /**
   * Adds the part of a step from `low` to `high`, where the variable is `a` to `e` at both ends and its quarters, as one
   * piece where a quartic goes through it, else both its halves the same way. What no halving makes even has an edge or a
   * jump within: lines are drawn there, which go beyond none of their ends, as a quartic would.
   */
  private cut(
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
    const { reader, piece, index, curve, attentions } = this;
    const length = high - low;
    piece[0] = a;
    piece[1] = b;
    piece[2] = c;
    piece[3] = d;
    piece[4] = e;
    const bend = bendOf(piece);
    if (!Number.isFinite(bend)) this.noteBroken(this.breakOf(n, low, high));
    else if (halvings === 0 && this.isDoubtful(n, piece)) {
      this.addLines(n, low, high, [a, b, c, d, e]);
      return;
    } else if (halvings > 0 && this.isDoubtful(n, piece)) {
      const first = reader.at(index, n, low + length / 8);
      if (Math.abs(quarticAtEighth(piece) - first) > this.mostOf(n, piece, bend)) {
        const half = low + length / 2;
        const at = (eighths: number) => reader.at(index, n, low + (length * eighths) / 8);
        this.cut(n, low, half, a, first, b, at(3), c, halvings - 1);
        this.cut(n, half, high, c, at(5), d, at(7), e, halvings - 1);
        return;
      }
    }
    curve.addPiece(reader.timeAt(n, low), reader.timeAt(n, high), piece);
    see(attentions, reader.timeAt(n, low + length / 4), b);
    see(attentions, reader.timeAt(n, low + length / 2), c);
    see(attentions, reader.timeAt(n, low + (3 * length) / 4), d);
  }

  /** Adds a part of a step as lines between its ends and quarters. */
  private addLines(n: number, low: number, high: number, values: readonly number[]): void {
    const { reader, piece, curve, attentions } = this;
    const quarter = (high - low) / 4;
    for (let k = 1; k < values.length; k++) {
      const [a, b] = [values[k - 1]!, values[k]!];
      for (let i = 0; i < nodesOfPiece; i++) piece[i] = a + ((b - a) * i) / (nodesOfPiece - 1);
      const to = reader.timeAt(n, low + k * quarter);
      curve.addPiece(reader.timeAt(n, low + (k - 1) * quarter), to, piece);
      see(attentions, to, b);
    }
  }

  private noteBroken(time: number): void {
    if (this.brokenAt === undefined || time < this.brokenAt) this.brokenAt = time;
  }

  /** When within a part of a step the variable first was not a finite number. */
  private breakOf(n: number, low: number, high: number): number {
    const isFine = (share: number) => Number.isFinite(this.reader.at(this.index, n, share));
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
}

/**
 * What the highest term of the quartic through five values adds at most. About a point of symmetry that term is none,
 * whatever comes after it; then the ones before tell how fast terms fall.
 */
function bendOf(v: Float64Array): number {
  const first = v[1]! - v[0]!;
  const second = v[2]! - v[1]!;
  const third = v[3]! - v[2]!;
  const a = second - first;
  const b = third - second;
  const c = v[4]! - v[3]! - third;
  return Math.max(
    Math.abs(c - 2 * b + a),
    expectedAfter(
      Math.max(Math.abs(b - a), Math.abs(c - b)),
      Math.max(Math.abs(a), Math.abs(b), Math.abs(c)),
    ),
  );
}

/** The quartic through values at 0, 1/4, 1/2, 3/4 and 1, at 1/8. */
const quarticAtEighth = (v: Float64Array) =>
  (35 * v[0]! + 140 * v[1]! - 70 * v[2]! + 28 * v[3]! - 5 * v[4]!) / 128;
