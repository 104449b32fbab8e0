import { type Expression, name, negate, number, product } from "../../expressions/index.ts";
import { labelUnit } from "../../units/index.ts";
import type { ModuleDraft } from "./draft.ts";
import { Formulas } from "./formulas.ts";
import * as say from "./messages.ts";
import { addQuantity } from "./quantities.ts";
import { oneLine } from "./source.ts";
import type { SbmlReference } from "./types.ts";
import { extentUnits, timeUnits, unitText } from "./unit-text.ts";

/** Stoichiometries that go by an id, which rules and events can change. */
export function addStoichiometries(draft: ModuleDraft): void {
  for (const reaction of draft.model.reactions)
    for (const reference of [...reaction.reactants, ...reaction.products])
      if (reference.id !== undefined)
        addQuantity(
          draft,
          reference.id,
          `Stoichiometry of ${reference.species} in ${reaction.name}`,
          stoichiometryOf(draft, reference),
          "1",
          reference.place,
        );
}

/** Values for the rates of all reactions; what each adds to its species. */
export function addReactions(draft: ModuleDraft): Map<string, Expression[]> {
  const { model } = draft;
  const changes = new Map<string, Expression[]>();
  const extent = unitText(extentUnits(model), model);
  const time = unitText(timeUnits(model), model);
  for (const reaction of model.reactions) {
    const symbol = draft.symbols.get(reaction.id);
    if (!reaction.law || symbol?.kind !== "reaction") {
      // Formulas may read the rate of a reaction that has none.
      if (symbol?.kind === "reaction")
        draft.addValue(
          { name: symbol.name, about: oneLine(reaction.name), place: reaction.place, unit: labelUnit("1") },
          number(0),
        );
      continue;
    }
    const locals = new Map<string, string>();
    for (const local of reaction.locals) {
      const full = draft.naming.take(`${reaction.id}_${local.id}`);
      locals.set(local.id, full);
      const [about, unit] = [oneLine(`${local.name} of ${reaction.name}`), unitText(local.units, model)];
      draft.addNumber({ name: full, about, place: local.place, unit: labelUnit(unit) }, local.value);
    }
    const law = locals.size === 0 ? draft.formulas : formulasWith(draft, locals);
    const unit = labelUnit(`${extent}/${/[*/]/.test(time) ? `(${time})` : time}`.replace(/\/1$/, ""));
    draft.addValue(
      { name: symbol.name, about: oneLine(`Rate of ${reaction.name}`), place: reaction.place, unit },
      law.number(reaction.law),
    );
    const add = (reference: SbmlReference, sign: 1 | -1) => {
      if (!draft.species.has(reference.species)) {
        draft.diagnostics.push(say.unknownId(reference.species, reference.place, draft.species.keys()));
        return;
      }
      const term = product(stoichiometry(draft, reference), name(symbol.name));
      const list = changes.get(reference.species) ?? [];
      changes.set(reference.species, list);
      list.push(sign === 1 ? term : negate(term));
    };
    for (const reference of reaction.reactants) add(reference, -1);
    for (const reference of reaction.products) add(reference, 1);
  }
  return changes;
}

/** Formulas of a law that has parameters of its own. */
function formulasWith(draft: ModuleDraft, locals: ReadonlyMap<string, string>): Formulas {
  return new Formulas(
    draft.model.functions,
    {
      of: (id, place) => (locals.has(id) ? name(locals.get(id)!) : draft.of(id, place)),
      rateOf: (id, place) => (locals.has(id) ? number(0) : draft.rateOf(id, place)),
    },
    draft.diagnostics,
  );
}

/** The number that the document gives, else 1 where nothing else gives one. */
function stoichiometryOf(
  draft: ModuleDraft,
  { id, stoichiometry, species, place }: SbmlReference,
): number | undefined {
  if (stoichiometry !== undefined) return stoichiometry;
  if (id !== undefined && (draft.roles.rule(id) || draft.roles.initial(id))) return undefined;
  draft.approximate(`the stoichiometry of ${species}`, "the document gives none; 1 stands in", place);
  return 1;
}

function stoichiometry(draft: ModuleDraft, reference: SbmlReference): Expression {
  if (reference.maths) return draft.formulas.number(reference.maths);
  if (reference.id !== undefined) return name(draft.symbols.get(reference.id)!.name);
  return number(stoichiometryOf(draft, reference) ?? 1);
}
