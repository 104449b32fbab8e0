import type { Checked, Diagnostic } from "../../diagnostics/index.ts";
import {
  type ArmRun,
  type ArmValues,
  type PreparedArms,
  populationSampler,
  RunNotes,
  samplePerson,
  type TaskInput,
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

/** What a subject is, by parameter: drawn whenever it is asked for, as hundreds of maps of hundreds of numbers fill the memory. */
export type PersonOf = (subject: number) => ReadonlyMap<string, number>;

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

/** How the subjects of a population are drawn; undefined, with diagnostics, where they cannot be. */
export function subjectsOf(
  { population }: AskedPopulation,
  prepared: PreparedArms,
  cast: Cast,
): Checked<PersonOf> {
  const { value: sampler, diagnostics } = populationSampler(population, cast, prepared.systems);
  return {
    value: sampler && drawnOnce((subject) => samplePerson(sampler, seed, subject).parameters),
    diagnostics,
  };
}

/** Whoever was asked for last is not drawn again: the arms that share a run follow each other. */
function drawnOnce(personOf: PersonOf): PersonOf {
  let last: { readonly subject: number; readonly person: ReturnType<PersonOf> } | undefined;
  return (subject) => {
    if (last?.subject !== subject) last = { subject, person: personOf(subject) };
    return last.person;
  };
}

/** The run of an arm in a subject, who is drawn when it begins. */
export const runIn = (
  arm: Pick<TaskInput, "arm" | "isReadOff">,
  personOf: PersonOf,
  subject: number,
): TaskInput => ({
  ...arm,
  get person() {
    return personOf(subject);
  },
});

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
