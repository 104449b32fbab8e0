import { type Expression, operators } from "../expressions/index.ts";
import { initialPoint } from "./baseline.ts";
import { once } from "./once.ts";
import { stateSizes } from "./size.ts";
import type { FlatState, FlatSystem, FlatValue } from "./types.ts";

/**
 * How large a variable counts, as a part of its declared unit: as large as what it is made of, but never as more than
 * one of its unit. What is far below is the rounding of 0; picomoles written in moles are none.
 */
export function variableSize(system: FlatSystem, item: FlatState | FlatValue): number {
  const known = variableSizes(system);
  const size = known.get(item) ?? sizeOfVariable(system, item);
  known.set(item, size);
  return size;
}

/** Every run asks for those that it measures, and formulas can be long. */
const variableSizes = once((_: FlatSystem) => new Map<FlatState | FlatValue, number>());

function sizeOfVariable(system: FlatSystem, item: FlatState | FlatValue): number {
  const { factor } = item.unit;
  const size =
    "rate" in item ? stateSizes(system)[system.states.indexOf(item)]! : magnitudes(system)(item.expression);
  return Math.min(1, size / factor);
}

/**
 * How large the expressions of a system are, in canonical units: sums of what they add and subtract, of the sizes of states
 * and of the numbers at the start. What comes out as 0 is as large as 1.
 */
export const magnitudes = once((system: FlatSystem): ((expression: Expression) => number) => {
  let numbers: Map<string, number> | undefined;
  const sizeOf = (name: string) => {
    if (!numbers) {
      numbers = new Map([...initialPoint(system).numbers].map(([key, value]) => [key, Math.abs(value)]));
      for (const [i, state] of system.states.entries()) numbers.set(state.name, stateSizes(system)[i]!);
    }
    return numbers.get(name) ?? 1;
  };
  const size = (part: Expression): number => {
    switch (part.kind) {
      case "number":
        return Math.abs(part.value);
      case "name":
      case "baseline":
        return part.name === "pi" ? Math.PI : sizeOf(part.name);
      case "negate":
        return size(part.argument);
      case "if":
        return Math.max(size(part.whenTrue), size(part.whenFalse));
      case "arithmetic": {
        // The size of a difference is that of a sum.
        const operator = part.operator === "-" ? "+" : part.operator;
        return operators[operator](size(part.left), size(part.right));
      }
      case "call": {
        const sizes = part.arguments.map(size);
        switch (part.function) {
          case "abs":
          case "floor":
          case "ceil":
            return sizes[0]!;
          case "sqrt":
            return Math.sqrt(sizes[0]!);
          case "min":
          case "max":
            return Math.max(...sizes);
          case "pow":
            return sizes[0]! ** sizes[1]!;
          default:
            return 1;
        }
      }
    }
    return 1;
  };
  return (expression) => {
    const found = size(expression);
    return found > 0 && Number.isFinite(found) ? found : 1;
  };
});
