import { binary, type Expression, name, number, product, sum } from "../../expressions/index.ts";
import type { Formula } from "../../model/index.ts";
import { labelUnit } from "../../units/index.ts";
import type { DeclaredQuantity, ModuleDraft } from "./draft.ts";
import { formulaOf, oneLine } from "./source.ts";
import { hideUnlessFinite, initialOf, scaleOf } from "./starts.ts";
import type { SbmlSpecies } from "./types.ts";
import { sizeUnits, substanceUnits, unitText } from "./unit-text.ts";

/** Terms of one sum; longer ones are cut into named values, as formulas have a limit. */
const longestSum = 60;

/**
 * A species: its amount or its concentration as a state or a value, the other as a value of it.
 *
 * @param changes what reactions add to its amount
 */
export function addSpecies(draft: ModuleDraft, one: SbmlSpecies, changes: readonly Expression[]): void {
  const symbol = draft.symbols.get(one.id)!;
  const compartment = draft.compartments.get(one.compartment);
  if (symbol.kind !== "species" || !compartment) return;
  const { place } = one;
  const volume = name(draft.symbols.get(compartment.id)!.name);
  const isAmount = draft.isAmountOnly(one);
  const substance = unitText(substanceUnits(one, draft.model), draft.model);
  const size = unitText(sizeUnits(compartment, draft.model), draft.model);
  const density = size === "1" ? substance : `${substance}/${size}`;
  const about = oneLine(one.name);
  const amount = { name: symbol.amount!, about: `${about}, amount`, place, unit: labelUnit(substance) };
  const concentration = symbol.concentration
    ? { name: symbol.concentration, about: `${about}, concentration`, place, unit: labelUnit(density) }
    : undefined;
  const meant = isAmount ? amount : concentration!;
  const role = draft.roles.of(one.id);
  const rule = draft.roles.rule(one.id);
  const initial = draft.roles.initial(one.id);
  const addConcentration = () => {
    if (concentration) draft.addValue(concentration, binary("/", name(amount.name), volume));
  };
  const companion = () => {
    if (isAmount) addConcentration();
    else draft.addValue(amount, binary("*", name(meant.name), volume));
  };
  if (role === "rule") {
    draft.addValue(meant, draft.formulas.number(rule!));
    companion();
    return;
  }
  const start = (wantsAmount: boolean): Formula => {
    const whole = isAmount || wantsAmount;
    if (initial) {
      const formula = draft.formulas.number(initial);
      return formulaOf(!isAmount && wantsAmount ? binary("*", formula, volume) : formula, place);
    }
    if (one.initialConcentration !== undefined)
      return initialOf(draft, one.id, one.initialConcentration, concentration ?? amount, (c) =>
        whole ? binary("*", c, volume) : c,
      );
    return initialOf(draft, one.id, one.initialAmount, amount, (a) => (whole ? a : binary("/", a, volume)));
  };
  const given = one.initialConcentration ?? one.initialAmount;
  const scale = scaleOf(draft, one.initialAmount ?? one.initialConcentration);
  if (role === "rate") {
    const rate = draft.formula(rule!, place);
    if (!hideUnlessFinite(draft, meant, initial, given, rate))
      draft.states.push({ ...meant, initial: start(false), rate, scale });
    companion();
    return;
  }
  const isMoved = !one.boundaryCondition && !one.constant && changes.length > 0;
  const factor = one.conversionFactor ?? draft.model.conversionFactor;
  const total = isMoved ? sumOf(draft, changes, amount) : number(0);
  const rate = isMoved && factor !== undefined ? product(draft.of(factor, place), total) : total;
  if (!hideUnlessFinite(draft, amount, initial, given, formulaOf(rate, place)))
    draft.states.push({ ...amount, initial: start(true), rate: formulaOf(rate, place), scale });
  addConcentration();
}

/** The sum of all changes, cut into named values where it is long. */
function sumOf(draft: ModuleDraft, changes: readonly Expression[], amount: DeclaredQuantity): Expression {
  if (changes.length <= longestSum) return sum(changes);
  const parts: Expression[] = [];
  for (let i = 0; i < changes.length; i += longestSum) {
    const part = draft.naming.take(`${amount.name}_change_${parts.length + 1}`);
    const about = `Part of the change of ${amount.about}`;
    const declared = { name: part, about, place: amount.place, unit: labelUnit("1") };
    draft.addValue(declared, sum(changes.slice(i, i + longestSum)));
    parts.push(name(part));
  }
  return sumOf(draft, parts, amount);
}
