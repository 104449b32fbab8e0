import { type Dataset, dataset, field } from "../../document/index.ts";
import { indicesOf, type KeptRows } from "./kept.ts";
import { subjectOf } from "./plan.ts";
import { sampledIn } from "./sampled.ts";
import type { PopulationResult, PopulationStudy, Quantiles, Standings } from "./types.ts";
import type { SubjectValues } from "./values.ts";

/** One row for each subject in each arm of the scenario, with every measure. */
export function runsDataset(study: PopulationStudy, values: SubjectValues): Dataset {
  const arms = study.arms.slice(1);
  const own = new Map(study.question.scenario.measures.map((m) => [m.text, m.name]));
  const first = arms[0]!;
  return {
    name: "runs",
    columns: [
      { name: "subject", type: "integer" },
      { name: "arm", type: "text" },
      ...first.requests.slice(0, first.held).map(({ text }, i) => ({
        name: own.get(text) ?? text,
        type: "number" as const,
        unit: first.units[i],
      })),
    ],
    *rows() {
      for (let subject = 0; subject < values.size; subject++)
        for (const [i, { label }] of arms.entries())
          yield [subject, label, ...values.row(subject, i + 1).map(orNull)];
    },
  };
}

const orNull = (value: number) => (Number.isNaN(value) ? null : value);

/** Quantiles among plausible subjects of what is followed over time: a row for each arm, variable and day. */
export const percentilesDataset = ({ study, arms }: PopulationResult): Dataset =>
  dataset(
    "percentiles",
    function* () {
      for (const { label, bands } of arms)
        for (const { variable, quantiles } of bands)
          for (const [k, spread] of quantiles.entries())
            yield { label, day: study.days[k]!, variable, spread, unit: unitOf(study, variable) };
    },
    [
      field.text("arm", (one) => one.label),
      field.number("time_day", (one) => one.day, "day"),
      field.text("variable", (one) => one.variable),
      ...["p5", "p25", "p50", "p75", "p95"].map((name, i) =>
        field.number(name, ({ spread }: { readonly spread: Quantiles }) => spread[i]),
      ),
      field.text("unit", (one) => one.unit),
    ],
  );

/** Each subject over time: a row for each subject, arm and day, with a column for every variable that was asked for. */
export function seriesDataset(study: PopulationStudy, standing: Standings, rows: KeptRows): Dataset {
  const asked = study.question.keep ?? [];
  return {
    name: "series",
    columns: [
      { name: "subject", type: "integer" },
      { name: "arm", type: "text" },
      { name: "time_day", type: "number", unit: "day" },
      { name: "plausible", type: "flag" },
      { name: "weight", type: "number" },
      ...asked.map((name) => ({ name, type: "number" as const, unit: unitOf(study, name) })),
    ],
    *rows() {
      const indices = study.arms.map((_, arm) =>
        arm === 0 ? [] : asked.map((variable) => indicesOf(study, arm, variable)),
      );
      for (const { task, arm, fault, values } of rows()) {
        if (arm === 0) continue;
        const subject = subjectOf(task, study);
        const { isPlausible, weight } = standing.of(subject);
        const own = indices[arm]!;
        for (const [k, day] of study.days.entries())
          yield [
            subject,
            study.arms[arm]!.label,
            day,
            isPlausible,
            weight,
            ...own.map((at) => (fault === null ? (values[at[k]!] ?? null) : null)),
          ];
      }
    },
  };
}

function unitOf({ arms }: PopulationStudy, variable: string): string {
  const { requests, units } = arms[1]!;
  return units[requests.findIndex((r) => r.variable === variable && r.function === "at")] ?? "1";
}

/** One row for each subject: who it is, how it stands, what the cohort's arm gave, and its parameters in their declared units. */
export function subjectsDataset(study: PopulationStudy, values: SubjectValues, standing: Standings): Dataset {
  const { requests, units } = study.arms[0]!;
  const sampled = sampledIn(study);
  function* everybody() {
    for (let subject = 0; subject < standing.length; subject++)
      yield {
        subject,
        cohort: values.row(subject, 0),
        numbers: sampled.row(subject),
        ...standing.of(subject),
      };
  }
  type One = ReturnType<typeof everybody> extends Generator<infer T> ? T : never;
  return dataset("subjects", everybody, [
    field.integer("subject", (one) => one.subject),
    field.flag("plausible", (one) => one.isPlausible),
    field.text("dropped_by", (one) => one.droppedBy),
    field.number("weight", (one) => one.weight),
    field.flag("selected", (one) => one.isSelected),
    field.text("ancestry", (one) => sampled.ancestry(one.subject)),
    field.text("people", (one) => sampled.people(one.subject).join(" ")),
    ...requests.map(({ text }, i) =>
      field.number(`cohort ${text}`, ({ cohort }: One) => orNull(cohort[i]!), units[i]),
    ),
    ...sampled.names.map((name, i) => {
      const { text, factor } = study.sampler.parameters.get(name)!.unit;
      return field.number(name, ({ numbers }: One) => orNull(numbers[i]! / factor), text);
    }),
  ]);
}
