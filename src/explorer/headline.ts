import type { MeasureRow } from "./result.ts";

const value = (rows: readonly MeasureRow[], name: string) => rows.find((row) => row.name === name)?.value;
const two = (x: number) => (Math.abs(x) < 0.005 ? "0" : x.toFixed(2));
const percent = (x: number) => `${Math.round(100 * x)}%`;
const week = (days: number) => Math.max(1, Math.ceil(days / 7 - 1e-9));

/** What a case comes to, in one or two sentences. */
export function headline(rows: readonly MeasureRow[], duration: number): string {
  const end = value(rows, "blunting_equal_mood");
  const net = value(rows, "blunting_by_drug");
  if (end === undefined || net === undefined) return "";
  const last = duration % 7 === 0 ? `week ${duration / 7}` : `day ${duration}`;
  const half = value(rows, "blunting_half");
  const parts: string[] = [];
  if (Math.abs(end) < 0.005) parts.push(`At ${last} no drug takes from feeling.`);
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
  if (halved !== undefined && halved > 0) parts.push(`Depression is halved in week ${week(halved)}.`);
  else if (halved === undefined && depression !== undefined && depression > 0.5)
    parts.push(`Depression is at ${percent(depression)} of what it was.`);
  return parts.join(" ");
}

/** How a case differs from another in what matters most, in one sentence; nothing where it does not. */
export function difference(
  now: readonly MeasureRow[],
  before: readonly MeasureRow[],
  beforeTitle: string,
): string {
  const [a, b] = [value(now, "blunting_equal_mood"), value(before, "blunting_equal_mood")];
  if (a === undefined || b === undefined) return "";
  const change = a - b;
  const mood = (value(now, "madrs_change") ?? 0) - (value(before, "madrs_change") ?? 0);
  const moodText =
    Math.abs(mood) < 0.5
      ? "with mood much the same"
      : `with MADRS ${Math.abs(mood).toFixed(1)} points ${mood < 0 ? "lower" : "higher"}`;
  if (Math.abs(change) < 0.005)
    return `Against ${beforeTitle}: blunting by the drug is much the same, ${moodText}.`;
  return `Against ${beforeTitle}: blunting by the drug ${two(Math.abs(change))} ${change < 0 ? "lower" : "higher"}, ${moodText}.`;
}
