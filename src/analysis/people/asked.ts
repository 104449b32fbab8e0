import type { Diagnostic } from "../../diagnostics/index.ts";
import {
  type ArmRun,
  type ArmValues,
  type PreparedArms,
  populationSampler,
  RunNotes,
  samplePerson,
} from "../../runs/index.ts";
import { type Cast, type Claim, isWithin, type Population } from "../../scenario/index.ts";
import type { RunStatus } from "../../simulation/index.ts";
import * as say from "./messages.ts";

/** Subjects that claims ask about come from one seed, so that claims about the same population are about the same people. */
const seed = 0;

/** What an arm gave in every plausible subject whose run ended, in the order of its requests. */
export interface GroupValues {
  readonly subjects: readonly ArmValues["values"][];
  readonly status: RunStatus;
  /** What the runs say of themselves, and how many failed. */
  readonly notes: readonly string[];
}

/** A population that claims name, and how many of its subjects the one that asks for most wants. */
export interface AskedPopulation {
  readonly population: Population;
  readonly size: number;
}

/** What subjects are, by parameter. */
export type People = readonly ReadonlyMap<string, number>[];

/** The populations that claims name, each once. */
export function askedPopulations(
  claims: readonly Claim[],
  cast: Cast,
): { readonly asked: readonly AskedPopulation[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const asked = new Map<string, AskedPopulation>();
  for (const { population: wanted } of claims) {
    if (!wanted) continue;
    const population = cast.populations?.get(wanted.name);
    const size = Math.max(wanted.size, asked.get(wanted.name)?.size ?? 0);
    if (population) asked.set(wanted.name, { population, size });
    else
      diagnostics.push(
        say.unknownPopulation(wanted.name, wanted.place, [...(cast.populations?.keys() ?? [])]),
      );
  }
  return { asked: [...asked.values()], diagnostics };
}

/** The run that tells which subjects of a population are included: its cohort's arm, with what the inclusion criteria measure. */
export function inclusionRunOf({ population: { cohort, inclusion } }: AskedPopulation): ArmRun {
  const { arm, duration } = cohort;
  const requests = inclusion.map(({ measure }) => measure);
  return { arm: { ...arm, people: [] }, duration, requests, isOften: true };
}

/** The first subjects of a population, as many as are asked for, before any is left out. */
export function subjectsOf(
  { population, size }: AskedPopulation,
  prepared: PreparedArms,
  cast: Cast,
): { readonly people: People; readonly diagnostics: readonly Diagnostic[] } {
  const { value: sampler, diagnostics } = populationSampler(population, cast, prepared.systems);
  const people = sampler
    ? Array.from({ length: size }, (_, subject) => samplePerson(sampler, seed, subject).parameters)
    : [];
  return { people, diagnostics };
}

/**
 * Whether a subject is plausible, by what its run in the cohort gave. Nothing else selects: what is found in the plausible is a
 * prediction, nobody is weighted or picked to look like a published group.
 */
export const isPlausible = ({ inclusion }: Population, { values }: ArmValues): boolean =>
  inclusion.every((criterion, k) => isWithin(criterion, values[k]));

/** The runs of an arm in many subjects. One without a result makes a group of fewer, not a failed claim. */
export function groupValues(results: readonly ArmValues[]): GroupValues {
  const ended = results.filter(({ status }) => status.kind === "success");
  const failure = results.find(({ status }) => status.kind !== "success");
  const said = new RunNotes();
  for (const { notes } of results) said.add(notes);
  const failed = failure
    ? [say.failedSubjects(results.length - ended.length, results.length, failure.status.message)]
    : [];
  return {
    notes: [...failed, ...said.texts],
    subjects: ended.map(({ values }) => values),
    status:
      ended.length > 0 || !failure ? { kind: "success", time: 0, message: "completed" } : failure.status,
  };
}
