import {
  type Compared,
  compareStudy,
  contrastOf,
  type ErrorModel,
  type Fit,
  fitStudy,
  type SteadyResult,
  steadyStudy,
} from "../studies/index.ts";
import { contextOf, type Finding, orFault, type RunSettings, told } from "./finding.ts";
import type { LoadedModel } from "./model.ts";
import { experimentOf, type ScenarioInput } from "./scenario.ts";
import { checkSettings } from "./settings.ts";

/** Settings of `fit`. */
export interface FitSettings extends RunSettings {
  /** What is fitted: names or patterns, for example ["depression.severity"]. */
  readonly parameters: readonly string[];
  /** How points without an error of their own scatter; default "additive". */
  readonly error?: ErrorModel;
  /** Bounds in declared units that take the place of declared ranges. */
  readonly bounds?: Readonly<Record<string, readonly [number, number]>>;
  /** Take the bounds for 95% intervals of normal priors. */
  readonly priors?: boolean;
  /** Starts: the values before, and others drawn between the bounds; default 1. */
  readonly starts?: number;
  /** Labels of arms; default: all that have points. */
  readonly arms?: readonly string[];
  /** Intervals from profiles of the likelihood, which take most of the time; default true. */
  readonly profiles?: boolean;
  /** Fit each subject too (global two-stage); default false. */
  readonly subjects?: boolean;
  /** Data sets of a visual predictive check, where there are subjects; default 200, 0 leaves it out. */
  readonly vpc?: number;
}

/**
 * Fits parameters to the measured points that a scenario's `data` names: estimates with intervals, and what the data do not say. The
 * data are a text of `files`. It is what `lull fit` does.
 *
 * @throws LullFault when the scenario or its data are faulty, Error when nothing can be fitted
 * @example
 * const { result } = await fit(loadModel(), { ...scenario, data: "points.csv" }, {
 *   parameters: ["depression.recovery_time"],
 *   files: { "points.csv": "arm,time_day,variable,value,sd\ndrug,7,scale.madrs,24,2\ndrug,14,scale.madrs,21,2\n" },
 * });
 * result.parameters[0]; // { value: ..., low: ..., high: ... }
 */
export async function fit(
  model: LoadedModel,
  input: ScenarioInput,
  settings: FitSettings,
): Promise<Finding<Fit>> {
  checkSettings("fit", settings);
  const { parameters, bounds = {} } = settings;
  if (parameters.length === 0)
    throw new Error('invalid parameters: none; expected names or patterns, for example ["affect.*"]');
  const { asked, experiment, heard } = experimentOf(model, input, settings);
  const options = {
    also: [],
    hypotheses: [],
    parameters,
    arms: settings.arms ?? [],
    error: settings.error ?? "additive",
    bounds: Object.entries(bounds).map(([name, [low, high]]) => `${name}=${low}..${high}`),
    priors: settings.priors ?? false,
    starts: settings.starts ?? 1,
    profiles: settings.profiles ?? true,
    subjects: settings.subjects ?? false,
    vpc: settings.vpc ?? 200,
  };
  const context = { cast: asked.cast, seed: asked.scenario.seed ?? 0, ...contextOf(settings) };
  const scenarios = [{ experiment, cast: asked.cast }];
  const { result, diagnostics } = await orFault(() => fitStudy.run(scenarios, options, context));
  const call = { name: "fit", model, asked, settings, problems: experiment.problems };
  return told(result, [...heard, ...diagnostics], call, fitStudy.tell, context.said);
}

/** Settings of `compare`. */
export interface CompareSettings extends RunSettings {
  /** Two arms: of the scenario, or one of each; a single one: this arm in both. Default: arms of the same label. */
  readonly arms?: readonly string[];
  /** What the second scenario is run with; default: the first model. */
  readonly otherModel?: LoadedModel;
}

/**
 * Two scenarios beside each other, two arms of one (`other` undefined), or one under two models: measures in both, where
 * the curves are furthest apart, and what differs in what was asked. It is what `lull compare` does; changes are made to both.
 *
 * @throws LullFault when a scenario is faulty, Error when it is not clear which arms are to be compared
 * @example
 * const { result } = await compare(loadModel(), scenario, undefined, { arms: ["placebo", "drug"] });
 * result.arms[0].measures[0]; // { name: "blunting", first: ..., second: ..., difference: ... }
 */
export async function compare(
  model: LoadedModel,
  input: ScenarioInput,
  other: ScenarioInput | undefined,
  settings: CompareSettings = {},
): Promise<Finding<Compared>> {
  checkSettings("compare", settings);
  const { otherModel, ...others } = settings;
  const { arms } = settings;
  const first = experimentOf(model, input, settings);
  const second =
    other === undefined && otherModel === undefined
      ? first
      : experimentOf(otherModel ?? model, other ?? input, settings);
  const sides = new Map([
    ["the first", first],
    ["the second", second],
  ]);
  const lookup = {
    scenarios: (names: readonly string[]) =>
      names.map((name) => {
        const { experiment, asked } = sides.get(name)!;
        return { experiment, cast: asked.cast, path: name, models: { name }, hash: "", inputs: [] };
      }),
  };
  const isOne = second === first;
  const options = { ...(arms ? { arms } : {}), ...(isOne ? {} : { other: "the second" }) };
  const contrast = await orFault(() => contrastOf("the first", options, lookup));
  const context = { cast: first.asked.cast, seed: 0, ...contextOf(settings) };
  const { result, diagnostics } = await compareStudy.run(contrast, options, context);
  // Of two scenarios or models the second is told by its hash.
  const own = new Map([
    ...first.asked.own,
    ...[...second.asked.own].map(([path, text]) => [`other/${path}`, text] as const),
  ]);
  const asked = isOne ? first.asked : { ...first.asked, own };
  const said = { ...others, ...(otherModel ? { otherModel: otherModel.origin.modelHash } : {}) };
  const heard = [...first.heard, ...second.heard, ...diagnostics];
  const { problems } = first.experiment;
  const call = { name: "compare", model, asked, settings: said, problems };
  return told(result, heard, call, compareStudy.tell, context.said);
}

/** Settings of `steady`. */
export interface SteadySettings extends RunSettings {
  /** Tell these quantities only: names or patterns; default all. */
  readonly variables?: readonly string[];
  /** How many time constants are told, slowest first; default 8. */
  readonly modes?: number;
}

/**
 * Where everything comes to rest without drug, and the means of each arm on the doses that it ends with, taken for ever; how fast
 * disturbances of either die away, if they do. It is what `lull steady` does.
 *
 * @throws LullFault when the scenario is faulty, Error when no quantity has a name that is asked for
 * @example
 * const { result } = await steady(loadModel(), scenario, { variables: ["affect.*"] });
 * result.rests[0].stability; // "stable"
 */
export async function steady(
  model: LoadedModel,
  input: ScenarioInput,
  settings: SteadySettings = {},
): Promise<Finding<SteadyResult>> {
  checkSettings("steady", settings);
  const { variables, modes = 8 } = settings;
  const { asked, experiment } = experimentOf(model, input, settings);
  const { scenario, cast } = asked;
  const options = { modes, ...(variables ? { variables } : {}) };
  const context = { cast, seed: scenario.seed ?? 0, ...contextOf(settings) };
  const { result, diagnostics } = await orFault(() => steadyStudy.run({ scenario, cast }, options, context));
  const call = { name: "steady", model, asked, settings, problems: experiment.problems };
  return told(result, diagnostics, call, steadyStudy.tell, context.said);
}
