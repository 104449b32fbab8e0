import type { Diagnostic } from "../diagnostics/index.ts";
import { readMeasure } from "../language/index.ts";
import { evaluateHere } from "../runs/index.ts";
import { type MeasureRequest, prepare, type Scenario } from "../scenario/index.ts";
import {
  type Attribution,
  attribute,
  type Bench,
  type Question,
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
import { LullFault, required } from "./fault.ts";
import type { LoadedModel } from "./model.ts";
import { type Asked, askedOf, type Changes, type ScenarioInput } from "./scenario.ts";

/** What every study may be asked: a number, and how far it is told. */
export interface StudySettings extends Changes {
  /** A measure of the scenario by name, or one written out: "at(affect.blunting_drug, week 8)". */
  readonly measure: string;
  /** Label of the arm; default: the first that takes a drug. */
  readonly arm?: string;
  /** Label of an arm: the difference from it is asked about. */
  readonly against?: string;
  /** Called as runs end; `total` is left out where it is not known beforehand. */
  readonly onProgress?: (done: number, total?: number) => void;
  /** Ends the study between runs: the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** What a study found: plain data, and the answer in sentences. */
export interface Finding<Result> {
  readonly result: Result;
  readonly answers: readonly string[];
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
  const { question, asked, bench } = deskOf(model, input, settings);
  const { attribution, missing, diagnostics } = await attribute(question, asked.cast, {
    ...bench,
    by: "system",
    isDeep: settings.systemsOnly !== true,
    isOverTime: settings.overTime === true,
    samples: settings.samples ?? 16,
  });
  if (missing)
    throw new Error(`invalid measure: ${question.measure.text}; expected one that has a value in every run`);
  return told(attribution, diagnostics, asked, tellAttribution);
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
  const { question, asked, bench } = deskOf(model, input, settings);
  const { method = "sobol", size, parameters = [] } = settings;
  const options = { ...bench, method, size, isWanted: wanted(parameters) };
  const { sensitivity: result, diagnostics } = await sensitivityOf(question, asked.cast, options);
  return told(result, diagnostics, asked, tellSensitivity);
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
  const { question, asked, bench } = deskOf(model, input, settings);
  const { requirement: result, diagnostics } = await requireOutcome(
    { ...question, wish: { low, high } },
    asked.cast,
    { ...bench, isWanted: wanted(settings.parameters ?? []) },
  );
  return told(result, diagnostics, asked, tellRequirement);
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
  const { question, asked, bench } = deskOf(model, input, settings);
  const vary = Object.entries(settings.vary).map(([name, values]) => ({ name, values }));
  const options = { ...bench, vary, way: settings.way ?? "grid" };
  const { scan: result, diagnostics } = await scanOf(question, asked.cast, options);
  return told(result, diagnostics, asked, tellScan);
}

function told<Result>(
  result: Result | undefined,
  diagnostics: readonly Diagnostic[],
  { texts }: Asked,
  tell: (result: Result) => { readonly answers: readonly string[] },
): Finding<Result> {
  if (result === undefined) throw new LullFault(diagnostics, texts);
  return { result, answers: tell(result).answers };
}

/** What is asked about, and what it is worked out with. */
function deskOf(model: LoadedModel, input: ScenarioInput, settings: StudySettings) {
  const { measure, arm, against, onProgress, signal, ...changes } = settings;
  const asked = askedOf(model, input, changes);
  const { scenario, cast, texts } = asked;
  const { problems } = required(prepare(scenario, cast), texts);
  const chosen = armOf(scenario, arm);
  const question: Question = {
    title: scenario.title,
    person: problems.find(({ label }) => label === chosen.label)?.person ?? cast.model.person,
    arm: chosen,
    against: against === undefined ? undefined : armOf(scenario, against),
    duration: scenario.duration,
    measure: measureOf(scenario, measure),
  };
  const bench = { seed: scenario.seed ?? 0, evaluator: evaluatorUntil(signal), onProgress };
  return { question, asked, bench };
}

function armOf({ arms }: Scenario, label: string | undefined): Question["arm"] {
  const found =
    label === undefined
      ? (arms.find(({ treatment }) => treatment.length > 0) ?? arms[0])
      : arms.find((arm) => arm.label === label);
  if (!found)
    throw new Error(
      `invalid arm: ${label}; expected one of ${arms.map((arm) => `"${arm.label}"`).join(", ")}`,
    );
  return found;
}

function measureOf({ measures }: Scenario, text: string): MeasureRequest {
  const named = measures.find(({ name }) => name === text);
  if (named) return named;
  const diagnostics: Diagnostic[] = [];
  const place = { file: "measure", start: 0, end: text.length };
  const read = readMeasure("measure", text, place, diagnostics);
  if (!read) throw new LullFault(diagnostics, new Map([["measure", text]]));
  return read;
}

/** Runs in this thread, between which the event loop turns, until a signal says to stop. */
function evaluatorUntil(signal: AbortSignal | undefined): Bench["evaluator"] {
  return (prepared) =>
    async function* (tasks, options) {
      signal?.throwIfAborted();
      for await (const row of evaluateHere(prepared)(tasks, options)) {
        signal?.throwIfAborted();
        yield row;
      }
    };
}
