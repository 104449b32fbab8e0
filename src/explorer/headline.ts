import type { MeasureRow } from "../engine/index.ts";
import { type Expression, evaluate } from "../expressions/index.ts";
import type { PageSentences } from "../model/index.ts";
import type { ModelPage } from "./model-page.ts";
import { digits, inPercent, word } from "./words.ts";

const valueIn = (rows: readonly MeasureRow[], name: string) =>
  rows.find((row) => row.name === name)?.value ?? Number.NaN;

/** What a case comes to, in the sentences of the model that hold for it. */
export function headline(page: ModelPage, rows: readonly MeasureRow[], duration: number): string {
  const end = duration % 7 === 0 ? word("week", { n: duration / 7 }) : word("day", { n: duration });
  const number = (name: string) => (name === "end" ? end : shown(rows, name, valueIn(rows, name)));
  return said(page, page.headline, number, (name) => valueIn(rows, name)).join(" ");
}

/** How a case differs from another in what the model says of that, in one sentence; nothing where it says nothing. */
export function difference(
  page: ModelPage,
  now: readonly MeasureRow[],
  before: readonly MeasureRow[],
  beforeTitle: string,
  isSamePerson = true,
): string {
  const change = (name: string) => valueIn(now, name) - valueIn(before, name);
  const value = (name: string) => {
    if (name === "same_person") return Number(isSamePerson);
    const [of, measure] = name.split(".");
    if (measure === undefined) return change(name);
    return valueIn(of === "now" ? now : before, measure);
  };
  const parts = said(page, page.against, (name) => shown(now, name, change(name)), value);
  return parts.length > 0 ? word("against", { title: beforeTitle, parts: parts.join(", ") }) : "";
}

/** Of a measure that may have words in place of "never": those, where they hold. */
export function inPlaceOfNever(
  page: ModelPage,
  name: string,
  rows: readonly MeasureRow[],
): string | undefined {
  const unless = page.measures.find((measure) => measure.name === name)?.unless;
  return unless && holds(unless.when, (other) => valueIn(rows, other)) ? page.text(unless.says) : undefined;
}

/** Of each list of sentences the first one that holds, where its numbers are known. */
function said(
  page: ModelPage,
  sentences: PageSentences,
  number: (name: string) => string | undefined,
  measure: (name: string) => number,
): string[] {
  const terms = new Map(page.terms.map(({ name, formula }) => [name, formula]));
  const value = (name: string): number => {
    const term = terms.get(name);
    return term ? evaluate(term, lookup(value)) : measure(name);
  };
  return sentences.flatMap((list) => {
    const sentence = list.find(({ when }) => !when || holds(when, value));
    if (!sentence) return [];
    const names = [...sentence.says.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
    if (names.some((name) => number(name) === undefined)) return [];
    return [page.text(sentence.says).replace(/\{(\w+)\}/g, (whole, name) => number(name) ?? whole)];
  });
}

const lookup = (name: (name: string) => number) => ({
  name,
  baseline: () => Number.NaN,
  gate: () => Number.NaN,
});

const holds = (formula: Expression, value: (name: string) => number) =>
  evaluate(formula, lookup(value)) === 1;

/** A number without its sign: a share in per cent, days as the week in which they lie. */
function shown(rows: readonly MeasureRow[], name: string, value: number): string | undefined {
  if (Number.isNaN(value)) return undefined;
  const unit = rows.find((row) => row.name === name)?.unit;
  const size = Math.abs(value);
  if (unit === "day") return String(Math.max(1, Math.ceil(size / 7 - 1e-9)));
  if (unit === "1") return inPercent(size);
  return digits(size >= 0.5 ? size.toFixed(1) : String(Number(size.toPrecision(2))));
}
