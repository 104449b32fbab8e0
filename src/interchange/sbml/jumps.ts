import type { BoundSystem, CompiledSystem } from "../../compile/index.ts";
import type { Stop } from "../../solvers/index.ts";
import type { TranslatedSbml } from "./translate.ts";
import type { SbmlModel } from "./types.ts";

/**
 * Quantities set from outside at a time, all at once and before the triggers of events are looked at. What is set must be
 * able to jump: an event of the model assigns to it, or a rate moves it.
 */
export interface SbmlJump {
  /** In the model's unit of time, from 0 on. */
  readonly time: number;
  /** What is set, and the id whose value just before it takes. */
  readonly assign: ReadonlyMap<string, string>;
}

/**
 * Jumps as stops of the solver. A species that is given by its concentration keeps it when its compartment is resized by
 * a jump, as PEtab 2.0 has it; by an event of SBML it would keep its amount.
 */
export function jumpsAsStops(
  jumps: readonly SbmlJump[],
  model: SbmlModel,
  { module, symbols, hidden }: TranslatedSbml,
  { system, layout }: CompiledSystem,
  bound: BoundSystem,
  parameters: Float64Array,
): Stop[] {
  const states = new Map(system.states.map((state, i) => [state.name, i]));
  const values = new Map(system.values.map((value, i) => [value.name, i]));
  const stateOf = (name: string) => states.get(`${module.name}.${name}`);
  const indexOf = (name: string | undefined) =>
    name === undefined ? undefined : stateOf(hidden.get(name)?.state ?? name);
  const species = new Map(model.species.map((one) => [one.id, one]));
  const numbers = new Float64Array(system.values.length);
  return jumps.map(({ time, assign }) => ({
    time,
    apply(y) {
      bound.values(time, y, numbers);
      const before = y.slice();
      const read = (id: string): number => {
        const full = `${module.name}.${symbols.get(id)?.name}`;
        const state = states.get(full);
        if (state !== undefined) return before[state]!;
        const value = values.get(full);
        if (value !== undefined) return numbers[value]!;
        const parameter = layout.parameter(full);
        if (parameter === undefined) throw new RangeError(`invalid jump: ${id}; expected an id of the model`);
        return parameters[parameter]!;
      };
      const after = (id: string) => read(assign.get(id) ?? id);
      const set = (id: string, value: number) => {
        const symbol = symbols.get(id);
        const own = indexOf(symbol?.name);
        const amount = indexOf(symbol?.amount);
        for (const name of [symbol?.name, symbol?.amount]) {
          const flag = name === undefined ? undefined : hidden.get(name)?.flag;
          if (flag !== undefined) y[stateOf(flag)!] = 1;
        }
        if (own !== undefined) y[own] = value;
        else if (amount !== undefined) y[amount] = value * after(species.get(id)!.compartment);
        else throw new RangeError(`invalid jump: ${id}; expected what an event or a rate changes`);
      };
      for (const [target, source] of assign) set(target, read(source));
      for (const one of species.values())
        if (assign.has(one.compartment) && !assign.has(one.id) && !one.hasOnlySubstanceUnits)
          if (
            indexOf(symbols.get(one.id)?.name) === undefined &&
            indexOf(symbols.get(one.id)?.amount) !== undefined
          )
            set(one.id, read(one.id));
    },
  }));
}
