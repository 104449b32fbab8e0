import { compile } from "../compile/index.ts";
import type { Observation } from "../data/index.ts";
import { type FlatSystem, stateSizes } from "../model/index.ts";
import {
  beyondWords,
  type Experiment,
  type MeasureRequest,
  measureFaults,
  measures,
  measureUnit,
  type Problem,
  predictionOf,
} from "../scenario/index.ts";
import { isLeftover, present } from "../text/index.ts";
import { RowKeeper } from "./kept-rows.ts";
import { armsPutAway, type NumberStore } from "./number-store.ts";
import { atolOf } from "./options.ts";
import { columnOf, defaults, personAtRest, type SimulateOptions, simulateFrom } from "./simulate.ts";
import type { ArmResult, Comparison, MeasureResult, ScenarioResult, Trajectory } from "./types.ts";

export interface RunOptions extends SimulateOptions {
  readonly modelName: string;
  readonly modelHash: string;
  readonly version: string;
  readonly seed?: number | undefined;
  /**
   * Days at which every column is kept, as `rows` of each arm: at all other samples only what is shown, measured or
   * compared is. Years of every column at every hour would fill the memory.
   */
  readonly rowsAt?: readonly number[] | undefined;
  /** Beside rows, what happens between them is kept, as `between` of each arm. */
  readonly hasBetween?: boolean | undefined;
  /** Whether samples are kept of an arm that has run; false where its measures alone are wanted. */
  readonly hasCurves?: boolean | undefined;
  /** Where the numbers of arms wait, rows and others, until they are asked for; absent: in memory. */
  readonly room?: NumberStore | undefined;
  /** Called before each arm. */
  onArm?(label: string, index: number, count: number): void;
}

/** Notes on what is asked of a run and cannot be; measures of times after the end of one that was made shorter have no value. */
export function beyondEnd({ scenario, model, problems }: Experiment): {
  readonly notes: readonly string[];
  /** With those that have a value, in the order in which they are written. */
  joinedTo(measures: readonly MeasureResult[]): MeasureResult[];
} {
  const { beyond = [], duration } = scenario;
  const unitOf = (request: MeasureRequest) =>
    measureUnit(request, model.entries.get(request.variable)?.unit.text ?? "1");
  const doubts = measureFaults(
    scenario.measures,
    duration,
    problems.map(({ system }) => system),
  );
  const without = beyond.map((request) => ({ request, value: undefined, unit: unitOf(request) }));
  return {
    notes: present(
      beyond.length > 0 && beyondWords(beyond, duration),
      ...doubts.map(({ message }) => message),
    ),
    joinedTo: (measures) =>
      [...measures, ...without].sort((a, b) => a.request.place.start - b.request.place.start),
  };
}

/** Simulates every arm of an experiment and takes its measures. Equations and equilibria are worked out once. */
export function runScenario(experiment: Experiment, options: RunOptions): ScenarioResult {
  const { scenario, problems, observations } = experiment;
  const simulateArm = armSimulator(problems);
  const predicted = new Map<Observation, MeasureResult>();
  const beyond = beyondEnd(experiment);
  const putAway = options.room && armsPutAway(options.room);
  const shown = new Set([
    ...experiment.plots.flatMap((plot) => plot.show),
    ...[...scenario.measures, ...(scenario.beyond ?? [])].map(({ variable }) => variable),
    ...observations.map(({ variable }) => variable),
  ]);
  const arms = problems.map((problem, i) => {
    options.onArm?.(problem.label, i, problems.length);
    const own = observations.filter((one) => one.arm === problem.label);
    const run = (more: SimulateOptions) =>
      simulateArm(problem, {
        ...options,
        ...more,
        measures: [...scenario.measures, ...own.map((one) => predictionOf(one, problem.doses))],
      });
    const { rowsAt } = options;
    const { trajectory, ...kept } = rowsAt
      ? runForRows(run, rowsAt, shown, options)
      : { trajectory: run(options) };
    const asked = scenario.measures.length;
    for (const [k, one] of own.entries()) predicted.set(one, trajectory.measures[asked + k]!);
    const measures = beyond.joinedTo(trajectory.measures.slice(0, asked));
    const { label, person, care, outside } = problem;
    const notes = [...(trajectory.notes ?? []), ...unresolved(measures, options), ...beyond.notes];
    const arm: ArmResult = {
      label,
      person,
      care,
      trajectory: { ...trajectory, measures, notes },
      ...kept,
      measures,
      outside,
    };
    if (options.hasCurves === false) return withoutSamples(arm, problem.system, shown);
    return putAway ? putAway(arm) : arm;
  });
  const data = observations.map((observation): Comparison => {
    const { value, unit = "1" } = predicted.get(observation) ?? {};
    return { observation, predicted: value, unit };
  });
  return {
    id: scenario.id,
    title: scenario.title,
    question: scenario.question,
    duration: scenario.duration,
    arms,
    plots: experiment.plots,
    evidence: experiment.evidence,
    ...(data.length > 0 ? { data } : {}),
    manifest: {
      model: options.modelName,
      modelHash: options.modelHash,
      solver: options.solver ?? defaults.solver,
      rtol: options.rtol ?? defaults.rtol,
      atol: atolOf(options),
      sizes: sizesOf(problems.map((p) => p.system)),
      seed: options.seed ?? 0,
      version: options.version,
      overrides: problems.flatMap((p) => p.overrides),
    },
  };
}

/** Says which measured values are smaller than the solver tells apart from 0. */
export function unresolved(
  results: readonly MeasureResult[],
  options: Pick<SimulateOptions, "rtol" | "atol">,
): string[] {
  const atol = atolOf(options);
  return results
    .filter(
      ({ request, value = 0, size = 0 }) =>
        measures[request.function].unit === "as x" &&
        !isLeftover(value, size) &&
        Math.abs(value) < atol * size,
    )
    .map(
      ({ request }) =>
        `${request.name} is smaller than what this run tells apart from 0 (${atol.toExponential()} of the size of ${request.variable}): take it for 0, or ask with a smaller rtol.`,
    );
}

/** Runs an arm of which every column is kept at some days alone, and what is shown at every sample. */
function runForRows(
  run: (options: SimulateOptions) => Trajectory,
  days: readonly number[],
  shown: ReadonlySet<string>,
  { hasBetween, hasCurves = true }: RunOptions,
): Pick<ArmResult, "trajectory" | "rows" | "between"> {
  let keeper = new RowKeeper(days, hasBetween);
  const onSamples: SimulateOptions["onSamples"] = (samples, count) => keeper.see(samples, count);
  const whole: ReadonlySet<string> = hasCurves ? shown : new Set();
  let trajectory = run({ alsoAt: days, whole, ...(days.length > 0 ? { onSamples } : {}) });
  if (trajectory.times.length < keeper.count) {
    // That the end of it is not sound was known only when it was over.
    keeper = new RowKeeper(days, hasBetween);
    trajectory = run({ alsoAt: days });
    keeper.see(trajectory);
  }
  const { rows, between } = keeper.finish();
  const columns = ofThese(shown, trajectory.columns);
  const baseline = ofThese(shown, trajectory.baseline);
  return { trajectory: { ...trajectory, columns, baseline }, rows, ...(hasBetween ? { between } : {}) };
}

const ofThese = <T>(names: ReadonlySet<string>, all: ReadonlyMap<string, T>): ReadonlyMap<string, T> =>
  new Map([...all].filter(([name]) => names.has(name)));

/** The same arm with the columns that are shown as what they are, and no numbers in them. */
function withoutSamples(
  { trajectory, ...arm }: ArmResult,
  { states, values }: FlatSystem,
  shown: ReadonlySet<string>,
): ArmResult {
  const none = new Float64Array(0);
  const columns = new Map(
    [...states, ...values]
      .filter(({ name }) => shown.has(name))
      .map((item) => [item.name, columnOf(item, none)] as const),
  );
  return { ...arm, trajectory: { ...trajectory, times: none, columns }, rows: undefined };
}

/** The sizes of states that are not one of their unit: with them the printed tolerance is that of every state. */
export function sizesOf(systems: readonly FlatSystem[]): ReadonlyMap<string, number> {
  return new Map(
    systems.flatMap((system) => {
      const sizes = stateSizes(system);
      return system.states.flatMap(({ name, unit: { factor } }, i) =>
        sizes[i] === factor ? [] : [[name, sizes[i]! / factor] as const],
      );
    }),
  );
}

/** Simulates problems again and again: their equations are compiled once, and each person's equilibrium is found once. */
export function armSimulator(
  problems: readonly Problem[],
): (problem: Problem, options: SimulateOptions) => Trajectory {
  const compiledFor = remember(
    (system: FlatSystem) => system,
    (system) => compile(system),
  );
  const restFor = remember(
    (problem: Problem) =>
      `${problems.findIndex((p) => p.system === problem.system)} ${JSON.stringify([...problem.before].sort())}`,
    (problem) => personAtRest(problem, compiledFor(problem.system)),
  );
  return (problem, options) => simulateFrom(restFor(problem), problem, compiledFor(problem.system), options);
}

/** The function, called once for each key. */
function remember<A, K, R>(keyOf: (argument: A) => K, compute: (argument: A) => R): (argument: A) => R {
  const known = new Map<K, R>();
  return (argument) => {
    const key = keyOf(argument);
    let result = known.get(key);
    if (result === undefined) {
      result = compute(argument);
      known.set(key, result);
    }
    return result;
  };
}
