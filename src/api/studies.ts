import { prepare } from "../scenario/index.ts";
import {
  type Attribution,
  attribute,
  questionOf,
  type Requirement,
  requireOutcome,
  type Scan,
  type Sensitivity,
  scan as scanOf,
  sensitivity as sensitivityOf,
  tellAttribution,
  tellRequirement,
  tellScan,
  tellSensitivity,
} from "../studies/index.ts";
import { wanted } from "../text/index.ts";
import { required } from "./fault.ts";
import { benchOf, type Finding, orFault, type RunSettings, told } from "./finding.ts";
import type { LoadedModel } from "./model.ts";
import { askedOf, type ScenarioInput } from "./scenario.ts";

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
  const { question, asked, problems, bench, heard } = await deskOf(model, input, settings);
  const { attribution, missing, diagnostics } = await attribute(question, asked.cast, {
    ...bench,
    by: "system",
    isDeep: settings.systemsOnly !== true,
    isOverTime: settings.overTime === true,
    samples: settings.samples ?? 16,
  });
  if (missing)
    throw new Error(`invalid measure: ${question.measure.text}; expected one that has a value in every run`);
  return told(
    attribution,
    [...heard, ...diagnostics],
    { name: "why", model, asked, settings, problems },
    tellAttribution,
    bench.said,
  );
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
  const { question, asked, problems, bench, heard } = await deskOf(model, input, settings);
  const { method = "sobol", size, parameters = [] } = settings;
  const options = { ...bench, method, size, isWanted: wanted(parameters) };
  const { sensitivity: result, diagnostics } = await sensitivityOf(question, asked.cast, options);
  return told(
    result,
    [...heard, ...diagnostics],
    { name: "sensitivity", model, asked, settings, problems },
    tellSensitivity,
    bench.said,
  );
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
  const { atLeast: low = Number.NEGATIVE_INFINITY, atMost: high = Number.POSITIVE_INFINITY } = settings;
  if (low > high || (low === Number.NEGATIVE_INFINITY && high === Number.POSITIVE_INFINITY))
    throw new Error(
      `invalid bounds: ${low} to ${high}; expected atLeast, atMost or both, the lower one first`,
    );
  const { question, asked, problems, bench, heard } = await deskOf(model, input, settings);
  const { requirement: result, diagnostics } = await requireOutcome(
    { ...question, wish: { low, high } },
    asked.cast,
    { ...bench, isWanted: wanted(settings.parameters ?? []) },
  );
  return told(
    result,
    [...heard, ...diagnostics],
    { name: "requirement", model, asked, settings, problems },
    tellRequirement,
    bench.said,
  );
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
  const { question, asked, problems, bench, heard } = await deskOf(model, input, settings);
  const vary = Object.entries(settings.vary).map(([name, values]) => ({ name, values }));
  const options = { ...bench, vary, way: settings.way ?? "grid" };
  const { scan: result, diagnostics } = await scanOf(question, asked.cast, options);
  const call = { name: "scan", model, asked, settings, problems };
  return told(result, [...heard, ...diagnostics], call, tellScan, bench.said);
}

/** What is asked about, and what it is worked out with. */
async function deskOf(model: LoadedModel, input: ScenarioInput, settings: StudySettings) {
  const { measure, arm, against, onProgress, signal, ...changes } = settings;
  const asked = askedOf(model, input, changes);
  const { scenario, cast, texts } = asked;
  const prepared = prepare(scenario, cast);
  const experiment = required(prepared, texts);
  const placeOf = (text: string) => ({ file: "measure", start: 0, end: text.length });
  const options = {
    measure,
    ...(arm === undefined ? {} : { arm }),
    ...(against === undefined ? {} : { against }),
  };
  const question = await orFault(() => questionOf(experiment, cast, options, placeOf), measure);
  return {
    question,
    asked,
    problems: experiment.problems,
    heard: prepared.diagnostics,
    bench: { seed: scenario.seed ?? 0, ...benchOf({ onProgress, signal }) },
  };
}
