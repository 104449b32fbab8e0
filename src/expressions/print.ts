import type { Expression } from "./types.ts";

const binding: Record<string, number> = {
  or: 1,
  and: 2,
  not: 3,
  comparison: 4,
  "+": 5,
  "-": 5,
  "*": 6,
  "/": 6,
  negate: 7,
  "^": 8,
};

/** How tightly the parts of an expression are bound: 5 a sum, 6 a product, 9 a single thing. */
export function strengthOf(expression: Expression): number {
  switch (expression.kind) {
    case "arithmetic":
    case "logic":
      return binding[expression.operator]!;
    case "comparison":
    case "not":
    case "negate":
      return binding[expression.kind]!;
    case "number":
      return expression.value < 0 ? binding.negate! : 9;
    default:
      return 9;
  }
}

/** A formula as text that {@link parseFormula} reads back to the same tree. */
export function printFormula(expression: Expression): string {
  const inside = (part: Expression, least: number) => {
    const text = printFormula(part);
    return strengthOf(part) < least ? `(${text})` : text;
  };
  switch (expression.kind) {
    case "number":
      return String(expression.value);
    case "name":
      return expression.name;
    case "baseline":
    case "gate":
      return `${expression.kind}(${expression.name})`;
    case "rate":
      return `rate_of(${expression.name})`;
    case "negate":
      return `-${inside(expression.argument, binding["^"]!)}`;
    case "not":
      return `not ${inside(expression.argument, 9)}`;
    case "arithmetic":
    case "logic": {
      const own = binding[expression.operator]!;
      // Left-associative but for ^, whose base must bind tighter; its exponent may be negative.
      if (expression.operator === "^") return `${inside(expression.left, 9)}^${inside(expression.right, 9)}`;
      return `${inside(expression.left, own)} ${expression.operator} ${inside(expression.right, own + 1)}`;
    }
    case "comparison":
      return `${inside(expression.left, 5)} ${expression.operator} ${inside(expression.right, 5)}`;
    case "if":
      return `if(${[expression.condition, expression.whenTrue, expression.whenFalse].map(printFormula).join(", ")})`;
    case "call":
      return `${expression.function}(${expression.arguments.map(printFormula).join(", ")})`;
  }
}
