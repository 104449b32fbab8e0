import { signal } from "@preact/signals";
import { type ArmStyle, armStyle, referenceStyle } from "../../charts/index.ts";
import { type CaseResult, columnOf, valueAt } from "../../engine/index.ts";
import { entriesOf } from "../case.ts";
import { dose } from "../model-page.ts";
import type { Case } from "../types.ts";
import type { Line } from "./curves.ts";
import { word } from "./language.ts";
import { drugNamed } from "./library.ts";
import { front, type Shown } from "./shown.ts";
import { cursor, duration, kept, keptResults } from "./state.ts";
import { isGuessing } from "./tour.tsx";

/** Paper is white, whatever the screen was. */
const darkScreen = matchMedia("screen and (prefers-color-scheme: dark)");
const dark = signal(darkScreen.matches);
darkScreen.addEventListener("change", () => {
  dark.value = darkScreen.matches;
});

const swapped: Record<string, string> = { "#0072B2": "#56B4E9", "#56B4E9": "#0072B2" };

/** A color of the screen as it is on white paper. */
export const paperColor = (color: string) => (dark.value ? (swapped[color] ?? color) : color);

/** The look of a case; on a dark page the first one takes the lighter of the palette's two blues. */
export function caseStyle(index: number): ArmStyle {
  const style = armStyle(index);
  return dark.value ? { ...style, color: swapped[style.color] ?? style.color } : style;
}

/** Lines of a variable: the current case on top, then kept ones, then the setting before; none while they are guessed. */
export function linesOf(variable: string, { current, answer, ghost }: Shown = front.value): Line[] {
  if (isGuessing()) return [];
  const style = caseStyle(0);
  if (variable === dose)
    return [
      ...doseLines(current, duration.value, answer, { ...style, width: 2.5, dash: [] }),
      ...kept.value.flatMap((one, i) =>
        doseLines(one, duration.value, keptResults.value.get(one), { ...caseStyle(i + 1), width: 1.5 }),
      ),
    ];
  const line = (
    from: CaseResult | undefined,
    color: string,
    width: number,
    dash: readonly number[],
  ): Line[] => {
    const values = from && columnOf(from.samples, variable);
    return values ? [{ times: from.samples.times, values, color, width, dash }] : [];
  };
  return [
    ...line(answer, style.color, 2.75, []),
    ...kept.value.flatMap((one, i) =>
      line(keptResults.value.get(one), caseStyle(i + 1).color, 1.75, caseStyle(i + 1).dash),
    ),
    ...line(ghost, referenceStyle.color, 1.75, [3, 3]),
  ];
}

/** mg of a drug a day, day by day or from change to change. */
interface Daily {
  readonly drug: string;
  readonly times: readonly number[];
  readonly values: readonly number[];
}

function dailyDoses(one: Case, duration: number, answer: CaseResult | undefined): Daily[] {
  const drugs = [...new Set(one.courses.map((course) => course.drug))];
  return drugs.map((drug) => {
    const courses = one.courses.filter((course) => course.drug === drug);
    // What a scenario says in more words is known from the doses that it came to.
    if (answer && courses.some((course) => course.unit ?? course.more))
      return { drug, ...takenByDay(answer, drug, duration) };
    const entries = courses.flatMap((course) => entriesOf(course, duration));
    const level = (t: number) =>
      entries.reduce((sum, e) => sum + (t >= e.from && t < (e.until ?? duration) ? e.dose / e.every : 0), 0);
    const edges = [...new Set([0, ...entries.flatMap((e) => [e.from, e.until ?? duration]), duration])].sort(
      (a, b) => a - b,
    );
    return { drug, ...steps(edges, edges.slice(0, -1).map(level)) };
  });
}

function takenByDay({ doses }: CaseResult, drug: string, duration: number): Omit<Daily, "drug"> {
  const days = new Float64Array(Math.ceil(duration));
  for (const { drug: name, time, amount } of doses)
    if (name === drug && time >= 0 && time < duration) days[Math.floor(time + 1e-9)]! += amount;
  const edges = Array.from(days, (_, day) => day).filter((day) => day === 0 || days[day] !== days[day - 1]);
  const levels = edges.map((day) => days[day]!);
  return steps([...edges, duration], levels);
}

/** A line with a corner at each edge; between two edges it stays at a level. */
function steps(edges: readonly number[], levels: readonly number[]): Omit<Daily, "drug"> {
  return {
    times: [0, ...levels.flatMap((_, k) => [edges[k]!, edges[k + 1]!])],
    values: [0, ...levels.flatMap((level) => [level, level])],
  };
}

function doseLines(
  one: Case,
  duration: number,
  answer: CaseResult | undefined,
  { color, width, dash }: Pick<Line, "color" | "width" | "dash">,
): Line[] {
  return dailyDoses(one, duration, answer).map(({ times, values }, i) => ({
    times: Float64Array.from(times),
    values: Float32Array.from(values),
    color,
    width: Math.max(1.5, width - i / 2),
    dash: i === 0 ? dash : [2, 2 + i],
    isStepped: true,
  }));
}

/** The current case's value at the time cursor. */
export function readingOf(variable: string, { answer: now } = front.value): number | undefined {
  const values = now && columnOf(now.samples, variable);
  return values ? valueAt(now.samples.times, values, cursor.value) : undefined;
}

/** Doses a day at the cursor, in words. */
export function doseReading({ current, answer }: Shown): string {
  const at = Math.min(cursor.value, duration.value - 1e-6);
  const parts = dailyDoses(current, duration.value, answer).map(({ drug, times, values }) => {
    const position = times.findLastIndex((time) => time <= at + 1e-9);
    const amount = word("mg a day", { n: Number((values[position] ?? 0).toPrecision(4)) });
    return `${drugNamed(drug)?.title ?? drug} ${amount}`;
  });
  return parts.join(" + ") || word("nothing taken");
}

/** The drug-free level of a dimensionless variable in this person. */
export function baselineOf(variable: string, { answer: now } = front.value): number | undefined {
  const i = now ? now.samples.names.indexOf(variable) : -1;
  const level = now?.baseline[i];
  return level !== undefined && Number.isFinite(level) ? level : undefined;
}
