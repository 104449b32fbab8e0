import type { DatasetColumn, DatasetRow } from "../document/index.ts";
import type { Problem } from "../scenario/index.ts";

export const doseColumns: readonly DatasetColumn[] = [
  { name: "scenario", type: "text" },
  { name: "arm", type: "text" },
  { name: "time_day", type: "number", unit: "day" },
  { name: "drug", type: "text" },
  { name: "amount_mg", type: "number", unit: "mg" },
  { name: "fate", type: "text" },
  { name: "late_hour", type: "number", unit: "hour" },
  { name: "reason", type: "text" },
  { name: "route", type: "text" },
  { name: "over_hour", type: "number", unit: "hour" },
];

/**
 * Every dose that the arms of a scenario ask for, one a row, with what became of it (`taken`, `late`, `missed`, or
 * `before` day 0) and why it is what it is. `time_day` is when it is taken, or was due where it is missed.
 */
export const doseRows = (scenario: string, problems: readonly Problem[]): DatasetRow[] =>
  problems.flatMap((problem) =>
    [
      ...problem.doses.map((dose) => ({ ...dose, fate: fateOf(dose) })),
      ...(problem.missed ?? []).map((dose) => ({ ...dose, fate: "missed", late: undefined })),
    ]
      .sort((a, b) => a.time - b.time)
      .map(({ time, drug, amount, route = "oral", over, fate, late, reason = "" }): DatasetRow => {
        const delay = late === undefined ? null : shortest(late * 24);
        const length = over === undefined ? null : shortest(over * 24);
        return [
          scenario,
          problem.label,
          shortest(time),
          drug,
          shortest(amount),
          fate,
          delay,
          reason,
          route,
          length,
        ];
      }),
  );

const fateOf = (dose: Problem["doses"][number]) =>
  dose.time < 0 ? "before" : dose.late === undefined ? "taken" : "late";

/** 3 * 0.1 should read 0.3. */
const shortest = (value: number) => Number(value.toPrecision(12));
