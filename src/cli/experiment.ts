import { type Diagnostic, isUsable, type SourceTexts } from "../diagnostics/index.ts";
import type { InputFile, Provenance } from "../document/index.ts";
import { version } from "../files/index.ts";
import { studyTolerance } from "../runs/index.ts";
import {
  type Arm,
  type Cast,
  type Experiment,
  override,
  prepare,
  type Scenario,
  withOwn,
} from "../scenario/index.ts";
import { type RunOptions, runScenario, type ScenarioResult } from "../simulation/index.ts";
import { Failure, report } from "./failure.ts";
import { helpWithCommit, isPath, type LoadedLibrary, loadLibrary, loadScenario, nameIn } from "./library.ts";
import { commandLineTexts, overridesOf, type RunningOptions } from "./options.ts";
import { provenanceOf } from "./record.ts";

/** A scenario found, read, changed as the command line asks, and checked against the models. */
export interface PreparedExperiment {
  readonly experiment: Experiment;
  readonly library: LoadedLibrary;
  /** What the scenario draws from: the library, and the drugs and people of its own. */
  readonly cast: Cast;
  readonly path: string;
  /** Every file of the scenario's that was read, itself included. */
  readonly inputs: readonly InputFile[];
  /** Warnings that have been printed. */
  readonly warned: readonly Diagnostic[];
}

export function prepareScenario(name: string, options: RunningOptions): PreparedExperiment {
  const { scenario, model, texts, path, inputs, ...own } = loadScenario(name);
  const people = options.person?.split(",").map((one) => one.trim()) ?? [];
  const joined = [...(options.with ?? []), ...people.filter(isPath)];
  const library = loadLibrary({ models: options.models, with: joined }, model);
  const cast = withOwn(library, own);
  const all: SourceTexts = new Map([...library.texts, ...texts, ...commandLineTexts]);
  const faults: Diagnostic[] = [];
  const overrides = overridesOf(options, faults, (one) => nameIn(one, "person", library.people));
  const { value, diagnostics } = isUsable(faults)
    ? prepare(override(scenario, overrides), cast)
    : { value: undefined, diagnostics: [] };
  report([...faults, ...diagnostics], all, helpWithCommit(options.models, `this scenario does not go with`));
  if (!value) throw new Failure(`The scenario ${path} cannot be run.`);
  return { experiment: value, library, cast, path, inputs, warned: [...faults, ...diagnostics] };
}

/** A model as it stands, with which no scenario need go: its person and care as its page opens, no drug, a year (what is slow comes to rest), all its groups. */
export function prepareModel(options: RunningOptions): PreparedExperiment {
  const library = loadLibrary(options);
  const { model } = library;
  const { place, page: { opens } = {} } = model;
  const arm: Arm = {
    label: "as it stands",
    people: opens?.people?.map((name) => ({ name, place })),
    care: opens?.care ?? model.care.at(-1)?.name,
    treatment: [],
    knockouts: [],
    hypotheses: [],
    set: [],
    place,
  };
  const scenario: Scenario = {
    id: model.name,
    title: model.title,
    question: "What does the model do by itself?",
    duration: 364,
    arms: [arm],
    measures: [],
    plots: model.groups.map(({ name }) => ({ kind: "group", group: name, place })),
    place,
  };
  const { value, diagnostics } = prepare(scenario, library);
  report(diagnostics, library.texts);
  if (!value) throw new Failure(`The model ${model.name} cannot be run.`);
  return { experiment: value, library, cast: library, path: place.file, inputs: [], warned: diagnostics };
}

/** The record of a study of a prepared scenario, whose many runs are integrated to a tolerance of their own. */
export const recordOfStudy = (
  prepared: PreparedExperiment,
  options: RunningOptions,
  command?: readonly string[],
) => recordOf(prepared, { ...options, rtol: options.rtol ?? studyTolerance }, command);

/** The record of a single run of a prepared scenario. */
export function recordOf(
  { experiment, library, cast, inputs }: PreparedExperiment,
  { seed, solver, rtol }: RunningOptions,
  command?: readonly string[],
): Provenance {
  const { scenario, problems } = experiment;
  return provenanceOf({
    subject: scenario.id,
    library,
    inputs,
    cast,
    arms: scenario.arms,
    seed: scenario.seed ?? seed,
    solver,
    rtol,
    problems,
    command,
  });
}

/** Runs a prepared scenario; says on stderr which arm it is at once that has taken over a second. */
export function runPrepared(
  { experiment, library }: PreparedExperiment,
  options: RunningOptions,
  extra: Partial<RunOptions> = {},
): ScenarioResult {
  const started = performance.now();
  return runScenario(experiment, {
    modelName: library.model.name,
    modelHash: library.hash,
    version: version(),
    seed: experiment.scenario.seed ?? 0,
    solver: options.solver,
    rtol: options.rtol,
    onArm: (label, index, count) => {
      if (performance.now() - started > 1000)
        process.stderr.write(`arm ${index + 1} of ${count}: ${label}\n`);
    },
    ...extra,
  });
}
