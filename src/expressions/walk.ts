import type { Expression } from "./types.ts";

/** The direct parts of an expression, from left to right. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "number":
    case "name":
    case "baseline":
    case "gate":
    case "rate":
      return [];
    case "negate":
    case "not":
      return [expression.argument];
    case "arithmetic":
    case "comparison":
    case "logic":
      return [expression.left, expression.right];
    case "if":
      return [expression.condition, expression.whenTrue, expression.whenFalse];
    case "call":
      return expression.arguments;
  }
}

/** Calls `visit` on the expression and on everything inside it, parents first. */
export function walk(expression: Expression, visit: (part: Expression) => void): void {
  visit(expression);
  for (const part of partsOf(expression)) walk(part, visit);
}

/** The same expression with every part rebuilt by `change` (children first). */
export function rewrite(expression: Expression, change: (part: Expression) => Expression): Expression {
  const again = (part: Expression) => rewrite(part, change);
  switch (expression.kind) {
    case "negate":
    case "not":
      return change({ ...expression, argument: again(expression.argument) });
    case "arithmetic":
    case "comparison":
    case "logic":
      return change({ ...expression, left: again(expression.left), right: again(expression.right) });
    case "if":
      return change({
        ...expression,
        condition: again(expression.condition),
        whenTrue: again(expression.whenTrue),
        whenFalse: again(expression.whenFalse),
      });
    case "call":
      return change({ ...expression, arguments: expression.arguments.map(again) });
    default:
      return change(expression);
  }
}

/** Every name the expression reads, in order of first appearance (not those inside `baseline()` or `gate()`). */
export function namesIn(expression: Expression): string[] {
  const names = new Set<string>();
  walk(expression, (part) => {
    if (part.kind === "name") names.add(part.name);
  });
  return [...names];
}
