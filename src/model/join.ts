import type { Checked, Diagnostic } from "../diagnostics/index.ts";
import { dimensionOf, type Expression, reservedNames, walk } from "../expressions/index.ts";
import {
  type Dimension,
  dimensionless,
  dimensionName,
  isDimensionless,
  power,
  sameDimension,
  times,
  type Unit,
  unit,
} from "../units/index.ts";
import { domainOf, isInDomain } from "./domain.ts";
import { placeIn } from "./formula.ts";
import { initialCircles } from "./initial.ts";
import * as say from "./messages.ts";
import { resolveName } from "./names.ts";
import { once } from "./once.ts";
import type { Entry, EventSource, Formula, Model, ModuleSource } from "./types.ts";

const one = unit("1");
const day = unit("day");
const reserved: readonly string[] = [...reservedNames, "if", "baseline", "gate", "rate_of"];

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
  for (const module of byName.values()) checkModule(module, entries, diagnostics, startOf(modules));
  const hypotheses = new Map(
    [...byName.values()].flatMap((module) =>
      module.hypotheses.map((h) => [`${module.name}.${h.name}`, { ...h, module: module.name }] as const),
    ),
  );
  const model = { modules, entries, hypotheses };
  if (diagnostics.length === 0 && startOf(modules) === "written") diagnostics.push(...initialCircles(model));
  return { value: model, diagnostics };
}

/** Where runs of these modules start: one that starts as written takes the others with it. */
export function startOf(modules: readonly ModuleSource[]): "written" | undefined {
  return modules.some((module) => module.start === "written") ? "written" : undefined;
}

function declare(module: ModuleSource, entries: Map<string, Entry>, diagnostics: Diagnostic[]): void {
  for (const entry of entriesOf(module)) {
    const { name, place } = entry.source;
    const first = entries.get(entry.name);
    if (reserved.includes(name)) diagnostics.push(say.reservedName(name, place));
    else if (first) diagnostics.push(say.duplicateName(entry.name, place, first.source.place));
    else entries.set(entry.name, entry);
  }
}

/** What a module declares, under full names: the same objects in every model that it is joined to. */
const entriesOf = once((module: ModuleSource): readonly Entry[] => {
  const entry = <Kind extends Entry["kind"], Source extends Entry["source"]>(
    kind: Kind,
    source: Source,
    unit: Unit,
  ) => ({ kind, name: `${module.name}.${source.name}`, module: module.name, unit, source });
  return [
    ...module.parameters.map((source) => entry("parameter", source, source.unit)),
    ...module.states.map((source) => entry("state", source, source.unit)),
    ...module.values.map((source) => entry("value", source, source.unit)),
    ...module.effects.map((source) => entry("effect", source, one)),
  ];
});

function checkModule(
  module: ModuleSource,
  entries: ReadonlyMap<string, Entry>,
  diagnostics: Diagnostic[],
  start: "written" | undefined,
): void {
  const perDay = power(day.dimension, -1);
  const check = new Checks(module, entries, diagnostics);
  for (const state of module.states) {
    const name = `${module.name}.${state.name}`;
    // What only events change has rate 0, whatever its unit.
    if (!isZero(state.rate.expression))
      check.whole(state.rate, name, times(state.unit.dimension, perDay), `${state.unit.text} per day`);
    check.names(state.initial);
    // A bare number is a number of the declared unit; a formula must have the unit itself.
    if (state.initial.expression.kind !== "number")
      check.units(state.initial, name, state.unit.dimension, state.unit.text);
    walk(state.initial.expression, (part) => {
      if (part.kind !== "name" || part.name === "pi" || start === "written") return;
      const entry = entries.get(resolveName(part.name, module.name, entries) ?? "");
      if (entry && entry.kind !== "parameter")
        diagnostics.push(say.initialNotConstant(part.name, placeIn(state.initial, part.range)));
    });
  }
  for (const event of module.events ?? []) checkEvent(event, module, entries, diagnostics, check);
  for (const value of module.values)
    check.whole(value.formula, `${module.name}.${value.name}`, value.unit.dimension, value.unit.text);
  for (const effect of module.effects)
    check.whole(effect.formula, `${module.name}.${effect.name}`, dimensionless, "1");
  for (const hypothesis of module.hypotheses) {
    const names = hypothesis.choices.map((c) => c.name);
    if (!names.includes(hypothesis.default))
      diagnostics.push(say.unknownChoice(hypothesis.name, hypothesis.default, hypothesis.place, names));
    for (const choice of hypothesis.choices) {
      for (const { name, value, place } of choice.parameters) {
        const entry = entries.get(name);
        if (entry?.kind !== "parameter") diagnostics.push(say.unknownTarget(name, place, entries.keys()));
        else if (!isInDomain(entry.source, value))
          diagnostics.push(say.outsideDomain(name, value, entry.unit, domainOf(entry.source), place));
      }
      for (const { name, formula } of choice.formulas) {
        const entry = entries.get(name);
        if (!entry || entry.kind === "parameter")
          diagnostics.push(say.unknownTarget(name, formula.place, entries.keys()));
        else {
          const dimension =
            entry.kind === "state" ? times(entry.unit.dimension, perDay) : entry.unit.dimension;
          check.whole(formula, name, dimension, entry.unit.text, entry.module);
        }
      }
    }
  }
}

function checkEvent(
  event: EventSource,
  module: ModuleSource,
  entries: ReadonlyMap<string, Entry>,
  diagnostics: Diagnostic[],
  check: Checks,
): void {
  const { name, trigger, delay, priority } = event;
  check.names(trigger);
  if (module.units !== "labels" && !isCondition(trigger.expression))
    diagnostics.push(say.triggerNoCondition(name, trigger.place));
  if (delay) check.whole(delay, `${module.name}.${name} delay`, day.dimension, "day");
  if (priority) check.whole(priority, `${module.name}.${name} priority`, dimensionless, "1");
  const states = module.states.map((s) => s.name);
  for (const { name: target, formula, place } of event.assign) {
    const entry = entries.get(`${module.name}.${target}`);
    if (entry?.kind !== "state")
      diagnostics.push(say.assignsNoState(name, target, entry?.kind, place, states));
    else check.whole(formula, `${module.name}.${name} ${target}`, entry.unit.dimension, entry.unit.text);
  }
}

/** A plain number is a label too. */
const isLabel = (unit: Unit) => unit.factor === 1 && isDimensionless(unit.dimension);

const isZero = (expression: Expression) => expression.kind === "number" && expression.value === 0;

const isCondition = ({ kind }: Expression) => kind === "comparison" || kind === "logic" || kind === "not";

/** Checks of the formulas of a module; `home` is the module whose names a formula may leave out. */
class Checks {
  private readonly module: ModuleSource;
  private readonly entries: ReadonlyMap<string, Entry>;
  private readonly diagnostics: Diagnostic[];
  private readonly hasLabels: boolean;

  constructor(module: ModuleSource, entries: ReadonlyMap<string, Entry>, diagnostics: Diagnostic[]) {
    this.module = module;
    this.entries = entries;
    this.diagnostics = diagnostics;
    this.hasLabels = module.units === "labels";
  }

  whole(formula: Formula, name: string, wanted: Dimension, unitText: string, home?: string): void {
    this.names(formula, home);
    this.units(formula, name, wanted, unitText, home);
  }

  names(formula: Formula, home = this.module.name): void {
    const { entries, diagnostics } = this;
    for (const { name, range } of formula.unread ?? [])
      if (!entries.has(name))
        diagnostics.push(say.unknownName(name, home, placeIn(formula, range), entries.keys()));
    walk(formula.expression, (part) => {
      if (part.kind !== "name" && part.kind !== "baseline" && part.kind !== "rate") return;
      if (part.kind === "name" && (reservedNames as readonly string[]).includes(part.name)) return;
      const full = resolveName(part.name, home, entries);
      const place = placeIn(formula, part.range);
      if (full === undefined) {
        const local = [...entries.keys()]
          .filter((n) => n.startsWith(`${home}.`))
          .map((n) => n.slice(home.length + 1));
        diagnostics.push(say.unknownName(part.name, home, place, [...local, ...entries.keys()]));
      } else if (this.hasLabels && !isLabel(entries.get(full)!.unit))
        diagnostics.push(say.labelsAmongChecked(part.name, place));
      else if (part.kind === "rate" && entries.get(full)!.kind !== "state")
        diagnostics.push(say.rateOfNoState(part.name, place));
    });
  }

  units(formula: Formula, name: string, wanted: Dimension, unitText: string, home = this.module.name): void {
    // What stands for a formula that cannot be read has no unit to check.
    if (this.hasLabels || formula.unread) return;
    const { entries, diagnostics } = this;
    const { dimension, faults } = dimensionOf(formula.expression, (n) =>
      n === "t" ? day.dimension : entries.get(resolveName(n, home, entries) ?? "")?.unit.dimension,
    );
    for (const fault of faults) diagnostics.push(say.formulaFault(formula, fault));
    if (dimension && faults.length === 0 && !sameDimension(dimension, wanted))
      diagnostics.push(
        say.wrongUnit(name, formula.place, dimensionName(wanted), dimensionName(dimension), unitText),
      );
  }
}
