import type { Diagnostic, Place } from "../../diagnostics/index.ts";
import * as say from "./messages.ts";
import type { Maths, SbmlModel, SbmlUnit } from "./types.ts";
import { declaredUnit, extentUnits, sizeUnits, substanceUnits, timeUnits, unitText } from "./unit-text.ts";

/** Exponents of second, metre, kilogram, mole, item, ampere, kelvin and candela; and the factor to these. */
interface BaseUnits {
  readonly exponents: readonly number[];
  readonly factor: number;
}

const kinds: Readonly<Record<string, readonly [factor: number, ...exponents: number[]]>> = {
  dimensionless: [1],
  radian: [1],
  steradian: [1],
  second: [1, 1],
  metre: [1, 0, 1],
  meter: [1, 0, 1],
  litre: [1e-3, 0, 3],
  liter: [1e-3, 0, 3],
  kilogram: [1, 0, 0, 1],
  gram: [1e-3, 0, 0, 1],
  mole: [1, 0, 0, 0, 1],
  item: [1, 0, 0, 0, 0, 1],
  ampere: [1, 0, 0, 0, 0, 0, 1],
  kelvin: [1, 0, 0, 0, 0, 0, 0, 1],
  candela: [1, 0, 0, 0, 0, 0, 0, 0, 1],
  hertz: [1, -1],
  becquerel: [1, -1],
  katal: [1, -1, 0, 0, 1],
  newton: [1, -2, 1, 1],
  pascal: [1, -2, -1, 1],
  joule: [1, -2, 2, 1],
  watt: [1, -3, 2, 1],
  coulomb: [1, 1, 0, 0, 0, 0, 1],
  volt: [1, -3, 2, 1, 0, 0, -1],
};
const bases = 8;
const one: BaseUnits = { exponents: new Array(bases).fill(0), factor: 1 };

const power = ({ exponents, factor }: BaseUnits, exponent: number): BaseUnits => ({
  exponents: exponents.map((n) => n * exponent),
  factor: factor ** exponent,
});
const times = (a: BaseUnits, b: BaseUnits): BaseUnits => ({
  exponents: a.exponents.map((n, i) => n + b.exponents[i]!),
  factor: a.factor * b.factor,
});

function measureOf(units: readonly SbmlUnit[]): BaseUnits | undefined {
  let whole = one;
  for (const { kind, exponent, scale, multiplier } of units) {
    const known = kinds[kind];
    if (!known) return undefined;
    const [factor, ...exponents] = known;
    const part = {
      exponents: one.exponents.map((_, i) => exponents[i] ?? 0),
      factor: factor * multiplier * 10 ** scale,
    };
    whole = times(whole, power(part, exponent));
  }
  return whole;
}

/** The factor between two units of one dimension; undefined where they are the same, differ in more, or are not known. */
function factorBetween(a: BaseUnits | undefined, b: BaseUnits | undefined): number | undefined {
  if (!a || !b || a.exponents.some((n, i) => Math.abs(n - b.exponents[i]!) > 1e-9)) return undefined;
  const ratio = a.factor / b.factor;
  return Math.abs(Math.log(ratio)) < 1e-9 ? undefined : ratio;
}

/** Numbers of this size in a formula are taken for numbers; larger and smaller ones may be what converts a unit. */
const isPlain = (value: number) => value === 0 || (Math.abs(value) >= 0.1 && Math.abs(value) <= 10);
const alike = new Set("plus minus min max abs floor ceiling rem eq neq gt lt geq leq".split(" "));
const truths = new Set("eq neq gt lt geq leq and or xor not implies".split(" "));

/**
 * Warns of units that are right but for a factor: milligrams where grams are declared, a rate per hour where the model counts
 * in seconds. Numbers are computed as they stand, so such a model is wrong by that factor. Said is only what is sure: nothing
 * of formulas that hold something without a unit, or a number below 0.1 or above 10, which may convert.
 */
export function unitFaults(model: SbmlModel): Diagnostic[] {
  const faults: Diagnostic[] = [];
  const named = (id: string | undefined) => {
    const units = id === undefined ? undefined : declaredUnit(id, model);
    return units && measureOf(units);
  };
  const time = named(timeUnits(model));
  const extent = named(extentUnits(model));
  const per = (a: BaseUnits | undefined, b: BaseUnits | undefined) => a && b && times(a, power(b, -1));
  const sizes = new Map(
    model.compartments.map(
      (each) => [each.id, each.dimensions === 0 ? one : named(sizeUnits(each, model))] as const,
    ),
  );
  const known = new Map<string, BaseUnits | undefined>(sizes);
  for (const { id, units } of model.parameters) known.set(id, named(units));
  for (const each of model.species) {
    const substance = named(substanceUnits(each, model));
    known.set(each.id, each.hasOnlySubstanceUnits ? substance : per(substance, sizes.get(each.compartment)));
  }
  for (const { id } of model.reactions) known.set(id, per(extent, time));

  const within = (
    maths: Maths,
    locals: ReadonlyMap<string, BaseUnits | undefined>,
  ): BaseUnits | undefined => {
    const inside = (part: Maths) => within(part, locals);
    const common = (parts: readonly Maths[], place: Place): BaseUnits | undefined => {
      const measures = parts.filter(({ kind }) => kind !== "number").map(inside);
      const first = measures.find((one) => one !== undefined);
      for (const other of measures) {
        const factor = factorBetween(other, first);
        if (factor !== undefined) faults.push(say.termsByAFactor(factor, place));
      }
      return measures.length === 0 ? one : measures.includes(undefined) ? undefined : first;
    };
    switch (maths.kind) {
      case "number":
        return isPlain(maths.value) ? one : undefined;
      case "constant":
        return maths.name === "time" ? time : maths.name === "avogadro" ? undefined : one;
      case "name":
        return locals.has(maths.name) ? locals.get(maths.name) : known.get(maths.name);
      case "rateOf":
        return per(known.get(maths.name), time);
      case "call":
        return undefined;
      case "piecewise": {
        for (const { condition } of maths.pieces) inside(condition);
        const values = [
          ...maths.pieces.map(({ value }) => value),
          ...(maths.otherwise ? [maths.otherwise] : []),
        ];
        return common(values, model.place);
      }
      case "apply": {
        const { operator, arguments: args, place } = maths;
        if (alike.has(operator)) {
          const unit = common(args, place);
          return truths.has(operator) ? one : unit;
        }
        const parts = args.map(inside);
        if (truths.has(operator)) return one;
        if (operator === "times")
          return parts.reduce((a, b) => a && b && times(a, b), one as BaseUnits | undefined);
        if (operator === "divide") return per(parts[0], parts[1]);
        const [, exponent] = args;
        if (operator === "power")
          return exponent?.kind === "number" && parts[0] ? power(parts[0], exponent.value) : undefined;
        if (operator === "root")
          return (
            parts[0] && power(parts[0], maths.qualifier?.kind === "number" ? 1 / maths.qualifier.value : 0.5)
          );
        return one;
      }
    }
  };
  const none = new Map<string, BaseUnits | undefined>();
  const check = (
    what: string,
    unit: string,
    maths: Maths,
    wanted: BaseUnits | undefined,
    place: Place,
    locals = none,
  ) => {
    const factor = factorBetween(within(maths, locals), wanted);
    if (factor !== undefined) faults.push(say.unitByAFactor(what, unit, factor, place));
  };
  const textOf = new Map([
    ...model.parameters.map(({ id, units }) => [id, unitText(units, model)] as const),
    ...model.compartments.map(({ id, units }) => [id, unitText(units, model)] as const),
  ]);
  const unitIs = (id: string, suffix = "") => {
    const text = textOf.get(id);
    return text === undefined || text === "1" ? "the unit that is declared" : `${text}${suffix}`;
  };
  const timeText = unitText(timeUnits(model), model);
  for (const { symbol, maths, place } of [...model.assignmentRules, ...model.initialAssignments])
    check(`The formula of "${symbol}"`, unitIs(symbol), maths, known.get(symbol), place);
  for (const { symbol, maths, place } of model.rateRules)
    check(
      `The rate of "${symbol}"`,
      unitIs(symbol, `/${timeText}`),
      maths,
      per(known.get(symbol), time),
      place,
    );
  for (const { assignments } of model.events)
    for (const { symbol, maths, place } of assignments)
      check(`What an event assigns to "${symbol}"`, unitIs(symbol), maths, known.get(symbol), place);
  for (const { id, law, locals, place } of model.reactions) {
    const own = new Map(locals.map(({ id, units }) => [id, named(units)]));
    const unit = "the model's unit of extent over that of time";
    if (law) check(`The rate of the reaction "${id}"`, unit, law, per(extent, time), place, own);
  }
  return faults;
}
