import { type Expression, walk } from "../expressions/index.ts";
import { once } from "./once.ts";
import type { FlatSystem } from "./types.ts";

/** What formulas depend on, through values or not. */
export class Dependence {
  private readonly values: ReadonlyMap<string, Expression>;
  private readonly states: ReadonlySet<string>;
  private readonly known = new Map<string, { readonly time: boolean; readonly state: boolean }>();

  constructor(system: FlatSystem) {
    this.values = new Map(system.values.map((v) => [v.name, v.expression]));
    this.states = new Set(system.states.map((s) => s.name));
  }

  valueOf(name: string): Expression | undefined {
    return this.values.get(name);
  }

  of(expression: Expression): { readonly time: boolean; readonly state: boolean } {
    let time = false;
    let state = false;
    walk(expression, (part) => {
      if (part.kind !== "name") return;
      const on = this.ofName(part.name);
      time ||= on.time;
      state ||= on.state;
    });
    return { time, state };
  }

  private ofName(name: string): { readonly time: boolean; readonly state: boolean } {
    if (name === "t") return { time: true, state: false };
    if (this.states.has(name)) return { time: false, state: true };
    const expression = this.values.get(name);
    if (!expression) return { time: false, state: false };
    let on = this.known.get(name);
    if (!on) {
      // Circles among values are reported elsewhere.
      this.known.set(name, { time: false, state: false });
      on = this.of(expression);
      this.known.set(name, on);
    }
    return on;
  }
}

export const dependenceOf = once((system: FlatSystem) => new Dependence(system));
