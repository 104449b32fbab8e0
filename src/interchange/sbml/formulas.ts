import type { Diagnostic, Place } from "../../diagnostics/index.ts";
import {
  binary,
  type ComparisonOperator,
  call,
  choose,
  compare,
  type Expression,
  type FunctionName,
  logic,
  name,
  negate,
  not,
  number,
  product,
  quotient,
} from "../../expressions/index.ts";
import { operatorElements } from "./mathml.ts";
import { partsOf, withParts } from "./maths.ts";
import * as say from "./messages.ts";
import type { Maths, SbmlFunction } from "./types.ts";

/** The value that SBML Level 3 fixes (Version 2 Core, Sec. 3.4.6): CODATA 2006. */
const avogadro = 6.02214179e23;
/** Largest argument of a factorial that is not a plain number. */
const largestFactorial = 20;
/** Parts of one formula after function definitions have been written in. */
const mostParts = 200_000;

/** Where the names of formulas lead. */
export interface NameResolver {
  of(id: string, place: Place): Expression;
  rateOf(id: string, place: Place): Expression;
}

/**
 * Turns MathML into formulas: function definitions written in, operators of any number of arguments as pairs, and truth
 * values as numbers, 1 and 0, where numbers are wanted, as Level 3 Version 2 has it.
 */
export class Formulas {
  private readonly functions: ReadonlyMap<string, SbmlFunction>;
  private readonly names: NameResolver;
  private readonly diagnostics: Diagnostic[];
  private parts = 0;

  constructor(functions: readonly SbmlFunction[], names: NameResolver, diagnostics: Diagnostic[]) {
    this.functions = new Map(functions.map((one) => [one.id, one]));
    this.names = names;
    this.diagnostics = diagnostics;
  }

  number(maths: Maths): Expression {
    this.parts = 0;
    return this.numberOf(this.expanded(maths, new Map(), []));
  }

  condition(maths: Maths): Expression {
    this.parts = 0;
    return this.conditionOf(this.expanded(maths, new Map(), []));
  }

  /** Names that a formula reads, function definitions written in. */
  reads(maths: Maths): Set<string> {
    this.parts = 0;
    const found = new Set<string>();
    const visit = (part: Maths) => {
      if (part.kind === "name") found.add(part.name);
      else if (part.kind === "rateOf") found.add(part.name).add("rateOf()");
      else if (part.kind === "constant" && part.name === "time") found.add("time()");
      for (const inner of partsOf(part)) visit(inner);
    };
    visit(this.expanded(maths, new Map(), []));
    return found;
  }

  /** The formula with calls of function definitions replaced by their bodies. */
  private expanded(maths: Maths, bound: ReadonlyMap<string, Maths>, path: readonly string[]): Maths {
    if (++this.parts > mostParts) return { kind: "number", value: 0 };
    const inner = (part: Maths) => this.expanded(part, bound, path);
    switch (maths.kind) {
      case "number":
      case "constant":
        return maths;
      case "rateOf": {
        const given = bound.get(maths.name);
        if (!given) return maths;
        if (given.kind === "name") return { ...maths, name: given.name };
        this.diagnostics.push(say.unsupported("the rate of a formula", maths.place));
        return { kind: "number", value: 0 };
      }
      case "name":
        return bound.get(maths.name) ?? maths;
      case "apply":
      case "piecewise":
        return withParts(maths, inner);
      case "call": {
        const called = this.functions.get(maths.function);
        const fault = (diagnostic: Diagnostic): Maths => {
          this.diagnostics.push(diagnostic);
          return { kind: "number", value: 0 };
        };
        if (!called) return fault(say.unknownFunction(maths.function, maths.place, this.functions.keys()));
        if (path.includes(called.id)) return fault(say.recursiveFunction(called.id, maths.place));
        if (called.arguments.length !== maths.arguments.length)
          return fault(say.badArguments(called.id, maths.arguments.length, maths.place));
        const given = new Map(called.arguments.map((argument, i) => [argument, inner(maths.arguments[i]!)]));
        const body = this.expanded(called.body, given, [...path, called.id]);
        if (this.parts > mostParts)
          return fault(say.badMaths("Written out, the functions in this formula are too long.", maths.place));
        return body;
      }
    }
  }

  private numberOf(maths: Maths): Expression {
    switch (maths.kind) {
      case "number":
        return number(maths.value);
      case "constant":
        return constant(maths.name);
      case "name":
        return this.names.of(maths.name, maths.place);
      case "rateOf":
        return this.names.rateOf(maths.name, maths.place);
      case "piecewise":
        return maths.pieces.reduceRight(
          (rest, { value, condition }) => choose(this.conditionOf(condition), this.numberOf(value), rest),
          maths.otherwise ? this.numberOf(maths.otherwise) : number(Number.NaN),
        );
      case "apply":
        return conditions.has(maths.operator)
          ? choose(this.conditionOf(maths), number(1), number(0))
          : this.applied(maths);
      case "call":
        throw new Error(
          `invalid formula: a call of ${maths.function}; expected function definitions written in`,
        );
    }
  }

  private conditionOf(maths: Maths): Expression {
    if (maths.kind === "constant" && (maths.name === "true" || maths.name === "false"))
      return compare(maths.name === "true" ? "==" : "!=", number(0), number(0));
    if (maths.kind === "piecewise") {
      // Kept as conditions, so that what they turn on is seen to change.
      return maths.pieces.reduceRight(
        (rest, { value, condition }) => {
          const when = this.conditionOf(condition);
          return logic("or", logic("and", when, this.conditionOf(value)), logic("and", not(when), rest));
        },
        maths.otherwise ? this.conditionOf(maths.otherwise) : compare("!=", number(0), number(0)),
      );
    }
    if (maths.kind !== "apply" || !conditions.has(maths.operator))
      return compare("!=", this.numberOf(maths), number(0));
    const { operator, arguments: args } = maths;
    switch (operator) {
      case "and":
      case "or": {
        if (args.length === 0) return compare(operator === "and" ? "==" : "!=", number(0), number(0));
        return args.map((part) => this.conditionOf(part)).reduce((a, b) => logic(operator, a, b));
      }
      case "xor":
        if (args.length === 0) return compare("!=", number(0), number(0));
        return args
          .map((part) => this.conditionOf(part))
          .reduce((a, b) => logic("or", logic("and", a, not(b)), logic("and", not(a), b)));
      case "not":
        return not(this.conditionOf(args[0]!));
      case "implies":
        return logic("or", not(this.conditionOf(args[0]!)), this.conditionOf(args[1]!));
      default: {
        const sides = args.map((part) => this.numberOf(part));
        return sides
          .slice(1)
          .map((right, i) => compare(comparisons[operator]!, sides[i]!, right))
          .reduce((a, b) => logic("and", a, b));
      }
    }
  }

  private applied({
    operator,
    arguments: given,
    qualifier,
    place,
  }: Extract<Maths, { kind: "apply" }>): Expression {
    const args = given.map((part) => this.numberOf(part));
    const [x = number(0), y = number(0)] = args;
    const apply = functions[operator];
    if (apply) return apply(x, y);
    switch (operator) {
      case "plus":
        return args.length === 0 ? number(0) : args.reduce((a, b) => binary("+", a, b));
      case "times":
        return args.length === 0 ? number(1) : args.reduce((a, b) => binary("*", a, b));
      case "minus":
        return args.length === 1 ? negate(x) : binary("-", x, y);
      case "root": {
        const degree = qualifier ? this.numberOf(qualifier) : number(2);
        return degree.kind === "number" && degree.value === 2
          ? call("sqrt", x)
          : binary("^", x, over(degree));
      }
      case "log": {
        const base = qualifier ? this.numberOf(qualifier) : number(10);
        return base.kind === "number" && base.value === 10
          ? call("log10", x)
          : binary("/", call("ln", x), call("ln", base));
      }
      case "min":
      case "max":
        return args.reduce((a, b) => call(operator, a, b));
      default:
        this.diagnostics.push(say.unsupported(`<${operator}/>`, place));
        return number(0);
    }
  }
}

const comparisons: Readonly<Record<string, ComparisonOperator>> = Object.fromEntries(
  (["==", "!=", ">", "<", ">=", "<="] as const).map((operator) => [operatorElements[operator], operator]),
);
/** Operators that give a truth value. */
const conditions = new Set([...Object.keys(comparisons), "and", "or", "xor", "not", "implies"]);

function constant(which: Extract<Maths, { kind: "constant" }>["name"]): Expression {
  switch (which) {
    case "pi":
      return name("pi");
    case "exponentiale":
      return number(Math.E);
    case "avogadro":
      return number(avogadro);
    case "time":
      return name("t");
    case "true":
      return number(1);
    case "false":
      return number(0);
  }
}

const over = (below: Expression) => binary("/", number(1), below);
const square = (x: Expression) => binary("*", x, x);
const half = (x: Expression) => product(number(0.5), x);
/** Written so that a large negative argument loses no digits. */
const arcSinh = (x: Expression) => {
  const size = call("ln", binary("+", call("abs", x), call("sqrt", binary("+", square(x), number(1)))));
  return choose(compare("<", x, number(0)), negate(size), size);
};
const arcCosh = (x: Expression) =>
  call("ln", binary("+", x, call("sqrt", binary("-", square(x), number(1)))));
const arcTanh = (x: Expression) =>
  half(call("ln", quotient(binary("+", number(1), x), binary("-", number(1), x))));

/** Towards zero, as MathML's quotient. */
const truncated = (x: Expression) => choose(compare("<", x, number(0)), call("ceil", x), call("floor", x));

const calling = (fn: FunctionName) => (x: Expression) => call(fn, x);

/** Functions and operators of one or two arguments, by the names of their elements. */
const functions: Readonly<Record<string, (x: Expression, y: Expression) => Expression>> = {
  divide: (x, y) => binary("/", x, y),
  power: (x, y) => binary("^", x, y),
  exp: calling("exp"),
  ln: calling("ln"),
  abs: calling("abs"),
  floor: calling("floor"),
  ceiling: calling("ceil"),
  sin: calling("sin"),
  cos: calling("cos"),
  tan: calling("tan"),
  sinh: calling("sinh"),
  cosh: calling("cosh"),
  tanh: calling("tanh"),
  arcsin: calling("asin"),
  arccos: calling("acos"),
  arctan: calling("atan"),
  sec: (x) => over(call("cos", x)),
  csc: (x) => over(call("sin", x)),
  cot: (x) => over(call("tan", x)),
  sech: (x) => over(call("cosh", x)),
  csch: (x) => over(call("sinh", x)),
  coth: (x) => over(call("tanh", x)),
  arcsec: (x) => call("acos", over(x)),
  arccsc: (x) => call("asin", over(x)),
  arccot: (x) => call("atan", over(x)),
  arcsinh: arcSinh,
  arccosh: arcCosh,
  arctanh: arcTanh,
  arcsech: (x) => arcCosh(over(x)),
  arccsch: (x) => arcSinh(over(x)),
  arccoth: (x) => arcTanh(over(x)),
  quotient: (x, y) => truncated(binary("/", x, y)),
  rem: (x, y) => binary("-", x, binary("*", y, truncated(binary("/", x, y)))),
  factorial,
};

function factorial(x: Expression): Expression {
  const of = (n: number) => Array.from({ length: n }, (_, i) => i + 1).reduce((a, b) => a * b, 1);
  if (x.kind === "number") return number(Number.isInteger(x.value) ? of(Math.min(x.value, 171)) : Number.NaN);
  let table = number(Number.NaN);
  for (let n = largestFactorial; n >= 0; n--)
    table = choose(compare("==", x, number(n)), number(of(n)), table);
  return table;
}
