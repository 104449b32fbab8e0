import type { BoundSystem, Pointwise } from "../compile/index.ts";
import type { FlatSystem } from "../model/index.ts";
import type { Step } from "../solvers/index.ts";

/** A state or a value of the model. */
export interface Item {
  readonly name: string;
  readonly unit: { readonly text: string; readonly factor: number };
}

/** Parts of a step at which what was read is remembered. */
const parts = 8;

/** Reads some variables, in declared units, off any time of a step; each eighth of it once. */
export class StepReader {
  readonly items: readonly Item[];
  /** of each item: its place among the states, or -1 minus its place among the computed values */
  private readonly places: Int32Array;
  private readonly factors: Float64Array;
  private readonly computer: Pointwise | undefined;
  /** states and computed values at two points of a step */
  private readonly y: readonly [Float64Array, Float64Array];
  private readonly out: readonly [Float64Array, Float64Array];
  /** the states that must be known to read all items */
  private readonly states: Int32Array;
  private readonly rows: readonly Float64Array[];
  private readonly isKnown = new Uint8Array(parts + 1);
  private readonly elsewhere: Float64Array;
  private step: Step | undefined;

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
      .map(([, place]) => place);
    this.items = names.map((name) => {
      const item = system.states[states.get(name) ?? -1] ?? system.values[values.get(name) ?? -1];
      if (!item) throw new Error(`invalid measure: ${name}; expected a state or a value of the model`);
      return item;
    });
    this.places = Int32Array.from(
      names,
      (name) => states.get(name) ?? -1 - columns.indexOf(values.get(name)!),
    );
    this.factors = Float64Array.from(this.items, ({ unit }) => unit.factor);
    this.computer = needed.length > 0 ? bound.pointwise(columns) : undefined;
    const two = (length: number) => [new Float64Array(length), new Float64Array(length)] as const;
    this.y = two(system.states.length);
    this.out = two(columns.length);
    this.states = Int32Array.from(
      new Set([...this.places.filter((place) => place >= 0), ...(this.computer?.states ?? [])]),
    );
    const row = () => new Float64Array(names.length);
    this.rows = Array.from({ length: parts + 1 }, row);
    this.elsewhere = row();
  }

  begin(step: Step): void {
    this.step = step;
    this.isKnown.fill(0);
  }

  /** Whether an item is a polynomial of degree 4 or less over the whole step, so that five values say all of it. */
  isQuartic(item: number): boolean {
    const place = this.places[item]!;
    return this.step!.isQuartic && (place >= 0 || this.computer!.isLinear[-1 - place]!);
  }

  /** All items at a part of the step, 0 to 1. The array is used again: for eighths with the next step, else at once. */
  at(share: number): Float64Array {
    const eighth = share * parts;
    // An array asked for a place that is no whole number takes long to say that there is none.
    const row = Number.isInteger(eighth) ? this.rows[eighth] : undefined;
    if (row && this.isKnown[eighth] === 1) return row;
    const into = row ?? this.elsewhere;
    if (row) this.isKnown[eighth] = 1;
    return this.read(this.timeAt(share), this.stateAt(share, this.y[0]), into);
  }

  /** Works out two eighths together, which costs less than one after the other; `at` gives them. */
  prepare(one: number, other: number): void {
    const { isKnown, computer, out } = this;
    const [a, b] = [one * parts, other * parts];
    if (!computer || !Number.isInteger(a) || !Number.isInteger(b)) return;
    if (isKnown[a] === 1 || isKnown[b] === 1) return;
    const first = this.stateAt(one, this.y[0]);
    const second = this.stateAt(other, this.y[1]);
    computer.evaluateTwo(this.timeAt(one), first, out[0], this.timeAt(other), second, out[1]);
    this.put(first, out[0], this.rows[a]!);
    this.put(second, out[1], this.rows[b]!);
    isKnown[a] = 1;
    isKnown[b] = 1;
  }

  timeAt(share: number): number {
    const { from, to } = this.step!;
    return share === 1 ? to : from + share * (to - from);
  }

  private stateAt(share: number, into: Float64Array): Float64Array {
    const step = this.step!;
    if (share === 0) return step.start;
    if (share === 1) return step.end;
    step.interpolate(this.timeAt(share), into, this.states);
    return into;
  }

  /** All items in the state `y`. */
  read(time: number, y: Float64Array, into: Float64Array): Float64Array {
    this.computer?.evaluate(time, y, this.out[0]);
    return this.put(y, this.out[0], into);
  }

  private put(y: Float64Array, computed: Float64Array, into: Float64Array): Float64Array {
    const { places, factors } = this;
    for (let i = 0; i < places.length; i++) {
      const place = places[i]!;
      into[i] = (place >= 0 ? y[place]! : computed[-1 - place]!) / factors[i]!;
    }
    return into;
  }
}
