import { type Checked, type Diagnostic, isUsable } from "../../diagnostics/index.ts";
import { type FlatSystem, type ModelSource, parametersBehind } from "../../model/index.ts";
import {
  type Chunk,
  type Plan,
  type PreparedArms,
  populationSampler,
  prepareArms,
  samplePerson,
  type TaskInput,
} from "../../runs/index.ts";
import { type Arm, type Cast, requestFor, timesOf } from "../../scenario/index.ts";
import { capital } from "../../text/index.ts";
import { distinctMeasures, unitOfMeasure } from "../measures.ts";
import * as say from "./messages.ts";
import type { ArmLayout, Cutoff, PopulationQuestion, PopulationStudy } from "./types.ts";

/** Subjects in one part: enough for lanes of two and a shared equilibrium, few enough to lose little. */
const subjectsInPart = 16;

/** A study and its arms, ready to run. */
export interface PreparedStudy {
  readonly study: PopulationStudy;
  readonly prepared: PreparedArms;
}

/**
 * Looks up everything: the scenario's arms and the population's cohort get the population's subjects in place of their
 * own people, and are measured for inclusion criteria, targets, the scenario's measures, the cut-off, onset and the course.
 */
export function prepareStudy(question: PopulationQuestion, cast: Cast): Checked<PreparedStudy> {
  const { scenario, population } = question;
  const { duration } = scenario;
  const variables = new Set(
    cast.model.modules.flatMap((m) => [...m.states, ...m.values].map((item) => `${m.name}.${item.name}`)),
  );
  const days = daysOf(duration, question.every);
  const { onset: begun, follow = [] } = cast.model;
  const cutoff = cutoffOf(question, cast.model);
  if (!cutoff) return { diagnostics: [say.noCutoff(population)] };
  const followed = [...new Set([...follow, cutoff.request.variable])].filter((v) => variables.has(v));
  const onset = begun && requestFor("onset", begun.of, [begun.above], cutoff.request);
  const courseOf = (list: readonly string[]) =>
    list.flatMap((variable) => days.map((day) => requestFor("at", variable, [day], cutoff.request)));
  const kept = (question.keep ?? []).filter((variable) => !followed.includes(variable));
  const cohort = [
    ...population.inclusion.map((criterion) => criterion.measure),
    ...population.targets.flatMap((target) => target.measures),
  ];
  const own = distinctMeasures([
    ...scenario.measures,
    cutoff.request,
    ...(onset ? [onset] : []),
    ...courseOf(followed),
  ]);
  const runs = [
    {
      arm: inSubjects(population.cohort.arm),
      duration: population.cohort.duration,
      requests: distinctMeasures(cohort),
    },
    ...scenario.arms.map((arm) => ({
      arm: inSubjects(arm),
      duration,
      requests: distinctMeasures([...own, ...courseOf(kept)]),
    })),
  ];
  const diagnostics: Diagnostic[] = [];
  const prepared = prepareArms(
    runs.map((run) => ({ ...run, isOften: true })),
    cast,
    "duration",
  );
  diagnostics.push(...prepared.diagnostics);
  if (!isUsable(diagnostics)) return { diagnostics };
  const sampler = populationSampler(population, cast, prepared.systems);
  diagnostics.push(...sampler.diagnostics);
  if (!sampler.value || !isUsable(diagnostics)) return { diagnostics };
  const arms = runs.map(
    ({ arm, requests }, i): ArmLayout => ({
      label: arm.label,
      hasDrug: arm.treatment.length > 0,
      requests,
      units: requests.map((r) => unitOfMeasure(r, prepared.systemOf(i))),
      held: i === 0 ? requests.length : own.length,
      parameters: mattering(prepared.systemOf(i), arm, cutoff.request.variable),
    }),
  );
  const study: PopulationStudy = {
    question,
    sampler: sampler.value,
    arms,
    cutoff,
    onset,
    begun: capital(begun?.says ?? ""),
    days,
    followed: [...followed, ...kept],
    kept,
    namings: new Map(
      prepared.systems.flatMap(({ states, values }) =>
        [...states, ...values].map((v) => [v.name, v] as const),
      ),
    ),
  };
  return { value: { study, prepared }, diagnostics };
}

/** The study as work: so many subjects a part, arm by arm within it, so that neighbours run two at a time. */
export function studyPlan(
  { question: { size, seed }, sampler, arms }: PopulationStudy,
  describes: Plan["describes"],
): Plan {
  return {
    describes: { ...describes, size, seed },
    parts: Math.ceil(size / subjectsInPart),
    part(index): Chunk {
      const first = index * subjectsInPart;
      const count = Math.min(subjectsInPart, size - first);
      const people = Array.from(
        { length: count },
        (_, i) => samplePerson(sampler, seed, first + i).parameters,
      );
      const tasks = arms.flatMap((_, arm) => people.map((person): TaskInput => ({ arm, person })));
      return { from: first * arms.length, tasks };
    },
  };
}

/** Which subject a task is about; the inverse of the order in `studyPlan`. */
export function subjectOf(task: number, { question: { size }, arms }: PopulationStudy): number {
  const wholePart = subjectsInPart * arms.length;
  const first = Math.floor(task / wholePart) * subjectsInPart;
  const count = Math.min(subjectsInPart, size - first);
  return first + ((task % wholePart) % count);
}

const inSubjects = (arm: Arm): Arm => ({ ...arm, people: [] });

function daysOf(duration: number, step = duration >= 21 ? 7 : 1): number[] {
  const count = Math.floor(duration / step + 1e-9) + 1;
  // The last of many sums of a step must not lie beyond the end.
  return Array.from({ length: count }, (_, i) => Math.min(duration, Number((i * step).toPrecision(12))));
}

/** The first published share of the population; without one, what counts as having set in in the model, at the end. */
function cutoffOf({ population, scenario }: PopulationQuestion, model: ModelSource): Cutoff | undefined {
  const target = population.targets.find((t) => t.statistic === "share" && t.above !== undefined);
  if (!target) {
    const { place } = scenario;
    const { onset } = model;
    return (
      onset && {
        who: "affected",
        request: requestFor("at", onset.of, [Number.POSITIVE_INFINITY], { place, named: "affected" }),
        above: onset.above,
        says: "",
      }
    );
  }
  const measure = target.measures[0]!;
  const reaches = timesOf(measure).every((t) => !Number.isFinite(t) || t <= scenario.duration);
  const atEnd = requestFor("at", measure.variable, [Number.POSITIVE_INFINITY], measure);
  const who = target.name.replaceAll("_", " ");
  return { who, request: reaches ? measure : atEnd, above: target.above!, says: target.says ?? "" };
}

/** Parameters that what is measured depends on through the equations, and all of the arm's own drugs, whose doses hang on them. */
function mattering(system: FlatSystem, { treatment }: Arm, variable: string): Set<string> {
  const own = treatment.flatMap(({ drug }) =>
    system.parameters.filter(({ name }) => name.startsWith(`${drug}.`)).map(({ name }) => name),
  );
  return new Set([...parametersBehind(system, new Set([variable])), ...own]);
}
