/// <reference path="./mathjs-build.d.ts" />
import type { MathNode } from "mathjs";
import mathjs from "mathjs/lib/browser/math.js";
import { suggestion } from "../diagnostics/index.ts";
import { parseUnit } from "../units/index.ts";
import { type Token, tokenize } from "./tokens.ts";
import {
  type ArithmeticOperator,
  type ComparisonOperator,
  type Expression,
  type FormulaFault,
  type FormulaResult,
  type FunctionName,
  functionArity,
  type Range,
} from "./types.ts";

// Only the parser of mathjs is used; nothing it parses is ever evaluated by it. The one-file build loads ten times faster
// than a thousand small modules; pages are bundled with the modules of the parser alone (`parserOnly` in `build/given-modules.ts`).
let parser: ReturnType<typeof mathjs.create>["parse"] | undefined;

/** Made when the first formula is read: commands that read none, because all are known, need not wait for it. */
function parse(formula: string): MathNode {
  parser ??= mathjs.create({ parseDependencies: mathjs.parseDependencies! }, {}).parse;
  return parser(formula);
}

const longestFormula = 4000;
/** Nested parts; whatever walks a vetted tree may then recurse without care for the stack. */
const deepestFormula = 250;

/** The parts of mathjs nodes that are read here; its own types do not say them all. */
interface Node {
  readonly type: string;
  readonly op?: string;
  readonly fn?: unknown;
  readonly implicit?: boolean;
  readonly args?: readonly Node[];
  readonly content?: Node;
  readonly name?: string;
  readonly value?: unknown;
}

/**
 * Reads a formula with the parser of mathjs and vets its tree: everything but the nodes of {@link Expression} is a
 * fault with its place. mathjs nodes carry no positions, so leaves are matched, in order, with our own tokens.
 *
 * @example parseFormula("gain * raphe.firing") // { expression: { kind: "arithmetic", operator: "*", ... } }
 */
export function parseFormula(formula: string): FormulaResult {
  const everything: Range = { start: 0, end: formula.length };
  if (formula.trim() === "") return fail("formula-empty", "The formula is empty.", everything);
  if (formula.length > longestFormula) {
    return fail(
      "formula-long",
      `The formula is longer than ${longestFormula} characters.`,
      everything,
      "Split it into named values.",
    );
  }
  const { tokens, faults } = tokenize(formula);
  if (faults.length > 0) return { faults };
  let root: Node;
  try {
    // A line break would end the expression for mathjs; to us it is a space like any other.
    root = parse(formula.replace(/\s/g, " ")) as unknown as Node;
  } catch (error) {
    return fail("formula-syntax", ...syntaxFault(error, formula));
  }
  try {
    const vetting = new Vetting(tokens.filter((t) => t.kind !== "symbol" && !isOperatorWord(t.text)));
    return { expression: vetting.vet(root) };
  } catch (error) {
    if (error instanceof RejectedFormula) return { faults: [error.fault] };
    if (error instanceof RangeError) return fail("formula-deep", ...tooDeep(formula));
    throw error;
  }
}

function fail(code: string, message: string, range: Range, help?: string | undefined): FormulaResult {
  return { faults: [{ code, message, range, help }] };
}

const isOperatorWord = (word: string) => word === "and" || word === "or" || word === "not";

type Said = [message: string, range: Range, help?: string | undefined];

const tooDeep = ({ length }: string): Said => [
  "The formula is nested too deeply.",
  { start: 0, end: length },
  "Split it into named values.",
];

function syntaxFault(error: unknown, formula: string): Said {
  if (error instanceof RangeError) return tooDeep(formula);
  const { message = "", char } = error as { message?: string; char?: number };
  const start = Math.min(Math.max(0, (char ?? 1) - 1), Math.max(0, formula.length - 1));
  return [
    `The formula cannot be read: ${message.replace(/\s*\(char \d+\)$/, "").toLowerCase()}.`,
    { start, end: start + 1 },
    /\*\s*$/.test(formula.slice(0, start)) && formula[start] === "*" ? "A power is written x^2." : undefined,
  ];
}

class RejectedFormula extends Error {
  readonly fault: FormulaFault;
  constructor(fault: FormulaFault) {
    super(fault.message);
    this.fault = fault;
  }
}

const arithmetic: Record<string, ArithmeticOperator> = {
  add: "+",
  subtract: "-",
  multiply: "*",
  divide: "/",
  pow: "^",
};
const comparison: Record<string, ComparisonOperator> = {
  smaller: "<",
  smallerEq: "<=",
  larger: ">",
  largerEq: ">=",
  equal: "==",
  unequal: "!=",
};

/** Walks the mathjs tree from left to right, taking one token for every leaf on the way. */
class Vetting {
  private readonly leaves: readonly Token[];
  private next = 0;
  private depth = 0;

  constructor(leaves: readonly Token[]) {
    this.leaves = leaves;
  }

  vet(node: Node): Expression {
    if (++this.depth > deepestFormula) throw new RangeError("nested too deeply");
    const expression = this.vetted(node);
    this.depth--;
    return expression;
  }

  private vetted(node: Node): Expression {
    switch (node.type) {
      case "ParenthesisNode":
        return this.vet(node.content!);
      case "ConstantNode":
        return this.number(node);
      case "SymbolNode":
      case "AccessorNode":
        return this.name();
      case "OperatorNode":
        return this.operator(node);
      case "FunctionNode":
        return this.call(node);
      case "RelationalNode":
        return this.reject(
          "formula-chain",
          "Comparisons cannot be chained.",
          'Join two comparisons with "and".',
        );
      default:
        return this.reject(
          "formula-node",
          `A ${node.type.replace(/Node$/, "").toLowerCase()} is not allowed in a formula.`,
        );
    }
  }

  private take(): Token {
    const token = this.leaves[this.next++];
    return token ?? this.reject("formula-syntax", "The formula cannot be read.");
  }

  private reject(code: string, message: string, help?: string, range?: Range): never {
    const here = this.leaves[Math.min(this.next, this.leaves.length - 1)]?.range ?? { start: 0, end: 1 };
    throw new RejectedFormula({ code, message, range: range ?? here, help });
  }

  private number(node: Node): Expression {
    const token = this.take();
    if (typeof node.value !== "number" || token.kind !== "number") {
      return this.reject("formula-number", `"${token.text}" is not a number.`, undefined, token.range);
    }
    if (!Number.isFinite(node.value))
      return this.reject("formula-number", `${token.text} is too large.`, undefined, token.range);
    return { kind: "number", value: node.value, range: token.range };
  }

  private name(): Expression {
    const token = this.take();
    if (token.text.split(".").length > 2) {
      return this.reject(
        "formula-name",
        `"${token.text}" has more than two parts.`,
        "Names are written name or module.name.",
        token.range,
      );
    }
    return { kind: "name", name: token.text, range: token.range };
  }

  private operator(node: Node): Expression {
    const args = node.args ?? [];
    const fn = String(node.fn);
    if (args.length === 1) {
      const argument = this.vet(args[0]!);
      if (fn === "unaryMinus") return { kind: "negate", argument, range: argument.range };
      if (fn === "unaryPlus") return argument;
      if (fn === "not") return { kind: "not", argument, range: argument.range };
      return this.reject(
        "formula-operator",
        `The operator "${node.op}" is not allowed in a formula.`,
        undefined,
        argument.range,
      );
    }
    const left = this.vet(args[0]!);
    const right = this.vet(args[1]!);
    const range = { start: left.range.start, end: right.range.end };
    if (node.implicit === true) {
      return this.reject(
        "formula-implicit",
        "Two values stand side by side with no operator between them.",
        left.kind === "number" && right.kind === "name" && "unit" in parseUnit(right.name)
          ? `A number in a formula has no unit: declare a parameter, such as {value: ${left.value}, unit: ${right.name}, ...}, and write its name.`
          : 'Write the multiplication sign "*".',
        range,
      );
    }
    if (fn in arithmetic) return { kind: "arithmetic", operator: arithmetic[fn]!, left, right, range };
    if (fn in comparison) return { kind: "comparison", operator: comparison[fn]!, left, right, range };
    if (fn === "and" || fn === "or") return { kind: "logic", operator: fn, left, right, range };
    return this.reject(
      "formula-operator",
      `The operator "${node.op}" is not allowed in a formula.`,
      undefined,
      range,
    );
  }

  private call(node: Node): Expression {
    const token = this.take();
    const args = node.args ?? [];
    const fn = token.text;
    if (fn === "baseline" || fn === "rate_of") {
      const argument =
        args[0]?.type === "SymbolNode" || args[0]?.type === "AccessorNode" ? this.name() : undefined;
      if (args.length !== 1 || argument?.kind !== "name") {
        return this.reject(
          "formula-arguments",
          `${fn}() takes one name.`,
          `For example ${fn}(dopamine.phasic).`,
          token.range,
        );
      }
      return {
        kind: fn === "baseline" ? "baseline" : "rate",
        name: argument.name,
        range: { start: token.range.start, end: argument.range.end },
      };
    }
    const vetted = args.map((argument) => this.vet(argument));
    const range = { start: token.range.start, end: vetted.at(-1)?.range.end ?? token.range.end };
    if (fn === "if") {
      if (vetted.length !== 3)
        return this.reject(
          "formula-arguments",
          "if() takes a condition and two values.",
          "Write if(condition, a, b).",
          token.range,
        );
      return { kind: "if", condition: vetted[0]!, whenTrue: vetted[1]!, whenFalse: vetted[2]!, range };
    }
    if (!Object.hasOwn(functionArity, fn)) {
      const help =
        fn === "log"
          ? "Write ln for the natural logarithm or log10."
          : suggestion(fn, [...Object.keys(functionArity), "if", "baseline", "rate_of"]);
      return this.reject("formula-function", `There is no function "${fn}" in formulas.`, help, token.range);
    }
    const [least, most] = functionArity[fn as FunctionName];
    if (vetted.length < least || vetted.length > most) {
      const wanted = least === most ? String(least) : `${least} to ${most}`;
      return this.reject(
        "formula-arguments",
        `${fn}() takes ${wanted} argument${most === 1 ? "" : "s"}, not ${vetted.length}.`,
        undefined,
        token.range,
      );
    }
    return { kind: "call", function: fn as FunctionName, arguments: vetted, range };
  }
}
