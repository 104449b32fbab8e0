import type { Diagnostic } from "../../diagnostics/index.ts";
import * as say from "./messages.ts";
import type { Maths } from "./types.ts";
import type { XmlElement } from "./xml.ts";

const symbols: Record<string, string> = {
  "http://www.sbml.org/sbml/symbols/time": "time",
  "http://www.sbml.org/sbml/symbols/avogadro": "avogadro",
  "http://www.sbml.org/sbml/symbols/delay": "delay",
  "http://www.sbml.org/sbml/symbols/rateOf": "rateOf",
};

/** Elements of the operators of formulas. */
export const operatorElements = {
  "+": "plus",
  "-": "minus",
  "*": "times",
  "/": "divide",
  "^": "power",
  "<": "lt",
  "<=": "leq",
  ">": "gt",
  ">=": "geq",
  "==": "eq",
  "!=": "neq",
} as const;

const taking = (least: number, most: number, names: readonly string[]) =>
  names.map((name) => [name, [least, most]] as const);
const trigonometric = ["sin", "cos", "tan", "sec", "csc", "cot"];

/** Elements that stand for a function or operator, with the least and the most arguments each takes. */
export const operators: ReadonlyMap<string, readonly [least: number, most: number]> = new Map([
  ...taking(0, Infinity, ["plus", "times", "and", "or", "xor"]),
  ...taking(2, Infinity, ["eq", "gt", "lt", "geq", "leq"]),
  ...taking(1, Infinity, ["min", "max"]),
  ...taking(2, 2, ["neq", "divide", "power", "quotient", "rem", "implies"]),
  ...taking(1, 2, ["minus"]),
  ...taking(1, 1, ["not", "abs", "exp", "ln", "log", "root", "floor", "ceiling", "factorial"]),
  ...["", "arc"].flatMap((arc) =>
    taking(
      1,
      1,
      trigonometric.flatMap((name) => [arc + name, `${arc}${name}h`]),
    ),
  ),
]);

/** Reads the formula in a `math` element. Faults are reported; then 0 stands in. */
export function readMaths(math: XmlElement, diagnostics: Diagnostic[]): Maths {
  const zero: Maths = { kind: "number", value: 0 };
  const fault = (diagnostic: Diagnostic): Maths => {
    diagnostics.push(diagnostic);
    return zero;
  };
  const content = contentOf(math);
  if (content.length !== 1) return fault(say.badMaths("A formula must hold one expression.", math.place));
  return read(content[0]!);

  function read(element: XmlElement): Maths {
    const { name, place, text } = element;
    switch (name) {
      case "cn":
        return number(element);
      case "ci":
        return { kind: "name", name: text.trim(), place };
      case "csymbol": {
        const symbol = symbols[element.attributes.get("definitionURL") ?? ""];
        if (symbol === "time" || symbol === "avogadro") return { kind: "constant", name: symbol };
        const url = element.attributes.get("definitionURL");
        return fault(say.unsupported(url ? `the symbol ${url}` : "a symbol without a definitionURL", place));
      }
      case "pi":
      case "exponentiale":
      case "true":
      case "false":
        return { kind: "constant", name };
      case "infinity":
        return { kind: "number", value: Number.POSITIVE_INFINITY };
      case "notanumber":
        return { kind: "number", value: Number.NaN };
      case "apply":
        return apply(element);
      case "piecewise":
        return piecewise(element);
      case "semantics":
        return element.children[0] ? read(element.children[0]) : fault(say.badMaths("This is empty.", place));
      default:
        return fault(say.badMaths(`<${name}> has no meaning here.`, place));
    }
  }

  function number(element: XmlElement): Maths {
    const type = element.attributes.get("type") ?? "real";
    const parts = element.text.trim().split(/\s+/);
    const [first = Number.NaN, second = Number.NaN] = parts.map(readNumber);
    const value =
      type === "e-notation"
        ? Number(`${parts[0]}e${parts[1]}`)
        : type === "rational"
          ? first / second
          : first;
    if (Number.isNaN(value) && !/^nan$/i.test(element.text.trim()))
      return fault(say.badMaths(`"${element.text.trim()}" is not a number.`, element.place));
    return { kind: "number", value };
  }

  function apply(element: XmlElement): Maths {
    const [head, ...rest] = element.children;
    if (!head) return fault(say.badMaths("There is nothing to apply.", element.place));
    const { place } = element;
    if (head.name === "ci")
      return { kind: "call", function: head.text.trim(), arguments: rest.map(read), place };
    if (head.name === "csymbol") {
      const symbol = symbols[head.attributes.get("definitionURL") ?? ""];
      if (symbol === "rateOf" && rest.length === 1 && rest[0]!.name === "ci")
        return { kind: "rateOf", name: rest[0]!.text.trim(), place };
      return fault(
        say.unsupported(symbol === "delay" ? "delays of values" : "this symbol as a function", head.place),
      );
    }
    const qualifiers = rest.filter(({ name }) => name === "degree" || name === "logbase");
    const args = rest.filter((child) => !qualifiers.includes(child)).map(read);
    const arity = operators.get(head.name);
    if (!arity) return fault(say.badMaths(`<${head.name}> is no function of SBML.`, head.place));
    if (args.length < arity[0] || args.length > arity[1])
      return fault(say.badArguments(head.name, args.length, place));
    const inner = qualifiers[0]?.children[0];
    return { kind: "apply", operator: head.name, arguments: args, qualifier: inner && read(inner), place };
  }

  function piecewise(element: XmlElement): Maths {
    const pieces = element.children.filter(({ name }) => name === "piece");
    const otherwise = element.children.find(({ name }) => name === "otherwise")?.children[0];
    const isWhole = pieces.every(({ children }) => children.length === 2);
    if (!isWhole) return fault(say.badMaths("A piece needs a value and a condition.", element.place));
    return {
      kind: "piecewise",
      pieces: pieces.map(({ children }) => ({ value: read(children[0]!), condition: read(children[1]!) })),
      otherwise: otherwise && read(otherwise),
    };
  }
}

/** What a math element holds; Level 2 lets annotations stand beside. */
const contentOf = ({ children }: XmlElement): XmlElement[] =>
  children.filter(({ name }) => name !== "annotation" && name !== "annotation-xml");

export function readNumber(text: string): number {
  const trimmed = text.trim();
  if (/^[+-]?inf(inity)?$/i.test(trimmed))
    return trimmed.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return trimmed === "" ? Number.NaN : Number(trimmed);
}
