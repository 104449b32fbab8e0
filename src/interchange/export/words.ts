import { binary, call, type Expression, hillLimits, number } from "../../expressions/index.ts";

/** How a language writes formulas. Parentheses stand around every operation, so no rule of precedence is relied on. */
export interface FormulaSyntax {
  number(value: number): string;
  name(name: string): string;
  power(base: string, exponent: string): string;
  divide(above: string, below: string): string;
  choose(condition: string, whenTrue: string, whenFalse: string): string;
  call(fn: string, args: readonly string[]): string;
  readonly and: string;
  readonly or: string;
  not(condition: string): string;
  readonly comparisons: Readonly<Record<"<" | "<=" | ">" | ">=" | "==" | "!=", string>>;
  readonly times: string;
  group(inner: string): string;
}

/** `hill(x, half, n)` in operations that other languages have: 0 where x is below zero and 1 where the ratio overflows, as it is here. */
export function hillInFull(args: readonly Expression[]): Expression {
  const [x, half, n] = args as [Expression, Expression, Expression];
  const load = call("max", binary("/", x, half), number(0));
  const ratio = call("min", call("pow", load, n), number(hillLimits.ratio));
  return binary("/", ratio, binary("+", number(1), ratio));
}

/** A formula in a language's words. */
export function worded(expression: Expression, words: FormulaSyntax): string {
  const write = (part: Expression): string => worded(part, words);
  switch (expression.kind) {
    case "number":
      return words.number(expression.value);
    case "name":
      return words.name(expression.name);
    case "negate":
      return words.group(`-${write(expression.argument)}`);
    case "not":
      return words.not(write(expression.argument));
    case "arithmetic": {
      const left = write(expression.left);
      const right = write(expression.right);
      if (expression.operator === "^") return words.power(left, right);
      if (expression.operator === "/") return words.divide(left, right);
      const operator = expression.operator === "*" ? words.times : expression.operator;
      return words.group(`${left} ${operator} ${right}`);
    }
    case "comparison":
      return words.group(
        `${write(expression.left)} ${words.comparisons[expression.operator]} ${write(expression.right)}`,
      );
    case "logic":
      return words.group(
        `${write(expression.left)} ${words[expression.operator]} ${write(expression.right)}`,
      );
    case "if":
      return words.choose(
        write(expression.condition),
        write(expression.whenTrue),
        write(expression.whenFalse),
      );
    case "call": {
      if (expression.function === "hill") return write(hillInFull(expression.arguments));
      const args = expression.arguments.map(write);
      const [x = "", y = ""] = args;
      return expression.function === "pow" ? words.power(x, y) : words.call(expression.function, args);
    }
    default:
      throw new Error(`invalid formula: ${expression.kind} is left in it; expected names only`);
  }
}

const symbols = { "<": "<", "<=": "<=", ">": ">", ">=": ">=", "==": "==", "!=": "!=" };
const group = (inner: string) => `(${inner})`;

/** C and C++; also what mrgsolve takes. */
export const cWords: FormulaSyntax = {
  number: (value) => (/[.e]/.test(String(value)) ? String(value) : `${value}.0`),
  name: (name) => (name === "pi" ? "M_PI" : name),
  power: (base, exponent) => `pow(${base}, ${exponent})`,
  divide: (above, below) => group(`${above} / ${below}`),
  choose: (condition, whenTrue, whenFalse) => group(`${condition} ? ${whenTrue} : ${whenFalse}`),
  call: (fn, args) => {
    const known: Record<string, string> = { ln: "log", abs: "fabs", min: "fmin", max: "fmax" };
    const called = known[fn] ?? fn;
    return args
      .slice(1)
      .reduce((a, b) => `${called}(${a}, ${b})`, args.length === 1 ? `${called}(${args[0]})` : args[0]!);
  },
  and: "&&",
  or: "||",
  not: (condition) => `!${group(condition)}`,
  comparisons: symbols,
  times: "*",
  group,
};

export const antimonyWords: FormulaSyntax = {
  ...cWords,
  number: String,
  name: (name) => (name === "t" ? "time" : name),
  power: (base, exponent) => `(${base})^(${exponent})`,
  choose: (condition, whenTrue, whenFalse) => `piecewise(${whenTrue}, ${condition}, ${whenFalse})`,
  call: (fn, args) => `${fn}(${args.join(", ")})`,
};
