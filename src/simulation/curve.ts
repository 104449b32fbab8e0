import type { Curve, Extreme } from "../scenario/index.ts";
import {
  coefficientsOf,
  integralOf,
  meanOf,
  monotoneParts,
  quarticAt,
  rootWithin,
  slopeOf,
} from "./quartic.ts";
import { scratch } from "./scratch.ts";
import { Spells } from "./spells.ts";

/** Values of a piece: at its start, its quarters and its end. */
export const nodesOfPiece = 5;

/** Pieces that are kept together, so that a longer curve copies none of them: two to this power. */
const bitsOfBlock = 9;
const inBlock = 1 << bitsOfBlock;
/** What is kept of a piece: its nodes, its start and its end, its lowest and its highest node. */
const inPiece = nodesOfPiece + 4;

/** Values that differ by less than this part of the largest size that a variable has are taken for the same. */
const sameness = 1e-7;

/** What rounding alone does to values, as such a part. */
export const roundingOfValues = 1e-13;

/** In the last such part of a piece a variable that is to pass a level still moves. */
const onItsWay = 0.01;

/** Part of a run that may lie between two pieces: around a switch by the clock no step looks (`solvers/segments.ts`). */
const besideSwitch = 1e-12;

/**
 * One variable over those parts of a run that are looked at, as polynomials of degree 4 put end to end, and exact values
 * at single times. Between pieces it may jump: a piece ends with the value just before, and the next begins with the
 * one just after.
 */
export class PiecewiseCurve implements Curve {
  readonly end: number;
  readonly size: number;
  private count = 0;
  /** the largest size of any node */
  private largest = 0;
  private readonly blocks: Float64Array[] = [];
  private readonly points = new Map<number, number>();

  /** @param size how large the variable counts */
  constructor(end: number, size = 1) {
    this.end = end;
    this.size = size;
  }

  /** Adds the piece that follows in time. Its values begin at an index of an array. */
  addPiece(from: number, to: number, values: ArrayLike<number>, first = 0): void {
    const piece = this.count++;
    const position = piece % inBlock;
    if (position === 0) this.blocks.push(scratch.borrow(inPiece * inBlock));
    const block = this.blockOf(piece);
    const start = inPiece * position;
    let least = values[first]!;
    let most = least;
    for (let i = 0; i < nodesOfPiece; i++) {
      const value = values[first + i]!;
      block[start + i] = value;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    block[start + nodesOfPiece] = from;
    block[start + nodesOfPiece + 1] = to;
    block[start + nodesOfPiece + 2] = least;
    block[start + nodesOfPiece + 3] = most;
    const size = Math.max(-least, most);
    if (size > this.largest) this.largest = size;
  }

  /** Gives back its room: nothing is read off it any more. */
  release(): void {
    for (const block of this.blocks) scratch.giveBack(block);
    this.blocks.length = 0;
    this.count = 0;
  }

  /** Adds the value at a time, after any jump there. */
  addPoint(time: number, value: number): void {
    this.points.set(time, value);
  }

  at(time: number): number {
    const known = this.points.get(time);
    if (known !== undefined) return known;
    const piece = this.firstEndingAfter(time);
    if (piece === this.count || this.from(piece) > time) throw notFollowed(time);
    return quarticAt(this.coefficients(piece), this.share(piece, time));
  }

  integral(from: number, to: number): number {
    let sum = 0;
    this.overPieces(from, to, (piece, low, high) => {
      const length = this.to(piece) - this.from(piece);
      const mean =
        low === 0 && high === 1
          ? meanOf(this.blockOf(piece), inPiece * (piece % inBlock))
          : integralOf(this.coefficients(piece), low, high);
      sum += length * mean;
    });
    return sum;
  }

  extremes(from: number, to: number): { highest: Extreme; lowest: Extreme } {
    const first = { value: this.at(from), time: from };
    const highest = new Summit(1, first, this.hair);
    const lowest = new Summit(-1, first, this.hair);
    const inner = this.extremesOfNodes(from, to);
    this.overPieces(from, to, (piece, low, high) => {
      const { least, most } = this.bounded(piece);
      if (least > inner.lowest && most < inner.highest) {
        highest.pass();
        lowest.pass();
        return;
      }
      const c = this.coefficients(piece);
      for (const share of monotoneParts(c, low, high)) {
        const value = quarticAt(c, share);
        highest.see(value, () => this.time(piece, share));
        lowest.see(value, () => this.time(piece, share));
      }
    });
    const last = this.at(to);
    return { highest: highest.end(last, to), lowest: lowest.end(last, to) };
  }

  /** The highest and the lowest node of all whole pieces in a window, but for what may be taken for the same. */
  private extremesOfNodes(from: number, to: number): { highest: number; lowest: number } {
    let highest = Number.NEGATIVE_INFINITY;
    let lowest = Number.POSITIVE_INFINITY;
    this.overPieces(from, to, (piece, low, high) => {
      if (low > 0 || high < 1) return;
      highest = Math.max(highest, this.most(piece));
      lowest = Math.min(lowest, this.least(piece));
    });
    return { highest: highest - 2 * this.hair, lowest: lowest + 2 * this.hair };
  }

  /** What values may differ by and be taken for the same. */
  private get hair(): number {
    return sameness * this.largest;
  }

  /** What values may differ by through rounding alone. */
  private get rounding(): number {
    return roundingOfValues * this.largest;
  }

  first(excess: (value: number) => number): number | undefined {
    const { hair, rounding } = this;
    /** The excess of what is at most a margin away. */
    const near = (value: number, margin: number) => Math.max(excess(value - margin), excess(value + margin));
    const isWithin = (value: number, hairs: number) => near(value, hairs * hair) >= 0;
    /** When it came as near as makes no difference; that counts once it has gone away again. */
    let touchedAt: number | undefined;
    let last = Number.NaN;
    for (let piece = 0; piece < this.count; piece++) {
      const { least, most } = this.bounded(piece);
      if (!isWithin(least, 2) && !isWithin(most, 2)) {
        if (touchedAt !== undefined) return touchedAt;
        last = least;
        continue;
      }
      const c = this.coefficients(piece);
      let before: number | undefined;
      for (const share of monotoneParts(c, 0, 1)) {
        const value = quarticAt(c, share);
        if (near(value, rounding) >= 0)
          return this.time(
            piece,
            before === undefined ? share : rootWithin((s) => near(quarticAt(c, s), rounding), before, share),
          );
        const isNear = isWithin(value, 1);
        if (touchedAt !== undefined && !isWithin(value, 2)) return touchedAt;
        // What only draws near has no top there, nor is it on its way past.
        const isOnItsWay = share === 1 && Math.abs(value - quarticAt(c, 1 - onItsWay)) > hair;
        if (isNear && !isWithin(last, 2) && ((share > 0 && share < 1) || isOnItsWay))
          touchedAt = this.time(piece, share);
        last = value;
        before = share;
      }
    }
    return excess(this.at(this.end)) >= 0 ? this.end : undefined;
  }

  daysWhile(excess: (value: number) => number, from: number, to: number): number {
    const { hair, rounding } = this;
    /** By how much more than a margin a value is above. */
    const beyond = (value: number, margin: number) =>
      Math.min(excess(value - margin), excess(value + margin));
    const spells = new Spells();
    this.overPieces(from, to, (piece, low, high) => {
      const { least, most } = this.bounded(piece);
      if (beyond(least, rounding) <= 0 && beyond(most, rounding) <= 0) return spells.end();
      if (beyond(least, hair) > 0 && beyond(most, hair) > 0) {
        spells.add(this.time(piece, low), this.time(piece, high));
        spells.addClear(this.time(piece, low), this.time(piece, high));
        return;
      }
      const time = (share: number) => this.time(piece, share);
      const c = this.coefficients(piece);
      const length = this.to(piece) - this.from(piece);
      const parts = monotoneParts(c, low, high);
      for (let i = 1; i < parts.length; i++) {
        const [a, b] = [parts[i - 1]!, parts[i]!];
        /** Where within this part it is above by a margin; undefined if nowhere. */
        const stretch = (margin: number) => {
          const by = (share: number) => beyond(quarticAt(c, share), margin);
          const [atA, atB] = [by(a) > 0, by(b) > 0];
          if (!atA && !atB) return undefined;
          return { from: atA ? a : rootWithin(by, a, b), to: atB ? b : rootWithin(by, a, b), atA, atB };
        };
        const above = stretch(rounding);
        if (!above?.atA) spells.end();
        if (!above) continue;
        const clear = stretch(hair);
        const reach = (share: number) => (hair * length) / Math.abs(slopeOf(c, share));
        spells.add(time(above.from), time(above.to));
        if (clear)
          spells.addClear(
            time(clear.from),
            time(clear.to),
            clear.atA ? 0 : reach(clear.from),
            clear.atB ? 0 : reach(clear.to),
          );
        if (!above.atB) spells.end();
      }
    });
    return spells.total();
  }

  private blockOf(piece: number): Float64Array {
    return this.blocks[piece >> bitsOfBlock]!;
  }

  private from(piece: number): number {
    return this.blockOf(piece)[inPiece * (piece % inBlock) + nodesOfPiece]!;
  }

  private to(piece: number): number {
    return this.blockOf(piece)[inPiece * (piece % inBlock) + nodesOfPiece + 1]!;
  }

  private least(piece: number): number {
    return this.blockOf(piece)[inPiece * (piece % inBlock) + nodesOfPiece + 2]!;
  }

  private most(piece: number): number {
    return this.blockOf(piece)[inPiece * (piece % inBlock) + nodesOfPiece + 3]!;
  }

  private time(piece: number, share: number): number {
    return share === 1 ? this.to(piece) : this.from(piece) + share * (this.to(piece) - this.from(piece));
  }

  private share(piece: number, time: number): number {
    return (time - this.from(piece)) / (this.to(piece) - this.from(piece));
  }

  private coefficients(piece: number): Float64Array {
    return coefficientsOf(this.blockOf(piece), inPiece * (piece % inBlock));
  }

  /** Values that the piece stays between: a quartic leaves the range of its five nodes by less than that range. */
  private bounded(piece: number): { least: number; most: number } {
    const [least, most] = [this.least(piece), this.most(piece)];
    return { least: least - (most - least), most: most + (most - least) };
  }

  private firstEndingAfter(time: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.to(middle) <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Every piece within a window, and which part of it, in shares of its length. */
  private overPieces(
    from: number,
    to: number,
    look: (piece: number, low: number, high: number) => void,
  ): void {
    let reached = from;
    const gap = besideSwitch * this.end;
    for (let piece = this.firstEndingAfter(from); piece < this.count && this.from(piece) < to; piece++) {
      if (this.from(piece) > reached + gap) throw notFollowed(reached);
      reached = this.to(piece);
      look(
        piece,
        Math.max(0, this.share(piece, from)),
        reached <= to ? 1 : Math.min(1, this.share(piece, to)),
      );
    }
    if (reached < to - gap) throw notFollowed(reached);
  }
}

/**
 * The highest of the values that it sees in order of time (the lowest where `sign` is -1), and the first time of it: of
 * tops that are the same but for a hair, the first one's.
 */
class Summit {
  private readonly sign: 1 | -1;
  private readonly hair: number;
  private best: Extreme;
  /** the highest since it last fell: a top, once it falls again */
  private rising: Extreme | undefined;

  constructor(sign: 1 | -1, first: Extreme, hair: number) {
    this.sign = sign;
    this.hair = hair;
    this.best = first;
  }

  get value(): number {
    const { sign, best, rising } = this;
    return rising && sign * rising.value > sign * best.value ? rising.value : best.value;
  }

  see(value: number, time: () => number): void {
    const { sign, best, rising } = this;
    if (rising && sign * value < sign * rising.value) this.pass();
    if (sign * value > sign * (this.rising ?? best).value) this.rising = { value, time: time() };
  }

  /** It falls, or nothing higher comes for a while. */
  pass(): void {
    const { sign, best, rising, hair } = this;
    this.rising = undefined;
    if (!rising || sign * rising.value <= sign * best.value) return;
    const isSame = Math.abs(rising.value - best.value) <= hair;
    this.best = isSame ? { value: rising.value, time: best.time } : rising;
  }

  end(value: number, time: number): Extreme {
    this.see(value, () => time);
    this.pass();
    return this.best;
  }
}

const notFollowed = (time: number) => new Error(`invalid time: day ${time}; expected one that was followed`);
