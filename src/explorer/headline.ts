import { columnOf, type MeasureRow, type Samples } from "../engine/index.ts";
import { digits, inPercent, word } from "./words.ts";

const value = (rows: readonly MeasureRow[], name: string) => rows.find((row) => row.name === name)?.value;
const week = (days: number) => Math.max(1, Math.ceil(days / 7 - 1e-9));

/** What a case comes to, in one or two sentences. */
export function headline(rows: readonly MeasureRow[], duration: number, samples?: Samples): string {
  const end = value(rows, "blunting_equal_mood");
  const net = value(rows, "blunting_by_drug");
  if (end === undefined || net === undefined) return "";
  const last = duration % 7 === 0 ? word("week", { n: duration / 7 }) : word("day", { n: duration });
  const half = value(rows, "blunting_half");
  const parts: string[] = [];
  const peak = samples && peakOf(samples);
  // What a stopped drug once took says more than what little is left.
  if (peak && peak.value > 0.02 && peak.value > 1.5 * Math.max(end, 0) + 0.01)
    parts.push(
      word(end < 0.005 ? "nothing left" : "took up to", {
        most: inPercent(peak.value),
        peak: Math.max(1, Math.round(peak.time / 7)),
        left: inPercent(end),
        last,
      }),
    );
  else if (Math.abs(end) < 0.005) parts.push(word("nothing is taken", { last }));
  else if (end < 0) parts.push(word("gives back", { last, share: inPercent(-end) }));
  else {
    // In somebody whose mood it lifts, the two ways of counting differ.
    const lifts = Math.abs(end - net) >= 0.005;
    const takes = lifts ? "takes at equal mood" : "takes";
    parts.push(
      half === undefined
        ? word(takes, { last, share: inPercent(end) })
        : word(`${takes} half`, { last, share: inPercent(end), half: week(half) }),
    );
    if (lifts)
      parts.push(
        word(net > 0.005 ? "lifts, less felt" : net < -0.005 ? "lifts, more felt" : "lifts, as much felt", {
          share: inPercent(Math.abs(net)),
        }),
      );
  }
  const halved = value(rows, "depression_halved");
  const depression = value(rows, "depression");
  if (halved !== undefined && halved > 0)
    parts.push(
      depression !== undefined && depression > 0.505
        ? word("depression is back", { week: week(halved), share: inPercent(depression) })
        : word("depression is halved", { week: week(halved) }),
    );
  else if (halved === undefined && depression !== undefined && depression > 0.5)
    parts.push(word("depression is at", { share: inPercent(depression) }));
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
  const blunting = word(
    Math.abs(change) < 0.005 ? "blunting the same" : change < 0 ? "blunting lower" : "blunting higher",
    { share: inPercent(Math.abs(change)) },
  );
  const mood = isSamePerson ? [moodText(value(now, "madrs_change"), value(before, "madrs_change"))] : [];
  return word("against", { title: beforeTitle, parts: [blunting, ...mood].join(", ") });
}

function moodText(now = 0, before = 0): string {
  const more = before - now;
  if (Math.abs(more) < 0.5) return word("mood the same");
  const points = digits(Math.abs(more).toFixed(1));
  if (Math.max(now, before) < 0.05)
    return word(more > 0 ? "madrs falls more" : "madrs falls less", { points });
  return word(more > 0 ? "madrs ends lower" : "madrs ends higher", { points });
}
