import type { Library } from "../language/index.ts";
import { domainOf, domainWords, isInDomain, type ParameterSource } from "../model/index.ts";
import { modelPage } from "./model-page.ts";
import type { Vocabulary } from "./types.ts";

/** Everything that links and files may name, of a library. */
export function vocabularyOf(library: Library): Vocabulary {
  const { model } = library;
  const drugs = [...library.drugs.keys()];
  const named = <T extends { name: string }>(
    pick: (module: (typeof model.modules)[number]) => readonly T[],
  ) =>
    model.modules.flatMap((module) =>
      pick(module).map((item) => [`${module.name}.${item.name}`, item] as const),
    );
  const names = (list: readonly (readonly [string, unknown])[]) => list.map(([name]) => name);
  const parameters = new Map<string, ParameterSource>(named((m) => m.parameters));
  return {
    people: [...library.people.keys()],
    care: model.care.map((c) => c.name),
    drugs,
    effects: names(named((m) => m.effects)),
    parameters: [...parameters.keys()],
    refusal(name, value) {
      const parameter = parameters.get(name);
      return parameter && !isInDomain(parameter, value)
        ? domainWords(domainOf(parameter), parameter.unit)
        : undefined;
    },
    hypotheses: new Map(named((m) => m.hypotheses).map(([name, h]) => [name, h.choices.map((c) => c.name)])),
    variables: [
      ...names(named((m) => m.states)),
      ...names(named((m) => m.values)),
      ...drugs.map((name) => `plasma.${name}`),
    ],
    opening: modelPage(library).opening,
  };
}
