import text from "virtual:lull-library";
import { labelsOf } from "../case.ts";
import { libraryFromText } from "../library-text.ts";
import type { Case, Vocabulary } from "../types.ts";

/** What the page knows without asking its worker: drugs, people, equations, claims. */
export const libraryText = text;
export const library = libraryFromText(text);

const { model } = library;
const all = <T extends { name: string }>(pick: (module: (typeof model.modules)[number]) => readonly T[]) =>
  model.modules.flatMap((module) =>
    pick(module).map((item) => ({ ...item, full: `${module.name}.${item.name}` })),
  );

export const effects = new Map(all((m) => m.effects).map((e) => [e.full, e]));
export const hypotheses = all((m) => m.hypotheses);
export const drugs = [...library.drugs.values()];
export const people = [...library.people.values()];

const quantities = [...all((m) => m.states), ...all((m) => m.values)];
export const about = new Map(quantities.map((q) => [q.full, { about: q.about, unit: q.unit.text }]));
for (const drug of drugs)
  about.set(`plasma.${drug.name}`, { about: `Concentration of ${drug.title} in plasma.`, unit: "ng/mL" });

export const words: Vocabulary = {
  people: people.map((p) => p.name),
  care: model.care.map((c) => c.name),
  drugs: drugs.map((d) => d.name),
  effects: [...effects.keys()],
  parameters: all((m) => m.parameters).map((p) => p.full),
  hypotheses: new Map(hypotheses.map((h) => [h.full, h.choices.map((c) => c.name)])),
  variables: [...about.keys()],
};

export const sourceOf = (id: string) => library.sources.get(id);
export const drugNamed = (name: string) => library.drugs.get(name);
export const labels = (cases: readonly Case[]) => labelsOf(cases);
export const spoken = (full: string) => full.slice(full.indexOf(".") + 1).replaceAll("_", " ");
