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
  private readonly computed: Float64Array;
  private readonly state: Float64Array;
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
    this.computed = new Float64Array(columns.length);
    this.state = new Float64Array(system.states.length);
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

  /** All items at a part of the step, 0 to 1. The array is used again: for eighths with the next step, else at once. */
  at(share: number): Float64Array {
    const step = this.step!;
    const eighth = share * parts;
    // An array asked for a place that is no whole number takes long to say that there is none.
    const row = Number.isInteger(eighth) ? this.rows[eighth] : undefined;
    if (row && this.isKnown[eighth] === 1) return row;
    const into = row ?? this.elsewhere;
    if (row) this.isKnown[eighth] = 1;
    if (share === 0) return this.read(step.from, step.start, into);
    if (share === 1) return this.read(step.to, step.end, into);
    const time = this.timeAt(share);
    step.interpolate(time, this.state, this.states);
    return this.read(time, this.state, into);
  }

  timeAt(share: number): number {
    const { from, to } = this.step!;
    return share === 1 ? to : from + share * (to - from);
  }

  /** All items in the state `y`. */
  read(time: number, y: Float64Array, into: Float64Array): Float64Array {
    const { places, factors, computed } = this;
    this.computer?.evaluate(time, y, computed);
    for (let i = 0; i < places.length; i++) {
      const place = places[i]!;
      into[i] = (place >= 0 ? y[place]! : computed[-1 - place]!) / factors[i]!;
    }
    return into;
  }
}
