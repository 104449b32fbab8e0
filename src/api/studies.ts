import type { Cast } from "../scenario/index.ts";
import {
  type Attribution,
  attribute,
  type Question,
  questionOf,
  type Requirement,
  requireOutcome,
  type Scan,
  type Sensitivity,
  type StudyOutcome,
  scan as scanOf,
  sensitivity as sensitivityOf,
  tellAttribution,
  tellRequirement,
  tellScan,
  tellSensitivity,
} from "../studies/index.ts";
import { wanted } from "../text/index.ts";
import { contextOf, type Finding, orFault, type RunSettings, told } from "./finding.ts";
import type { LoadedModel } from "./model.ts";
import { experimentOf, type ScenarioInput } from "./scenario.ts";
import { checkSettings } from "./settings.ts";

/** What every study of one number may be asked. */
export interface StudySettings extends RunSettings {
  /** A measure of the scenario by name, or one written out: "at(affect.blunting_drug, week 8)". */
  readonly measure: string;
  /** Label of the arm; default: the first that takes a drug. */
  readonly arm?: string;
  /** Label of an arm: the difference from it is asked about. */
  readonly against?: string;
}

/**
 * Which mechanisms carry a measure, or its difference between two arms: shares that sum to it (Owen values over the gates of effects).
 *
 * @throws LullFault when the scenario is faulty, Error when there is no such arm or the measure has no value
 * @example
 * const { result } = await why(loadModel(), scenario, { measure: "at(vta.firing, week 1)", systemsOnly: true });
 * result.systems[0]; // { system: "dopamine", share: ... }
 */
export async function why(
  model: LoadedModel,
  input: ScenarioInput,
  settings: StudySettings & {
    /** Do not look for the effects within systems, which is quicker. */
    readonly systemsOnly?: boolean;
    /** Also attribute the quantity week by week. */
    readonly overTime?: boolean;
    /** Pairs of random orders where shares cannot be computed exactly; default 16. */
    readonly samples?: number;
  },
): Promise<Finding<Attribution>> {
  checkSettings("why", settings);
  const work: RunStudy<Attribution> = async (question, cast, context) => {
    const { missing, ...outcome } = await attribute(question, cast, {
      ...context,
      by: "system",
      isDeep: settings.systemsOnly !== true,
      isOverTime: settings.overTime === true,
      samples: settings.samples ?? 16,
    });
    if (missing)
      throw new Error(
        `invalid measure: ${question.measure.text}; expected one that has a value in every run`,
      );
    return outcome;
  };
  return answer("why", model, input, settings, work, tellAttribution);
}

/**
 * How much a measure depends on each uncertain parameter, and how much of it rests on assumed numbers.
 *
 * @throws LullFault when the scenario is faulty, Error when there is no such arm
 * @example
 * const { answers } = await sensitivity(loadModel(), scenario, { measure: "at(vta.firing, week 1)", parameters: ["vta.*"], size: 8 });
 */
export async function sensitivity(
  model: LoadedModel,
  input: ScenarioInput,
  settings: StudySettings & {
    /** "sobol" (default): shares of the variance; "morris": screening; "local": slopes over time; "all". */
    readonly method?: "sobol" | "morris" | "local" | "all";
    /** Rows of the Sobol sample (default 128), or trajectories of the screening (10). */
    readonly size?: number;
    /** Vary only these: names or patterns; default all. */
    readonly parameters?: readonly string[];
  },
): Promise<Finding<Sensitivity>> {
  checkSettings("sensitivity", settings);
  const { method = "sobol", size, parameters = [] } = settings;
  const work: RunStudy<Sensitivity> = (question, cast, context) =>
    sensitivityOf(question, cast, { ...context, method, size, isWanted: wanted(parameters) });
  return answer("sensitivity", model, input, settings, work, tellSensitivity);
}

/**
 * What would have to be true for a measure to lie within bounds: the smallest changes of parameters, within their declared ranges. It
 * is what `lull require` does.
 *
 * @throws LullFault when the scenario is faulty, Error when there is no such arm
 * @example
 * const { answers } = await requirement(loadModel(), scenario, { measure: "at(vta.firing, week 1)", atLeast: 0.9, parameters: ["vta.*"] });
 */
export async function requirement(
  model: LoadedModel,
  input: ScenarioInput,
  settings: StudySettings & {
    readonly atLeast?: number;
    readonly atMost?: number;
    /** Move only these: names or patterns; default all. */
    readonly parameters?: readonly string[];
  },
): Promise<Finding<Requirement>> {
  checkSettings("requirement", settings);
  const { atLeast: low = Number.NEGATIVE_INFINITY, atMost: high = Number.POSITIVE_INFINITY } = settings;
  if (low > high || (low === Number.NEGATIVE_INFINITY && high === Number.POSITIVE_INFINITY))
    throw new Error(
      `invalid bounds: ${low} to ${high}; expected atLeast, atMost or both, the lower one first`,
    );
  const work: RunStudy<Requirement> = (question, cast, context) => {
    const options = { ...context, isWanted: wanted(settings.parameters ?? []) };
    return requireOutcome({ ...question, target: { low, high } }, cast, options);
  };
  return answer("requirement", model, input, settings, work, tellRequirement);
}

/**
 * A measure as one or two numbers go through values: parameters in their declared units, or drugs that the arm takes in mg.
 *
 * @throws LullFault when the scenario is faulty or a value means nothing, Error when a name cannot be varied
 * @example
 * const { result } = await scan(loadModel(), scenario, { measure: "at(vta.firing, week 1)", vary: { escitalopram: [5, 10, 20] } });
 * result.points[0]; // { at: [5], value: ... }
 */
export async function scan(
  model: LoadedModel,
  input: ScenarioInput,
  settings: StudySettings & {
    /** Values by name, of one or two. */
    readonly vary: Readonly<Record<string, readonly number[]>>;
    /** "grid" (default): every combination; "zip": value by value. */
    readonly way?: "grid" | "zip";
  },
): Promise<Finding<Scan>> {
  checkSettings("scan", settings);
  const vary = Object.entries(settings.vary).map(([name, values]) => ({ name, values }));
  const work: RunStudy<Scan> = (question, cast, context) =>
    scanOf(question, cast, { ...context, vary, way: settings.way ?? "grid" });
  return answer("scan", model, input, settings, work, tellScan);
}

type RunStudy<Result> = (
  question: Question,
  cast: Cast,
  context: ReturnType<typeof contextOf> & { readonly seed: number },
) => Promise<StudyOutcome<Result>>;

/** Asks a study about one number of a scenario, and tells what comes out. */
async function answer<Result>(
  name: string,
  model: LoadedModel,
  input: ScenarioInput,
  settings: StudySettings,
  work: RunStudy<Result>,
  tell: Parameters<typeof told<Result>>[3],
): Promise<Finding<Result>> {
  const { measure } = settings;
  const { asked, experiment, heard } = experimentOf(model, input, settings);
  const { cast, scenario } = asked;
  const placeOf = (text: string) => ({ file: "measure", start: 0, end: text.length });
  const question = await orFault(() => questionOf(experiment, cast, settings, placeOf), measure);
  const context = { seed: scenario.seed ?? 0, ...contextOf(settings) };
  const { result, diagnostics } = await work(question, cast, context);
  const call = { name, model, asked, settings, problems: experiment.problems };
  return told(result, [...heard, ...diagnostics], call, tell, context.said);
}
