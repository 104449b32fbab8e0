import type { Diagnostic } from "../diagnostics/index.ts";
import { type Expression, evaluate, type Lookup, walk } from "../expressions/index.ts";
import * as say from "./messages.ts";
import { resolveName } from "./names.ts";
import type { FlatSystem, Model } from "./types.ts";

/**
 * The states at their initial values, in canonical units. In a system that starts as written an initial value may read
 * other initial values and any value at time 0.
 *
 * @param parameters what holds for parameters, baselines and gates
 */
export function initialStates(system: FlatSystem, parameters: Lookup): number[] {
  const initials = new Map(system.states.map((state) => [state.name, state.initial]));
  const values = new Map(system.values.map((value) => [value.name, value.expression]));
  const known = new Map<string, number>([["t", 0]]);
  const lookup: Lookup = {
    ...parameters,
    name(name) {
      const found = known.get(name);
      if (found !== undefined) return found;
      const expression = initials.get(name) ?? values.get(name);
      if (!expression) return parameters.name(name);
      const value = evaluate(expression, lookup);
      known.set(name, value);
      return value;
    },
  };
  return system.states.map((state) => lookup.name(state.name));
}

/** A diagnostic for initial values that read themselves, directly or through others; names must have been checked. */
export function initialCircles(model: Model): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (name: string) => {
    const entry = model.entries.get(name);
    if (!entry || entry.kind === "parameter" || done.has(name)) return;
    const at = path.indexOf(name);
    if (at >= 0) {
      // Circles of values alone are told where values are put in order.
      const circle = path.slice(at);
      if (circle.some((n) => model.entries.get(n)?.kind === "state"))
        diagnostics.push(say.initialCircle(circle, entry.source.place));
      return;
    }
    path.push(name);
    const formula = entry.kind === "state" ? entry.source.initial : entry.source.formula;
    read(formula.expression, entry.module);
    path.pop();
    done.add(name);
  };
  const read = (expression: Expression, module: string) =>
    walk(expression, (part) => {
      if (part.kind !== "name" && part.kind !== "rate") return;
      const name = resolveName(part.name, module, model.entries) ?? part.name;
      if (part.kind === "name") return visit(name);
      const state = model.entries.get(name);
      if (state?.kind === "state" && !path.includes(`rate_of(${name})`)) {
        path.push(`rate_of(${name})`);
        read(state.source.rate.expression, state.module);
        path.pop();
      }
    });
  for (const entry of model.entries.values()) if (entry.kind === "state") visit(entry.name);
  return diagnostics;
}
