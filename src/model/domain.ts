import { isDimensionless, type Unit } from "../units/index.ts";

/**
 * The names of domains: which numbers an input may be whatever is known about it, by what it is. A range says what is
 * plausible; a domain says what means anything at all.
 */
export const domainNames = ["fraction", "positive", "nonnegative", "any"] as const;

/** A domain by name, or from a lowest to a highest number, both included, in the declared unit. */
export type Domain = (typeof domainNames)[number] | readonly [number, number];

/** A number that an input may be, in canonical units. */
export interface AllowedRange {
  readonly low: number;
  readonly high: number;
  /** Whether `low` itself is left out. */
  readonly isOpen: boolean;
}

/** What the domain of an input follows from. */
export interface DomainBasis {
  readonly unit: Unit;
  readonly range: readonly [number, number];
  /** As declared, or as its role in a drug file has it. */
  readonly domain?: Domain | undefined;
}

/**
 * The domain of an input: the one declared, else what its unit and range imply. With a unit it is above 0 (times, rates,
 * volumes, concentrations), or 0 or more where the range starts there. Without one it is a fraction where the range is 0
 * to 1, and else 0 or more. A range on both sides of 0, or below it without a unit, leaves the sign open.
 */
export function domainOf({ unit, range: [a, b], domain }: DomainBasis): Domain {
  if (domain !== undefined) return domain;
  const [low, high] = a <= b ? [a, b] : [b, a];
  if (low < 0 && (high > 0 || isDimensionless(unit.dimension))) return "any";
  if (!isDimensionless(unit.dimension)) return low === 0 && high > 0 ? "nonnegative" : "positive";
  return unit.text === "fraction" || (low === 0 && high * unit.factor === 1) ? "fraction" : "nonnegative";
}

export function limitsOf(domain: Domain, { factor }: Unit): AllowedRange {
  switch (domain) {
    case "fraction":
      return { low: 0, high: 1, isOpen: false };
    case "positive":
      return { low: 0, high: Number.POSITIVE_INFINITY, isOpen: true };
    case "nonnegative":
      return { low: 0, high: Number.POSITIVE_INFINITY, isOpen: false };
    case "any":
      return { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, isOpen: false };
    default:
      return { low: domain[0] * factor, high: domain[1] * factor, isOpen: false };
  }
}

/** Whether a number, in canonical units, lies within limits; infinite and undefined ones never do. */
export const isInside = ({ low, high, isOpen }: AllowedRange, value: number): boolean =>
  Number.isFinite(value) && value <= high && (isOpen ? value > low : value >= low);

/** Whether a number in the declared unit lies in the domain of what it is given to. */
export const isInDomain = (declared: DomainBasis, value: number): boolean =>
  isInside(limitsOf(domainOf(declared), declared.unit), value * declared.unit.factor);

/** What the numbers of a domain are, as it follows on "must be". */
export function domainWords(domain: Domain, { text, factor }: Unit): string {
  const unit = text === "1" ? "" : ` ${text}`;
  switch (domain) {
    case "fraction":
      return factor === 1 ? "a fraction, from 0 to 1" : `from 0 to ${1 / factor}${unit}`;
    case "positive":
      return "above 0";
    case "nonnegative":
      return "0 or more";
    case "any":
      return "a finite number";
    default:
      return `from ${domain[0]} to ${domain[1]}${unit}`;
  }
}

/** A number with its unit, as people write it: "30 day", "0.72". */
export const withUnit = (value: number, { text }: Unit): string =>
  text === "1" ? `${value}` : `${value} ${text}`;

/** Whether a number in the declared unit is in the declared range, the last digits aside. */
export function isInRange([low, high]: readonly [number, number], value: number): boolean {
  const slack = 1e-9 * Math.max(Math.abs(low), Math.abs(high));
  return value >= low - slack && value <= high + slack;
}
