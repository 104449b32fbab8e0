import type { QuickOutcome } from "lull";
import type { Case, RunReply } from "./answers.ts";

// A case of a lesson as the library takes it, and what comes back; the same in the worker and in the page.

export function scenarioOf(one: Case, weeks: number, measures: Readonly<Record<string, string>>) {
  const { person = "depressed-adult", care = "trial", treatment, knockout, hypothesis, set } = one;
  const arm = { label: "a", care, ...(treatment ? { treatment } : {}), knockout, hypothesis, set };
  return { duration: `${weeks} weeks`, person, arms: [arm], measure: measures };
}

export function replyOf({ times, series, baseline, failure, measures }: QuickOutcome): RunReply {
  const values = Object.entries(measures).map(([name, { value }]) => [name, value]);
  return { times, series, baseline, failure, measures: Object.fromEntries(values) };
}
