import { type Dimension, dimensionless, power, times } from "./dimension.ts";

/** A unit of measure. One of it is `factor` of the canonical unit of its dimension (day, mg, dm, nmol, lux). */
export interface Unit {
  readonly text: string;
  readonly dimension: Dimension;
  readonly factor: number;
}

const time: Dimension = [1, 0, 0, 0, 0];
const mass: Dimension = [0, 1, 0, 0, 0];
const length: Dimension = [0, 0, 1, 0, 0];
const substance: Dimension = [0, 0, 0, 1, 0];
const light: Dimension = [0, 0, 0, 0, 1];
const volume = power(length, 3);

/** Every unit name the project accepts. Aliases are for input; outputs repeat what the author wrote. */
const table: readonly [names: string, dimension: Dimension, factor: number][] = [
  ["day days d", time, 1],
  ["week weeks wk wks", time, 7],
  ["hour hours h hr hrs", time, 1 / 24],
  ["minute minutes min mins", time, 1 / 1440],
  ["second seconds s", time, 1 / 86400],
  ["mg", mass, 1],
  ["g", mass, 1e3],
  ["kg", mass, 1e6],
  ["ug µg mcg", mass, 1e-3],
  ["ng", mass, 1e-6],
  ["pg", mass, 1e-9],
  ["dm", length, 1],
  ["m", length, 10],
  ["cm", length, 0.1],
  ["mm", length, 0.01],
  ["L", volume, 1],
  ["dL", volume, 0.1],
  ["mL", volume, 1e-3],
  ["uL", volume, 1e-6],
  ["nmol", substance, 1],
  ["mol", substance, 1e9],
  ["mmol", substance, 1e6],
  ["umol", substance, 1e3],
  ["pmol", substance, 1e-3],
  ["M", times(substance, power(volume, -1)), 1e9],
  ["mM", times(substance, power(volume, -1)), 1e6],
  ["uM", times(substance, power(volume, -1)), 1e3],
  ["nM", times(substance, power(volume, -1)), 1],
  ["pM", times(substance, power(volume, -1)), 1e-3],
  ["lux", light, 1],
  ["%", dimensionless, 0.01],
  // Counts and scale points are numbers; the word is kept for axes and tables.
  ["points point fraction ratio", dimensionless, 1],
];

const units = new Map<string, { dimension: Dimension; factor: number }>();
for (const [names, dimension, factor] of table)
  for (const name of names.split(" ")) units.set(name, { dimension, factor });

/** All accepted unit names, for suggestions and documentation. */
export const unitNames: readonly string[] = [...units.keys()];

/** Why a unit or quantity could not be read. `at` and `length` locate the fault inside the text. */
export interface UnitFault {
  readonly message: string;
  readonly at: number;
  readonly length: number;
  /** The unknown unit name, when that was the fault. */
  readonly unknown?: string;
}

export type UnitResult = { readonly unit: Unit } | { readonly fault: UnitFault };

/**
 * Reads a unit such as `1`, `mg`, `ng/mL`, `1/day`, `L/(hour*kg)`, `mL^2`.
 * Grammar: factors joined by `*` and `/` (left to right), each a name, `1`, or a group in parentheses, with an optional integer power.
 */
export function parseUnit(text: string): UnitResult {
  const tokens = [...text.matchAll(/[A-Za-zµ%]+|\d+|[*/^()-]|\S/g)].map((m) => ({ text: m[0], at: m.index }));
  let next = 0;
  const fail = (message: string, unknown?: string): never => {
    const token = tokens[Math.min(next, tokens.length - 1)];
    const fault: UnitFault = { message, at: token?.at ?? 0, length: token?.text.length ?? 1 };
    throw unknown === undefined ? fault : { ...fault, unknown };
  };
  type Part = { dimension: Dimension; factor: number };
  const factor = (): Part => {
    const token = tokens[next];
    let part: Part;
    if (token === undefined) return fail("the unit ends where another name was expected");
    if (token.text === "(") {
      next++;
      part = product();
      if (tokens[next]?.text !== ")") fail("a closing parenthesis is missing in the unit");
      next++;
    } else if (token.text === "1") {
      part = { dimension: dimensionless, factor: 1 };
      next++;
    } else {
      const known = units.get(token.text);
      if (!known) return fail(`"${token.text}" is not a unit`, token.text);
      part = known;
      next++;
    }
    if (tokens[next]?.text === "^") {
      next++;
      const negative = tokens[next]?.text === "-";
      if (negative) next++;
      const digits = tokens[next]?.text ?? "";
      if (!/^\d+$/.test(digits)) fail("a power in a unit must be a whole number");
      next++;
      const exponent = Number(digits) * (negative ? -1 : 1);
      part = { dimension: power(part.dimension, exponent), factor: part.factor ** exponent };
    }
    return part;
  };
  const product = (): Part => {
    let left = factor();
    for (;;) {
      const operator = tokens[next]?.text;
      if (operator !== "*" && operator !== "/") return left;
      next++;
      const right = factor();
      const sign = operator === "*" ? 1 : -1;
      left = {
        dimension: times(left.dimension, power(right.dimension, sign)),
        factor: sign === 1 ? left.factor * right.factor : left.factor / right.factor,
      };
    }
  };
  try {
    const whole = product();
    if (next < tokens.length) fail(`"${tokens[next]!.text}" was not expected in a unit`);
    return { unit: { text: text.trim(), ...whole } };
  } catch (thrown) {
    if (typeof thrown === "object" && thrown !== null && "at" in thrown)
      return { fault: thrown as UnitFault };
    throw thrown;
  }
}

/** A unit that is only a word beside a number, which stands as it is. */
export const labelUnit = (text: string): Unit => ({ text, dimension: dimensionless, factor: 1 });

/** Reads a unit that is known to be right (written in our own code). Throws on a fault. */
export function unit(text: string): Unit {
  const result = parseUnit(text);
  if ("fault" in result) throw new Error(`invalid unit: ${text}; ${result.fault.message}`);
  return result.unit;
}

/** A number with its unit, for example 10 mg. `canonical` is the number in canonical units. */
export interface Quantity {
  readonly text: string;
  readonly number: number;
  readonly unit: Unit;
  readonly canonical: number;
}

export type QuantityResult = { readonly quantity: Quantity } | { readonly fault: UnitFault };

/** Reads a quantity such as `10 mg`, `2 weeks`, `-5 mg`, `36 L/hour`. A number without a unit is a fault. */
export function parseQuantity(text: string): QuantityResult {
  const match = /^(\s*)([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(\s*)(.*)$/s.exec(text);
  if (!match) {
    return {
      fault: {
        message: "a number with a unit was expected, for example 10 mg or 2 weeks",
        at: 0,
        length: text.length,
      },
    };
  }
  const [, before = "", digits = "", gap = "", rest = ""] = match;
  if (rest.trim() === "") {
    return { fault: { message: `${digits} has no unit`, at: before.length, length: digits.length } };
  }
  const result = parseUnit(rest);
  const offset = before.length + digits.length + gap.length;
  if ("fault" in result) return { fault: { ...result.fault, at: result.fault.at + offset } };
  const number = Number(digits);
  if (!Number.isFinite(number))
    return { fault: { message: `${digits} is too large`, at: before.length, length: digits.length } };
  return {
    quantity: { text: text.trim(), number, unit: result.unit, canonical: number * result.unit.factor },
  };
}
