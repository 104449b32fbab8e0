import type { Trajectory } from "./types.ts";

/**
 * The trajectory up to the first sample that is not a finite number. A solver watches states and rates only: where an
 * algebraic value leaves its domain, the run has failed too, and says so.
 *
 * @param broken what was found not to be a finite number between the samples
 * @param unsound the first sample of a column, kept or not, that is known to be none
 */
export function soundPart(
  trajectory: Trajectory,
  broken?: { readonly name: string; readonly time: number },
  unsound?: { readonly name: string; readonly index: number },
): Trajectory {
  let end = trajectory.times.length;
  let culprit: string | undefined;
  if (broken) {
    const after = trajectory.times.findIndex((time) => time >= broken.time);
    if (after >= 0) end = after;
    culprit = broken.name;
  }
  if (unsound && unsound.index < end) {
    end = unsound.index;
    culprit = unsound.name;
  }
  for (const { name, values } of trajectory.columns.values()) {
    let at = 0;
    while (at < end && Number.isFinite(values[at])) at++;
    if (at === end) continue;
    end = at;
    culprit = name;
  }
  if (culprit === undefined) return trajectory;
  const time = broken && culprit === broken.name ? broken.time : trajectory.times[end]!;
  return {
    ...trajectory,
    times: trajectory.times.slice(0, end),
    columns: new Map(
      [...trajectory.columns].map(([name, column]) => [
        name,
        { ...column, values: column.values.slice(0, end) },
      ]),
    ),
    status:
      trajectory.status.kind !== "success"
        ? trajectory.status
        : {
            kind: "non-finite",
            time,
            state: culprit,
            message: `A value became infinite or undefined on day ${Number(time.toPrecision(6))} (${culprit}).`,
            remedy:
              "Look for a division by zero, a logarithm or a fractional power of a negative number in its formula, and at the parameters it reads.",
          },
  };
}
