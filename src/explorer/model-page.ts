import { compare, name, number } from "../expressions/index.ts";
import type { Library } from "../language/index.ts";
import type { Group, ModelSource, PageMeasure, PageSentence, PageSource, PageStrip } from "../model/index.ts";
import { familyOf } from "../pharmacology/index.ts";
import type { Translate } from "../text/index.ts";
import type { Case, ExplorerState } from "./types.ts";
import { inEnglish, type WordKey } from "./words.ts";

/** What a strip shows in place of a variable: what is given. */
export const dose = "dose";
/** The strip of levels in blood. */
export const plasma = "plasma";

/** What the page shows of a model and says of it, with what the model leaves unsaid filled in. */
export interface ModelPage
  extends Required<
      Pick<PageSource, "outputs" | "strips" | "plot" | "measures" | "terms" | "headline" | "against">
    >,
    Pick<PageSource, "week" | "tour" | "lead"> {
  /** What the model is about, as it stands after the name of the page. */
  readonly subtitle: string;
  /** What the page opens with when a link says nothing else. */
  readonly opening: ExplorerState;
  readonly hasDrugs: boolean;
  /** The drug with which each drug and metabolite comes into the body. */
  readonly substances: ReadonlyMap<string, string>;
  /** What each kind of care is called; empty where there is no choice. */
  readonly care: ReadonlyMap<string, string>;
  /** What strips let a visitor choose from. */
  readonly groups: readonly Group[];
  /** A sentence of the model in the language of the page. */
  text(english: string): string;
}

const usualDuration = 84;
/** Variables that a page shows of a model that names none. */
const mostOutputs = 8;

/**
 * The page of a model: as its file says, and made from the rest of the model where it says nothing. Groups become strips,
 * their variables the outputs, the outputs at the end the measures; a headline says where the first outputs go.
 *
 * @param word of the language of the page
 * @param text a sentence of the model in that language
 */
export function modelPage(
  library: Pick<Library, "model" | "drugs">,
  word: Translate<WordKey> = inEnglish,
  text = (english: string) => english,
): ModelPage {
  const { model, drugs } = library;
  const { page } = model;
  const groups = model.groups.length > 0 ? model.groups : groupsOf(model);
  const outputs = filled(page?.outputs, () =>
    [...new Set(groups.flatMap(({ show }) => show))].slice(0, mostOutputs),
  );
  const measures = filled(page?.measures, () => outputs.flatMap((name) => measuresOf(name, model)));
  const isOwn = page !== undefined && page.measures.length > 0;
  const given = drugs.size > 0 ? [dose, plasma] : [];
  return {
    subtitle: uncapped(text(model.title)),
    lead: page?.lead,
    opening: openingOf(library, outputs[0] ?? ""),
    hasDrugs: drugs.size > 0,
    substances: new Map(
      [...drugs.values()].flatMap((drug) => familyOf(drug).map(({ name }) => [name, drug.name] as const)),
    ),
    care:
      model.care.length > 1
        ? new Map(model.care.map(({ name }) => [name, careTitle(page, name)]))
        : new Map(),
    outputs,
    groups,
    strips: [
      ...given.map((name) => ({
        name,
        title: word(name === dose ? "strip dose" : "strip plasma"),
        first: name,
        groups: [],
      })),
      ...(page && page.strips.length > 0
        ? page.strips.map((strip) => ({ ...strip, title: text(strip.title) }))
        : groups.map(stripOf)),
    ],
    plot: filled(page?.plot, () => model.groups.map(({ name }) => name)),
    measures: measures.map((one) => ({ ...one, title: one.title && text(one.title) })),
    terms: page?.terms ?? [],
    headline: isOwn ? page.headline : outputs.slice(0, 2).map((name) => [{ says: wayOf(name, model, word) }]),
    against: isOwn ? page.against : outputs.slice(0, 2).map((name) => changeOf(name, model, word)),
    week: page?.week,
    tour: page?.tour,
    text,
  };
}

const filled = <T>(list: readonly T[] | undefined, otherwise: () => readonly T[]): readonly T[] =>
  list && list.length > 0 ? list : otherwise();

/** "How it works" as it stands within a sentence; a name in capitals stays. */
const uncapped = (title: string) =>
  /^[A-ZÄÖÜ][a-zäöü]/.test(title) ? title[0]!.toLowerCase() + title.slice(1) : title;

const careTitle = (page: PageSource | undefined, name: string) =>
  page?.care.get(name) ?? name.replaceAll("_", " ");

function openingOf({ model, drugs }: Pick<Library, "model" | "drugs">, main: string): ExplorerState {
  const { opens = {} } = model.page ?? {};
  const drug = drugs.get(opens.drug ?? "") ?? [...drugs.values()][0];
  // Without drugs, care is all that can be done, and the first kind of care is to do nothing.
  const care = opens.care ?? (drug ? model.care[0] : model.care.at(-1))?.name ?? "none";
  const current: Case = {
    people: opens.people ?? [model.person],
    care,
    courses: drug
      ? [{ drug: drug.name, dose: opens.dose ?? drug.licensed.usual ?? drug.licensed.min, every: 1, from: 0 }]
      : [],
    gates: {},
    hypotheses: {},
    set: {},
  };
  return { current, kept: [], duration: opens.duration ?? usualDuration, logTime: false, main };
}

/** Every variable that the page shows when it is opened. */
export function firstShown({ outputs, strips, week, opening }: ModelPage): string[] {
  const names = [
    ...outputs,
    ...(week ? Object.values(week).flatMap(({ felt }) => felt) : []),
    ...strips.map(({ first }) => first).filter((name) => name.includes(".")),
    ...opening.current.courses.map(({ drug }) => `plasma.${drug}`),
  ];
  return [...new Set(names)];
}

const groupsOf = ({ modules, place }: ModelSource): Group[] =>
  modules.flatMap(({ name, title, states, values }) => {
    const show = [...states, ...values].map((item) => `${name}.${item.name}`);
    return show.length > 0 ? [{ name, title, show, place }] : [];
  });

const stripOf = ({ name, title, show }: Group): PageStrip => ({
  name,
  title,
  first: show[0]!,
  groups: [name],
});

function quantity(model: ModelSource, full: string): { readonly title: string; readonly unit: string } {
  const [module, name] = full.split(".") as [string, string];
  const source = model.modules.find((m) => m.name === module);
  const found = [...(source?.states ?? []), ...(source?.values ?? [])].find((item) => item.name === name);
  return { title: found?.title ?? `${name.replaceAll("_", " ")} (${module})`, unit: found?.unit.text ?? "1" };
}

const flat = (full: string) => full.replace(".", "_");

function measuresOf(full: string, model: ModelSource): PageMeasure[] {
  const { title } = quantity(model, full);
  return [
    { name: flat(full), title, measure: `at(${full}, end)` },
    { name: `${flat(full)}_at_first`, measure: `at(${full}, day 0)` },
  ];
}

/** A number of a sentence in braces, with its unit; shares are told in per cent. */
const inBraces = (name: string, unit: string) => (unit === "1" ? `{${name}}` : `{${name}} ${unit}`);

function wayOf(full: string, model: ModelSource, word: Translate<WordKey>): string {
  const { title, unit } = quantity(model, full);
  const [first, last] = [inBraces(`${flat(full)}_at_first`, unit), inBraces(flat(full), unit)];
  return word("goes from to", { end: "{end}", variable: title, first, last });
}

function changeOf(full: string, model: ModelSource, word: Translate<WordKey>): PageSentence[] {
  const { title, unit } = quantity(model, full);
  const by = { variable: title, by: inBraces(flat(full), unit) };
  return [
    { when: compare(">", name(flat(full)), number(0)), says: word("is higher", by) },
    { when: compare("<", name(flat(full)), number(0)), says: word("is lower", by) },
    { says: word("is the same", by) },
  ];
}
