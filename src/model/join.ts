import type { Checked, Diagnostic, Place } from "../diagnostics/index.ts";
import { dimensionOf, type Expression, reservedNames, rewrite, walk } from "../expressions/index.ts";
import {
  type Dimension,
  dimensionless,
  dimensionName,
  power,
  sameDimension,
  times,
  unit,
} from "../units/index.ts";
import { placeIn } from "./formula.ts";
import * as say from "./messages.ts";
import type { Entry, Formula, Model, ModuleSource } from "./types.ts";

const one = unit("1");
const day = unit("day");
const reserved: readonly string[] = [...reservedNames, "if", "baseline", "gate"];

/**
 * Joins modules into one model: every declaration gets its full name `module.name`, and every name, unit, range and
 * initial value is checked. All faults are reported at once.
 */
export function joinModules(modules: readonly ModuleSource[]): Checked<Model> {
  const diagnostics: Diagnostic[] = [];
  const entries = new Map<string, Entry>();
  const byName = new Map<string, ModuleSource>();
  for (const module of modules) {
    const twin = byName.get(module.name);
    if (twin) diagnostics.push(say.duplicateModule(module.name, module.place, twin.place));
    else byName.set(module.name, module);
  }
  for (const module of byName.values()) declare(module, entries, diagnostics);
  for (const module of byName.values()) checkModule(module, entries, diagnostics);
  const hypotheses = new Map(
    [...byName.values()].flatMap((module) =>
      module.hypotheses.map((h) => [`${module.name}.${h.name}`, { ...h, module: module.name }] as const),
    ),
  );
  return { value: { modules, entries, hypotheses }, diagnostics };
}

function declare(module: ModuleSource, entries: Map<string, Entry>, diagnostics: Diagnostic[]): void {
  const add = (entry: Entry, local: string, place: Place) => {
    const first = entries.get(entry.name);
    if (reserved.includes(local)) diagnostics.push(say.reservedName(local, place));
    else if (first) diagnostics.push(say.duplicateName(entry.name, place, first.source.place));
    else entries.set(entry.name, entry);
  };
  const full = (name: string) => `${module.name}.${name}`;
  for (const source of module.parameters)
    add(
      { kind: "parameter", name: full(source.name), unit: source.unit, source, module: module.name },
      source.name,
      source.place,
    );
  for (const source of module.states)
    add(
      { kind: "state", name: full(source.name), unit: source.unit, source, module: module.name },
      source.name,
      source.place,
    );
  for (const source of module.values)
    add(
      { kind: "value", name: full(source.name), unit: source.unit, source, module: module.name },
      source.name,
      source.place,
    );
  for (const source of module.effects)
    add(
      { kind: "effect", name: full(source.name), unit: one, source, module: module.name },
      source.name,
      source.place,
    );
}

/** The full name that a name in a formula of `module` means; local names win. Undefined when there is none. */
export function resolveName(
  name: string,
  module: string,
  entries: ReadonlyMap<string, Entry>,
): string | undefined {
  if (name.includes(".")) return entries.has(name) ? name : undefined;
  const full = `${module}.${name}`;
  return entries.has(full) ? full : undefined;
}

/** The formula with full names. Names must have been checked. */
export function qualified(
  expression: Expression,
  module: string,
  entries: ReadonlyMap<string, Entry>,
): Expression {
  return rewrite(expression, (part) =>
    part.kind === "name" || part.kind === "baseline"
      ? { ...part, name: resolveName(part.name, module, entries) ?? part.name }
      : part,
  );
}

function checkModule(
  module: ModuleSource,
  entries: ReadonlyMap<string, Entry>,
  diagnostics: Diagnostic[],
): void {
  const perDay = power(day.dimension, -1);
  const check = (
    formula: Formula,
    name: string,
    dimension: Dimension,
    unitText: string,
    home = module.name,
  ) => {
    checkNames(formula, home, entries, diagnostics);
    checkUnits(formula, name, dimension, unitText, home, entries, diagnostics);
  };
  for (const parameter of module.parameters) {
    const [low, high] = parameter.range;
    if (!(parameter.value >= low && parameter.value <= high))
      diagnostics.push(
        say.outOfRange(`${module.name}.${parameter.name}`, parameter.value, parameter.range, parameter.place),
      );
  }
  for (const state of module.states) {
    const name = `${module.name}.${state.name}`;
    check(state.rate, name, times(state.unit.dimension, perDay), `${state.unit.text} per day`);
    checkNames(state.initial, module.name, entries, diagnostics);
    // A bare number is a number of the declared unit; a formula must have the unit itself.
    if (state.initial.expression.kind !== "number")
      checkUnits(
        state.initial,
        name,
        state.unit.dimension,
        state.unit.text,
        module.name,
        entries,
        diagnostics,
      );
    walk(state.initial.expression, (part) => {
      if (part.kind !== "name" || part.name === "pi") return;
      const entry = entries.get(resolveName(part.name, module.name, entries) ?? "");
      if (entry && entry.kind !== "parameter")
        diagnostics.push(say.initialNotConstant(part.name, placeIn(state.initial, part.range)));
    });
  }
  for (const value of module.values)
    check(value.formula, `${module.name}.${value.name}`, value.unit.dimension, value.unit.text);
  for (const effect of module.effects)
    check(effect.formula, `${module.name}.${effect.name}`, dimensionless, "1");
  for (const hypothesis of module.hypotheses) {
    const names = hypothesis.choices.map((c) => c.name);
    if (!names.includes(hypothesis.default))
      diagnostics.push(say.unknownChoice(hypothesis.name, hypothesis.default, hypothesis.place, names));
    for (const choice of hypothesis.choices) {
      for (const { name, place } of choice.parameters)
        if (entries.get(name)?.kind !== "parameter")
          diagnostics.push(say.unknownTarget(name, place, entries.keys()));
      for (const { name, formula } of choice.formulas) {
        const entry = entries.get(name);
        if (!entry || entry.kind === "parameter")
          diagnostics.push(say.unknownTarget(name, formula.place, entries.keys()));
        else {
          const dimension =
            entry.kind === "state" ? times(entry.unit.dimension, perDay) : entry.unit.dimension;
          check(formula, name, dimension, entry.unit.text, entry.module);
        }
      }
    }
  }
}

function checkNames(
  formula: Formula,
  module: string,
  entries: ReadonlyMap<string, Entry>,
  diagnostics: Diagnostic[],
): void {
  walk(formula.expression, (part) => {
    if (part.kind !== "name" && part.kind !== "baseline") return;
    if (part.kind === "name" && (reservedNames as readonly string[]).includes(part.name)) return;
    const full = resolveName(part.name, module, entries);
    if (full === undefined) {
      const local = [...entries.keys()]
        .filter((n) => n.startsWith(`${module}.`))
        .map((n) => n.slice(module.length + 1));
      diagnostics.push(
        say.unknownName(part.name, module, placeIn(formula, part.range), [...local, ...entries.keys()]),
      );
    }
  });
}

function checkUnits(
  formula: Formula,
  name: string,
  wanted: Dimension,
  unitText: string,
  module: string,
  entries: ReadonlyMap<string, Entry>,
  diagnostics: Diagnostic[],
): void {
  const { dimension, faults } = dimensionOf(formula.expression, (n) =>
    n === "t" ? day.dimension : entries.get(resolveName(n, module, entries) ?? "")?.unit.dimension,
  );
  for (const fault of faults) diagnostics.push(say.formulaFault(formula, fault));
  if (dimension && faults.length === 0 && !sameDimension(dimension, wanted))
    diagnostics.push(
      say.wrongUnit(name, formula.place, dimensionName(wanted), dimensionName(dimension), unitText),
    );
}
