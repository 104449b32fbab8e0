import type { Library } from "../language/index.ts";

/** What can be told in another language, in the file of words that lies beside a model. */
export const modelWordKinds = [
  ...["people", "traits", "populations", "drugs", "systems", "groups", "boxes", "boxes about"],
  ...["hypotheses", "choices", "variables", "about", "texts"],
] as const;

/** Words of a model in a language: of each kind, by the name in the model's files or by the English title. */
export type ModelWords = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A library with its titles in a language, and a way to what else its words say. */
export function inWords(
  library: Library,
  words: ModelWords = {},
): { readonly library: Library; named(kind: string, name: string): string | undefined } {
  const named = (kind: string, name: string): string | undefined => words[kind]?.[name];
  const titled = <T extends { readonly name: string; readonly title: string }>(kind: string, item: T): T => ({
    ...item,
    title: named(kind, item.name) ?? item.title,
  });
  const each = <T extends { readonly name: string; readonly title: string }>(
    kind: string,
    items: ReadonlyMap<string, T>,
  ) => new Map([...items].map(([key, item]) => [key, titled(kind, item)]));
  const { model } = library;
  return {
    named,
    library: {
      ...library,
      people: each("people", library.people),
      drugs: each("drugs", library.drugs),
      model: {
        ...model,
        modules: model.modules.map((module) => ({
          ...titled("systems", module),
          hypotheses: module.hypotheses.map((one) => ({
            ...one,
            question: named("hypotheses", `${module.name}.${one.name}`) ?? one.question,
          })),
        })),
        groups: model.groups.map((group) => titled("groups", group)),
      },
    },
  };
}
