import type { BoundSystem, Pointwise, RowSampler } from "../compile/index.ts";
import { type FlatSystem, variableSize } from "../model/index.ts";
import type { Step } from "../solvers/index.ts";
import { scratch } from "./scratch.ts";

/** A state or a value of the model. */
export interface Item {
  readonly name: string;
  readonly unit: { readonly text: string; readonly factor: number };
}

/** Steps that are kept to be read together. */
export const mostSteps = 64;
/** Parts of a step at whose ends what was read is remembered. */
export const parts = 8;
const marks = parts + 1;
/** Values of a state that say all of it over a step: at the start, the quarters and the end. */
const nodes = 5;

/** A row more for each point that lies between two nodes. */
const rowBetween = mostSteps * nodes;

/** Steps that are put aside, to be read later. */
export interface KeptSteps {
  readonly count: number;
  readonly from: Float64Array;
  readonly to: Float64Array;
  readonly isFirst: Uint8Array;
  readonly solution: Float64Array;
  /** what was read of them so far */
  readonly values: Float64Array;
  readonly isKnown: Uint8Array;
}

/**
 * Reads some variables, in declared units, off any time of the last steps: in batches, because the code of a model is
 * large enough to drive all other code out of the processor's cache, and each eighth of a step once.
 */
export class StepReader {
  readonly items: readonly Item[];
  /** how large each counts, in its declared unit */
  readonly sizes: readonly number[];
  /** Whether items are read without computing anything, or so little that it does not count, as long as steps are quartic. */
  readonly isCheap: readonly boolean[];
  /** how many steps are kept, when they begin and end, and whether each is the first since a jump or a gap */
  count = 0;
  readonly from = new Float64Array(mostSteps);
  readonly to = new Float64Array(mostSteps);
  readonly isFirst = new Uint8Array(mostSteps);
  /** of each item: its index among `states`, or -1 minus its index among the computed values */
  private readonly indices: Int32Array;
  private readonly factors: Float64Array;
  private readonly computer: Pointwise | undefined;
  /**
   * the states that must be known to read all items, those that values are computed from first, made even in number; and
   * what they are at the nodes of each step, one node after the other
   */
  private readonly states: Int32Array;
  private solution: Float64Array | undefined;
  /** room in which values are computed, from the first step on: the solution lies there unless steps are put aside */
  private room: RowSampler | undefined;
  private isOpen = false;
  private isApart = false;
  /** the step that is kept where a state is not a polynomial of degree 4, as long as it is shown */
  private shown: Step | undefined;
  private readonly point: Float64Array;
  private readonly computed: Float64Array;
  private readonly row: Float64Array;
  /** by step, part and item */
  private readonly values: Float64Array;
  private readonly isKnown = new Uint8Array(mostSteps * marks);
  private readonly asked = new Int32Array(mostSteps * marks);
  private askedCount = 0;
  private reached = Number.NaN;
  private readonly weights = new Float64Array(nodes);

  /** @param compiled values for which the system has code of its own: they may as well be worked out together */
  constructor(
    names: readonly string[],
    compiled: ReadonlySet<string> | undefined,
    system: FlatSystem,
    bound: BoundSystem,
  ) {
    const states = new Map(system.states.map((state, i) => [state.name, i]));
    const values = new Map(system.values.map((value, i) => [value.name, i]));
    const needed = names.filter((name) => !states.has(name) && values.has(name));
    const isCompiled = compiled && needed.every((name) => compiled.has(name));
    const columns = [...values]
      .filter(([name]) => (isCompiled ? compiled.has(name) : needed.includes(name)))
      .map(([, position]) => position);
    const items = names.map((name) => {
      const item = system.states[states.get(name) ?? -1] ?? system.values[values.get(name) ?? -1];
      if (!item) throw new Error(`invalid measure: ${name}; expected a state or a value of the model`);
      return item;
    });
    this.items = items;
    this.sizes = items.map((item) => variableSize(system, item));
    const computer = needed.length > 0 ? bound.pointwise(columns) : undefined;
    this.computer = computer;
    const read = [
      ...new Set([...(computer?.states ?? []), ...names.flatMap((name) => states.get(name) ?? [])]),
    ];
    this.states = Int32Array.from(read.length % 2 === 0 ? read : [...read, read[0]!]);
    this.indices = Int32Array.from(names, (name) =>
      states.has(name) ? this.states.indexOf(states.get(name)!) : -1 - columns.indexOf(values.get(name)!),
    );
    this.factors = Float64Array.from(this.items, ({ unit }) => unit.factor);
    const isLinear = computer?.isLinear.every((linear) => linear) ?? true;
    this.isCheap = names.map((name) => states.has(name) || isLinear);
    this.point = new Float64Array(system.states.length);
    this.computed = new Float64Array(columns.length);
    this.row = new Float64Array(names.length);
    this.values = new Float64Array(mostSteps * marks * names.length);
  }

  /** Makes room for the solution. */
  private open(): Float64Array {
    const { computer, states, isOpen } = this;
    if (!isOpen) this.room = computer?.rows(rowBetween + mostSteps, states.length);
    this.isOpen = true;
    const shared = this.isApart ? undefined : this.room?.rows;
    this.solution = shared ?? scratch.borrow(rowBetween * states.length);
    return this.solution;
  }

  /** Keeps a step. There must be room for it, and before the next one none where `isShown`. */
  add(step: Step): void {
    const { count, states } = this;
    const solution = this.solution ?? this.open();
    this.from[count] = step.from;
    this.to[count] = step.to;
    this.isFirst[count] = step.isFirst || step.from !== this.reached ? 1 : 0;
    this.reached = step.to;
    for (let cell = count * marks; cell < (count + 1) * marks; cell++) this.isKnown[cell] = 0;
    if (step.quarters) step.quarters(states, solution, count * nodes * states.length);
    else this.shown = step;
    this.count++;
  }

  get isFull(): boolean {
    return this.count === mostSteps || this.isShown;
  }

  /** Whether the step is read off while it is shown. Then it is the only one. */
  get isShown(): boolean {
    return this.shown !== undefined;
  }

  forget(): void {
    this.count = 0;
    this.askedCount = 0;
    this.shown = undefined;
  }

  /** Puts the steps aside and makes room for others. They must not be shown ones. */
  putAside(): KeptSteps {
    const { count, from, to, isFirst } = this;
    this.isApart = true;
    const kept = this.solution === this.room?.rows ? this.copied() : this.solution!;
    this.solution = undefined;
    this.forget();
    return {
      count,
      from: from.slice(),
      to: to.slice(),
      isFirst: isFirst.slice(),
      solution: kept,
      values: this.values.slice(),
      isKnown: this.isKnown.slice(),
    };
  }

  private copied(): Float64Array {
    const { count, states } = this;
    const copy = scratch.borrow(rowBetween * states.length);
    copy.set(this.solution!.subarray(0, count * nodes * states.length));
    return copy;
  }

  /** Takes steps up again, in place of those that it has. */
  takeUp({ count, from, to, isFirst, solution, values, isKnown }: KeptSteps): void {
    this.forget();
    this.giveBack();
    this.solution = solution;
    this.from.set(from);
    this.to.set(to);
    this.isFirst.set(isFirst);
    this.values.set(values);
    this.isKnown.set(isKnown);
    this.count = count;
  }

  private giveBack(): void {
    if (this.solution && this.solution !== this.room?.rows) scratch.giveBack(this.solution);
    this.solution = undefined;
  }

  /** Gives back its room: nothing is read off steps any more. */
  release(): void {
    this.forget();
    this.giveBack();
    this.room?.release();
    this.room = undefined;
    this.isOpen = false;
  }

  /** Wants all items at an eighth of a step; `read` gets what is wanted. */
  want(step: number, eighth: number): void {
    const cell = step * marks + eighth;
    if (this.isKnown[cell] === 1) return;
    this.isKnown[cell] = 1;
    this.asked[this.askedCount++] = cell;
  }

  /** Reads what was wanted since the last time. */
  readWanted(): void {
    const { asked, askedCount, indices, values, factors, shown } = this;
    if (askedCount === 0) return;
    this.askedCount = 0;
    if (shown) {
      this.readOff(shown, askedCount);
      return;
    }
    if (this.room) this.compute(this.room, askedCount);
    for (let i = 0; i < indices.length; i++) {
      const index = indices[i]!;
      if (index < 0) continue;
      for (let a = 0; a < askedCount; a++) {
        const cell = asked[a]!;
        const step = Math.floor(cell / marks);
        values[cell * indices.length + i] =
          this.stateAt(step, (cell - step * marks) / parts, index) / factors[i]!;
      }
    }
  }

  /** Reads what was wanted off a step that is being shown. */
  private readOff(step: Step, askedCount: number): void {
    const { asked, values, items, point, row } = this;
    for (let a = 0; a < askedCount; a++) {
      const cell = asked[a]!;
      const time = this.timeAt(0, cell / parts);
      values.set(this.read(time, shownAt(step, time, point), row), cell * items.length);
    }
  }

  private compute(room: RowSampler, askedCount: number): void {
    const { asked, indices, values, factors } = this;
    const { capacity } = room;
    for (let first = 0; first < askedCount; first += capacity) {
      const count = Math.min(capacity, askedCount - first);
      this.fill(room, first, count);
      room.evaluate(count);
      for (let i = 0; i < indices.length; i++) {
        const index = indices[i]!;
        if (index >= 0) continue;
        const column = (-1 - index) * capacity;
        for (let p = 0; p < count; p++)
          values[asked[first + p]! * indices.length + i] = room.values[column + p]! / factors[i]!;
      }
    }
  }

  /** Says where the states at points that are asked for lie. */
  private fill(room: RowSampler, first: number, count: number): void {
    const { asked, solution } = this;
    const { times, rowOf, rows } = room;
    for (let p = 0; p < count; p++) {
      const cell = asked[first + p]!;
      const step = Math.floor(cell / marks);
      const eighth = cell - step * marks;
      times[p] = this.timeAt(step, eighth / parts);
      const isThere = solution === rows && eighth % 2 === 0;
      rowOf[p] = isThere ? step * nodes + eighth / 2 : this.bring(step, eighth / parts, rows, p);
    }
  }

  /** Puts the states at a part of a step into one of the rows that are free for that, and says which. */
  private bring(step: number, share: number, rows: Float64Array, free: number): number {
    const { states } = this;
    const { length } = states;
    const solution = this.solution!;
    const row = rowBetween + free;
    const first = step * nodes * length;
    const x = 4 * share;
    if (Number.isInteger(x))
      for (let s = 0; s < length; s++) rows[row * length + s] = solution[first + x * length + s]!;
    else {
      const weights = weightsAt(share, this.weights);
      for (let s = 0; s < length; s++)
        rows[row * length + s] = quarticThrough(solution, first + s, length, weights);
    }
    return row;
  }

  /** An item at the start of a step: of one that was read there, or follows one that was read at its end. */
  start(item: number, step: number): number {
    const isContinued = step > 0 && this.isFirst[step] === 0 && this.isKnown[step * marks - 1] === 1;
    return isContinued ? this.value(item, step - 1, parts) : this.value(item, step, 0);
  }

  /** An item at an eighth of a step that was read. */
  value(item: number, step: number, eighth: number): number {
    return this.values[(step * marks + eighth) * this.indices.length + item]!;
  }

  /**
   * An item at any part of a step, 0 to 1.
   *
   * @param time that of the share, to the last digit, where formulas may switch there; shortly before the step where it follows a switch
   */
  at(item: number, step: number, share: number, time = this.timeAt(step, share)): number {
    const eighth = share * parts;
    if (Number.isInteger(eighth)) {
      this.want(step, eighth);
      this.readWanted();
      return this.value(item, step, eighth);
    }
    const { indices, point, computed, shown, room } = this;
    const position = indices[item]!;
    if (position >= 0) return this.stateAt(step, share, position) / this.factors[item]!;
    if (shown) {
      this.computer!.evaluate(time, shownAt(shown, time, point), computed);
      return computed[-1 - position]! / this.factors[item]!;
    }
    room!.times[0] = time;
    room!.rowOf[0] = this.bring(step, share, room!.rows, 0);
    room!.evaluate(1);
    return room!.values[(-1 - position) * room!.capacity]! / this.factors[item]!;
  }

  timeAt(step: number, share: number): number {
    const from = this.from[step]!;
    const to = this.to[step]!;
    return share === 1 ? to : from + share * (to - from);
  }

  /** One of the states that are read, at a part of a step. */
  private stateAt(step: number, share: number, state: number): number {
    const { shown, states } = this;
    const solution = this.solution!;
    if (shown) return shownAt(shown, this.timeAt(step, share), this.point)[states[state]!]!;
    const first = step * nodes * states.length + state;
    const x = 4 * share;
    if (Number.isInteger(x)) return solution[first + x * states.length]!;
    return quarticThrough(solution, first, states.length, weightsAt(share, this.weights));
  }

  /** All items in the state `y`. */
  read(time: number, y: Float64Array, into: Float64Array): Float64Array {
    const { computer, computed, indices, states, factors } = this;
    computer?.evaluate(time, y, computed);
    for (let i = 0; i < indices.length; i++) {
      const position = indices[i]!;
      into[i] = (position >= 0 ? y[states[position]!]! : computed[-1 - position]!) / factors[i]!;
    }
    return into;
  }
}

/** The state at a time of a step that is being shown. */
function shownAt(step: Step, time: number, into: Float64Array): Float64Array {
  if (time === step.from) return step.start;
  if (time === step.to) return step.end;
  step.interpolate(time, into);
  return into;
}

/** What each of five equidistant values weighs at a part of the way from the first to the last (Lagrange's form). */
function weightsAt(share: number, into: Float64Array): Float64Array {
  const x = 4 * share;
  const [a, b, c, d] = [x - 1, x - 2, x - 3, x - 4];
  into[0] = (a * b * c * d) / 24;
  into[1] = (-x * b * c * d) / 6;
  into[2] = (x * a * c * d) / 4;
  into[3] = (-x * a * b * d) / 6;
  into[4] = (x * a * b * c) / 24;
  return into;
}

const quarticThrough = (values: Float64Array, first: number, stride: number, weights: Float64Array): number =>
  weights[0]! * values[first]! +
  weights[1]! * values[first + stride]! +
  weights[2]! * values[first + 2 * stride]! +
  weights[3]! * values[first + 3 * stride]! +
  weights[4]! * values[first + 4 * stride]!;
