import type { Place } from "../../diagnostics/index.ts";
import { number } from "../../expressions/index.ts";
import { labelUnit } from "../../units/index.ts";
import type { ModuleDraft } from "./draft.ts";
import { formulaOf, oneLine } from "./source.ts";
import { hideUnlessFinite, initialOf, scaleOf } from "./starts.ts";
import type { SbmlCompartment } from "./types.ts";
import { sizeUnits, unitText } from "./unit-text.ts";

export function addCompartment(draft: ModuleDraft, one: SbmlCompartment): void {
  const isSet = one.size !== undefined || draft.roles.initial(one.id) || draft.roles.of(one.id) === "rule";
  if (!isSet && one.dimensions !== 0)
    draft.approximate(`the size of ${one.id}`, "the document gives none; 1 stands in", one.place);
  const units = unitText(sizeUnits(one, draft.model), draft.model);
  addQuantity(draft, one.id, one.name, one.size ?? 1, units, one.place);
}

/** A compartment, parameter or stoichiometry: a value, a state or a parameter, by what changes it. */
export function addQuantity(
  draft: ModuleDraft,
  id: string,
  about: string,
  given: number | undefined,
  units: string,
  place: Place,
  size?: number,
): void {
  const symbol = draft.symbols.get(id);
  if (!symbol) return;
  const declared = { name: symbol.name, about: oneLine(about), place, unit: labelUnit(units) };
  const role = draft.roles.of(id);
  const rule = draft.roles.rule(id);
  const initial = draft.roles.initial(id);
  if (role === "rule") {
    draft.addValue(declared, draft.formulas.number(rule!));
    return;
  }
  if (role === "fixed" && !initial) {
    draft.addNumber(declared, given);
    if (given === undefined) draft.withoutNumber(`the value of ${id}`, place);
    return;
  }
  if (role === "fixed" && draft.roles.isFixed(id)) {
    draft.addValue(declared, draft.formulas.number(initial!));
    return;
  }
  const rate = role === "rate" ? draft.formula(rule!, place) : formulaOf(number(0), place);
  const scale = size ?? scaleOf(draft, given);
  if (!hideUnlessFinite(draft, declared, initial, given, rate))
    draft.states.push({
      ...declared,
      initial: initial ? draft.formula(initial, place) : initialOf(draft, id, given, declared),
      rate,
      scale,
    });
}
