import { type Checked, isUsable } from "../../diagnostics/index.ts";
import type { ModuleSource } from "../../model/index.ts";
import { unit } from "../../units/index.ts";
import type { Conversion } from "../losses.ts";
import { conversionsOf } from "./conversions.ts";
import { type HiddenState, ModuleDraft } from "./draft.ts";
import { translateEvent } from "./events.ts";
import { UniqueNames } from "./naming.ts";
import { addCompartment, addQuantity } from "./quantities.ts";
import { addReactions, addStoichiometries } from "./reactions.ts";
import { oneLine, type SbmlSymbol } from "./source.ts";
import { addSpecies } from "./species.ts";
import { declareSymbols } from "./symbols.ts";
import type { SbmlModel } from "./types.ts";
import { timeUnit, unitText } from "./unit-text.ts";

export interface TranslatedSbml {
  readonly module: ModuleSource;
  readonly symbols: ReadonlyMap<string, SbmlSymbol>;
  /** What is solved for in the place of quantities that start as no finite number, by their names. */
  readonly hidden: ReadonlyMap<string, HiddenState>;
  readonly conversions: readonly Conversion[];
}

/**
 * One module that computes what an SBML model does: numbers as they stand (its units become labels), amounts as states,
 * concentrations as values of amount over size, started as written.
 *
 * @param clock the model's unit of time counts as it says (a second where it names none), or as a day
 */
export function translateSbml(
  model: SbmlModel,
  clock: "as named" | "as days" = "as named",
): Checked<TranslatedSbml> {
  const draft = new ModuleDraft(model);
  declareSymbols(draft);
  for (const one of model.compartments) addCompartment(draft, one);
  for (const one of model.parameters)
    addQuantity(draft, one.id, one.name, one.value, unitText(one.units, model), one.place, one.size);
  addStoichiometries(draft);
  const changes = addReactions(draft);
  for (const one of model.species) addSpecies(draft, one, changes.get(one.id) ?? []);
  const events = model.events.flatMap((event) => translateEvent(event, draft));
  const time = clock === "as days" ? undefined : timeOf(draft);
  const { parameters, states, values, symbols, hidden, approximated, diagnostics } = draft;
  if (!isUsable(diagnostics)) return { value: undefined, diagnostics };
  const module: ModuleSource = {
    name: new UniqueNames().take(model.id),
    title: oneLine(model.name),
    about: model.notes.slice(0, 2000) || "Imported from SBML.",
    place: model.place,
    parameters,
    states,
    values,
    effects: [],
    hypotheses: [],
    targets: [],
    events,
    units: "labels",
    ...(time && { time: unit(time) }),
    start: "written",
  };
  return {
    value: { module, symbols, hidden, conversions: [...conversionsOf(model), ...approximated] },
    diagnostics,
  };
}

/** The unit of time as scenarios know it, a second where the document's is none of theirs. */
function timeOf(draft: ModuleDraft): string {
  const { model } = draft;
  const known = timeUnit(model);
  if (known !== undefined) return known;
  const why = model.timeUnits === undefined ? "the document names none" : "it is none that scenarios know";
  draft.approximate(
    "the unit of time",
    `${why}; seconds stand in, which changes no number but those on time axes`,
    model.place,
  );
  return "second";
}
