import type { Expression } from "./types.ts";

/** Where names get their numbers from while a tree is interpreted. */
export interface Lookup {
  name(name: string): number;
  baseline(name: string): number;
  gate(name: string): number;
  /** Absent where every rate has been written out, as in a flat system. */
  rate?(name: string): number;
}

/** x^n / (half^n + x^n), computed as generated code does: from r = (x/half)^n; 0 where x is below zero. */
export function hill(x: number, half: number, n: number): number {
  const r = Math.max(x / half, 0) ** n;
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
    case "arithmetic": {
      const left = value(expression.left);
      const right = value(expression.right);
      switch (expression.operator) {
        case "+":
          return left + right;
        case "-":
          return left - right;
        case "*":
          return left * right;
        case "/":
          return left / right;
        case "^":
          return left ** right;
      }
      break;
    }
    case "comparison": {
      const left = value(expression.left);
      const right = value(expression.right);
      switch (expression.operator) {
        case "<":
          return Number(left < right);
        case "<=":
          return Number(left <= right);
        case ">":
          return Number(left > right);
        case ">=":
          return Number(left >= right);
        case "==":
          return Number(left === right);
        case "!=":
          return Number(left !== right);
      }
      break;
    }
    case "logic": {
      const left = value(expression.left) !== 0;
      const right = value(expression.right) !== 0;
      return Number(expression.operator === "and" ? left && right : left || right);
    }
    case "if":
      return value(expression.condition) !== 0 ? value(expression.whenTrue) : value(expression.whenFalse);
    case "call":
      return applyFunction(expression.function, expression.arguments.map(value));
  }
}

function applyFunction(name: Extract<Expression, { kind: "call" }>["function"], args: number[]): number {
  const [x = Number.NaN, y = Number.NaN, z = Number.NaN] = args;
  switch (name) {
    case "exp":
      return Math.exp(x);
    case "ln":
      return Math.log(x);
    case "log10":
      return Math.log10(x);
    case "sqrt":
      return Math.sqrt(x);
    case "abs":
      return Math.abs(x);
    case "sin":
      return Math.sin(x);
    case "cos":
      return Math.cos(x);
    case "tan":
      return Math.sin(x) / Math.cos(x);
    case "asin":
      return Math.atan(x / Math.sqrt(1 - x * x));
    case "acos":
      return Math.PI / 2 - Math.atan(x / Math.sqrt(1 - x * x));
    case "atan":
      return Math.atan(x);
    case "sinh":
      return (Math.exp(x) - Math.exp(-x)) / 2;
    case "cosh":
      return (Math.exp(x) + Math.exp(-x)) / 2;
    case "tanh":
      return Math.tanh(x);
    case "floor":
      return Math.floor(x);
    case "ceil":
      return -Math.floor(-x);
    case "min":
      return Math.min(...args);
    case "max":
      return Math.max(...args);
    case "pow":
      return x ** y;
    case "hill":
      return hill(x, y, z);
  }
}
