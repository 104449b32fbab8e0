import { namesIn } from "../expressions/index.ts";
import { isDimensionless, sameDimension } from "../units/index.ts";
import { initialStates } from "./initial.ts";
import { once } from "./once.ts";
import type { FlatParameter, FlatState, FlatSystem } from "./types.ts";

/**
 * How large each state is, in canonical units: what "at rest", "the same" and absolute tolerances are judged against. It
 * follows from the model as shipped, not from a person or an arm, so that it is the same in every run of the system; and
 * it does not depend on the unit in which a state is declared: 5 nM and 5e-9 M are one size.
 *
 * The size of a state is its declared scale, else that of its initial value. One that starts at 0 is as large as the largest number of its
 * dimension that its rate reads, or as one of its declared unit (as 1, without a unit) where there is none.
 */
export const stateSizes = once((system: FlatSystem): Float64Array => {
  const numbers = new Map(system.parameters.map((p) => [p.name, p.value]));
  const number = () => Number.NaN;
  const lookup = { name: (name: string) => numbers.get(name) ?? Number.NaN, baseline: number, gate: number };
  const initial = initialStates(system, lookup);
  const read = parametersRead(system);
  return Float64Array.from(system.states, (state, i) => state.scale ?? sizeOf(state, initial[i]!, read));
});

function sizeOf(state: FlatState, start: number, read: (state: FlatState) => FlatParameter[]): number {
  const initial = Math.abs(start);
  if (initial > 0 && Number.isFinite(initial)) return initial;
  if (isDimensionless(state.unit.dimension)) return 1;
  const alike = read(state)
    .filter(({ unit }) => sameDimension(unit.dimension, state.unit.dimension))
    .map(({ value }) => Math.abs(value));
  const largest = Math.max(0, ...alike);
  return largest > 0 ? largest : state.unit.factor;
}

/** The parameters that the rate of a state reads, through values or not. */
function parametersRead(system: FlatSystem): (state: FlatState) => FlatParameter[] {
  const formulas = new Map(system.values.map((value) => [value.name, value.expression]));
  const namesOf = new Map<string, Iterable<string>>();
  return (state) => {
    const read = new Set(namesIn(state.rate));
    for (const name of read) {
      const formula = formulas.get(name);
      if (!formula) continue;
      const names = namesOf.get(name) ?? namesIn(formula);
      namesOf.set(name, names);
      for (const inner of names) read.add(inner);
    }
    return system.parameters.filter((p) => read.has(p.name));
  };
}
