import { entriesOf, labelsOf } from "./case.ts";
import type { Case } from "./types.ts";

/** What the page measures of every case, by the name shown; the same in the page and in the file it writes. */
export function measuresFor(duration: number): Record<string, string> {
  const end = durationText(duration).replace(/^(\S+) (\w+?)s?$/, "$2 $1");
  return {
    blunting_onset: "onset(affect.blunting_equal_mood, 0.05)",
    blunting_half: "half_time(affect.blunting_equal_mood)",
    blunting_equal_mood: `at(affect.blunting_equal_mood, ${end})`,
    blunting_by_drug: `at(affect.blunting_drug, ${end})`,
    blunting: `at(affect.blunting, ${end})`,
    depression_halved: "time_to(affect.depression, 0.5)",
    depression: `at(affect.depression, ${end})`,
    positive_reactivity: `at(affect.positive_reactivity, ${end})`,
    motivation: `at(affect.motivation, ${end})`,
    odq: `at(scale.odq, ${end})`,
    madrs_change: `change(scale.madrs, day 0, ${end})`,
  };
}

/** A length of time in the words of a scenario. */
export const durationText = (days: number) => (days % 7 === 0 ? `${days / 7} weeks` : `${days} days`);

/** Cases as a scenario file: what the page simulates and what the command line runs to the same numbers. */
export function scenarioText(
  cases: readonly Case[],
  duration: number,
  plots: readonly string[] = [],
  title = "From the explorer",
): string {
  const labels = labelsOf(cases);
  const lines = [
    `scenario: ${yamlString(title)}`,
    `question: ${yamlString(cases.length > 1 ? "How do these cases differ?" : "What does this case come to?")}`,
    `duration: ${durationText(duration)}`,
    "arms:",
    ...cases.flatMap((one, i) => armLines(one, labels[i]!, duration)),
    "measure:",
    ...Object.entries(measuresFor(duration)).map(([name, text]) => `  ${name}: ${yamlString(text)}`),
  ];
  if (plots.length > 0) lines.push(`plot: [${plots.join(", ")}]`);
  return `${lines.join("\n")}\n`;
}

function armLines(one: Case, label: string, duration: number): string[] {
  const entries = one.courses.flatMap((course) => entriesOf(course, duration));
  const lines = [
    `  - label: ${yamlString(label)}`,
    `    person: ${peopleText(one.people)}`,
    `    care: ${one.care}`,
  ];
  if (entries.length > 0) lines.push("    treatment:");
  for (const { drug, dose, every, from, until } of entries) {
    const parts = [`drug: ${drug}`, `dose: ${number(dose)} mg`, `every: ${intervalText(every)}`];
    if (from > 0) parts.push(`from: day ${number(from)}`);
    if (until !== undefined) parts.push(`until: day ${number(until)}`);
    lines.push(`      - {${parts.join(", ")}}`);
  }
  section(lines, "knockout", one.gates, number);
  section(lines, "hypothesis", one.accounts, String);
  section(lines, "set", one.set, number);
  return lines;
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
/** A double-quoted YAML string reads JSON's escapes. */
const yamlString = (text: string) => JSON.stringify(text);

/** Without an exponent, which the scenario's units do not read. */
function number(value: number): string {
  const text = String(value);
  return /e/i.test(text) ? value.toFixed(12).replace(/\.?0+$/, "") : text;
}
