import {
  armsOfSets,
  type EvaluateMany,
  type EvaluateOptions,
  type PreparedArms,
  type TaskInput,
} from "../runs/index.ts";
import type { ClaimRuns, ClaimTable, RunValues } from "./claim-table.ts";

/**
 * What claims measure at each of some points of parameter space, point by point in their order; undefined where a run failed
 * or gave no value. Values are the same for any number of threads.
 *
 * @param prepared the runs of the table
 * @param cells what is read of them
 * @param points canonical values of parameters by full name
 */
export async function* valuesAt(
  { table, prepared, cells }: { table: ClaimTable; prepared: PreparedArms; cells: readonly ClaimRuns[] },
  points: Iterable<ReadonlyMap<string, number>>,
  evaluate: EvaluateMany,
  options: EvaluateOptions = {},
): AsyncGenerator<(number | undefined)[]> {
  const arms = armsOfSets(prepared.setsOf(Array.from({ length: prepared.count }, (_, arm) => arm)));
  const tasks = function* (): Generator<TaskInput> {
    for (const parameters of points) for (const arm of arms) yield { ...arm, parameters };
  };
  const values = new Array<RunValues>(arms.length);
  let ended = 0;
  for await (const row of evaluate(tasks(), options)) {
    values[row.arm] = row;
    if (++ended % arms.length === 0) yield cells.map((cell) => table.read(cell, values));
  }
}
