import { type CaseResult, coarse, Engine, type Loan, Nearby } from "../engine/index.ts";
import type { LoadedModel } from "./model.ts";
import { type Recorded, recorded } from "./record.ts";
import { experimentOf, type ScenarioInput, textOf } from "./scenario.ts";
import { checkSettings } from "./settings.ts";
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

/** What one thread needs of another to simulate a case; data for `postMessage`, of no use otherwise. */
export type LentCase = object;

/** Simulates one arm again and again. */
export interface Simulator {
  /**
   * Its `record` and `provenance` are worked out when they are first asked for (some milliseconds), and are not among what
   * `postMessage` or JSON copy.
   *
   * @throws Error that says what cannot be run
   */
  (scenario: ScenarioInput, settings?: QuickRun): QuickOutcome & Recorded;
  /** Where the outcome of a scenario comes from, also of one that a `nearbySimulator` gave: coarsely, in the lender's model. */
  origin(scenario: ScenarioInput, settings?: QuickRun): Recorded;
  /**
   * What a `nearbySimulator` in another thread needs to simulate the scenario itself, as data for `postMessage`.
   *
   * @throws Error that says what cannot be run
   */
  lend(scenario: ScenarioInput): LentCase;
}

/**
 * Simulates one arm again and again. Equations, compiled code and the person's equilibrium are kept from run to run, so
 * that another dose costs a simulation and nothing else (about ten milliseconds for twelve weeks).
 *
 * @example
 * const run = simulator(loadModel());
 * const { times, series } = run({ duration: "12 weeks", arms: [{ label: "a", treatment: "escitalopram 10 mg daily" }] });
 */
export function simulator(model: LoadedModel): Simulator {
  const engine = new Engine(model.library);
  const origin = (scenario: ScenarioInput, { precision = "coarse", ...settings }: QuickRun = {}) => {
    const { asked, experiment } = experimentOf(model, scenario);
    const { problems } = experiment;
    const tolerances = precision === "coarse" ? coarse : {};
    const called = { precision, ...settings };
    return recorded({ name: "simulator", model, asked, settings: called, problems, ...tolerances });
  };
  return Object.assign(
    (scenario: ScenarioInput, settings: QuickRun = {}) => {
      checkSettings("simulator", settings);
      const { precision = "coarse", wanted } = settings;
      const outcome = outcomeOf(engine.simulate(textOf(scenario), precision, wanted));
      return withOrigin(outcome, () => origin(scenario, settings));
    },
    { origin, lend: (scenario: ScenarioInput) => engine.lend(textOf(scenario)) },
  );
}

/** Simulates what a `simulator` in another thread made ready. */
export interface NearbySimulator {
  /**
   * Borrows a scenario's equations, compiled code and equilibrium unless they are here, and runs it while the page is
   * idle until that is fast.
   */
  prepare(scenario: ScenarioInput, lend: () => Promise<LentCase>): Promise<void>;
  /**
   * The coarse outcome, in a few milliseconds; undefined when it is for the other thread to give: the scenario differs
   * from those borrowed in more than doses, gates and numbers, or this machine takes longer than a frame.
   */
  simulate(scenario: ScenarioInput, wanted: readonly string[]): QuickOutcome | undefined;
}

/**
 * For a page that keeps its model in a worker: answers a moving slider in the page itself. A worker's answer is seen one
 * frame after the input at the best; this one in the same frame.
 *
 * @example
 * const scenario = { duration: "12 weeks", arms: [{ label: "a", treatment: "escitalopram 10 mg daily" }] };
 * const run = simulator(loadModel()); // in the worker
 * const near = nearbySimulator(); // in the page
 * await near.prepare(scenario, async () => structuredClone(run.lend(scenario))); // as a message brings it
 * near.simulate(scenario, ["affect.blunting_drug"]);
 */
export function nearbySimulator(): NearbySimulator {
  const nearby = new Nearby();
  return {
    prepare: (scenario, lend) => nearby.prepare(textOf(scenario), lend as () => Promise<Loan>),
    simulate(scenario, wanted) {
      const answer = nearby.simulate(textOf(scenario), wanted);
      return answer && outcomeOf(answer);
    },
  };
}

/** A record takes longer than a run that a slider waits for, so it is made when somebody asks, and once. */
function withOrigin(outcome: QuickOutcome, work: () => Recorded): QuickOutcome & Recorded {
  let known: Recorded | undefined;
  const origin = () => {
    known ??= work();
    return known;
  };
  return Object.defineProperties(outcome as QuickOutcome & Recorded, {
    record: { get: () => origin().record },
    provenance: { get: () => origin().provenance },
  });
}

function outcomeOf({
  samples,
  baseline,
  measures,
  failure,
  warnings,
  unresolved = [],
}: CaseResult): QuickOutcome {
  const { times, names, values } = samples;
  const count = times.length;
  return {
    times,
    series: new Map(names.map((name, i) => [name, values.slice(i * count, (i + 1) * count)])),
    baseline: new Map(names.map((name, i) => [name, baseline[i]!])),
    measures: Object.fromEntries(measures.map((m) => [m.name, { value: m.value, unit: m.unit }])),
    failure,
    warnings: [...warnings, ...unresolved],
  };
}
