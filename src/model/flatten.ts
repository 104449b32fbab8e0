import type { Checked, Diagnostic, Place } from "../diagnostics/index.ts";
import {
  binary,
  type Expression,
  namesIn,
  number,
  printFormula,
  product,
  quotient,
  rewrite,
  walk,
} from "../expressions/index.ts";
import { withoutMissing } from "../text/index.ts";
import { unit } from "../units/index.ts";
import { domainOf } from "./domain.ts";
import { placeIn } from "./formula.ts";
import { startOf } from "./join.ts";
import * as say from "./messages.ts";
import { qualified } from "./names.ts";
import { once } from "./once.ts";
import { expressionsOf } from "./reach.ts";
import { unsolvableIn, usesTime } from "./thresholds.ts";
import type {
  Entry,
  FlatEvent,
  FlatParameter,
  FlatState,
  FlatSystem,
  FlatValue,
  Formula,
  Model,
  ModuleSource,
  Naming,
} from "./types.ts";

/** A choice for each hypothesis named; the others take their default. */
export type HypothesisChoices = ReadonlyMap<string, string>;

const day = unit("day");

/**
 * The model's equations as one system, with the choice of every hypothesis written in, values in evaluation
 * order, effects gated, and numbers in canonical units. `places` says where each choice was asked for.
 */
export function flatten(
  model: Model,
  choices: HypothesisChoices = new Map(),
  places: ReadonlyMap<string, Place | undefined> = new Map(),
): Checked<FlatSystem> {
  const diagnostics: Diagnostic[] = [];
  const { formulas, parameters } = chosen(model, choices, places, diagnostics);
  const entries = [...model.entries.values()];
  const chosenFormula = (formula: Formula, entry: Entry) => formulas.get(entry.name) ?? formula;
  const modules = new Map(model.modules.map((module) => [module.name, module]));
  /** Under full names, with rates written out and time in days. */
  const resolved = (expression: Expression, module: string, path: readonly string[] = []): Expression =>
    rewrite(qualified(expression, module, model.entries), (part) => {
      if (part.kind === "name" && part.name === "t") return quotient(part, timeFactor(modules.get(module)));
      if (part.kind !== "rate") return part;
      const state = model.entries.get(part.name);
      if (state?.kind !== "state") return part;
      if (path.includes(part.name)) {
        diagnostics.push(say.rateCircle(part.name, state.source.place));
        return number(0);
      }
      const rate = chosenFormula(state.source.rate, state);
      return resolved(rate.expression, state.module, [...path, part.name]);
    });
  const full = (formula: Formula, entry: Entry, path?: readonly string[]) =>
    resolved(chosenFormula(formula, entry).expression, entry.module, path);

  const values = entries.flatMap((entry): FlatValue[] => {
    if (entry.kind !== "value" && entry.kind !== "effect") return [];
    const formula = chosenFormula(entry.source.formula, entry);
    return [
      madeOnce(modules.get(entry.module), entry, formula, readsNoRate(formula), () => {
        const { name, unit } = entry;
        const { about } = entry.source;
        const expression = full(formula, entry);
        if (entry.kind === "effect")
          return { name, about, unit, kind: "effect", expression: gated(name, expression) };
        const { bounds } = entry.source;
        const naming = namingOf(entry.source);
        return { name, about, ...naming, unit, kind: "value", expression, ...(bounds ? { bounds } : {}) };
      }),
    ];
  });
  const states = entries.flatMap((entry): FlatState[] => {
    if (entry.kind !== "state") return [];
    const { initial, holdsDrug = false, isDepot, scale } = entry.source;
    const rate = chosenFormula(entry.source.rate, entry);
    return [
      madeOnce(modules.get(entry.module), entry, rate, readsNoRate(rate) && readsNoRate(initial), () => ({
        name: entry.name,
        about: entry.source.about,
        ...namingOf(entry.source),
        unit: entry.unit,
        initial: inCanonical(resolved(initial.expression, entry.module), entry),
        rate: quotient(full(rate, entry, [entry.name]), timeFactor(modules.get(entry.module))),
        holdsDrug,
        ...(isDepot && { isDepot }),
        ...(scale !== undefined && { scale: scale * entry.unit.factor }),
      })),
    ];
  });
  const flatParameters = entries.flatMap((entry): FlatParameter[] => {
    if (entry.kind !== "parameter") return [];
    const { factor } = entry.unit;
    const { value, range, tier, domain } = entry.source;
    const isChosen = parameters.has(entry.name);
    return [
      madeOnce(modules.get(entry.module), entry, entry.source, !isChosen, () => ({
        name: entry.name,
        about: entry.source.about,
        unit: entry.unit,
        value: (parameters.get(entry.name) ?? value) * factor,
        range: [range[0] * factor, range[1] * factor] as const,
        domain: domainOf({ unit: entry.unit, range, domain }),
        tier,
        isChosen,
      })),
    ];
  });
  const ordered = inOrder(values, (name) => model.entries.get(name)!.source.place, diagnostics);
  const effects = entries.filter((e) => e.kind === "effect").map((e) => e.name);
  const asked = new Set(effects);
  for (const expression of expressionsOf({ values, states }))
    walk(expression, (part) => {
      if (part.kind === "baseline") asked.add(part.name);
    });
  const events = model.modules.flatMap((module) =>
    (module.events ?? []).map((event): FlatEvent => {
      const inModule = (formula: Formula) => resolved(formula.expression, module.name);
      const { initially, persistent, evaluate } = event;
      return {
        name: `${module.name}.${event.name}`,
        trigger: inModule(event.trigger),
        initially,
        delay: event.delay && product(timeFactor(module), inModule(event.delay)),
        priority: event.priority && inModule(event.priority),
        persistent,
        evaluate,
        assign: event.assign.map(({ name, formula }) => ({
          name: `${module.name}.${name}`,
          expression: inModule(formula),
        })),
      };
    }),
  );
  const start = startOf(model.modules);
  const system: FlatSystem = {
    parameters: flatParameters,
    states,
    values: ordered,
    effects,
    baselines: [...asked],
    ...(events.length > 0 && { events }),
    ...(start && { start }),
  };
  checkBaselineUse(model, system, diagnostics);
  if (diagnostics.length === 0 && usesTime(system)) {
    const nominal = new Map(flatParameters.map((p) => [p.name, p.value]));
    const lookup = {
      name: (name: string) => nominal.get(name) ?? Number.NaN,
      baseline: () => 1,
      gate: () => 1,
    };
    for (const entry of entries) {
      if (entry.kind === "parameter" || modules.get(entry.module)?.units === "labels") continue;
      const formula = chosenFormula(entry.kind === "state" ? entry.source.rate : entry.source.formula, entry);
      const found = unsolvableIn(resolved(formula.expression, entry.module, [entry.name]), system, lookup);
      if (found)
        diagnostics.push(
          say.unsolvableTime(printFormula(found.part), found.reason, placeIn(formula, found.part.range)),
        );
    }
  }
  return { value: diagnostics.length === 0 ? system : undefined, diagnostics };
}

/**
 * What the things of a module became: systems under other hypotheses, or with other drugs beside, are mostly the same, and
 * share it, in memory and on the way to other threads. All that the names in a formula mean is settled within its module,
 * unless it reads rates, which may be those of other hypotheses.
 */
const madeIn = once(
  (_: ModuleSource) => new Map<string, Map<object, FlatValue | FlatState | FlatParameter>>(),
);

/** What was made before of an entry with this formula or number, if that `isAlways` the same. */
function madeOnce<T extends FlatValue | FlatState | FlatParameter>(
  module: ModuleSource | undefined,
  { name }: Entry,
  of: object,
  isAlways: boolean,
  make: () => T,
): T {
  if (!module || !isAlways) return make();
  const inModule = madeIn(module);
  const ofEntry = inModule.get(name) ?? new Map<object, T>();
  inModule.set(name, ofEntry);
  const known = (ofEntry.get(of) as T | undefined) ?? make();
  ofEntry.set(of, known);
  return known;
}

const readsNoRate = once(({ expression }: Formula): boolean => {
  let isWithout = true;
  walk(expression, (part) => {
    if (part.kind === "rate") isWithout = false;
  });
  return isWithout;
});

/** Days in one of a module's own unit of time. */
const timeFactor = (module: ModuleSource | undefined) => number(module?.time?.factor ?? day.factor);

/** The engine's own multiplier: what the formula says, pulled back to its drug-free value as the gate closes. */
function gated(name: string, formula: Expression): Expression {
  const { range } = formula;
  const m0: Expression = { kind: "baseline", name, range };
  const gate: Expression = { kind: "gate", name, range };
  return binary("+", m0, binary("*", gate, binary("-", formula, m0)));
}

/** Formulas with the gated multipliers of effects that are whole written as what they then are, up to rounding. */
export const ungated = (expression: Expression, isWhole: (effect: string) => boolean): Expression =>
  rewrite(expression, (part) => {
    if (part.kind !== "arithmetic" || part.left.kind !== "baseline" || part.right.kind !== "arithmetic")
      return part;
    const { left: gate, right: difference } = part.right;
    if (gate.kind !== "gate" || gate.name !== part.left.name || !isWhole(gate.name)) return part;
    return difference.kind === "arithmetic" ? difference.left : part;
  });

/** A bare number as initial value is one of the declared unit. */
function inCanonical(initial: Expression, entry: Entry): Expression {
  return initial.kind === "number" ? { ...initial, value: initial.value * entry.unit.factor } : initial;
}

function chosen(
  model: Model,
  choices: HypothesisChoices,
  places: ReadonlyMap<string, Place | undefined>,
  diagnostics: Diagnostic[],
) {
  const formulas = new Map<string, Formula>();
  const parameters = new Map<string, number>();
  for (const name of choices.keys())
    if (!model.hypotheses.has(name))
      diagnostics.push(say.unknownHypothesis(name, places.get(name), model.hypotheses.keys()));
  for (const [name, hypothesis] of model.hypotheses) {
    const wanted = choices.get(name) ?? hypothesis.default;
    const choice = hypothesis.choices.find((c) => c.name === wanted);
    if (!choice) {
      const names = hypothesis.choices.map((c) => c.name);
      diagnostics.push(say.unknownChoice(name, wanted, places.get(name) ?? hypothesis.place, names));
      continue;
    }
    for (const change of choice.formulas) formulas.set(change.name, change.formula);
    for (const change of choice.parameters) parameters.set(change.name, change.value);
  }
  return { formulas, parameters };
}

/** Depth-first topological order, stable in the order of declaration; reports a circle by its path. */
function inOrder(
  values: readonly FlatValue[],
  placeOf: (name: string) => Place,
  diagnostics: Diagnostic[],
): FlatValue[] {
  const byName = new Map(values.map((v) => [v.name, v]));
  const done = new Set<string>();
  const path: string[] = [];
  const ordered: FlatValue[] = [];
  const visit = (value: FlatValue) => {
    if (done.has(value.name)) return;
    const at = path.indexOf(value.name);
    if (at >= 0) {
      diagnostics.push(say.cycle(path.slice(at).map((name) => ({ name, place: placeOf(name) }))));
      return;
    }
    path.push(value.name);
    for (const name of namesIn(value.expression)) {
      const next = byName.get(name);
      if (next) visit(next);
    }
    path.pop();
    done.add(value.name);
    ordered.push(value);
  };
  for (const value of values) visit(value);
  return ordered;
}

/** baseline() of a value other than an effect is known only after the equilibrium, so no state may depend on it. */
function checkBaselineUse(model: Model, system: FlatSystem, diagnostics: Diagnostic[]): void {
  const tainted = new Set<string>();
  for (const value of system.values) {
    let reads = namesIn(value.expression).some((name) => tainted.has(name));
    walk(value.expression, (part) => {
      if (part.kind === "baseline" && part.name !== value.name) reads = true;
    });
    if (reads) tainted.add(value.name);
  }
  for (const state of system.states) {
    const place = model.entries.get(state.name)!.source.place;
    const through = namesIn(state.rate).find((name) => tainted.has(name));
    if (through) diagnostics.push(say.baselineFeedsState(state.name, through, place));
    walk(state.rate, (part) => {
      if (part.kind === "baseline") diagnostics.push(say.baselineFeedsState(state.name, part.name, place));
    });
  }
}

/** How something is told in pictures, and nothing else of it. */
export const namingOf = ({ title, axis }: Naming): Naming => withoutMissing({ title, axis });
