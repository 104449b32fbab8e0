import type { Problem } from "../scenario/index.ts";
import type { ArmValues, TaskInput } from "./types.ts";

/** Of runs whose difference is a slope: how exactly, and how far apart in parts of the parameter. */
export const differenceTolerance = 1e-9;
const differenceStep = 1e-3;

/**
 * Slopes by central differences, of runs that sensitivity equations do not describe.
 *
 * @param run simulates a task as exactly as `differenceTolerance` says
 * @param moved the names that the arm lets move; the slopes of the others are 0
 */
export function differences(
  run: (task: TaskInput) => ArmValues,
  { slopes: _, ...task }: TaskInput,
  { system, before }: Problem,
  moved: readonly string[],
  names: readonly string[],
): ArmValues {
  const middle = run(task);
  const spread = new Float64Array(middle.values.length * names.length);
  for (const name of moved) {
    const { value, range } = system.parameters.find((p) => p.name === name)!;
    const now = task.person?.get(name) ?? task.parameters?.get(name) ?? before.get(name) ?? value;
    const by = differenceStep * Math.max(Math.abs(now), 1e-3 * (range[1] - range[0]));
    const [up, down] = [now + by, now - by].map((at) =>
      run({ ...task, person: new Map([...(task.person ?? []), [name, at]]) }),
    );
    for (let i = 0; i < middle.values.length; i++)
      spread[i * names.length + names.indexOf(name)] =
        ((up!.values[i] ?? Number.NaN) - (down!.values[i] ?? Number.NaN)) / (2 * by);
  }
  return { ...middle, slopes: spread };
}
