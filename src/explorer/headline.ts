import { columnOf, type MeasureRow, type Samples } from "../engine/index.ts";
import { percent } from "../text/index.ts";

const value = (rows: readonly MeasureRow[], name: string) => rows.find((row) => row.name === name)?.value;
const week = (days: number) => Math.max(1, Math.ceil(days / 7 - 1e-9));

/** What a case comes to, in one or two sentences. */
export function headline(rows: readonly MeasureRow[], duration: number, samples?: Samples): string {
  const end = value(rows, "blunting_equal_mood");
  const net = value(rows, "blunting_by_drug");
  if (end === undefined || net === undefined) return "";
  const last = duration % 7 === 0 ? `week ${duration / 7}` : `day ${duration}`;
  const half = value(rows, "blunting_half");
  const parts: string[] = [];
  const peak = samples && peakOf(samples);
  // What a stopped drug once took says more than what little is left.
  if (peak && peak.value > 0.02 && peak.value > 1.5 * Math.max(end, 0) + 0.01)
    parts.push(
      `The drug took up to ${percent(peak.value)} of feeling (week ${Math.max(1, Math.round(peak.time / 7))}), ${end < 0.005 ? "nothing" : percent(end)} is left at ${last}.`,
    );
  else if (Math.abs(end) < 0.005) parts.push(`At ${last} nothing is taken from feeling.`);
  else if (end < 0) parts.push(`At ${last} treatment gives back ${percent(-end)} of feeling.`);
  else {
    const by = half === undefined ? "" : `, half of that by week ${week(half)}`;
    // In somebody whose mood it lifts, the two ways of counting differ.
    const lifts = Math.abs(end - net) >= 0.005;
    parts.push(`By ${last} the drug takes ${percent(end)} of feeling${lifts ? " at equal mood" : ""}${by}.`);
    if (lifts)
      parts.push(
        net > 0.005
          ? `As it also lifts the illness, ${percent(net)} less is felt than without it.`
          : `As it also lifts the illness, ${net < -0.005 ? `${percent(-net)} more is felt than` : "as much is felt as"} without it.`,
      );
  }
  const halved = value(rows, "depression_halved");
  const depression = value(rows, "depression");
  if (halved !== undefined && halved > 0)
    parts.push(
      depression !== undefined && depression > 0.505
        ? `Depression had halved by week ${week(halved)} and is back at ${percent(depression)}.`
        : `Depression is halved in week ${week(halved)}.`,
    );
  else if (halved === undefined && depression !== undefined && depression > 0.5)
    parts.push(`Depression is at ${percent(depression)} of what it was.`);
  return parts.join(" ");
}

function peakOf(samples: Samples): { value: number; time: number } | undefined {
  const values = columnOf(samples, "affect.blunting_equal_mood");
  if (!values || values.length === 0) return undefined;
  const at = values.reduce((best, v, i) => (v > values[best]! ? i : best), 0);
  return { value: values[at]!, time: samples.times[at]! };
}

/**
 * How a case differs from another in what matters most, in one sentence; nothing where it does not. A fall of MADRS says
 * nothing between different people, who start elsewhere.
 */
export function difference(
  now: readonly MeasureRow[],
  before: readonly MeasureRow[],
  beforeTitle: string,
  isSamePerson = true,
): string {
  const [a, b] = [value(now, "blunting_equal_mood"), value(before, "blunting_equal_mood")];
  if (a === undefined || b === undefined) return "";
  const change = a - b;
  const blunting =
    Math.abs(change) < 0.005
      ? "is much the same"
      : `${percent(Math.abs(change))} of feeling ${change < 0 ? "lower" : "higher"}`;
  const mood = isSamePerson ? `, ${moodText(value(now, "madrs_change"), value(before, "madrs_change"))}` : "";
  return `Against ${beforeTitle}: blunting by the drug ${blunting}${mood}.`;
}

function moodText(now = 0, before = 0): string {
  const more = before - now;
  if (Math.abs(more) < 0.5) return "with mood much the same";
  if (Math.max(now, before) < 0.05)
    return `MADRS falls by ${Math.abs(more).toFixed(1)} points ${more > 0 ? "more" : "less"}`;
  return `MADRS ends ${Math.abs(more).toFixed(1)} points ${more > 0 ? "lower" : "higher"}`;
}
