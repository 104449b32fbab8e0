import { type Diagnostic, isUsable } from "../../diagnostics/index.ts";
import {
  type ArmValues,
  chunksOf,
  type PopulationSampler,
  type PreparedArms,
  populationSampler,
  prepareArms,
  samplePerson,
} from "../../runs/index.ts";
import {
  type Cast,
  type Claim,
  type ClaimPopulation,
  isWithin,
  type Population,
} from "../../scenario/index.ts";
import type { RunStatus } from "../../simulation/index.ts";
import * as say from "./messages.ts";

/** Subjects that claims ask about come from one seed, so that claims about the same population are about the same people. */
const seed = 0;

/** What an arm gave in every plausible subject whose run ended, in the order of its requests. */
export interface GroupValues {
  readonly subjects: readonly ArmValues["values"][];
  readonly status: RunStatus;
}

/** Runs of arms in the people that claims ask about. */
export interface AskedPeople {
  readonly diagnostics: readonly Diagnostic[];
  run(population: Pick<ClaimPopulation, "name" | "size">, arm: number): GroupValues;
}

type People = readonly ReadonlyMap<string, number>[];

/**
 * Prepares the populations that claims name. Subjects are screened as the population says, by its own cohort; what is
 * found in them is a prediction: nobody is weighted or selected to look like a published group.
 */
export function askedPeople(claims: readonly Claim[], prepared: PreparedArms, cast: Cast): AskedPeople {
  const diagnostics: Diagnostic[] = [];
  const screened = new Map<string, (size: number) => People>();
  for (const { population: asked } of claims) {
    if (!asked || screened.has(asked.name)) continue;
    const population = cast.populations?.get(asked.name);
    if (population) screened.set(asked.name, screening(population, prepared, cast, diagnostics));
    else
      diagnostics.push(say.unknownPopulation(asked.name, asked.place, [...(cast.populations?.keys() ?? [])]));
  }
  return {
    diagnostics,
    run({ name, size }, arm) {
      const people = screened.get(name)!(size);
      const tasks = people.map((person) => ({ arm, person }));
      const results = [...chunksOf(tasks)].flatMap((chunk) => prepared.runAll(chunk.tasks));
      const ended = results.filter(({ status }) => status.kind === "success");
      const failure = results.find(({ status }) => status.kind !== "success");
      return {
        subjects: ended.map(({ values }) => values),
        // One subject without a result makes a group of fewer, not a failed claim.
        status:
          ended.length > 0 || !failure ? { kind: "success", time: 0, message: "completed" } : failure.status,
      };
    },
  };
}

/** The plausible among the first so many subjects, worked out once. */
function screening(
  population: Population,
  prepared: PreparedArms,
  cast: Cast,
  diagnostics: Diagnostic[],
): (size: number) => People {
  const { arm, duration } = population.cohort;
  const requests = population.screens.map(({ measure }) => measure);
  const cohort = prepareArms([{ arm: { ...arm, people: [] }, duration, requests }], cast);
  diagnostics.push(...cohort.diagnostics);
  if (!isUsable(cohort.diagnostics)) return () => [];
  const { value: sampler, diagnostics: faults } = populationSampler(population, cast, [
    ...cohort.systems,
    ...prepared.systems,
  ]);
  diagnostics.push(...faults);
  const known = new Map<number, People>();
  return (size) => {
    const people = known.get(size) ?? (sampler ? plausible(sampler, population, cohort, size) : []);
    known.set(size, people);
    return people;
  };
}

function plausible(
  sampler: PopulationSampler,
  { screens }: Population,
  cohort: PreparedArms,
  size: number,
): People {
  const all = Array.from({ length: size }, (_, subject) => samplePerson(sampler, seed, subject).parameters);
  const tasks = all.map((person) => ({ arm: 0, person }));
  const results = [...chunksOf(tasks)].flatMap((chunk) => cohort.runAll(chunk.tasks));
  return all.filter((_, i) => screens.every((screen, k) => isWithin(screen, results[i]!.values[k])));
}
