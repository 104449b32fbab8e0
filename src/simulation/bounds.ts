import type { FlatSystem } from "../model/index.ts";
import type { Trajectory } from "./types.ts";

/** Part of what lies between its bounds by which a run may be off. */
const exactness = 1e-6;

/** A sentence for every quantity that leaves the bounds it is declared with: where it first does, and how far it goes. */
export function boundsNotes(
  system: FlatSystem,
  { times, columns }: Pick<Trajectory, "times" | "columns">,
): string[] {
  return system.values.flatMap(({ name, bounds }) => {
    const column = columns.get(name);
    if (!bounds || !column) return [];
    const [low, high] = bounds;
    const slack = exactness * (high - low);
    const excess = (x: number) => Math.max(low - x, x - high);
    const first = column.values.findIndex((x) => excess(x) > slack);
    if (first < 0) return [];
    const farthest = column.values.reduce((a, b) => (excess(b) > excess(a) ? b : a));
    const unit = column.unit === "1" ? "" : ` ${column.unit}`;
    return [
      `${name} leaves its bounds of ${low} to ${high}${unit} on day ${short(times[first]!)} and goes to ${short(farthest)}.`,
    ];
  });
}

const short = (value: number) => Number(value.toPrecision(4));
