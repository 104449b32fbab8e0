import { compile } from "../../src/compile/index.ts";
import { flatten, joinModules, type ModuleSource } from "../../src/model/index.ts";
import { type Dose, type Drug, drugModules } from "../../src/pharmacology/index.ts";
import { type SimulateOptions, simulate } from "../../src/simulation/index.ts";
import { expectUsable, problemOf } from "./modules.ts";
import { shippedLibrary } from "./shipped.ts";

/** What came out of drugs simulated alone: a column by name, and its value at a day or over days. */
export interface Kinetics {
  readonly times: Float64Array;
  of(name: string): Float64Array;
  at(name: string, day: number): number;
  mean(name: string, from: number, to: number): number;
}

export interface KineticsOptions extends SimulateOptions {
  /** Parameters in canonical units, for example `enzyme.cyp2d6`. */
  readonly set?: Readonly<Record<string, number>>;
}

export function shippedDrug(name: string): Drug {
  const drug = shippedLibrary().drugs.get(name);
  if (!drug) throw new Error(`no drug ${name}`);
  return drug;
}

/** Shipped drugs with the shipped enzymes and sites, without any brain. */
export function simulateDrugs(
  names: readonly string[],
  doses: readonly Dose[],
  duration: number,
  { set = {}, ...options }: KineticsOptions = {},
): Kinetics {
  const { modules } = shippedLibrary().model;
  const enzyme = modules.find((m) => m.name === "enzyme") as ModuleSource;
  return simulateModules([enzyme], names.map(shippedDrug), doses, duration, set, options);
}

/** Any drugs beside any modules. */
export function simulateModules(
  modules: readonly ModuleSource[],
  drugs: readonly Drug[],
  doses: readonly Dose[],
  duration: number,
  set: Readonly<Record<string, number>> = {},
  options: SimulateOptions = {},
): Kinetics {
  const targets = shippedLibrary().model.modules.flatMap((m) => m.targets);
  const enzymes = modules.flatMap((m) => m.parameters.map((p) => p.name));
  const generated = drugModules(drugs, targets, enzymes);
  const joined = joinModules([...modules, ...generated.modules]);
  const model = expectUsable(joined.value, [...generated.diagnostics, ...joined.diagnostics]);
  const system = expectUsable(flatten(model).value, []);
  const values = new Map(Object.entries(set));
  const problem = { ...problemOf(system, { doses, duration }), before: values, during: values };
  const trajectory = simulate(problem, compile(system), { sampleEvery: 1 / 24, ...options });
  if (trajectory.status.kind !== "success") throw new Error(trajectory.status.message);
  const of = (name: string) => {
    const column = trajectory.columns.get(name);
    if (!column) throw new Error(`no column ${name}`);
    return column.values;
  };
  const { times } = trajectory;
  return {
    times,
    of,
    at: (name, day) => of(name)[times.findIndex((t) => t >= day - 1e-9)] ?? Number.NaN,
    mean: (name, from, to) => {
      const inside = [...of(name)].filter((_, i) => times[i]! >= from - 1e-9 && times[i]! < to - 1e-9);
      return inside.reduce((sum, x) => sum + x, 0) / inside.length;
    },
  };
}

/** The same dose at an interval, from day 0 and before `until`. */
export function regularly(drug: string, amount: number, every: number, until: number, from = 0): Dose[] {
  return Array.from({ length: Math.ceil((until - from) / every - 1e-9) }, (_, i) => ({
    time: from + i * every,
    drug,
    amount,
  }));
}
