import { strengthOf } from "./print.ts";
import type { ComparisonOperator, Expression } from "./types.ts";

export type Sign = "+" | "-" | "*" | "and" | "or" | "not" | ComparisonOperator;

/** How a medium sets formulas for people: fractions, powers and cases, with parentheses only where they are needed. */
export interface Typesetting {
  number(value: number): string;
  name(name: string): string;
  /** The value of a name in the person's drug-free equilibrium. */
  baseline(name: string): string;
  gate(name: string): string;
  /** How fast a state changes. */
  rate(name: string): string;
  sign(sign: Sign): string;
  negative(inner: string): string;
  row(parts: readonly string[]): string;
  group(inner: string): string;
  fraction(above: string, below: string): string;
  power(base: string, exponent: string): string;
  root(inner: string): string;
  cases(whenTrue: string, condition: string, whenFalse: string): string;
  call(name: string, args: readonly string[]): string;
}

/** What binds as a product, a sum and a single thing. */
const [sum, product, single] = [5, 6, 9];

/** In parentheses where it binds less; a fraction holds itself together. */
const inside = (to: Typesetting, part: Expression, least: number): string =>
  strengthOf(part) < least && !isFraction(part) ? to.group(typeset(part, to)) : typeset(part, to);

/** A sign at the start needs parentheses behind another sign. */
const behind = (to: Typesetting, part: Expression, least: number): string =>
  beginsWithMinus(part) ? to.group(typeset(part, to)) : inside(to, part, least);

/** The terms of the outermost sum as a medium sets them, each but the first with the sign before it. */
export function typesetTerms(expression: Expression, to: Typesetting): string[] {
  if (expression.kind !== "arithmetic" || (expression.operator !== "+" && expression.operator !== "-"))
    return [typeset(expression, to)];
  const { left, operator, right } = expression;
  const term = behind(to, right, operator === "-" ? product : sum);
  return [...typesetTerms(left, to), to.row([to.sign(operator), term])];
}

/** A formula as a medium sets it. `hill(x, half, n)` is written out as x^n / (half^n + x^n). */
export function typeset(expression: Expression, to: Typesetting): string {
  const all = (part: Expression) => typeset(part, to);
  const raised = (base: Expression, exponent: Expression): string =>
    exponent.kind === "number" && exponent.value === 1
      ? inside(to, base, product)
      : to.power(isFraction(base) ? to.group(all(base)) : inside(to, base, single), all(exponent));
  switch (expression.kind) {
    case "number":
      return to.number(expression.value);
    case "name":
      return to.name(expression.name);
    case "baseline":
      return to.baseline(expression.name);
    case "gate":
      return to.gate(expression.name);
    case "rate":
      return to.rate(expression.name);
    case "negate":
      return to.negative(behind(to, expression.argument, product));
    case "not":
      return to.row([to.sign("not"), inside(to, expression.argument, single)]);
    case "arithmetic": {
      const { operator, left, right } = expression;
      if (operator === "/") return to.fraction(all(left), all(right));
      if (operator === "^") return raised(left, right);
      const least = operator === "*" ? product : sum;
      return to.row([
        inside(to, left, least),
        to.sign(operator),
        behind(to, right, operator === "-" ? least + 1 : least),
      ]);
    }
    case "comparison":
    case "logic": {
      const { operator, left, right } = expression;
      const own = strengthOf(expression);
      const [first, second] = expression.kind === "comparison" ? [sum, sum] : [own, own + 1];
      return to.row([inside(to, left, first), to.sign(operator), inside(to, right, second)]);
    }
    case "if":
      return to.cases(all(expression.whenTrue), all(expression.condition), all(expression.whenFalse));
    case "call": {
      const [x, half, n] = expression.arguments as [Expression, Expression, Expression];
      if (expression.function === "pow") return raised(x, half);
      if (expression.function === "sqrt") return to.root(all(x));
      if (expression.function === "hill") {
        const above = raised(x, n);
        return to.fraction(above, to.row([raised(half, n), to.sign("+"), above]));
      }
      return to.call(expression.function, expression.arguments.map(all));
    }
  }
}

const isFraction = (part: Expression) =>
  (part.kind === "arithmetic" && part.operator === "/") || (part.kind === "call" && part.function === "hill");

const beginsWithMinus = (part: Expression) =>
  part.kind === "negate" || (part.kind === "number" && part.value < 0);
