import type { Diagnostic, Place } from "../diagnostics/index.ts";
import {
  type Dimension,
  dimensionName,
  parseQuantity,
  parseUnit,
  sameDimension,
  type Unit,
  unit,
  unitNames,
} from "../units/index.ts";
import * as say from "./quantity-messages.ts";

const day = unit("day").dimension;

/** The unit a text names; a fault is reported and `1` stands in so that reading can go on. */
export function readUnit(text: string | number, place: Place, diagnostics: Diagnostic[]): Unit {
  const result = parseUnit(String(text));
  if ("unit" in result) return result.unit;
  const { message, unknown } = result.fault;
  diagnostics.push(say.badUnit(message, place, unknown, unitNames));
  return unit("1");
}

/** A unit of time. */
export function readTimeUnit(text: string | number, place: Place, diagnostics: Diagnostic[]): Unit {
  const read = readUnit(text, place, diagnostics);
  if (sameDimension(read.dimension, day) || read.text === "1") return read;
  diagnostics.push(
    say.wrongDimension(read.text, dimensionName(read.dimension), dimensionName(day), "second", place),
  );
  return read;
}

function readQuantity(
  text: string | number,
  wanted: Dimension,
  example: string,
  place: Place,
  diagnostics: Diagnostic[],
): number {
  const comma = /^\s*[-+]?\d+,\d+/.exec(String(text));
  if (comma) {
    diagnostics.push(say.decimalComma(comma[0].trim(), place));
    return Number.NaN;
  }
  const result = parseQuantity(String(text));
  if ("fault" in result) {
    diagnostics.push(say.badUnit(result.fault.message, place, result.fault.unknown, unitNames, example));
    return Number.NaN;
  }
  const { quantity } = result;
  if (!sameDimension(quantity.unit.dimension, wanted)) {
    diagnostics.push(
      say.wrongDimension(
        quantity.text,
        dimensionName(quantity.unit.dimension),
        dimensionName(wanted),
        example,
        place,
      ),
    );
    return Number.NaN;
  }
  return quantity.canonical;
}

const positive =
  (dimension: Dimension, example: string) =>
  (text: string | number, what: string, place: Place, diagnostics: Diagnostic[]): number => {
    const value = readQuantity(text, dimension, example, place, diagnostics);
    if (value <= 0) diagnostics.push(say.negative(what, String(text), place));
    return value;
  };

/** A length of time in days, more than zero. NaN after a fault. */
export const readDuration = positive(unit("day").dimension, "1 day or 12 weeks");

/** A mass in mg, more than zero. NaN after a fault. */
export const readDose = positive(unit("mg").dimension, "10 mg");

/**
 * A number in a unit, written with any unit of its dimension; more than zero. NaN after a fault.
 *
 * @param of the unit that the number is wanted in
 */
export function readOf(
  text: string | number,
  what: string,
  of: string,
  example: string,
  place: Place,
  diagnostics: Diagnostic[],
): number {
  const { dimension, factor } = unit(of);
  return Number((positive(dimension, example)(text, what, place, diagnostics) / factor).toPrecision(12));
}

/** How the amount of a dose is written: as a mass, a mass for each kg of the person, or an amount of substance. */
export type AmountKind = "mg" | "mg/kg" | "umol";

/** The amount of a dose in mg, mg for each kg, or umol. NaN after a fault. */
export function readAmount(
  text: string | number,
  what: string,
  place: Place,
  diagnostics: Diagnostic[],
): { readonly value: number; readonly kind: AmountKind } {
  const [, amount] = /^(.*)\/\s*kg\s*$/.exec(String(text)) ?? [];
  if (amount !== undefined) return { value: readDose(amount, what, place, diagnostics), kind: "mg/kg" };
  const parsed = parseQuantity(String(text));
  const isMolar =
    "quantity" in parsed && sameDimension(parsed.quantity.unit.dimension, unit("nmol").dimension);
  if (isMolar) return { value: readOf(text, what, "umol", "30 umol", place, diagnostics), kind: "umol" };
  return { value: readDose(text, what, place, diagnostics), kind: "mg" };
}

/** A flow in mg a day, more than zero. NaN after a fault. */
export const readMassFlow = (text: string | number, place: Place, diagnostics: Diagnostic[]): number =>
  massFlow(text, "rate", place, diagnostics);
const massFlow = positive(unit("mg/day").dimension, "5 mg/hour");

/**
 * A point in time as a number of days after the start: `day 3`, `week 8`, `hour 6`, `8 weeks`, or `end` (infinity).
 * Undefined when the text is none of these.
 */
export function parseTime(text: string): number | undefined {
  const trimmed = text.trim();
  if (trimmed === "end") return Number.POSITIVE_INFINITY;
  const match = /^(day|week|hour)\s+(\d+(?:\.\d+)?)$/.exec(trimmed);
  if (match) return Number(match[2]) * unit(match[1]!).factor;
  const result = parseQuantity(trimmed);
  if ("fault" in result || !sameDimension(result.quantity.unit.dimension, day)) return undefined;
  return result.quantity.canonical >= 0 ? result.quantity.canonical : undefined;
}

/** A point in time, in days. NaN after a fault. */
export function readTime(text: string | number, place: Place, diagnostics: Diagnostic[]): number {
  const days = parseTime(String(text));
  if (days === undefined) diagnostics.push(say.badTime(String(text), place));
  return days ?? Number.NaN;
}
