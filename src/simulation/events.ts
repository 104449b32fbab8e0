import type { BoundSystem, CompiledSystem } from "../compile/index.ts";
import { type Expression, evaluate, type Lookup } from "../expressions/index.ts";
import type { FlatEvent } from "../model/index.ts";
import { keyOf, uniform } from "../random/index.ts";
import type { ConditionWatch } from "../solvers/index.ts";

/** An event that has been triggered and waits for its time. */
interface Pending {
  readonly index: number;
  readonly time: number;
  /** the new values, where they are those of the time of the trigger */
  readonly values: readonly number[] | undefined;
}

/** Executions at one time beyond which events are taken to set each other off for ever. */
const mostAtOneTime = 10_000;

/**
 * Events as SBML Level 3 Version 2 Core (2018), Sec. 4.11, has them: a trigger that turns true schedules one; those due
 * are executed one by one, the largest priority first, chance deciding between equals and those without one; after each
 * all triggers are looked at again. Undefined for a system without events.
 *
 * @param seed decides between events of one time and priority
 */
export function watchEvents(
  compiled: CompiledSystem,
  bound: BoundSystem,
  parameters: Float64Array,
  seed = 0,
): ConditionWatch | undefined {
  const { events = [] } = compiled.system;
  if (events.length === 0) return undefined;
  const numbers = new Numbers(compiled, bound, parameters);
  return new EventQueue(events, numbers, compiled, bound, seed);
}

class EventQueue implements ConditionWatch {
  readonly count: number;
  private readonly events: readonly FlatEvent[];
  private readonly numbers: Numbers;
  private readonly bound: BoundSystem;
  private readonly indices: readonly (readonly number[])[];
  private readonly seed: number;
  private drawn = 0;
  private readonly conditions: Float64Array;
  /** the triggers as they were when last looked at */
  private readonly triggers: boolean[];
  private pending: Pending[] = [];

  constructor(
    events: readonly FlatEvent[],
    numbers: Numbers,
    { system, conditionCount }: CompiledSystem,
    bound: BoundSystem,
    seed: number,
  ) {
    const stateIndex = new Map(system.states.map((state, i) => [state.name, i]));
    this.events = events;
    this.numbers = numbers;
    this.bound = bound;
    this.count = conditionCount;
    this.conditions = new Float64Array(conditionCount);
    this.indices = events.map((event) => event.assign.map(({ name }) => stateIndex.get(name)!));
    this.triggers = events.map((event) => event.initially);
    this.seed = seed;
  }

  evaluate(t: number, y: Float64Array, out: Float64Array): void {
    this.bound.conditions(t, y, out);
  }

  due(): number {
    return this.pending.reduce((least, { time }) => Math.min(least, time), Number.POSITIVE_INFINITY);
  }

  react(t: number, y: Float64Array): boolean {
    this.look(t, y);
    for (let executed = 0; executed < mostAtOneTime; executed++) {
      const due = this.pending.filter(({ time }) => time <= t);
      if (due.length === 0) return true;
      const next = this.first(due, t, y);
      this.pending = this.pending.filter((one) => one !== next);
      this.execute(next, t, y);
      this.look(t, y);
    }
    return false;
  }

  /** Schedules what has turned true and forgets what has turned false and does not persist. */
  private look(t: number, y: Float64Array): void {
    const { events, triggers, conditions, numbers } = this;
    this.evaluate(t, y, conditions);
    numbers.take(t, y);
    const wasTrue = triggers.slice();
    for (let i = 0; i < events.length; i++) triggers[i] = conditions[i] !== 0;
    this.pending = this.pending.filter(({ index }) => events[index]!.persistent || triggers[index]);
    for (const [index, event] of events.entries()) {
      if (!triggers[index] || wasTrue[index]) continue;
      const delay = event.delay ? Math.max(0, numbers.of(event.delay)) : 0;
      const values =
        event.evaluate === "trigger" ? event.assign.map((a) => numbers.of(a.expression)) : undefined;
      this.pending.push({ index, time: t + delay, values });
    }
  }

  private first(due: readonly Pending[], t: number, y: Float64Array): Pending {
    this.numbers.take(t, y);
    const priorities = due.map(({ index }) => {
      const { priority } = this.events[index]!;
      return priority && this.numbers.of(priority);
    });
    const highest = priorities.reduce<number>(
      (most, priority) => Math.max(most, priority ?? Number.NEGATIVE_INFINITY),
      Number.NEGATIVE_INFINITY,
    );
    const candidates = due.filter((_, i) => priorities[i] === undefined || priorities[i] === highest);
    const chosen = candidates.length > 0 ? candidates : due;
    return chosen[chosen.length > 1 ? Math.floor(this.draw() * chosen.length) : 0]!;
  }

  private draw(): number {
    return uniform(this.seed, keyOf("order of events"), this.drawn++);
  }

  private execute({ index, values }: Pending, t: number, y: Float64Array): void {
    const { assign } = this.events[index]!;
    if (!values) this.numbers.take(t, y);
    const jumps = values ?? assign.map(({ expression }) => this.numbers.of(expression));
    for (const [i, position] of this.indices[index]!.entries()) y[position] = jumps[i]!;
  }
}

/** The numbers of everything at one point, for formulas that are seldom evaluated. */
class Numbers {
  private readonly lookup: Lookup;
  private readonly bound: BoundSystem;
  private readonly values: Float64Array;
  private readonly y: Float64Array;
  private t = 0;

  constructor({ system, layout }: CompiledSystem, bound: BoundSystem, parameters: Float64Array) {
    this.bound = bound;
    this.values = new Float64Array(system.values.length);
    this.y = new Float64Array(system.states.length);
    const states = new Map(system.states.map((state, i) => [state.name, i]));
    const values = new Map(system.values.map((value, i) => [value.name, i]));
    this.lookup = {
      name: (name) => {
        if (name === "t") return this.t;
        const state = states.get(name);
        if (state !== undefined) return this.y[state]!;
        const value = values.get(name);
        return value === undefined ? parameters[layout.parameter(name)!]! : this.values[value]!;
      },
      baseline: (name) => parameters[layout.baseline(name)!]!,
      gate: (name) => parameters[layout.gate(name)!]!,
    };
  }

  take(t: number, y: Float64Array): void {
    this.t = t;
    this.y.set(y);
    this.bound.values(t, y, this.values);
  }

  of(expression: Expression): number {
    return evaluate(expression, this.lookup);
  }
}
