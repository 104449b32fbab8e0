import type { Observation } from "../../data/index.ts";
import type { Diagnostic } from "../../diagnostics/index.ts";
import type { InputFile } from "../../document/index.ts";
import type { FlatParameter } from "../../model/index.ts";
import { type ArmRun, type EvaluateMany, type PreparedArms, prepareArms } from "../../runs/index.ts";
import {
  type Arm,
  type Cast,
  type Experiment,
  type HypothesisChoice,
  onTop,
  predictionOf,
} from "../../scenario/index.ts";
import type { StudyContext } from "../study.ts";

/** A scenario with what it draws from. */
export interface FitScenario {
  readonly experiment: Experiment;
  readonly cast: Cast;
  /** Of its file, where it has one. */
  readonly path?: string | undefined;
  /** Fingerprint of its models, and the files that it was read from. */
  readonly hash?: string | undefined;
  readonly inputs?: readonly InputFile[] | undefined;
}

/** An arm with its measured points. */
interface MeasuredArm {
  /** Its place among the prepared arms. */
  readonly index: number;
  readonly arm: Arm;
  readonly observations: readonly Observation[];
  /** Names that the arm or its care sets: they stay. */
  readonly fixed: ReadonlySet<string>;
  /** Canonical values that hold in it. */
  readonly values: ReadonlyMap<string, number>;
}

/** The measured arms of one scenario, ready to be simulated with other parameters. */
export interface FitSource {
  readonly arms: readonly MeasuredArm[];
  readonly prepared: PreparedArms;
  readonly evaluate: EvaluateMany;
  readonly parameters: readonly FlatParameter[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface SourceOptions {
  readonly evaluator: StudyContext["evaluator"];
  /** Only these arms; all when empty. */
  readonly arms?: readonly string[] | undefined;
  readonly hypothesis?: Pick<HypothesisChoice, "name" | "choice"> | undefined;
}

/** Every parameter with a range, but for those that a chosen hypothesis sets. */
function fittable(systems: PreparedArms["systems"]): FlatParameter[] {
  const all = systems.flatMap(({ parameters }) =>
    parameters.filter(({ range: [low, high], isChosen }) => low < high && !isChosen),
  );
  return [...new Map(all.map((one) => [one.name, one])).values()];
}

/** The arms of a scenario that have points, each asked for the variable at the time of every point. */
export const sourceOf = (scenario: FitScenario, options: SourceOptions): FitSource =>
  sourcesOf(scenario, options, [() => true])[0]!;

/**
 * The same for several groups of points, each of which is fitted alone. They share what is prepared, and so the threads that
 * run it: threads for each of a hundred subjects would fill the memory.
 */
export function sourcesOf(
  { experiment, cast }: FitScenario,
  options: SourceOptions,
  groups: readonly ((point: Observation) => boolean)[],
): FitSource[] {
  const { scenario, problems, observations } = experiment;
  const { hypothesis, arms: only = [] } = options;
  let index = 0;
  const byGroup = groups.map((isWanted) =>
    problems.flatMap((problem, i): MeasuredArm[] => {
      const label = problem.label;
      if (only.length > 0 && !only.includes(label)) return [];
      const own = observations.filter((one) => one.arm === label && isWanted(one));
      if (own.length === 0) return [];
      const arm = scenario.arms[i]!;
      const care = cast.model.care.find(({ name }) => name === arm.care) ?? cast.model.care[0];
      return [
        {
          index: index++,
          arm: hypothesis
            ? { ...arm, hypotheses: onTop(arm.hypotheses, [hypothesis], (one) => one.name) }
            : arm,
          observations: own,
          fixed: new Set([...arm.set, ...(care?.set ?? [])].map(({ name }) => name)),
          values: problem.before,
        },
      ];
    }),
  );
  const runs = byGroup.flat().map(({ arm, observations: own }): ArmRun => {
    const { doses } = problems.find(({ label }) => label === arm.label)!;
    return {
      arm,
      duration: scenario.duration,
      requests: own.map((one) => predictionOf(one, doses)),
      isOften: true,
    };
  });
  const prepared = prepareArms(runs, cast, "duration");
  const isUsable = !prepared.diagnostics.some((d) => d.severity === "error");
  const evaluate = options.evaluator(prepared);
  const parameters = isUsable ? fittable(prepared.systems) : [];
  return byGroup.map((arms) => ({ arms, prepared, evaluate, parameters, diagnostics: prepared.diagnostics }));
}
