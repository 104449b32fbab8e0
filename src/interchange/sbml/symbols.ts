import type { Place } from "../../diagnostics/index.ts";
import type { ModuleDraft } from "./draft.ts";
import * as say from "./messages.ts";
import type { SbmlSymbol } from "./source.ts";

/** Gives every id its names before any formula is read. */
export function declareSymbols(draft: ModuleDraft): void {
  const { model, naming } = draft;
  const add = (id: string, place: Place, symbol: () => SbmlSymbol) => {
    if (draft.symbols.has(id)) draft.diagnostics.push(say.duplicateId(id, place));
    else draft.symbols.set(id, symbol());
  };
  for (const { id, place } of model.compartments)
    add(id, place, () => ({ kind: "compartment", name: naming.take(id) }));
  for (const { id, place } of model.parameters)
    add(id, place, () => ({ kind: "parameter", name: naming.take(id) }));
  for (const { id, place } of model.species)
    add(id, place, () => ({ kind: "species", name: naming.take(id) }));
  for (const reaction of model.reactions) {
    add(reaction.id, reaction.place, () => ({ kind: "reaction", name: naming.take(reaction.id) }));
    for (const { id, place } of [...reaction.reactants, ...reaction.products])
      if (id !== undefined) add(id, place, () => ({ kind: "stoichiometry", name: naming.take(id) }));
  }
  for (const one of model.species) {
    const symbol = draft.symbols.get(one.id)!;
    if (symbol.kind !== "species") continue;
    if (!draft.compartments.has(one.compartment))
      draft.diagnostics.push(say.unknownId(one.compartment, one.place, draft.compartments.keys()));
    const hasSize = draft.compartments.get(one.compartment)?.dimensions !== 0;
    const isAmount = draft.isAmountOnly(one);
    draft.symbols.set(one.id, {
      ...symbol,
      amount: isAmount ? symbol.name : naming.take(`${one.id}_amount`),
      concentration: !isAmount ? symbol.name : hasSize ? naming.take(`${one.id}_concentration`) : undefined,
    });
  }
  for (const { symbol, place } of [...model.assignmentRules, ...model.rateRules, ...model.initialAssignments])
    if (!draft.symbols.has(symbol))
      draft.diagnostics.push(say.unknownId(symbol, place, draft.symbols.keys()));
}
