import type { Expression } from "../../expressions/index.ts";
import type { Source } from "../../language/index.ts";
import {
  type Choice,
  type Model,
  type ModelSource,
  type ModuleSource,
  type ParameterSource,
  qualified,
} from "../../model/index.ts";
import { type Drug, drugsOwnModules, familyOf } from "../../pharmacology/index.ts";
import type { EquationSheet, SheetChoice, SheetEquation, SheetModule, SheetParameter } from "./types.ts";

/**
 * Modules of a model as their files have them: every formula as it is written, declared values, and the rival hypotheses.
 *
 * @param names of the modules, in the order in which they are to stand
 */
export function sheetOfModules(
  model: Model,
  names: readonly string[],
  { title, lead }: Pick<EquationSheet, "title" | "lead">,
  sources: ReadonlyMap<string, Source>,
): EquationSheet {
  const modules = names.flatMap((name) => {
    const source = model.modules.find((module) => module.name === name);
    const module = source && moduleOf(source, model);
    return module && module.equations.length + module.parameters.length > 0 ? [module] : [];
  });
  return {
    title,
    lead,
    says: [
      "An effect is a multiplier, 1 in a healthy person without drug; where it is knocked out, the value that it has in the same person without drug stands in its place.",
    ],
    modules,
    fixed: [],
    doses: [],
    citations: citationsOf(modules, sources),
  };
}

/**
 * The modules that stand for names of modules and of drugs, those of drugs last with what they do at their sites; without
 * names all of the model's own.
 *
 * @param joined the model with the drugs
 */
export function modulesOf(
  names: readonly string[],
  drugs: readonly Drug[],
  joined: Model,
  { modules }: ModelSource,
): string[] {
  const own = modules.map(({ name }) => name);
  if (names.length === 0) return own;
  const asked = names.filter((name) => own.includes(name));
  if (drugs.length === 0) return asked;
  const families = new Set(drugs.flatMap(familyOf).map(({ name }) => name));
  const made = joined.modules.map(({ name }) => name).filter((name) => !own.includes(name));
  return [
    ...asked,
    ...made.filter((name) => families.has(name)),
    ...made.filter((name) => !families.has(name)),
  ];
}

function moduleOf(module: ModuleSource, model: Model): SheetModule {
  const { name, title, about, parameters, states, values, effects, hypotheses, events = [], start } = module;
  const full = (own: string) => `${name}.${own}`;
  const under = (expression: Expression) => qualified(expression, name, model.entries);
  const isOfDrugs = (drugsOwnModules as readonly string[]).includes(name);
  return {
    name,
    title,
    about,
    equations: [
      ...states.map(
        (state): SheetEquation => ({
          name: full(state.name),
          kind: "state",
          about: state.about,
          unit: state.unit.text,
          start: `${start === "written" ? "On day 0" : state.holdsDrug ? "Before the first dose" : "In a healthy person without drug"}: ${state.initial.text}.`,
          sources: [],
          formula: under(state.rate.expression),
        }),
      ),
      ...values.flatMap((value): SheetEquation[] =>
        // A site that no drug here acts at.
        isOfDrugs && value.formula.text === "0"
          ? []
          : [
              {
                name: full(value.name),
                kind: "value",
                about: value.about,
                unit: value.unit.text,
                sources: [],
                formula: under(value.formula.expression),
              },
            ],
      ),
      ...effects.map(
        (effect): SheetEquation => ({
          name: full(effect.name),
          kind: "effect",
          about: effect.about,
          unit: "1",
          sources: effect.sources,
          formula: under(effect.formula.expression),
        }),
      ),
    ],
    parameters: parameters.map((parameter) => parameterOf(full(parameter.name), parameter)),
    hypotheses: hypotheses.map(({ name: own, question, default: taken, choices }) => ({
      name: full(own),
      question,
      choices: choices.map((choice) => choiceOf(choice, choice.name === taken, model)),
    })),
    events: events.map(
      ({ name: own, about, trigger, delay, assign }) =>
        `Event ${full(own)}: ${about} When ${trigger.text}${delay ? `, after ${delay.text}` : ""}: ${assign
          .map((one) => `${one.name} becomes ${one.formula.text}`)
          .join("; ")}.`,
    ),
  };
}

function parameterOf(
  name: string,
  { about, note, value, unit, range, tier, sources }: ParameterSource,
): SheetParameter {
  return {
    name,
    about: [about, note].filter(Boolean).join(" "),
    value,
    unit: unit.text,
    range,
    tier,
    sources,
  };
}

function choiceOf(choice: Choice, isTaken: boolean, model: Model): SheetChoice {
  const { name, about, sources, parameters, formulas } = choice;
  return {
    name,
    about,
    isTaken,
    sources,
    parameters: parameters.map(({ name: changed, value }) => ({ name: changed, value })),
    equations: formulas.flatMap(({ name: changed, formula }): SheetEquation[] => {
      const entry = model.entries.get(changed);
      if (!entry || entry.kind === "parameter") return [];
      return [
        {
          name: changed,
          kind: entry.kind,
          about: entry.source.about,
          unit: entry.unit.text,
          sources: [],
          formula: qualified(formula.expression, entry.module, model.entries),
        },
      ];
    }),
  };
}

/** Those of the sources that modules cite, in words. */
export function citationsOf(
  modules: readonly SheetModule[],
  sources: ReadonlyMap<string, Source>,
): ReadonlyMap<string, string> {
  const cited = modules.flatMap(({ equations, parameters, hypotheses }) =>
    [...equations, ...parameters, ...hypotheses.flatMap(({ choices }) => choices)].flatMap(
      (one) => one.sources,
    ),
  );
  return new Map(
    [...new Set(cited)].sort().flatMap((id) => {
      const source = sources.get(id);
      return source ? [[id, `${source.citation}${source.doi ? ` doi:${source.doi}` : ""}`] as const] : [];
    }),
  );
}
