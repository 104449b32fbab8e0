import {
  type Dimension,
  dimensionless,
  dimensionName,
  isDimensionless,
  power,
  sameDimension,
  times,
} from "../units/index.ts";
import { printFormula } from "./print.ts";
import type { Expression, FormulaFault } from "./types.ts";

/** The dimension of a declared name; undefined for a name that is unknown (and reported elsewhere). */
export type DimensionOf = (name: string) => Dimension | undefined;

const perTime: Dimension = [-1, 0, 0, 0, 0];

/** A condition has no dimension; it is kept apart so that it cannot be added to a number. */
type ValueKind = Dimension | "condition" | undefined;

/**
 * The dimension of a formula, with a fault for every `+`, comparison, function argument or exponent whose dimensions do
 * not fit. Literals are dimensionless. `undefined` when the dimension could not be told (the reason is among the faults,
 * or a name is unknown).
 */
export function dimensionOf(
  expression: Expression,
  of: DimensionOf,
): { dimension: Dimension | undefined; faults: FormulaFault[] } {
  const faults: FormulaFault[] = [];
  const fault = (part: Expression, message: string, help?: string) => {
    faults.push({ code: "unit-mismatch", message, range: part.range, help });
    return undefined;
  };
  const nameOf = (kind: ValueKind) =>
    kind === "condition" ? "a condition" : kind ? dimensionName(kind) : "unknown";

  const number = (part: Expression): Dimension | undefined => {
    const kind = visit(part);
    if (kind === "condition")
      return fault(
        part,
        `${printFormula(part)} is a condition, not a number.`,
        "Use it inside if(condition, a, b).",
      );
    return kind;
  };
  const plain = (part: Expression, where: string): void => {
    const dimension = number(part);
    if (dimension && !isDimensionless(dimension)) {
      fault(
        part,
        `${where} must be dimensionless, but ${printFormula(part)} is ${dimensionName(dimension)}.`,
        "Divide by a reference value with the same unit.",
      );
    }
  };
  const alike = (parts: readonly Expression[], whole: Expression, verb: string): Dimension | undefined => {
    const dimensions = parts.map(number);
    const first = dimensions[0];
    for (const [i, dimension] of dimensions.entries()) {
      if (first && dimension && !sameDimension(first, dimension)) {
        return fault(
          whole,
          `${printFormula(parts[0]!)} is ${nameOf(first)} but ${printFormula(parts[i]!)} is ${nameOf(dimension)}: they cannot be ${verb}.`,
        );
      }
    }
    return first ?? dimensions.find((d) => d !== undefined);
  };
  const condition = (part: Expression) => {
    const kind = visit(part);
    if (kind !== undefined && kind !== "condition")
      fault(part, `${printFormula(part)} is a number, not a condition.`, "Compare it with something.");
  };
  const raised = (base: Expression, exponent: Expression): Dimension | undefined => {
    plain(exponent, "An exponent");
    const dimension = number(base);
    if (!dimension || isDimensionless(dimension)) return dimension;
    const constant =
      exponent.kind === "number"
        ? exponent.value
        : exponent.kind === "negate" && exponent.argument.kind === "number"
          ? -exponent.argument.value
          : undefined;
    if (constant !== undefined) return power(dimension, constant);
    return fault(
      base,
      `${printFormula(base)} is ${dimensionName(dimension)} and cannot be raised to a power that varies.`,
      "Divide it by a reference value with the same unit first.",
    );
  };

  const visit = (part: Expression): ValueKind => {
    switch (part.kind) {
      case "number":
      case "gate":
        return dimensionless;
      case "name":
        return part.name === "pi" ? dimensionless : of(part.name);
      case "baseline":
        return of(part.name);
      case "rate": {
        const dimension = of(part.name);
        return dimension && times(dimension, perTime);
      }
      case "negate":
        return number(part.argument);
      case "arithmetic":
        switch (part.operator) {
          case "+":
            return alike([part.left, part.right], part, "added");
          case "-":
            return alike([part.left, part.right], part, "subtracted");
          case "^":
            return raised(part.left, part.right);
          default: {
            const left = number(part.left);
            const right = number(part.right);
            return left && right && times(left, part.operator === "*" ? right : power(right, -1));
          }
        }
      case "comparison":
        alike([part.left, part.right], part, "compared");
        return "condition";
      case "logic":
        condition(part.left);
        condition(part.right);
        return "condition";
      case "not":
        condition(part.argument);
        return "condition";
      case "if":
        condition(part.condition);
        return alike([part.whenTrue, part.whenFalse], part, "the two outcomes of one if()");
      case "call":
        switch (part.function) {
          case "abs":
          case "floor":
          case "ceil":
            return number(part.arguments[0]!);
          case "min":
          case "max":
            return alike(part.arguments, part, "compared");
          case "sqrt": {
            const inner = number(part.arguments[0]!);
            return inner && power(inner, 0.5);
          }
          case "pow":
            return raised(part.arguments[0]!, part.arguments[1]!);
          case "hill":
            alike(part.arguments.slice(0, 2), part, "compared");
            plain(part.arguments[2]!, "The Hill exponent");
            return dimensionless;
          default:
            plain(part.arguments[0]!, `The argument of ${part.function}()`);
            return dimensionless;
        }
    }
  };
  return { dimension: number(expression), faults };
}
