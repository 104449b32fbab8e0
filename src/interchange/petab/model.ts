import { withParts } from "../sbml/maths.ts";
import type { Maths, SbmlEvent, SbmlModel, SbmlParameter } from "../sbml/types.ts";
import type { PetabChange, PetabParameter, PetabPeriod, PetabProblem } from "./types.ts";

// What the tables say, written into the model: parameters, observables as rules, conditions as events or initial values.

/** Every part of a model's formulas, rewritten from the leaves up. */
export const rewriteMaths = (maths: Maths, change: (part: Maths) => Maths): Maths =>
  change(withParts(maths, (part) => rewriteMaths(part, change)));

/** A formula with names replaced: those that the mapping table gives others, and placeholders. */
export const withNames = (maths: Maths, names: ReadonlyMap<string, Maths>): Maths =>
  rewriteMaths(maths, (part) => (part.kind === "name" ? (names.get(part.name) ?? part) : part));

/** The model with a formula for its every formula. */
export function withMaths(model: SbmlModel, change: (maths: Maths) => Maths): SbmlModel {
  const each = <T extends { readonly maths: Maths }>(list: readonly T[]) =>
    list.map((one) => ({ ...one, maths: change(one.maths) }));
  return {
    ...model,
    initialAssignments: each(model.initialAssignments),
    assignmentRules: each(model.assignmentRules),
    rateRules: each(model.rateRules),
    reactions: model.reactions.map((one) => ({
      ...one,
      law: one.law && change(one.law),
      reactants: one.reactants.map((r) => ({ ...r, maths: r.maths && change(r.maths) })),
      products: one.products.map((r) => ({ ...r, maths: r.maths && change(r.maths) })),
    })),
    events: model.events.map((event) => ({
      ...event,
      trigger: event.trigger && change(event.trigger),
      delay: event.delay && change(event.delay),
      priority: event.priority && change(event.priority),
      assignments: each(event.assignments),
    })),
  };
}

/** The model whose time 0 is a given time of its own. */
export function startingAt(model: SbmlModel, start: number): SbmlModel {
  if (start === 0) return model;
  return withMaths(model, (maths) =>
    rewriteMaths(maths, (part) =>
      part.kind === "constant" && part.name === "time"
        ? {
            kind: "apply",
            operator: "plus",
            arguments: [part, { kind: "number", value: start }],
            place: model.place,
          }
        : part,
    ),
  );
}

/** The model with the values of the parameter table, of its own parameters and of those that only tables know. */
export function withParameters(model: SbmlModel, parameters: readonly PetabParameter[]): SbmlModel {
  const values = new Map(parameters.map((one) => [one.id, one.nominal]));
  const own = new Set(model.parameters.map((one) => one.id));
  return {
    ...model,
    parameters: [
      ...model.parameters.map((one) => ({ ...one, value: values.get(one.id) ?? one.value })),
      ...parameters.flatMap(({ id, nominal, place }): SbmlParameter[] =>
        own.has(id) ? [] : [{ id, name: id, value: nominal, units: undefined, constant: true, place }],
      ),
    ],
    initialAssignments: model.initialAssignments.filter((one) => values.get(one.symbol) === undefined),
  };
}

/** The model with a quantity more, which a formula gives at all times. */
export function withRule(model: SbmlModel, id: string, maths: Maths): SbmlModel {
  const parameter = { id, name: id, value: undefined, units: undefined, constant: false, place: model.place };
  return {
    ...model,
    parameters: [...model.parameters, parameter],
    assignmentRules: [...model.assignmentRules, { symbol: id, maths, place: model.place }],
  };
}

/** Version 1: what a condition sets stands in the place of what the model says initially. */
export function withInitials(model: SbmlModel, changes: readonly PetabChange[]): SbmlModel {
  const targets = new Set(changes.map((one) => one.target));
  return {
    ...model,
    initialAssignments: [
      ...model.initialAssignments.filter((one) => !targets.has(one.symbol)),
      ...changes.map(({ target, value }) => ({ symbol: target, maths: value.maths, place: value.place })),
    ],
  };
}

/** The model in which a period's targets can jump, and which of its rules they jump to. */
export function withPeriod(
  model: SbmlModel,
  { changes }: PetabPeriod,
  key: string,
): { readonly model: SbmlModel; readonly assign: ReadonlyMap<string, string> } {
  if (changes.length === 0) return { model, assign: new Map() };
  const { place } = changes[0]!.value;
  const rules = changes.map((change, i) => ({ ...change, rule: `petab_value_${key}_${i}` }));
  const ruled = rules.reduce((all, { rule, value }) => withRule(all, rule, value.maths), model);
  // What an event assigns to is a state; this one never happens.
  const holder: SbmlEvent = {
    id: `petab_period_${key}`,
    name: "Conditions of a period",
    place,
    trigger: { kind: "constant", name: "false" },
    initialValue: true,
    persistent: true,
    useValuesFromTriggerTime: true,
    delay: undefined,
    priority: undefined,
    assignments: rules.map(({ target, rule }) => ({
      symbol: target,
      maths: { kind: "name", name: rule, place },
      place,
    })),
  };
  const targets = new Set(changes.map((one) => one.target));
  return {
    model: { ...changeable(ruled, targets), events: [...ruled.events, holder] },
    assign: new Map(rules.map(({ target, rule }) => [target, rule])),
  };
}

/** The model in which some of its quantities are no constants. */
function changeable(model: SbmlModel, ids: ReadonlySet<string>): SbmlModel {
  const each = <T extends { readonly id: string }>(list: readonly T[]) =>
    list.map((one) => (ids.has(one.id) ? { ...one, constant: false } : one));
  const { parameters, compartments, species } = model;
  return { ...model, parameters: each(parameters), compartments: each(compartments), species: each(species) };
}

/** The mapping table as names for formulas. */
export const mappedNames = (problem: PetabProblem, model: SbmlModel): Map<string, Maths> =>
  new Map(
    [...problem.mapping].map(([from, to]) => [from, { kind: "name", name: to, place: model.place } as const]),
  );
