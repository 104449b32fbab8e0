import type { Translate } from "../text/index.ts";
import { canonical } from "../text/index.ts";
import type { ModelPage } from "./model-page.ts";
import type { Case, DrugCourse, ScenarioKeys, View } from "./types.ts";
import { inEnglish, type WordKey } from "./words.ts";

/** A dose given regularly, as a scenario's `treatment` writes it. */
export interface PlainEntry {
  readonly drug: string;
  /** mg */
  readonly dose: number;
  /** days */
  readonly every: number;
  readonly from: number;
  readonly until?: number | undefined;
  readonly unit?: string | undefined;
  /** Further keys of the entry. */
  readonly more?: ScenarioKeys | undefined;
}

const week = 7;

/** A course in the plainest words of the scenario language: doses with a start and an end. */
export function entriesOf(course: DrugCourse, duration: number): PlainEntry[] {
  const { drug, dose, every, from, unit, more } = course;
  if (unit ?? more) return asWritten(course, duration);
  const end = Math.min(course.until ?? duration, duration);
  const half = Math.min(from + (course.halfFirst ?? 0), end);
  const parts: PlainEntry[] = [];
  const give = (amount: number, start: number, stop: number) => {
    if (amount > 0 && stop > start && start < duration)
      parts.push({
        drug,
        dose: tidy(amount),
        every,
        from: start,
        ...(stop < duration ? { until: stop } : {}),
      });
  };
  give(dose / 2, from, half);
  give(dose, half, end);
  if (course.until !== undefined) {
    const steps = Math.round((course.taper ?? 0) / week);
    for (let step = 1; step <= steps; step++) {
      const start = course.until + (step - 1) * week;
      give((dose * (steps + 1 - step)) / (steps + 1), start, Math.min(start + week, duration));
    }
  }
  return course.gap ? parts.flatMap((part) => without(part, course.gap!, duration)) : parts;
}

/** Doses of which a scenario says more than a start and an end; in a shorter run what it reaches of them. */
function asWritten(
  { drug, dose, every, from, until, unit, more }: DrugCourse,
  duration: number,
): PlainEntry[] {
  if (dose === 0 || from >= duration) return [];
  const isReached = until !== undefined && until < duration;
  // Without its end there is nothing to taper from.
  const { taper: _, ...withoutTaper } = more ?? {};
  return [
    { drug, dose, every, from, unit, more: isReached ? more : withoutTaper, ...(isReached ? { until } : {}) },
  ];
}

/** The entry without the doses from `gap.from` on; what follows keeps the hour of the day. */
function without(part: PlainEntry, gap: { from: number; days: number }, duration: number): PlainEntry[] {
  const stop = part.until ?? duration;
  const resume = gap.from + gap.days;
  if (gap.from >= stop || resume <= part.from) return [part];
  const before = gap.from > part.from ? [{ ...part, until: gap.from }] : [];
  const skipped = Math.ceil((Math.max(resume, part.from) - part.from) / part.every - 1e-9);
  const start = part.from + skipped * part.every;
  return start < stop ? [...before, { ...part, from: start }] : before;
}

/** Milligrams without the tail of binary fractions. */
const tidy = (mg: number) => Number(mg.toPrecision(6));

/** How people and cut effects are told; the page knows titles and arrows, a scenario file does without. */
export interface CaseWords {
  person(name: string): string;
  cut(effects: readonly string[]): string;
  number(parameter: string, value: number): string;
  /** Whether a number is told even where a name or a count stands for the others: it is outside its range. */
  isOutside(parameter: string, value: number): boolean;
  choice(hypothesis: string, choice: string): string;
  drug(name: string): string;
  /** A kind of care by its title. */
  care(title: string): string;
  readonly word: Translate<WordKey>;
}

const plainTelling: CaseWords = {
  person: (name) => name.replaceAll("-", " "),
  cut: (effects) =>
    effects.length === 1 ? withoutText(effects, inEnglish) : inEnglish("effects cut", { n: effects.length }),
  number: (name, value) => numberText(name, value),
  isOutside: () => false,
  choice: (name, choice) => choiceText(name, choice),
  drug: (name) => name,
  care: (title) => title,
  word: inEnglish,
};

export const numberText = (parameter: string, value: number) => `${spoken(parameter)} = ${tidy(value)}`;

export const choiceText = (hypothesis: string, choice: string) => `${spoken(hypothesis)}: ${spaced(choice)}`;

export const withoutText = (effects: readonly string[], word: Translate<WordKey>) =>
  word("without", {
    what: effects.map(spoken).reduce((first, second) => word("and", { first, second })),
  });

/** What a case is called: its own name, or what is special about it, in words. */
export function titleOf(page: ModelPage, one: Case, tell = plainTelling): string {
  const { word } = tell;
  const set = Object.entries(one.set);
  const outside = set.filter((entry) => tell.isOutside(...entry)).map((entry) => tell.number(...entry));
  if (one.name) return [one.name, ...outside].join(", ");
  const drugs = one.courses.filter((course) => course.dose > 0).map((course) => courseTitle(course, tell));
  const parts = [drugs.length > 0 ? drugs.join(" + ") : untreated(page, one, tell)];
  const cut = Object.entries(one.gates).flatMap(([name, gate]) => (gate === 0 ? [name] : []));
  if (cut.length > 0) parts.push(tell.cut(cut));
  const halves = Object.entries(one.gates).filter(([, gate]) => gate !== 0);
  if (halves.length > 2) parts.push(word("effects weakened", { n: halves.length }));
  else parts.push(...halves.map(([name, gate]) => `${spoken(name)} × ${gate}`));
  for (const [name, choice] of Object.entries(one.hypotheses)) parts.push(tell.choice(name, choice));
  if (set.length > 2) parts.push(word("numbers changed", { n: set.length }), ...outside);
  else parts.push(...set.map(([name, value]) => tell.number(name, value)));
  return parts.join(", ");
}

/** Of a model without drugs, care is what tells cases apart. */
function untreated(page: ModelPage, { care }: Case, tell: CaseWords): string {
  const title = page.hasDrugs ? undefined : page.care.get(care);
  return title === undefined ? tell.word("no drug") : tell.care(title);
}

function courseTitle(course: DrugCourse, { drug, word }: CaseWords): string {
  const when = [
    ...(course.every !== 1 ? [word("every days", { n: tidy(course.every) })] : []),
    ...(course.from > 0 ? [word("from week", { n: weeks(course.from) })] : []),
    ...(course.until !== undefined ? [word("to week", { n: weeks(course.until) })] : []),
  ];
  const parts = [
    [`${drug(course.drug)} ${word("amount", { n: tidy(course.dose) })} ${course.unit ?? "mg"}`, ...when].join(
      " ",
    ),
  ];
  if (course.halfFirst) parts.push(word("half first short"));
  if (course.until !== undefined && course.taper) parts.push(word("tapered"));
  if (course.gap) parts.push(word("days missed", { n: course.gap.days }));
  if (course.more) parts.push(...keyWords(course.more));
  return parts.join(", ");
}

/** Keys of a scenario as words: "taper over 56 days, hyperbolic, steps 8". */
export const keyWords = (keys: ScenarioKeys): string[] =>
  Object.entries(keys).map(([key, value]) => `${spaced(key)} ${valueWords(value)}`);

function valueWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueWords).join(" and ");
  if (typeof value !== "object" || value === null) return String(value);
  return Object.entries(value)
    .map(([key, item]) => (key === "shape" ? valueWords(item) : `${spaced(key)} ${valueWords(item)}`))
    .join(", ");
}

const weeks = (days: number) => Number((days / week).toPrecision(3));
const spaced = (name: string) => name.replaceAll("_", " ");
const spoken = (full: string) => spaced(full.slice(full.indexOf(".") + 1));

/** Titles that differ, as the arms of a scenario need them: with who it is where that is not the same in all. */
export function labelsOf(page: ModelPage, cases: readonly Case[], tell = plainTelling): string[] {
  const usualCare = page.opening.current.care;
  let labels = cases.map((one) => titleOf(page, one, tell));
  const add = (tellAll: (one: Case) => readonly string[], isForAll: boolean) => {
    const before = labels;
    labels = cases.map((one, i) => {
      const others = cases.filter(
        (two, k) => before[k] === before[i] || (isForAll && !one.name && two !== one),
      );
      const told = others.map((two) => new Set(tellAll(two)));
      const own = tellAll(one).filter((part) => told.some((all) => !all.has(part)));
      return [before[i], ...own].join(", ");
    });
  };
  add((one) => one.people.map(tell.person), true);
  add(
    (one) =>
      one.care === usualCare || !page.hasDrugs ? [] : [tell.care(page.care.get(one.care) ?? one.care)],
    true,
  );
  add(changesOf, false);
  const taken = new Set<string>();
  return labels.map((title) => {
    let label = title;
    for (let n = 2; taken.has(label); n++) label = `${title} (${n})`;
    taken.add(label);
    return label;
  });
}

const changesOf = (one: Case) => [
  ...Object.entries(one.gates).map(([name, gate]) => `${spoken(name)} × ${gate}`),
  ...Object.entries(one.set).map(([name, value]) => `${spoken(name)} = ${value}`),
];

/** How the page is looked at when a link says nothing else. */
export const openingView: View = { tab: "time", chosen: {}, showsBand: false };

/** The same data, whatever the order of its keys. */
export function sameCase(a: Case, b: Case): boolean {
  return canonical(a) === canonical(b);
}
