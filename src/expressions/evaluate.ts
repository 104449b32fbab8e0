import type { ArithmeticOperator, ComparisonOperator, Expression, FunctionName } from "./types.ts";

/** Where names get their numbers from while a tree is interpreted. */
export interface Lookup {
  name(name: string): number;
  baseline(name: string): number;
  gate(name: string): number;
  /** Absent where every rate has been written out, as in a flat system. */
  rate?(name: string): number;
}

/** What keeps `hill` defined at its ends: the least half, so that 0 of 0 is 0, and the largest ratio, which gives 1. */
export const hillLimits = { half: 1e-300, ratio: 1e300 } as const;

/** x^n / (half^n + x^n), computed as generated code does: from r = (x/half)^n; 0 where x is below zero. */
export function hill(x: number, half: number, n: number): number {
  const load = Math.max(x / Math.max(half, hillLimits.half), 0);
  const r = Math.min(load ** n, hillLimits.ratio);
  return r / (1 + r);
}

/**
 * The value of a vetted tree. Slow and plain: it is what generated code is tested against, and what runs where generated
 * code may not. Conditions count as 1 (true) and 0 (false). `pi` is built in; every other name, `t` included, is looked up.
 */
export function evaluate(expression: Expression, lookup: Lookup): number {
  const value = (part: Expression) => evaluate(part, lookup);
  switch (expression.kind) {
    case "number":
      return expression.value;
    case "name":
      return expression.name === "pi" ? Math.PI : lookup.name(expression.name);
    case "baseline":
      return lookup.baseline(expression.name);
    case "gate":
      return lookup.gate(expression.name);
    case "rate":
      return lookup.rate?.(expression.name) ?? Number.NaN;
    case "negate":
      return -value(expression.argument);
    case "not":
      return value(expression.argument) === 0 ? 1 : 0;
    case "arithmetic":
    case "comparison":
      return operators[expression.operator](value(expression.left), value(expression.right));
    case "logic": {
      const left = value(expression.left) !== 0;
      const right = value(expression.right) !== 0;
      return Number(expression.operator === "and" ? left && right : left || right);
    }
    case "if":
      return value(expression.condition) !== 0 ? value(expression.whenTrue) : value(expression.whenFalse);
    case "call":
      return functions[expression.function](...expression.arguments.map(value));
  }
}

/** What operators give for numbers; a comparison gives 1 or 0. */
export const operators: Readonly<
  Record<ArithmeticOperator | ComparisonOperator, (left: number, right: number) => number>
> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "^": (left, right) => left ** right,
  "<": (left, right) => Number(left < right),
  "<=": (left, right) => Number(left <= right),
  ">": (left, right) => Number(left > right),
  ">=": (left, right) => Number(left >= right),
  "==": (left, right) => Number(left === right),
  "!=": (left, right) => Number(left !== right),
};

const arcSine = (x: number) => Math.atan(x / Math.sqrt(1 - x * x));

/** Functions that generated code has as they are. */
export const plainFunctions = {
  exp: Math.exp,
  ln: Math.log,
  log10: Math.log10,
  sqrt: Math.sqrt,
  abs: Math.abs,
  sin: Math.sin,
  cos: Math.cos,
  atan: Math.atan,
  tanh: Math.tanh,
  floor: Math.floor,
} as const;

/** The others are written as generated code has them, whose digits they must have. */
const functions = {
  ...plainFunctions,
  tan: (x) => Math.sin(x) / Math.cos(x),
  asin: arcSine,
  acos: (x) => Math.PI / 2 - arcSine(x),
  sinh: (x) => (Math.exp(x) - Math.exp(-x)) / 2,
  cosh: (x) => (Math.exp(x) + Math.exp(-x)) / 2,
  ceil: (x) => -Math.floor(-x),
  min: Math.min,
  max: Math.max,
  pow: (x, y) => x ** y,
  hill,
} as Readonly<Record<FunctionName, (...args: readonly number[]) => number>>;
