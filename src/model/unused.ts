import type { Diagnostic } from "../diagnostics/index.ts";
import { namesIn, walk } from "../expressions/index.ts";
import * as say from "./messages.ts";
import { resolveName } from "./names.ts";
import type { Formula, Model, ModuleSource } from "./types.ts";

/** Every formula of a module, with the full name of what it defines. Formulas of rival hypotheses are included. */
export function formulasOf(module: ModuleSource): { readonly name: string; readonly formula: Formula }[] {
  const full = (name: string) => `${module.name}.${name}`;
  return [
    ...module.states.flatMap((s) => [
      { name: full(s.name), formula: s.rate },
      { name: full(s.name), formula: s.initial },
    ]),
    ...module.values.map((v) => ({ name: full(v.name), formula: v.formula })),
    ...module.effects.map((e) => ({ name: full(e.name), formula: e.formula })),
    ...module.hypotheses.flatMap((h) =>
      h.choices.flatMap((c) => c.formulas.map((f) => ({ name: f.name, formula: f.formula }))),
    ),
  ];
}

/** What each formula of a model reads, and whose baselines, under full names where these are known. */
export const readings = (model: Model) =>
  model.modules.flatMap((module) =>
    formulasOf(module).map(({ name: user, formula: { expression } }) => {
      const home = model.entries.get(user)?.module ?? module.name;
      const full = (name: string) => resolveName(name, home, model.entries) ?? name;
      const baselines: string[] = [];
      walk(expression, (part) => {
        if (part.kind === "baseline") baselines.push(full(part.name));
      });
      return { user, read: namesIn(expression).map(full), baselines };
    }),
  );

/** Full names of everything whose formula reads `name`. */
export const usersOf = (name: string, model: Model): string[] => [
  ...new Set(readings(model).flatMap(({ user, read }) => (read.includes(name) ? [user] : []))),
];

/** A warning for every parameter that no formula reads. */
export function unusedParameters(model: Model): Diagnostic[] {
  const read = new Set(readings(model).flatMap((one) => one.read));
  return [...model.entries.values()].flatMap((entry) =>
    entry.kind === "parameter" && !read.has(entry.name) && !entry.source.isOfDoses
      ? [say.unused(entry.name, entry.source.place)]
      : [],
  );
}
