import { distinct, isUsable } from "../diagnostics/index.ts";
import { populationSampler, prepareArms, samplePerson } from "../runs/index.ts";
import { prepare } from "../scenario/index.ts";
import type { RunStatus } from "../simulation/index.ts";
import { LullFault, required } from "./fault.ts";
import type { LoadedModel } from "./model.ts";
import { checkSize, populationNamed } from "./people.ts";
import { type Recorded, recorded } from "./record.ts";
import { askedOf, type Changes, type ScenarioInput } from "./scenario.ts";
import { checkSettings } from "./settings.ts";

/** One member of a population in one arm. */
export interface SubjectOutcome {
  /** Number of the subject, from 0: the same subject in every arm. */
  readonly subject: number;
  readonly arm: string;
  /** Names of the people whose traits combine in this subject, for example a genotype. */
  readonly traits: readonly string[];
  /** "success", or when and why the run of this subject ended early. */
  readonly status: RunStatus;
  /** The scenario's measures by name; undefined where one never took a value, which none has where the run failed. */
  readonly measures: Readonly<Record<string, number | undefined>>;
}

/** All members of a population in every arm, arm by arm, and where their numbers come from. */
export interface Subjects extends Recorded {
  readonly subjects: readonly SubjectOutcome[];
  /** Doubts about what is asked: numbers outside their range, levels that a variable never reaches. */
  readonly warnings: readonly string[];
}

/** Options of `simulatePopulation`. */
export interface PopulationSettings extends Changes {
  /** Name of the population, see `list(model, "populations")`. */
  readonly population?: string;
  /** Subjects to draw. */
  readonly size: number;
  /** Number of the first subject, so that a population can be simulated in parts; default 0. */
  readonly from?: number;
}

/**
 * Simulates a scenario in the members of a population: the same seed gives the same people, in any number and order. The
 * people that the arms name give way to the population's.
 *
 * @throws LullFault when the scenario is faulty, Error when there is no population of that name
 * @example
 * const { subjects } = simulatePopulation(loadModel(), scenario, { size: 20, seed: 1 });
 */
export function simulatePopulation(
  model: LoadedModel,
  input: ScenarioInput,
  settings: PopulationSettings,
): Subjects {
  checkSettings("simulatePopulation", settings);
  const { size, from = 0 } = settings;
  const population = populationNamed(model, settings.population);
  checkSize(size);
  const asked = askedOf(model, input, settings);
  const { scenario, cast, texts } = asked;
  const { measures: requests, seed = 0 } = scenario;
  const prepared = prepareArms(
    scenario.arms.map((arm) => ({ arm: { ...arm, people: [] }, duration: scenario.duration, requests })),
    cast,
    "duration",
  );
  if (!isUsable(prepared.diagnostics)) throw new LullFault(prepared.diagnostics, texts);
  const sampler = required(populationSampler(population, cast, prepared.systems), texts);
  const people = Array.from({ length: size }, (_, i) => samplePerson(sampler, seed, from + i));
  const tasks = scenario.arms.flatMap((_, arm) =>
    people.map(({ parameters }) => ({ arm, person: parameters })),
  );
  const subjects = prepared.runAll(tasks).map(({ values, status }, i) => ({
    subject: from + (i % size),
    arm: scenario.arms[Math.floor(i / size)]!.label,
    traits: people[i % size]!.people,
    status,
    measures: Object.fromEntries(requests.map((request, k) => [request.name, values[k]])),
  }));
  const warnings = distinct(prepared.diagnostics).map(({ message }) => message);
  const { problems } = required(prepare(scenario, cast), texts);
  return {
    subjects,
    warnings,
    ...recorded({ name: "simulatePopulation", model, asked, settings, problems }),
  };
}
