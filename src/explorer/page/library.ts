import layout from "virtual:lull-circuit";
import text from "virtual:lull-library";
import maker from "virtual:lull-maker";
import modelWords from "virtual:lull-words";
import { signal } from "@preact/signals";
import { libraryFromText, restFromText } from "../../engine/index.ts";
import { type CaseWords, choiceText, labelsOf, numberText, titleOf, withoutText } from "../case.ts";
import { modelPage } from "../model-page.ts";
import { inWords } from "../model-words.ts";
import { originLine, outsideRange } from "../origin.ts";
import { withAuthors } from "../source-words.ts";
import type { Case } from "../types.ts";
import { vocabularyOf } from "../vocabulary.ts";
import { language, word } from "./language.ts";

/** What the page knows without asking its worker: drugs, people, equations, claims. */
export const libraryText = text;
export { maker };

const { library, named } = inWords(libraryFromText(text), modelWords[language()]);

export { library };

/** What the page shows of its model, in its language. */
export const page = modelPage(library, word, (english) => named("texts", english) ?? english);
document.title = `Lull: ${page.subtitle}`;

const { model } = library;
const all = <T extends { name: string }>(pick: (module: (typeof model.modules)[number]) => readonly T[]) =>
  model.modules.flatMap((module) =>
    pick(module).map((item) => ({ ...item, full: `${module.name}.${item.name}` })),
  );

export const effects = new Map(all((m) => m.effects).map((e) => [e.full, e]));
export const hypotheses = all((m) => m.hypotheses);
export const drugs = [...library.drugs.values()];
export const people = [...library.people.values()];

/** What is said of a variable. */
export interface VariableText {
  readonly about: string;
  readonly unit: string;
  readonly title?: string | undefined;
  /** What its axis says. */
  readonly axis?: string | undefined;
}

const quantities = [...all((m) => m.states), ...all((m) => m.values)];
export const about = new Map<string, VariableText>(
  quantities.map(({ full, about, unit, title, axis }) => [
    full,
    { about: named("about", full) ?? about, unit: unit.text, title: named("variables", full) ?? title, axis },
  ]),
);
for (const drug of drugs)
  about.set(`plasma.${drug.name}`, {
    about: word("plasma about", { drug: drug.title }),
    unit: "ng/mL",
    title: word("plasma of", { drug: drug.title }),
  });

export const describe = (variable: string): VariableText =>
  about.get(variable) ?? { about: variable, unit: "1" };

export const parameters = new Map(all((m) => m.parameters).map((p) => [p.full, p]));

export const words = vocabularyOf(library);

/** What no run asks for comes last; until then there are no sources and no claims. */
const isWhole = signal(false);
let tellRest: (rest: string) => void;
/** The text of that, for each worker, once it has come. */
export const restText = new Promise<string>((resolve) => {
  tellRest = resolve;
});

/** Takes in the claims and sources, which views that tell of them then show. */
export function completeLibrary(rest: string): void {
  Object.assign(library, restFromText(rest));
  isWhole.value = true;
  tellRest(rest);
}

const wholeLibrary = () => {
  isWhole.value;
  return library;
};
export const claims = () => [...wholeLibrary().claims.values()];
/** Whether there are people to try a case on; until the rest has come, as if there were. */
export const hasPopulation = () => !isWhole.value || wholeLibrary().populations.size > 0;
export const sourceOf = (id: string) => wholeLibrary().sources.get(id);
/** A text with its sources told as author and year. */
export const withNames = (text: string) => withAuthors(text, sourceOf);
export const drugNamed = (name: string) => library.drugs.get(name);

/** Arrows of the circuit that it takes to cut these effects: an arrow can hold several. */
export function arrowsOf(names: readonly string[]): number {
  const left = new Set(names);
  let count = 0;
  for (const { effects } of [...layout.whole.edges]
    .filter((edge) => edge.effects.length > 0)
    .sort((a, b) => b.effects.length - a.effects.length)) {
    if (!effects.every((name) => names.includes(name)) || !effects.some((name) => left.has(name))) continue;
    for (const name of effects) left.delete(name);
    count++;
  }
  return count + left.size;
}

/** A title as it stands within a sentence; German nouns stay as they are. */
export const inside = (title: string) =>
  language() === "en" && /^[A-Z][a-z]/.test(title) ? title[0]!.toLowerCase() + title.slice(1) : title;
export const personTitle = (name: string) => library.people.get(name)?.title ?? name;
/** A choice of a hypothesis in words. */
export const choiceTitle = (hypothesis: string, choice: string) =>
  named("choices", `${hypothesis}.${choice}`) ?? choice.replaceAll("_", " ");
/** What a trait is called that people of the model differ in. */
export const traitTitle = (name: string) => named("traits", name) ?? name;
export const populationTitle = (title: string) => named("populations", title) ?? title.toLowerCase();
/** What a box of the circuit's first look is called, and what it stands for. */
export const boxTitle = (title: string) => named("boxes", title) ?? title;
export const boxAbout = (title: string) =>
  named("boxes about", title) ?? model.overview?.find((box) => box.title === title)?.about;

const telling: CaseWords = {
  person: (name) => inside(personTitle(name)),
  number(name, value) {
    const range = outsideRange(parameters.get(name), value);
    const number = numberText(name, value);
    return range ? word("outside range", { number, low: range[0], high: range[1] }) : number;
  },
  isOutside: (name, value) => outsideRange(parameters.get(name), value) !== undefined,
  cut: (names) =>
    arrowsOf(names) === 1 ? withoutText(names, word) : word("arrows cut", { n: arrowsOf(names) }),
  // Drugs are nouns, which English writes small.
  choice: (name, choice) => (language() === "en" ? choiceText(name, choice) : choiceTitle(name, choice)),
  drug: (name) => (language() === "en" ? name : (drugNamed(name)?.title ?? name)),
  care: (title) => page.text(title),
  word,
};
export const origin = (cases: readonly Case[], duration: number) =>
  originLine(page, cases, duration, maker, (name) => parameters.get(name));
export const labels = (cases: readonly Case[]) => labelsOf(page, cases, telling);
export const title = (one: Case) => titleOf(page, one, telling);
export const spoken = (full: string) => full.slice(full.indexOf(".") + 1).replaceAll("_", " ");
