import { signal } from "@preact/signals";
import { type ArmStyle, armStyle, referenceStyle } from "../../charts/index.ts";
import { type Answer, columnOf, valueAt } from "../../engine/index.ts";
import { entriesOf } from "../case.ts";
import type { Case } from "../types.ts";
import type { Line } from "./curves.ts";
import { drugNamed } from "./library.ts";
import { cursor, ghost, keptResults, result, state } from "./store.ts";
import { isGuessing } from "./tour.tsx";

/** Paper is white, whatever the screen was. */
const darkScreen = matchMedia("screen and (prefers-color-scheme: dark)");
const dark = signal(darkScreen.matches);
darkScreen.addEventListener("change", () => {
  dark.value = darkScreen.matches;
});

/** The look of a case; on a dark page the first one takes the lighter of the palette's two blues. */
export function caseStyle(index: number): ArmStyle {
  const style = armStyle(index);
  const swapped: Record<string, string> = { "#0072B2": "#56B4E9", "#56B4E9": "#0072B2" };
  return dark.value ? { ...style, color: swapped[style.color] ?? style.color } : style;
}

/** What a strip shows in place of a variable: what is given. */
export const dose = "dose";

/** Lines of a variable: the current case on top, then kept ones, then the setting before; none while they are guessed. */
export function linesOf(variable: string): Line[] {
  if (isGuessing()) return [];
  const { current, kept, duration } = state.value;
  const style = caseStyle(0);
  if (variable === dose)
    return [
      ...doseLines(current, duration, style.color, 2.5, []),
      ...kept.flatMap((one, i) =>
        doseLines(one, duration, caseStyle(i + 1).color, 1.5, caseStyle(i + 1).dash),
      ),
    ];
  const line = (from: Answer | undefined, color: string, width: number, dash: readonly number[]): Line[] => {
    const values = from && columnOf(from.samples, variable);
    return values ? [{ times: from.samples.times, values, color, width, dash }] : [];
  };
  return [
    ...line(result.value, style.color, 2.75, []),
    ...kept.flatMap((one, i) =>
      line(keptResults.value.get(one), caseStyle(i + 1).color, 1.75, caseStyle(i + 1).dash),
    ),
    ...line(ghost.value, referenceStyle.color, 1.75, [3, 3]),
  ];
}

function doseLines(
  one: Case,
  duration: number,
  color: string,
  width: number,
  dash: readonly number[],
): Line[] {
  const drugs = [...new Set(one.courses.map((course) => course.drug))];
  return drugs.map((drug, i) => {
    const times: number[] = [0];
    const values: number[] = [0];
    const entries = one.courses.filter((c) => c.drug === drug).flatMap((c) => entriesOf(c, duration));
    const level = (t: number) =>
      entries.reduce((sum, e) => sum + (t >= e.from && t < (e.until ?? duration) ? e.dose / e.every : 0), 0);
    const edges = [...new Set([0, ...entries.flatMap((e) => [e.from, e.until ?? duration]), duration])].sort(
      (a, b) => a - b,
    );
    edges.slice(0, -1).forEach((from, k) => {
      times.push(from, edges[k + 1]!);
      values.push(level(from), level(from));
    });
    return {
      times: Float64Array.from(times),
      values: Float32Array.from(values),
      color,
      width: Math.max(1.5, width - i / 2),
      dash: i === 0 ? dash : [2, 2 + i],
      isStepped: true,
    };
  });
}

/** The current case's value at the time cursor. */
export function readingOf(variable: string): number | undefined {
  const now = result.value;
  const values = now && columnOf(now.samples, variable);
  return values ? valueAt(now.samples.times, values, cursor.value) : undefined;
}

/** Doses a day at the cursor, in words. */
export function doseReading(one: Case, duration: number): string {
  const at = Math.min(cursor.value, duration - 1e-6);
  const parts = [...new Set(one.courses.map((c) => c.drug))].map((drug) => {
    const entries = one.courses.filter((c) => c.drug === drug).flatMap((c) => entriesOf(c, duration));
    const daily = entries
      .filter((e) => at >= e.from && at < (e.until ?? duration))
      .reduce((sum, e) => sum + e.dose / e.every, 0);
    return `${drugNamed(drug)?.title ?? drug} ${Number(daily.toPrecision(4))} mg/day`;
  });
  return parts.join(" + ") || "none";
}

/** The drug-free level of a dimensionless variable in this person. */
export function baselineOf(variable: string): number | undefined {
  const now = result.value;
  const i = now ? now.samples.names.indexOf(variable) : -1;
  const level = now?.baseline[i];
  return level !== undefined && Number.isFinite(level) ? level : undefined;
}
