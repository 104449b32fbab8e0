import type { ArithmeticOperator, ComparisonOperator, Expression, FunctionName } from "./types.ts";

// Formulas put together by our own code.

const range = { start: 0, end: 0 };

export const name = (text: string): Expression => ({ kind: "name", name: text, range });

/** Any double: what the language has no literal for is written as what gives it. */
export function number(value: number): Expression {
  if (Number.isNaN(value)) return call("ln", number(-1));
  if (value < 0 || Object.is(value, -0)) return negate(number(-value));
  if (!Number.isFinite(value)) return binary("/", number(1), number(0));
  return { kind: "number", value, range };
}

export const negate = (argument: Expression): Expression => ({ kind: "negate", argument, range });

export const binary = (operator: ArithmeticOperator, left: Expression, right: Expression): Expression => ({
  kind: "arithmetic",
  operator,
  left,
  right,
  range,
});

export const compare = (operator: ComparisonOperator, left: Expression, right: Expression): Expression => ({
  kind: "comparison",
  operator,
  left,
  right,
  range,
});

export const logic = (operator: "and" | "or", left: Expression, right: Expression): Expression => ({
  kind: "logic",
  operator,
  left,
  right,
  range,
});

export const not = (argument: Expression): Expression => ({ kind: "not", argument, range });

export const choose = (condition: Expression, whenTrue: Expression, whenFalse: Expression): Expression => ({
  kind: "if",
  condition,
  whenTrue,
  whenFalse,
  range,
});

export const call = (fn: FunctionName, ...args: Expression[]): Expression => ({
  kind: "call",
  function: fn,
  arguments: args,
  range,
});

export const rateOf = (text: string): Expression => ({ kind: "rate", name: text, range });

const isNumber = (expression: Expression, value: number) =>
  expression.kind === "number" && expression.value === value;

/** A product without factors of one. */
export const product = (left: Expression, right: Expression): Expression =>
  isNumber(left, 1) ? right : isNumber(right, 1) ? left : binary("*", left, right);

export const quotient = (left: Expression, right: Expression): Expression =>
  isNumber(right, 1) ? left : binary("/", left, right);

/** A sum that nests no deeper than it must. */
export function sum(terms: readonly Expression[]): Expression {
  if (terms.length === 0) return number(0);
  return terms
    .slice(1)
    .reduce(
      (left, term) => (term.kind === "negate" ? binary("-", left, term.argument) : binary("+", left, term)),
      terms[0]!,
    );
}
