import { Engine } from "../explorer/index.ts";
import type { LoadedModel } from "./model.ts";
import { type ScenarioInput, textOf } from "./scenario.ts";
import type { Measured } from "./simulate.ts";

/** A question that is asked again and again with small changes: a scenario of one arm. */
export interface QuickRun {
  /** "coarse" answers within a frame, good for a curve while a slider moves; "exact" is what `simulate` does. */
  readonly precision?: "coarse" | "exact";
  /** Names of the quantities wanted; absent: all. */
  readonly wanted?: readonly string[];
}

/** What came out of a quick run. */
export interface QuickOutcome {
  /** days */
  readonly times: Float64Array;
  readonly series: ReadonlyMap<string, Float32Array>;
  /** Drug-free values of the wanted quantities. */
  readonly baseline: ReadonlyMap<string, number>;
  readonly measures: Readonly<Record<string, Measured>>;
  /** Why the run ended early, in words; absent when it did not. */
  readonly failure: string | undefined;
  readonly warnings: readonly string[];
}

/**
 * Simulates one arm again and again. Equations, compiled code and the person's equilibrium are kept from run to run, so
 * that another dose costs a simulation and nothing else (about ten milliseconds for twelve weeks).
 *
 * @returns a function from a scenario of one arm to its outcome; it throws an Error that says what cannot be run
 * @example
 * const run = simulator(loadModel());
 * const { times, series } = run({ duration: "12 weeks", arms: [{ label: "a", treatment: "escitalopram 10 mg daily" }] });
 */
export function simulator(model: LoadedModel): (scenario: ScenarioInput, options?: QuickRun) => QuickOutcome {
  const engine = new Engine(model.library);
  return (scenario, { precision = "coarse", wanted } = {}) => {
    const { samples, baseline, measures, failure, warnings } = engine.simulate(
      textOf(scenario),
      precision,
      wanted,
    );
    const { times, names, values } = samples;
    const count = times.length;
    return {
      times,
      series: new Map(names.map((name, i) => [name, values.slice(i * count, (i + 1) * count)])),
      baseline: new Map(names.map((name, i) => [name, baseline[i]!])),
      measures: Object.fromEntries(measures.map((m) => [m.name, { value: m.value, unit: m.unit }])),
      failure,
      warnings,
    };
  };
}
