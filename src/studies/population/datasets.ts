import type { Dataset } from "../../document/index.ts";
import { samplePerson } from "../../runs/index.ts";
import type { PopulationStudy, Standing, SubjectValues } from "./types.ts";

/** One row for each subject in each arm of the scenario, with every measure. */
export function runsDataset(study: PopulationStudy, subjects: readonly SubjectValues[]): Dataset {
  const arms = study.arms.slice(1);
  const own = new Map(study.question.scenario.measures.map((m) => [m.text, m.name]));
  const first = arms[0]!;
  return {
    name: "runs",
    columns: [
      { name: "subject", type: "integer" },
      { name: "arm", type: "text" },
      ...first.requests.map(({ text }, i) => ({
        name: own.get(text) ?? text,
        type: "number" as const,
        unit: first.units[i],
      })),
    ],
    *rows() {
      for (const { subject, arms: values } of subjects)
        for (const [i, { label, requests }] of arms.entries())
          yield [subject, label, ...(values[i + 1] ?? requests.map(() => null))];
    },
  };
}

/** One row for each subject: who it is, how it stands, what the cohort's arm gave, and its parameters in canonical units. */
export function subjectsDataset(
  study: PopulationStudy,
  subjects: readonly SubjectValues[],
  standing: readonly Standing[],
): Dataset {
  const cohort = study.arms[0]!;
  const sample = (subject: number) => samplePerson(study.sampler, study.question.seed, subject);
  const names = [
    ...new Set(subjects.flatMap(({ subject }) => [...sample(subject).parameters.keys()])),
  ].sort();
  return {
    name: "subjects",
    columns: [
      { name: "subject", type: "integer" },
      { name: "plausible", type: "flag" },
      { name: "dropped_by", type: "text" },
      { name: "weight", type: "number" },
      { name: "selected", type: "flag" },
      { name: "ancestry", type: "text" },
      { name: "people", type: "text" },
      ...cohort.requests.map(({ text }, i) => ({
        name: `cohort ${text}`,
        type: "number" as const,
        unit: cohort.units[i],
      })),
      ...names.map((name) => ({ name, type: "number" as const })),
    ],
    *rows() {
      for (const [i, { subject, arms }] of subjects.entries()) {
        const { isPlausible, droppedBy, weight, isSelected } = standing[i]!;
        const { ancestry, people, parameters } = sample(subject);
        yield [
          subject,
          isPlausible,
          droppedBy ?? null,
          weight,
          isSelected,
          ancestry ?? null,
          people.join(" "),
          ...(arms[0] ?? cohort.requests.map(() => null)),
          ...names.map((name) => parameters.get(name) ?? null),
        ];
      }
    },
  };
}
