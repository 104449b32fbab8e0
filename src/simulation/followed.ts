import { type MeasureRequest, windowsOf } from "../scenario/index.ts";
import { Attention, isLookedAt, see, wantedWhole } from "./attention.ts";
import { nodesOfPiece, PiecewiseCurve, roundingOfValues } from "./curve.ts";
import { bendOf, History } from "./history.ts";
import { between, boundsOf, quarticAtEighth, unevenEighth } from "./quartic.ts";
import { mostSteps, parts, type StepReader } from "./step-reader.ts";
import type { Tolerance } from "./types.ts";

/** Part of the solver's tolerance by which a curve may differ from the solution. */
const part = 0.05;
/** The same for the area below it: the errors of many steps partly cancel, and their sum is held to the tolerance. */
const areaPart = 0.2;
/** Errors of both halves of a step are believed to cancel in its area up to so many times what it may err by: an edge is larger. */
const mostCancelled = 10;
/** A step is halved at most so often, where a value has an edge. */
const mostHalvings = 32;
/** To which part of the part of a step that an edge lies in it is looked for. */
const closenessOfEdges = 1e-12;
/** Of what is a quartic in the dense output: it is not halved. */
const never = -1;

/** How closely a step is looked at. */
const notAtAll = 0;
const asGuessed = 1;
const closely = 2;

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
      // How a step ends tells nothing of an edge before it, beyond which a window may end.
      if (!isEasy && whole !== "value") {
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
    fillLine(guesses, n * nodesOfPiece, from, to);
  }

  /** Whether what is guessed of a step is as close as all who look at it need. */
  private isEnough({ guess, doubt, doubtOfMean }: History, n: number, whole: "area" | undefined): boolean {
    const allowed = this.allowed() * (areaPart / part);
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
      if (this.closeness[n] === closely && this.isDoubtful(n, this.pieceOf(n)))
        reader.want(n, unevenEighth(this.piece));
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
      this.pieceOf(n);
      this.cut(n, 0, 1, isQuartic ? never : mostHalvings);
    }
  }

  /**
   * Adds the part of a step from `low` to `high`, at whose ends and quarters the variable is what `piece` holds, as one
   * piece where a quartic goes through it, else both its halves the same way. What no halving makes even has an edge or a
   * jump within: lines are drawn there, which go beyond none of their ends, as a quartic would.
   */
  private cut(n: number, low: number, high: number, halvings: number): void {
    const { reader, piece, index, curve, attentions } = this;
    const length = high - low;
    const [a, b, c, d, e] = [piece[0]!, piece[1]!, piece[2]!, piece[3]!, piece[4]!];
    const bend = bendOf(piece);
    if (!Number.isFinite(bend)) this.noteBroken(this.breakOf(n, low, high));
    else if (halvings > 0 && this.isDoubtful(n, piece)) {
      const at = (eighths: number) => reader.at(index, n, low + (length * eighths) / 8);
      const eighth = unevenEighth(piece);
      const seen = at(eighth);
      if (Math.abs(quarticAtEighth(piece, eighth) - seen) > this.mostOf(n, piece, bend)) {
        const half = low + length / 2;
        piece.set([a, eighth === 1 ? seen : at(1), b, at(3), c]);
        this.cut(n, low, half, halvings - 1);
        piece.set([c, at(5), d, eighth === 7 ? seen : at(7), e]);
        this.cut(n, half, high, halvings - 1);
        return;
      }
    }
    const isJump = halvings === 0 && this.isDoubtful(n, piece);
    const holds = halvings === never ? undefined : this.edgeOf(n, a, e, isJump);
    if (holds) this.addBeside(n, low, high, holds, isJump);
    else curve.addPiece(reader.timeAt(n, low), reader.timeAt(n, high), piece);
    see(attentions, reader.timeAt(n, low + length / 4), b);
    see(attentions, reader.timeAt(n, low + length / 2), c);
    see(attentions, reader.timeAt(n, low + (3 * length) / 4), d);
  }

  /**
   * What holds on the side of the start of an edge between two values, if there is one: the variable keeps to a level that
   * is looked for on one side of it, or jumps.
   */
  private edgeOf(n: number, a: number, e: number, isJump: boolean): ((value: number) => boolean) | undefined {
    const { reader } = this;
    const rounding = roundingOfValues * this.size;
    for (const attention of this.attentions)
      if (attention.looksAt(reader.from[n]!, reader.to[n]!))
        for (const level of attention.levels) {
          const isAt = (value: number) => Math.abs(value - level) <= rounding;
          if (isAt(a) !== isAt(e)) return (value) => isAt(value) === isAt(a);
        }
    return isJump ? (value) => Math.abs(value - a) <= Math.abs(value - e) : undefined;
  }

  /** Adds a part of a step in two: before and after an edge, up to which something holds. */
  private addBeside(
    n: number,
    low: number,
    high: number,
    holds: (value: number) => boolean,
    isJump: boolean,
  ): void {
    const isBefore = (share: number) => holds(this.reader.at(this.index, n, share));
    const [before, after] = between(isBefore, low, high, (high - low) * closenessOfEdges);
    this.addRead(n, low, before, low, isJump);
    this.addRead(n, before, high, after, isJump);
  }

  /**
   * Adds a part of a step as it is read, as one piece or as lines, which go beyond none of their ends, as a quartic would.
   *
   * @param first where within it reading begins: behind a jump
   */
  private addRead(n: number, low: number, high: number, first: number, asLines: boolean): void {
    const { reader, curve, attentions, index } = this;
    const read = new Float64Array(nodesOfPiece);
    for (let i = 0; i < nodesOfPiece; i++)
      read[i] = reader.at(index, n, first + ((high - first) * i) / (nodesOfPiece - 1));
    const time = (quarters: number) => reader.timeAt(n, low + ((high - low) * quarters) / 4);
    if (!asLines) curve.addPiece(time(0), time(4), read);
    else
      for (let k = 1; k < nodesOfPiece; k++) {
        fillLine(this.piece, 0, read[k - 1]!, read[k]!);
        curve.addPiece(time(k - 1), time(k), this.piece);
        see(attentions, time(k), read[k]!);
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
    return this.reader.timeAt(n, between(isFine, fine, broken, 1e-9)[1]);
  }
}

/** The nodes of a piece that is a line. */
function fillLine(into: Float64Array, first: number, from: number, to: number): void {
  for (let i = 0; i < nodesOfPiece; i++) into[first + i] = from + ((to - from) * i) / (nodesOfPiece - 1);
}
