import { type Checked, type Diagnostic, type Place, suggestion } from "../../diagnostics/index.ts";
import type { Range } from "../../expressions/index.ts";
import { operatorElements } from "../sbml/mathml.ts";
import type { Maths } from "../sbml/types.ts";

/*
 * Formulas of PEtab tables (PEtab 2.0, "Math expressions syntax"), read into MathML's terms, in which they join the model.
 * `log` is natural and takes a base, `&&` and `||` bind equally and from the left, unary minus binds looser than `^`.
 */

interface PetabToken {
  readonly kind: "number" | "name" | "symbol" | "end";
  readonly text: string;
  readonly range: Range;
}

class RejectedPetabFormula extends Error {
  readonly range: Range;
  readonly help: string | undefined;
  constructor(message: string, range: Range, help?: string) {
    super(message);
    this.range = range;
    this.help = help;
  }
}

const deepest = 250;
const tokenPattern =
  /\s*(?:(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>[A-Za-z_]\w*)|(?<symbol>&&|\|\||[<>=!]=|[-+*/^(),<>!]))/y;

function tokensOf(text: string): PetabToken[] {
  const tokens: PetabToken[] = [];
  tokenPattern.lastIndex = 0;
  let at = 0;
  while (text.slice(at).trim() !== "") {
    tokenPattern.lastIndex = at;
    const match = tokenPattern.exec(text);
    if (!match) {
      const start = at + text.slice(at).search(/\S/);
      throw new RejectedPetabFormula(`"${text[start]}" has no place in a formula.`, {
        start,
        end: start + 1,
      });
    }
    at = tokenPattern.lastIndex;
    const [kind, found] = Object.entries(match.groups!).find(([, value]) => value !== undefined)!;
    tokens.push({
      kind: kind as PetabToken["kind"],
      text: found!,
      range: { start: at - found!.length, end: at },
    });
  }
  tokens.push({ kind: "end", text: "", range: { start: text.length, end: text.length } });
  return tokens;
}

/** Reads a formula of a PEtab table that stands at a place. */
export function parsePetabFormula(text: string, place: Place): Checked<Maths> {
  try {
    return { value: new Parser(tokensOf(text), place).whole(), diagnostics: [] };
  } catch (error) {
    if (!(error instanceof RejectedPetabFormula)) throw error;
    const { message, range, help } = error;
    const start = place.start + range.start;
    const fault: Diagnostic = {
      severity: "error",
      code: "petab-formula",
      message,
      place: { ...place, start, end: Math.max(start + 1, place.start + range.end) },
      help,
    };
    return { diagnostics: [fault] };
  }
}

/** Functions by PEtab's names and MathML's, with the least and the most arguments. */
const functions: ReadonlyMap<string, readonly [element: string, least: number, most: number]> = new Map<
  string,
  readonly [string, number, number]
>([
  ...["exp", "ln", "abs"].map((name) => entry(name, name)),
  ...["sin", "cos", "tan", "sec", "csc", "cot"].flatMap((name) => [
    entry(name, name),
    entry(`${name}h`, `${name}h`),
    ...["arc", "a"].flatMap((inverse) => [
      entry(`${inverse}${name}`, `arc${name}`),
      entry(`${inverse}${name}h`, `arc${name}h`),
    ]),
  ]),
  entry("sqrt", "root"),
  entry("pow", "power", 2, 2),
  entry("min", "min", 1, 8),
  entry("max", "max", 1, 8),
]);

function entry(name: string, element: string, least = 1, most = 1) {
  return [name, [element, least, most]] as const;
}

const constants: Readonly<Record<string, Maths>> = {
  inf: { kind: "number", value: Number.POSITIVE_INFINITY },
  true: { kind: "constant", name: "true" },
  True: { kind: "constant", name: "true" },
  false: { kind: "constant", name: "false" },
  False: { kind: "constant", name: "false" },
  time: { kind: "constant", name: "time" },
};
const known = [...functions.keys(), "log", "log2", "log10", "sign", "heaviside", "piecewise"];
const binary: Readonly<Record<string, string>> = { ...operatorElements, "&&": "and", "||": "or" };

const number = (value: number): Maths => ({ kind: "number", value });

class Parser {
  private readonly tokens: readonly PetabToken[];
  private readonly place: Place;
  private next = 0;
  private depth = 0;

  constructor(tokens: readonly PetabToken[], place: Place) {
    this.tokens = tokens;
    this.place = place;
  }

  whole(): Maths {
    if (this.isOver()) throw new RejectedPetabFormula("The formula is empty.", this.here.range);
    const maths = this.logic();
    if (!this.isOver()) this.unexpected();
    return maths;
  }

  private isOver(): boolean {
    return this.here.kind === "end";
  }

  private get here(): PetabToken {
    return this.tokens[this.next]!;
  }

  private unexpected(): never {
    const { text, range } = this.here;
    throw new RejectedPetabFormula(
      text === "" ? "The formula ends too early." : `"${text}" is not expected here.`,
      range,
    );
  }

  private takes<T extends string>(...symbols: readonly T[]): T | undefined {
    const { kind, text } = this.here;
    if (kind !== "symbol" || !symbols.includes(text as T)) return undefined;
    this.next++;
    return text as T;
  }

  private expects(symbol: string): void {
    if (!this.takes(symbol)) this.unexpected();
  }

  /** Runs a part of the reading one level deeper. */
  private inside(read: () => Maths): Maths {
    if (++this.depth > deepest)
      throw new RejectedPetabFormula("The formula is nested too deeply.", this.here.range);
    const maths = read();
    this.depth--;
    return maths;
  }

  private apply(operator: string, ...args: readonly Maths[]): Maths {
    return { kind: "apply", operator, arguments: args, place: this.place };
  }

  /** Operands joined by operators of one rank, from the left. */
  private chain(operand: () => Maths, ...symbols: readonly string[]): Maths {
    let left = operand();
    for (let symbol = this.takes(...symbols); symbol; symbol = this.takes(...symbols))
      left = this.apply(binary[symbol]!, left, operand());
    return left;
  }

  private logic(): Maths {
    return this.inside(() => this.chain(() => this.comparison(), "&&", "||"));
  }

  private comparison(): Maths {
    const left = this.sum();
    const symbol = this.takes("<=", ">=", "==", "!=", "<", ">");
    return symbol ? this.apply(binary[symbol]!, left, this.sum()) : left;
  }

  private sum(): Maths {
    return this.chain(() => this.product(), "+", "-");
  }

  private product(): Maths {
    return this.chain(() => this.signed(), "*", "/");
  }

  private signed(): Maths {
    const sign = this.takes("-", "+", "!");
    if (!sign) return this.power();
    const argument = this.inside(() => this.signed());
    return sign === "+" ? argument : this.apply(sign === "-" ? "minus" : "not", argument);
  }

  private power(): Maths {
    const base = this.atom();
    // The exponent may have a sign and a power of its own: 2^-3^2 is 2^(-(3^2)).
    return this.takes("^")
      ? this.apply(
          "power",
          base,
          this.inside(() => this.signed()),
        )
      : base;
  }

  private atom(): Maths {
    const { kind, text, range } = this.here;
    if (this.takes("(")) {
      const maths = this.logic();
      this.expects(")");
      return maths;
    }
    if (kind !== "number" && kind !== "name") this.unexpected();
    this.next++;
    if (kind === "number") return number(Number(text));
    if (this.takes("(")) return this.call(text, range);
    const start = this.place.start + range.start;
    const place = { ...this.place, start, end: start + text.length };
    return Object.hasOwn(constants, text) ? constants[text]! : { kind: "name", name: text, place };
  }

  private call(name: string, at: Range): Maths {
    const args: Maths[] = [];
    if (!this.takes(")")) {
      do args.push(this.logic());
      while (this.takes(","));
      this.expects(")");
    }
    const range = { start: at.start, end: this.tokens[this.next - 1]!.range.end };
    const takes = (least: number, most = least) => {
      if (args.length >= least && args.length <= most) return;
      const count = least === most ? least : `${least} to ${most}`;
      throw new RejectedPetabFormula(
        `${name} takes ${count} argument${most === 1 ? "" : "s"}, not ${args.length}.`,
        range,
      );
    };
    const [first, second] = args as [Maths, Maths?];
    const logarithm = (base: Maths): Maths => ({
      kind: "apply",
      operator: "log",
      arguments: [first],
      qualifier: base,
      place: this.place,
    });
    switch (name) {
      case "piecewise":
        return this.piecewise(args, range);
      case "log":
        takes(1, 2);
        return second ? logarithm(second) : this.apply("ln", first);
      case "log2":
        takes(1);
        return logarithm(number(2));
      case "log10":
        takes(1);
        return logarithm(number(10));
      case "sign":
        takes(1);
        return this.bySign(first, number(-1), number(0), number(1));
      case "heaviside":
        takes(1, 2);
        return this.bySign(first, number(0), second ?? number(0.5), number(1));
    }
    const found = functions.get(name);
    if (!found)
      throw new RejectedPetabFormula(`There is no function "${name}".`, at, suggestion(name, known));
    takes(found[1], found[2]);
    return this.apply(found[0], ...args);
  }

  private bySign(x: Maths, below: Maths, zero: Maths, above: Maths): Maths {
    return {
      kind: "piecewise",
      pieces: [
        { value: below, condition: this.apply("lt", x, number(0)) },
        { value: above, condition: this.apply("gt", x, number(0)) },
      ],
      otherwise: zero,
    };
  }

  /** `piecewise(value, condition, ..., otherwise)` */
  private piecewise(args: readonly Maths[], range: Range): Maths {
    if (args.length < 3 || args.length % 2 === 0)
      throw new RejectedPetabFormula(
        "piecewise takes a value and a condition for each piece, and a value for all other cases.",
        range,
      );
    const pieces = args
      .slice(0, -1)
      .flatMap((value, i) => (i % 2 === 0 ? [{ value, condition: args[i + 1]! }] : []));
    return { kind: "piecewise", pieces, otherwise: args.at(-1)! };
  }
}
