import { choose, compare, type Expression, name, number } from "../../expressions/index.ts";
import type { Formula } from "../../model/index.ts";
import { labelUnit } from "../../units/index.ts";
import type { DeclaredQuantity, ModuleDraft } from "./draft.ts";
import { formulaOf } from "./source.ts";
import type { Maths } from "./types.ts";

/** A parameter that holds an initial value, so that it can be set. */
export function initialOf(
  draft: ModuleDraft,
  id: string,
  given: number | undefined,
  declared: DeclaredQuantity,
  in_: (initial: Expression) => Expression = (initial) => initial,
): Formula {
  const { place } = declared;
  if (given === undefined || !Number.isFinite(given)) {
    if (given === undefined) draft.withoutNumber(`the initial value of ${id}`, place);
    return formulaOf(in_(number(given ?? Number.NaN)), place);
  }
  const initial = draft.naming.take(`${id}_initial`);
  draft.addNumber(
    { ...declared, name: initial, about: `Initial value of ${declared.about}` },
    given,
    draft.largestStart || 1,
  );
  draft.symbols.set(id, { ...draft.symbols.get(id)!, initial });
  return formulaOf(in_(name(initial)), place);
}

/**
 * A quantity that starts as no finite number, which no solver carries: it is that until an event assigns to it, and then a
 * state that starts there. False where the start is a number.
 */
export function hideUnlessFinite(
  draft: ModuleDraft,
  declared: DeclaredQuantity,
  initial: Maths | undefined,
  given: number | undefined,
  rate: Formula,
): boolean {
  const start = initial ? (initial.kind === "number" ? initial.value : 0) : (given ?? Number.NaN);
  if (Number.isFinite(start)) return false;
  const { place, about } = declared;
  if (!initial && given === undefined) draft.withoutNumber(`the initial value of ${about}`, place);
  const state = draft.naming.take(`${declared.name}_assigned`);
  const flag = draft.naming.take(`${declared.name}_is_assigned`);
  const isAssigned = compare(">", name(flag), number(0.5));
  const [zero, one] = [formulaOf(number(0), place), labelUnit("1")];
  draft.states.push(
    {
      ...declared,
      name: state,
      about: `${about}, once it is assigned to`,
      initial: zero,
      rate:
        rate.expression.kind === "number"
          ? rate
          : formulaOf(choose(isAssigned, rate.expression, number(0)), place),
    },
    {
      ...declared,
      name: flag,
      about: `Whether ${about} is assigned to`,
      unit: one,
      initial: zero,
      rate: zero,
    },
  );
  draft.addValue(declared, choose(isAssigned, name(state), number(start)));
  draft.hidden.set(declared.name, { state, flag });
  return true;
}

/**
 * What the absolute tolerance is relative to where the initial value cannot say: at 0, and at the noise of other
 * numbers' last digits.
 */
export function scaleOf(draft: ModuleDraft, start: number | undefined): number | undefined {
  const largest = Math.min(1, draft.largestStart);
  const own = Math.abs(start ?? 0);
  if (!(largest > 0)) return undefined;
  if (own === 0) return largest < 1 ? largest : undefined;
  return own < 1e-6 * largest ? 1e-6 * largest : undefined;
}
