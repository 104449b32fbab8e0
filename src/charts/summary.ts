import { rounded } from "../text/index.ts";
import { timeAxis } from "./axes.ts";
import type { DrawnArm } from "./types.ts";

/** What a chart shows, for those who cannot see it: start, end, lowest and highest of every arm, and when. */
export function chartSummary(
  variable: string,
  unit: string,
  drawn: readonly DrawnArm[],
  duration: number,
): string {
  const { unit: timeUnit, days, end } = timeAxis(duration);
  const inUnit = unit === "1" ? "" : ` in ${unit}`;
  const arms = drawn.map(({ arm, column }) => {
    const { values } = column;
    const { times } = arm.trajectory;
    let [low, high] = [-1, -1];
    values.forEach((y, i) => {
      if (!Number.isFinite(y)) return;
      if (low < 0 || y < values[low]!) low = i;
      if (high < 0 || y > values[high]!) high = i;
    });
    if (low < 0) return `${arm.label}: no values.`;
    const when = (i: number) => `${timeUnit} ${time((times[i] ?? 0) / days)}`;
    const from = rounded(values[0]!);
    const to = rounded(values[values.length - 1]!);
    const lowest = `lowest ${rounded(values[low]!)} at ${when(low)}`;
    const highest = `highest ${rounded(values[high]!)} at ${when(high)}`;
    return `${arm.label}: starts at ${from}, ends at ${to}, ${lowest}, ${highest}.`;
  });
  const plural = end === 1 ? timeUnit : `${timeUnit}s`;
  return [`Line chart of ${variable}${inUnit} over ${time(end)} ${plural}.`, ...arms].join(" ");
}

const time = (value: number) => String(Number(value.toPrecision(3)));
