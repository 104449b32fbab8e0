import type { Diagnostic } from "../diagnostics/index.ts";
import { namesIn } from "../expressions/index.ts";
import * as say from "./messages.ts";
import { resolveName } from "./names.ts";
import type { Formula, Model, ModuleSource } from "./types.ts";

/** Every formula of a module, with the full name of what it defines. Formulas of rival accounts are included. */
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

/** Full names of everything whose formula reads `name`. */
export function usersOf(name: string, model: Model): string[] {
  const users = new Set<string>();
  for (const module of model.modules)
    for (const { name: user, formula } of formulasOf(module))
      for (const read of namesIn(formula.expression))
        if (resolveName(read, model.entries.get(user)?.module ?? module.name, model.entries) === name)
          users.add(user);
  return [...users];
}

/** A warning for every parameter that no formula reads. */
export function unusedParameters(model: Model): Diagnostic[] {
  const read = new Set<string>();
  for (const module of model.modules)
    for (const { name: user, formula } of formulasOf(module))
      for (const name of namesIn(formula.expression))
        read.add(resolveName(name, model.entries.get(user)?.module ?? module.name, model.entries) ?? name);
  return [...model.entries.values()].flatMap((entry) =>
    entry.kind === "parameter" && !read.has(entry.name) && !entry.source.isOfDoses
      ? [say.unused(entry.name, entry.source.place)]
      : [],
  );
}
