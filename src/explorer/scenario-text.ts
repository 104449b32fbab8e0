import type { PageMeasure } from "../model/index.ts";
import { withoutExponent as number } from "../text/index.ts";
import { entriesOf, labelsOf, type PlainEntry } from "./case.ts";
import type { ModelPage } from "./model-page.ts";
import type { Case, ExplorerState, FileWords, ScenarioKeys } from "./types.ts";

/** What the page shows of every case, by name; the same in the page and in the file it writes. */
export const measuresFor = (page: ModelPage, duration: number) =>
  written(
    page.measures.filter(({ title }) => title !== undefined),
    duration,
  );

/** The same with what only sentences need. */
const allMeasuresFor = (page: ModelPage, duration: number) => written(page.measures, duration);

function written(measures: readonly PageMeasure[], duration: number): Record<string, string> {
  const end = durationText(duration).replace(/^(\S+) (\w+?)s?$/, "$2 $1");
  return Object.fromEntries(
    measures.map(({ name, measure }) => [name, measure.replace(/\bend(?=\s*[,)])/g, end)]),
  );
}

/** Before the name of a measure that comes from the file, since the page's own have names as well. */
const ownMark = "own_";
/** The file's name of a measure of its own; undefined for one of the page's. */
export const ownName = (measure: string) =>
  measure.startsWith(ownMark) ? measure.slice(ownMark.length) : undefined;

/** A length of time in the words of a scenario. */
export const durationText = (days: number) => (days % 7 === 0 ? `${days / 7} weeks` : `${number(days)} days`);

export const usualQuestion = (count: number) =>
  count > 1 ? "How do these cases differ?" : "What does this case come to?";

interface Head {
  readonly title: string;
  readonly question: string;
  readonly seed?: number | undefined;
  readonly measure: ScenarioKeys;
  readonly plot?: readonly unknown[] | undefined;
  readonly evidence?: readonly unknown[] | undefined;
  readonly data?: unknown;
}

/** Cases as a scenario file: what the page simulates and what the command line runs to the same numbers. */
export function scenarioText(
  page: ModelPage,
  cases: readonly Case[],
  duration: number,
  plots: readonly string[] = [],
  title = "From the explorer",
): string {
  const question = usualQuestion(cases.length);
  return fileOf(page, cases, duration, {
    title,
    question,
    measure: measuresFor(page, duration),
    plot: plots,
  });
}

/** One case as the page simulates it: with what it measures itself, and what the file that was opened measures. */
export function caseText(page: ModelPage, one: Case, duration: number, words?: FileWords): string {
  const reached = Object.entries(words?.measure ?? {}).filter(
    ([, text]) => isReached(text, duration) && isOfTaken(page, text, one),
  );
  const own = Object.fromEntries(reached.map(([name, text]) => [`${ownMark}${name}`, text]));
  return fileOf(page, [one], duration, {
    title: "From the explorer",
    question: usualQuestion(1),
    seed: words?.seed,
    measure: { ...allMeasuresFor(page, duration), ...own },
  });
}

/** Whether a case takes all drugs whose levels a measure names; a run without one has no such level. */
function isOfTaken({ substances }: ModelPage, measure: unknown, { courses }: Case): boolean {
  const taken = new Set(courses.map(({ drug }) => drug));
  return [...String(measure).matchAll(/[A-Za-z_]\w*/g)].every(([name]) => {
    const drug = substances.get(name);
    return drug === undefined || taken.has(drug);
  });
}

/** Whether all times that a measure names lie within the run. */
export function isReached(measure: unknown, duration: number): boolean {
  const units: Record<string, number> = { week: 7, day: 1, hour: 1 / 24 };
  const times = String(measure).matchAll(/\b(week|day|hour) (\d+(?:\.\d+)?)/g);
  return [...times].every(([, unit, count]) => units[unit!]! * Number(count) <= duration);
}

/** Everything on the page as a file; what a file brought that the page has no words for goes back into it. */
export function fileText(page: ModelPage, state: ExplorerState, title: string): string {
  const { current, kept, duration, file: words } = state;
  const cases = [...kept];
  cases.splice(Math.min(words?.at ?? 0, kept.length), 0, current);
  return fileOf(page, cases, duration, {
    title: words?.title ?? title,
    question: words?.question ?? usualQuestion(cases.length),
    seed: words?.seed,
    measure: words?.measure ?? measuresFor(page, duration),
    plot: words ? words.plot : page.plot,
    evidence: words?.evidence,
    data: words?.data,
  });
}

function fileOf(page: ModelPage, cases: readonly Case[], duration: number, head: Head): string {
  const labels = labelsOf(page, cases);
  const lines = [
    `scenario: ${json(head.title)}`,
    `question: ${json(head.question)}`,
    `duration: ${durationText(duration)}`,
    ...(head.seed === undefined ? [] : [`seed: ${head.seed}`]),
    "arms:",
    ...cases.flatMap((one, i) => armLines(one, labels[i]!, duration)),
  ];
  const measures = Object.entries(head.measure);
  if (measures.length > 0)
    lines.push("measure:", ...measures.map(([name, text]) => `  ${name}: ${json(text)}`));
  const { plot = [], evidence = [], data } = head;
  if (plot.length > 0)
    lines.push(`plot: [${plot.map((one) => (typeof one === "string" ? one : json(one))).join(", ")}]`);
  if (evidence.length > 0) lines.push("evidence:", ...evidence.map((one) => `  - ${json(one)}`));
  if (data !== undefined) lines.push(`data: ${json(data)}`);
  return `${lines.join("\n")}\n`;
}

function armLines(one: Case, label: string, duration: number): string[] {
  const entries = one.courses.flatMap((course) => entriesOf(course, duration));
  const lines = [
    `  - label: ${json(label)}`,
    `    person: ${peopleText(one.people)}`,
    `    care: ${one.care}`,
  ];
  if (entries.length > 0) lines.push("    treatment:", ...entries.map(entryLine));
  section(lines, "knockout", one.gates, number);
  section(lines, "hypothesis", one.hypotheses, String);
  section(lines, "set", one.set, number);
  for (const [key, value] of Object.entries(one.also ?? {})) lines.push(`    ${key}: ${json(value)}`);
  return lines;
}

function entryLine({ drug, dose, every, from, until, unit = "mg", more = {} }: PlainEntry): string {
  const { drug: product, ...others } = more;
  const parts = [
    `drug: ${product === undefined ? drug : json(product)}`,
    `dose: ${number(dose)} ${unit}`,
    `every: ${intervalText(every)}`,
  ];
  if (from > 0) parts.push(`from: day ${number(from)}`);
  if (until !== undefined) parts.push(`until: day ${number(until)}`);
  parts.push(...Object.entries(others).map(([key, value]) => `${key}: ${json(value)}`));
  return `      - {${parts.join(", ")}}`;
}

function section<T>(
  lines: string[],
  key: string,
  entries: Readonly<Record<string, T>>,
  text: (value: T) => string,
): void {
  const all = Object.entries(entries);
  if (all.length > 0) lines.push(`    ${key}: {${all.map(([name, v]) => `${name}: ${text(v)}`).join(", ")}}`);
}

const peopleText = (people: readonly string[]) =>
  people.length === 1 ? people[0]! : `[${people.join(", ")}]`;
const intervalText = (days: number) => `${number(days)} ${days === 1 ? "day" : "days"}`;
/** A flow of YAML reads JSON. */
const json = (value: unknown) => JSON.stringify(value);
