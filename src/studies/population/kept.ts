import type { KeptRow } from "../failures.ts";
import { subjectOf } from "./plan.ts";
import { spreadOf } from "./spread.ts";
import type { PopulationStudy, Quantiles, Standings } from "./types.ts";

// Variables that are kept over time are many numbers a subject, so they stay on the disk: whoever wants them goes through the runs again.

/** Numbers that are held at once. */
const mostHeld = 4_000_000;

/** All runs as they were kept, from the first, as often as it is called. */
export type KeptRows = () => Iterable<KeptRow>;

/** Where the values of a variable at the days of the study are, among those of a run of the arm. */
export const indicesOf = ({ arms, days }: PopulationStudy, arm: number, variable: string): number[] => {
  const { requests } = arms[arm]!;
  const texts = new Map(requests.map(({ text }, i) => [text, i]));
  return days.map((day) => texts.get(`at(${variable}, day ${day})`)!);
};

/** Quantiles among plausible subjects of every variable that was not held, at the days of the study; by arm and variable. */
export function keptBands(
  study: PopulationStudy,
  standing: Standings,
  rows: KeptRows,
): ReadonlyMap<string, readonly Quantiles[]>[] {
  const indices = new Int32Array(standing.length).fill(-1);
  let count = 0;
  for (const i of indices.keys()) if (standing.of(i).isPlausible) indices[i] = count++;
  const columns = study.arms.flatMap((_, arm) =>
    arm === 0
      ? []
      : study.kept.flatMap((variable) =>
          indicesOf(study, arm, variable).map((at) => ({ arm, variable, at })),
        ),
  );
  const bands = study.arms.map(() => new Map<string, Quantiles[]>());
  const ones = Array.from({ length: count }, () => 1);
  const atOnce = Math.max(1, Math.floor(mostHeld / Math.max(1, count)));
  for (let from = 0; from < columns.length; from += atOnce) {
    const held = columns
      .slice(from, from + atOnce)
      .map((column) => ({ ...column, values: new Float64Array(count).fill(Number.NaN) }));
    const byArm = study.arms.map((_, arm) => held.filter((one) => one.arm === arm));
    for (const { task, arm, fault, values } of rows()) {
      const index = indices[subjectOf(task, study)]!;
      if (fault !== null || index < 0) continue;
      for (const column of byArm[arm]!) column.values[index] = values[column.at] ?? Number.NaN;
    }
    for (const { arm, variable, values } of held) {
      const own = bands[arm]!.get(variable) ?? [];
      const spread = spreadOf(values, ones);
      bands[arm]!.set(variable, spread ? [...own, spread] : own);
    }
  }
  return bands;
}
