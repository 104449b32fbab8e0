import type { Place } from "../../diagnostics/index.ts";
import { binary, type Expression, name, number } from "../../expressions/index.ts";
import type { EventSource } from "../../model/index.ts";
import { labelUnit } from "../../units/index.ts";
import type { ModuleDraft } from "./draft.ts";
import * as say from "./messages.ts";
import { UniqueNames } from "./naming.ts";
import { formulaOf, oneLine } from "./source.ts";
import type { Maths, SbmlEvent, SbmlSpecies } from "./types.ts";

type Assign = EventSource["assign"][number];

/**
 * An event as one of ours. Assignments to concentrations become assignments to amounts, for which the size counts that the
 * compartment has when the event is executed. Where the size can change between the trigger and then, the new values are
 * first put down by an event at the trigger.
 */
export function translateEvent(event: SbmlEvent, draft: ModuleDraft): EventSource[] {
  if (!event.trigger || event.assignments.length === 0) return [];
  const { model, symbols, formulas, roles, diagnostics } = draft;
  const { place } = event;
  const trigger = formulaOf(formulas.condition(event.trigger), place);
  const known = event.assignments.filter(({ symbol, place }) => {
    if (symbols.has(symbol)) return true;
    diagnostics.push(say.unknownId(symbol, place, symbols.keys()));
    return false;
  });
  const assigned = new Map(known.map((one) => [one.symbol, one]));
  const species = new Map(model.species.map((one) => [one.id, one]));
  const givenAsConcentration = ({ id }: SbmlSpecies) => !draft.isAmountOnly(species.get(id)!);
  const sizeOf = ({ compartment }: SbmlSpecies) => symbols.get(compartment)!.name;
  const setByAmount = (id: string): SbmlSpecies | undefined => {
    const one = species.get(id);
    return one && givenAsConcentration(one) && roles.of(id) !== "rate" ? one : undefined;
  };
  // A concentration that has a rate of its own keeps its amount when the compartment changes its size.
  const keepingAmount = model.species.filter(
    (one) =>
      assigned.has(one.compartment) &&
      !assigned.has(one.id) &&
      givenAsConcentration(one) &&
      roles.of(one.id) === "rate",
  );
  const readsSizes = [...known.flatMap(({ symbol }) => setByAmount(symbol) ?? []), ...keepingAmount];
  const isLate =
    event.delay !== undefined &&
    event.useValuesFromTriggerTime &&
    readsSizes.some(({ compartment }) => roles.of(compartment) !== "fixed");

  const eventName = new UniqueNames().take(event.id);
  const put: Assign[] = [];
  const jumps = new Map(
    known.map(({ symbol, maths, place }): [string, Expression] => {
      const jump = formulas.number(maths);
      if (!isLate) return [symbol, jump];
      const about = `What ${oneLine(event.name)} will assign to ${symbol}`;
      const holder = draft.addState(`${eventName}_${symbol}`, about, labelUnit("1"), place);
      put.push({ name: holder, formula: formulaOf(jump, place), place });
      return [symbol, name(holder)];
    }),
  );
  const assign = known.flatMap(({ symbol, place }): Assign[] => {
    const target = symbols.get(symbol)!;
    const one = setByAmount(symbol);
    const jump = jumps.get(symbol)!;
    // The size is the one before the event, also where the same event changes it: the test suite has it so.
    return one
      ? setting(target.amount!, binary("*", jump, name(sizeOf(one))), place, draft)
      : setting(target.name, jump, place, draft);
  });
  for (const one of keepingAmount) {
    const own = symbols.get(one.id)!.name;
    const { place } = assigned.get(one.compartment)!;
    const kept = binary("/", binary("*", name(own), name(sizeOf(one))), jumps.get(one.compartment)!);
    assign.push(...setting(own, kept, place, draft));
  }
  const optional = (maths: Maths | undefined) => maths && formulaOf(formulas.number(maths), place);
  const whole: EventSource = {
    name: eventName,
    about: oneLine(event.name),
    place,
    trigger,
    initially: event.initialValue,
    delay: optional(event.delay),
    priority: optional(event.priority),
    persistent: event.persistent,
    evaluate: event.useValuesFromTriggerTime && !isLate ? "trigger" : "execution",
    assign,
  };
  if (!isLate) return [whole];
  const first: EventSource = {
    ...whole,
    name: new UniqueNames().take(`${event.id}_triggered`),
    about: `Puts down what ${oneLine(event.name)} will assign`,
    delay: undefined,
    priority: undefined,
    persistent: true,
    evaluate: "trigger",
    assign: put,
  };
  return [first, whole];
}

/** An assignment to a state, or to the one that stands in for it. */
function setting(target: string, jump: Expression, place: Place, { hidden }: ModuleDraft): Assign[] {
  const standIn = hidden.get(target);
  const to = (state: string, value: Expression): Assign => ({
    name: state,
    formula: formulaOf(value, place),
    place,
  });
  return standIn ? [to(standIn.state, jump), to(standIn.flag, number(1))] : [to(target, jump)];
}
