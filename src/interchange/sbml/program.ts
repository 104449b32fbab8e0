import { type CompiledSystem, compile } from "../../compile/index.ts";
import { type Checked, type Diagnostic, isUsable } from "../../diagnostics/index.ts";
import { flatten, joinModules } from "../../model/index.ts";
import { clockStops, findEquilibrium, watchEvents } from "../../simulation/index.ts";
import { rodas5p, type SolveStatus } from "../../solvers/index.ts";
import type { Conversion } from "../losses.ts";
import { jumpsAsStops, type SbmlJump } from "./jumps.ts";
import type { SbmlSymbol } from "./source.ts";
import { type TranslatedSbml, translateSbml } from "./translate.ts";
import type { SbmlModel } from "./types.ts";

/** How an id is read: as formulas mean it, or a species as amount or concentration whatever formulas mean. */
export type SpeciesMeasure = "amount" | "concentration";

/** Relative tolerance of a run of a document, unless said. */
export const sbmlTolerance = 1e-7;

export interface SbmlRunOptions {
  /** Ascending, from 0 on, in the model's own unit of time. The first is not where the run starts: that is 0. */
  readonly times: readonly number[];
  /**
   * Values of parameters, sizes of compartments and initial values of what changes, by SBML id, in the terms in which the
   * document gives them. What a formula gives cannot be set: see `withValues`.
   */
  readonly set?: ReadonlyMap<string, number> | undefined;
  readonly rtol?: number | undefined;
  /** Absent: 1e-4 of rtol, times the largest initial value where that is below 1. */
  readonly atol?: number | undefined;
  /** Decides the order of events that nothing else orders. */
  readonly seed?: number | undefined;
  readonly maxSteps?: number | undefined;
  /** What is set from outside during the run. */
  readonly jumps?: readonly SbmlJump[] | undefined;
}

export interface SbmlRun {
  readonly status: SolveStatus;
  /** Times reached, as many of the asked ones as there are. */
  readonly times: readonly number[];
  /**
   * An id over time.
   *
   * @throws RangeError for an id that the model lacks, and for a concentration where there is no size
   */
  series(id: string, as?: SpeciesMeasure): Float64Array;
}

/** An SBML model ready to run any number of times. */
export interface SbmlProgram {
  readonly compiled: CompiledSystem;
  readonly symbols: ReadonlyMap<string, SbmlSymbol>;
  readonly conversions: readonly Conversion[];
  run(options: SbmlRunOptions): SbmlRun;
}

/**
 * Makes an SBML model runnable without a detour through files: the same translation that `lull import` writes down.
 * Time is counted in the model's own unit.
 */
export function compileSbml(model: SbmlModel): Checked<SbmlProgram> {
  const { value: translated, diagnostics: faults } = translateSbml(model, "as days");
  const diagnostics: Diagnostic[] = [...faults];
  if (!translated) return { diagnostics };
  const { symbols, conversions } = translated;
  const joined = joinModules([translated.module]);
  diagnostics.push(...joined.diagnostics);
  if (!joined.value || !isUsable(diagnostics)) return { diagnostics };
  const flat = flatten(joined.value);
  diagnostics.push(...flat.diagnostics);
  if (!flat.value) return { diagnostics };
  const compiled = compile(flat.value);
  const runOf = (asked: SbmlRunOptions) => run(model, compiled, translated, asked);
  return { value: { compiled, symbols, conversions, run: runOf }, diagnostics };
}

function run(
  model: SbmlModel,
  compiled: CompiledSystem,
  translated: TranslatedSbml,
  { times, set = new Map(), rtol = sbmlTolerance, atol, seed = 0, maxSteps, jumps = [] }: SbmlRunOptions,
): SbmlRun {
  const { system, layout } = compiled;
  const { module, symbols } = translated;
  const asked = compiled.defaultParameters();
  for (const [id, value] of set) {
    const symbol = symbols.get(id);
    const position = [symbol?.initial, symbol?.name].flatMap(
      (name) => layout.parameter(`${module.name}.${name}`) ?? [],
    )[0];
    if (position === undefined)
      throw new RangeError(`invalid set: ${id}; expected an id whose value the document gives as a number`);
    asked[position] = value;
  }
  const { y, parameters } = findEquilibrium(compiled, asked);
  const bound = compiled.bind(parameters);
  const outputTimes = Float64Array.from(times);
  const states = new Float64Array(times.length * y.length);
  let reached = 0;
  // One size for all: a state that starts at the noise of another's last digit must not be followed to its own.
  const largest = y.reduce((most, value) => Math.max(most, Math.abs(value) || 0), 0);
  const size = largest > 0 && Number.isFinite(largest) ? Math.min(1, largest) : 1;
  const end = Math.max(0, ...times);
  const due = jumps.filter(({ time }) => time <= end);
  const result = rodas5p.solve({
    system: bound,
    t0: 0,
    t1: end,
    y0: y,
    stops: [
      ...jumpsAsStops(due, model, translated, compiled, bound, parameters),
      ...clockStops(compiled, parameters, end).stops,
    ],
    watch: watchEvents(compiled, bound, parameters, seed),
    outputTimes,
    onOutput: (index, _t, state) => {
      states.set(state, index * y.length);
      reached = index + 1;
    },
    rtol,
    atol: new Float64Array(y.length).fill(atol ?? 1e-4 * rtol * size),
    ...(maxSteps !== undefined && { maxSteps }),
  });
  const values = new Float64Array(reached * system.values.length);
  const row = new Float64Array(system.values.length);
  for (let i = 0; i < reached; i++) {
    bound.values(times[i]!, states.subarray(i * y.length, (i + 1) * y.length), row);
    values.set(row, i * row.length);
  }
  const column = (name: string): Float64Array => {
    const full = `${module.name}.${name}`;
    const state = system.states.findIndex((one) => one.name === full);
    if (state >= 0) return Float64Array.from({ length: reached }, (_, i) => states[i * y.length + state]!);
    const value = system.values.findIndex((one) => one.name === full);
    if (value >= 0) return Float64Array.from({ length: reached }, (_, i) => values[i * row.length + value]!);
    return new Float64Array(reached).fill(parameters[layout.parameter(full)!]!);
  };
  return {
    status: result.status,
    times: times.slice(0, reached),
    series(id, as) {
      const symbol = symbols.get(id);
      const name = as && symbol?.kind === "species" ? symbol[as] : symbol?.name;
      if (name === undefined)
        throw new RangeError(
          `invalid id: ${id}; expected ${as ? `a species with a ${as}` : "an id of the model"}`,
        );
      return column(name);
    },
  };
}

/**
 * The model with other values in its document: of parameters, compartments, and of species in the terms in which
 * formulas mean them. Initial assignments to them are dropped.
 *
 * @throws RangeError for an id that the model lacks
 */
export function withValues(model: SbmlModel, values: ReadonlyMap<string, number>): SbmlModel {
  const known = new Set([...model.parameters, ...model.compartments, ...model.species].map((one) => one.id));
  for (const id of values.keys())
    if (!known.has(id))
      throw new RangeError(`invalid value: ${id}; expected a parameter, compartment or species of the model`);
  const dimensions = new Map(model.compartments.map((one) => [one.id, one.dimensions]));
  return {
    ...model,
    parameters: model.parameters.map((one) => ({ ...one, value: values.get(one.id) ?? one.value })),
    compartments: model.compartments.map((one) => ({ ...one, size: values.get(one.id) ?? one.size })),
    species: model.species.map((one) => {
      const value = values.get(one.id);
      if (value === undefined) return one;
      const isAmount = one.hasOnlySubstanceUnits || dimensions.get(one.compartment) === 0;
      return {
        ...one,
        initialAmount: isAmount ? value : undefined,
        initialConcentration: isAmount ? undefined : value,
      };
    }),
    initialAssignments: model.initialAssignments.filter((one) => !values.has(one.symbol)),
  };
}
