import type { Expression } from "../../expressions/index.ts";
import { operatorElements } from "../sbml/mathml.ts";
import { hillInFull } from "./words.ts";

/** A double that reads back as itself: 17 digits where fewer do not. */
export const digits = (value: number): string => {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "INF" : "-INF";
  return String(value);
};

const elements: Record<string, string> = {
  ...operatorElements,
  asin: "arcsin",
  acos: "arccos",
  atan: "arctan",
  ceil: "ceiling",
  sqrt: "root",
  pow: "power",
};

/** A formula as MathML of SBML Level 3 Version 2; every number says that it has no dimension. */
export function mathml(expression: Expression): string {
  return `<math xmlns="http://www.w3.org/1998/Math/MathML" xmlns:sbml="http://www.sbml.org/sbml/level3/version2/core">${content(expression)}</math>`;
}

function content(expression: Expression): string {
  const apply = (element: string, ...parts: Expression[]) =>
    `<apply><${element}/>${parts.map(content).join("")}</apply>`;
  switch (expression.kind) {
    case "number":
      return number(expression.value);
    case "name":
      if (expression.name === "pi") return "<pi/>";
      return expression.name === "t"
        ? '<csymbol encoding="text" definitionURL="http://www.sbml.org/sbml/symbols/time">time</csymbol>'
        : `<ci>${expression.name}</ci>`;
    case "negate":
      return apply("minus", expression.argument);
    case "not":
      return apply("not", expression.argument);
    case "arithmetic":
    case "comparison":
      return apply(elements[expression.operator]!, expression.left, expression.right);
    case "logic":
      return apply(expression.operator, expression.left, expression.right);
    case "if":
      return `<piecewise><piece>${content(expression.whenTrue)}${content(expression.condition)}</piece><otherwise>${content(expression.whenFalse)}</otherwise></piecewise>`;
    case "call": {
      if (expression.function === "log10")
        return `<apply><log/><logbase>${number(10)}</logbase>${content(expression.arguments[0]!)}</apply>`;
      if (expression.function === "hill") return content(hillInFull(expression.arguments));
      return apply(elements[expression.function] ?? expression.function, ...expression.arguments);
    }
    default:
      throw new Error(`invalid formula: ${expression.kind} is left in it; expected names only`);
  }
}

function number(value: number): string {
  const text = digits(value);
  const [mantissa, exponent] = text.split("e");
  const units = 'sbml:units="dimensionless"';
  if (exponent !== undefined)
    return `<cn ${units} type="e-notation">${mantissa}<sep/>${Number(exponent)}</cn>`;
  if (text === "INF") return "<infinity/>";
  return text === "NaN" ? "<notanumber/>" : `<cn ${units}>${text}</cn>`;
}
