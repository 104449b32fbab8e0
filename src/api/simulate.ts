import { type Diagnostic, isUsable } from "../diagnostics/index.ts";
import { readMeasure } from "../language/index.ts";
import { type MeasureRequest, measureFaults, type Problem } from "../scenario/index.ts";
import {
  type ArmResult,
  armSimulator,
  type Column,
  type DoseAudit,
  type MeasureResult,
  type RunStatus,
  runScenario,
  type ScenarioResult,
} from "../simulation/index.ts";
import { LullFault } from "./fault.ts";
import type { LoadedModel } from "./model.ts";
import { type Recorded, recorded } from "./record.ts";
import { type Changes, experimentOf, type ScenarioInput } from "./scenario.ts";
import { checkSettings } from "./settings.ts";

/** A number with its unit; undefined where it never took a value (a level never reached, a run that failed). */
export interface Measured {
  readonly value: number | undefined;
  readonly unit: string;
}

/** A measure taken after the run, and where it comes from. */
export interface LaterMeasure extends Measured, Recorded {
  /** Doubts about what is asked, such as a level that the variable never reaches. */
  readonly warnings: readonly string[];
}

/** What came out of one arm: `arm.series("affect.blunting_drug").values`, `arm.measures.blunting.value`. */
export interface ArmOutcome {
  readonly label: string;
  /** days, ascending; at a dose the values are those just after it */
  readonly times: Float64Array;
  /** Names of all quantities, for example "affect.blunting_drug". */
  readonly names: readonly string[];
  /**
   * One quantity over time: a value for each of `times`, in `unit`.
   * @throws Error when there is no quantity of that name
   */
  series(name: string): Column;
  /** The quantity in this person before any drug. */
  baseline(name: string): number;
  /** What the scenario's `measure` asks for, by name. */
  readonly measures: Readonly<Record<string, Measured>>;
  /** Doses asked for, delivered, missed and late. */
  readonly doses: DoseAudit;
  /** "success", or when and why the run ended early and what to try. */
  readonly status: RunStatus;
}

/** What came out of a scenario. */
export interface Outcome extends Recorded {
  /** days */
  readonly duration: number;
  readonly arms: readonly ArmOutcome[];
  /**
   * The arm with this label.
   * @throws Error when there is none
   */
  arm(label: string): ArmOutcome;
  /** Warnings: of a dose above the licensed maximum, of a number outside its range, of a scale that left its bounds. */
  readonly warnings: readonly string[];
  /** Everything, as the command line's reports take it. */
  readonly result: ScenarioResult;
}

/** Options of `simulate`, on top of changes to the scenario. */
export interface SimulateSettings extends Changes {
  /**
   * Relative tolerance, default 1e-6: what a step may err by in one state, times a tenth of the number of the model's states
   * without those of drugs, 0.1 to 6.5.
   */
  readonly rtol?: number;
  /** days between samples, default 1/24 */
  readonly sampleEvery?: number;
}

/**
 * Simulates every arm of a scenario. Times are days; quantities are in their declared units, most of them multiples of a
 * healthy drug-free person's.
 *
 * @throws LullFault when the scenario is faulty; a run that the numbers did not bear is not thrown but told in `status`
 * @example
 * const { arms } = simulate(loadModel(), {
 *   duration: "8 weeks",
 *   person: "depressed-adult",
 *   arms: [{ label: "10 mg", care: "trial", treatment: "escitalopram 10 mg daily" }],
 *   measure: { blunting: "at(affect.blunting_drug, week 8)" },
 * });
 * arms[0].measures.blunting.value; // share of feeling that the drug takes, 0 to 1
 */
export function simulate(
  model: LoadedModel,
  scenario: ScenarioInput,
  settings: SimulateSettings = {},
): Outcome {
  checkSettings("simulate", settings);
  const { rtol, sampleEvery } = settings;
  const { asked, experiment, heard } = experimentOf(model, scenario, settings);
  const { problems } = experiment;
  const origin = recorded({ name: "simulate", model, asked, settings, rtol, problems });
  const result = runScenario(experiment, {
    modelName: model.name,
    modelHash: model.origin.modelHash,
    version: origin.record.version,
    seed: asked.scenario.seed,
    rtol,
    sampleEvery,
  });
  const arms = result.arms.map(outcomeOf);
  // Compiled when the first measure is taken afterwards, which most programs never do.
  let simulateArm: ReturnType<typeof armSimulator> | undefined;
  for (const [i, arm] of arms.entries()) {
    const problem = experiment.problems[i]!;
    runs.set(arm, {
      origin,
      problem,
      again: (measures) => {
        simulateArm ??= armSimulator(experiment.problems);
        return simulateArm(problem, { rtol, sampleEvery: problem.duration, measures }).measures;
      },
    });
  }
  return {
    duration: result.duration,
    arms,
    arm: (label) => found(arms, label),
    warnings: warningsOf(
      heard.map(({ message }) => message),
      result,
    ),
    result,
    ...origin,
  };
}

/** What was heard of the scenario, and what else the runs have to say of themselves, each with its arm where there are several. */
const warningsOf = (heard: readonly string[], { arms }: ScenarioResult): string[] => [
  ...heard,
  ...arms.flatMap(({ label, trajectory: { notes = [] } }) =>
    notes
      .filter((note) => !heard.includes(note))
      .map((note) => (arms.length > 1 ? `${label}: ${note}` : note)),
  ),
];

/** The run of an arm. */
interface ArmSource {
  readonly origin: Recorded;
  readonly problem: Problem;
  /** How measures are taken afterwards: by the same run once more, which takes the same steps. */
  again(measures: readonly MeasureRequest[]): readonly MeasureResult[];
}

const runs = new WeakMap<ArmOutcome, ArmSource>();

function outcomeOf({ label, trajectory, measures }: ArmResult): ArmOutcome {
  const { times, columns, baseline, doses, status } = trajectory;
  const known = <T>(value: T | undefined, name: string): T => {
    if (value === undefined)
      throw new Error(`invalid quantity: ${name}; expected one of the arm's names, see \`names\``);
    return value;
  };
  return {
    label,
    times,
    names: [...columns.keys()],
    series: (name) => known(columns.get(name), name),
    baseline: (name) => known(baseline.get(name), name),
    measures: Object.fromEntries(measures.map((m) => [m.request.name, { value: m.value, unit: m.unit }])),
    doses,
    status,
  };
}

function found(arms: readonly ArmOutcome[], label: string): ArmOutcome {
  const arm = arms.find((a) => a.label === label);
  if (!arm)
    throw new Error(`invalid arm: ${label}; expected one of ${arms.map((a) => `"${a.label}"`).join(", ")}`);
  return arm;
}

/**
 * Takes a measure from an arm after the run, in the words of a scenario's `measure`: the same number that the scenario's
 * own `measure` gives, whatever was sampled, with the record of the run. It costs a run, so ask in the scenario for what is
 * known beforehand.
 *
 * @throws LullFault when the words cannot be read
 * @throws Error when there is no quantity of that name, or the arm does not come from `simulate`
 * @example
 * measure(arm, "onset(affect.blunting_drug, 0.02)"); // { value: 3.4, unit: "day", ... }
 */
export function measure(arm: ArmOutcome, text: string): LaterMeasure {
  const diagnostics: Diagnostic[] = [];
  const place = { file: "measure", start: 0, end: text.length };
  const request = readMeasure("measure", text, place, diagnostics);
  if (!request) throw new LullFault(diagnostics, new Map([["measure", text]]));
  const run = runs.get(arm);
  if (!run) throw new Error(`invalid arm: ${arm.label}; expected one that \`simulate\` gave`);
  arm.series(request.variable);
  const doubts = measureFaults([request], run.problem.duration, [run.problem.system]);
  if (!isUsable(doubts)) throw new LullFault(doubts, new Map([["measure", text]]));
  const [result] = run.again([request]);
  const warnings = doubts.map(({ message }) => message);
  return { value: result!.value, unit: result!.unit, warnings, ...run.origin };
}
