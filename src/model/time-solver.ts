import { binary, type Expression, evaluate, type Lookup, printFormula, walk } from "../expressions/index.ts";
import type { Dependence } from "./time-dependence.ts";

/** A formula's time at which it changes cannot be worked out before the run. */
export class Unsolvable extends Error {
  readonly part: Expression;

  constructor(part: Expression, reason = `${printFormula(part)} cannot be solved for the time`) {
    super(reason);
    this.part = part;
  }
}

/** More changes than a run can stop at. */
export class TooManyThresholds extends Error {}

export const most = 100_000;

type Linear = { readonly slope: number; readonly offset: number };

type Call = Expression & { readonly kind: "call" };
type PiecewiseNode = Call | (Expression & { readonly kind: "if" });

export const isStep = (part: Expression): part is Call =>
  part.kind === "call" && (part.function === "floor" || part.function === "ceil");

/**
 * When expressions of time alone change their course, worked out with the numbers of one run by undoing one operation after
 * the other.
 */
export class TimeSolver {
  private readonly dependence: Dependence;
  private readonly lookup: Lookup;
  private readonly from: number;
  private readonly to: number;
  /** In the stretch of time that is looked at: values of `floor` and `ceil`, and whether the condition of an `if` holds. */
  private readonly held = new Map<Expression, number>();

  constructor(dependence: Dependence, lookup: Lookup, from: number, to: number) {
    this.dependence = dependence;
    this.lookup = lookup;
    this.from = from;
    this.to = to;
  }

  /** When one part of a formula changes its course by itself, apart from the parts inside it. */
  changesOf(part: Expression): number[] {
    if (part.kind !== "comparison" && part.kind !== "call") return [];
    const on = this.dependence.of(part);
    if (!on.time || on.state) return [];
    if (part.kind === "comparison") return this.levels(difference(part.left, part.right), 0);
    const [first] = part.arguments;
    switch (part.function) {
      case "floor":
      case "ceil":
        return this.steps(part);
      case "abs":
        return this.levels(first!, 0);
      case "min":
      case "max":
        return part.arguments.flatMap((a, i) =>
          part.arguments.slice(i + 1).flatMap((b) => this.levels(difference(a, b), 0)),
        );
      default:
        return [];
    }
  }

  /**
   * Where a part of a formula that changes smoothly by the clock alone has its middle: the top of a bell curve, the steepest
   * point of a rise. It may be narrow, so that a step has to end there to meet it at all.
   */
  middlesOf(part: Expression): number[] {
    const on = this.dependence.of(part);
    if (!on.time || on.state) return [];
    if (part.kind === "arithmetic") {
      const { operator, left, right } = part;
      if (operator === "^") return [...this.middleOf(left), ...this.tops(left)];
      return operator === "*" && this.isTimed(left) && this.isTimed(right)
        ? [...this.middleOf(left), ...this.middleOf(right)]
        : [];
    }
    if (part.kind !== "call") return [];
    const [first, half] = part.arguments;
    if (part.function === "hill") return this.middleOf(difference(first!, half!));
    return curved.has(part.function) ? [...this.middleOf(first!), ...this.tops(first!)] : [];
  }

  /** Where an expression of time is 0, as far as that can be worked out. */
  private middleOf(expression: Expression): number[] {
    if (!this.isTimed(expression)) return [];
    try {
      return this.levels(expression, 0);
    } catch (error) {
      if (error instanceof Unsolvable) return [];
      throw error;
    }
  }

  /** Highest and lowest points of sines and cosines in an expression: a power or exponential of them is narrow there. */
  private tops(expression: Expression): number[] {
    const found: number[] = [];
    walk(expression, (part) => {
      if (part.kind !== "call" || (part.function !== "sin" && part.function !== "cos")) return;
      const line = this.linear(part.arguments[0]!);
      if (line) found.push(...this.multiples(line, part.function === "sin" ? Math.PI / 2 : 0, Math.PI));
    });
    return found;
  }

  /** Where an expression of time alone is at a level. */
  private levels(expression: Expression, level: number): number[] {
    const pieces = this.piecesOf(expression);
    if (pieces.length === 0) return this.solve(expression, level);
    const turns = pieces.flatMap((part) =>
      part.kind === "if" ? this.conditionChanges(part.condition) : this.steps(part),
    );
    const breaks = [...new Set(turns)]
      .filter((time) => time > this.from && time < this.to)
      .sort((a, b) => a - b);
    const ends = [this.from, ...breaks, this.to];
    const found = [...breaks];
    for (let i = 1; i < ends.length; i++) {
      const [a, b] = [ends[i - 1]!, ends[i]!];
      const middle = (a + b) / 2;
      for (const part of pieces)
        this.held.set(part, this.at(part.kind === "if" ? part.condition : part, middle));
      for (const time of this.solve(expression, level)) if (time >= a && time <= b) found.push(time);
      this.held.clear();
      if (found.length > most) throw new TooManyThresholds();
    }
    return found;
  }

  /** Parts that are of one piece between certain times only. */
  private piecesOf(expression: Expression): PiecewiseNode[] {
    const found: PiecewiseNode[] = [];
    const visit = (part: Expression) =>
      walk(part, (inner) => {
        if (isStep(inner) && this.dependence.of(inner).time) found.push(inner);
        if (inner.kind === "if" && this.dependence.of(inner.condition).time) found.push(inner);
        const value = inner.kind === "name" ? this.dependence.valueOf(inner.name) : undefined;
        if (value && this.dependence.of(value).time) visit(value);
      });
    visit(expression);
    return found;
  }

  /** Where `floor` or `ceil` jumps: its argument is a whole number. */
  private steps(part: Call): number[] {
    return this.periodic(part, [0], 1);
  }

  /** Times at which a line is `offset` plus a multiple of `period`. */
  private multiples({ slope, offset: start }: Linear, offset: number, period: number): number[] {
    if (slope === 0) return [];
    const ends = [this.from, this.to].map((t) => (slope * t + start - offset) / period);
    const [low, high] = [Math.ceil(Math.min(...ends)), Math.floor(Math.max(...ends))];
    if (high - low > most) throw new TooManyThresholds();
    return Array.from(
      { length: Math.max(0, high - low + 1) },
      (_, i) => (offset + (low + i) * period - start) / slope,
    );
  }

  private at(part: Expression, time: number): number {
    const { lookup, dependence } = this;
    const name = (wanted: string): number => {
      if (wanted === "t") return time;
      const value = dependence.valueOf(wanted);
      return value ? this.at(value, time) : lookup.name(wanted);
    };
    return evaluate(part, { name, baseline: (n) => lookup.baseline(n), gate: (n) => lookup.gate(n) });
  }

  private isTimed(part: Expression): boolean {
    return !(isStep(part) && this.held.has(part)) && this.dependence.of(part).time;
  }

  private constant(part: Expression): number {
    return (isStep(part) ? this.held.get(part) : undefined) ?? this.at(part, this.from);
  }

  /** The branch of an `if` that is taken throughout; undefined where that is not known. */
  private branchOf(part: Expression & { kind: "if" }): Expression | undefined {
    const holds =
      this.held.get(part) ?? (this.isTimed(part.condition) ? undefined : this.constant(part.condition));
    if (holds === undefined) return undefined;
    return holds !== 0 ? part.whenTrue : part.whenFalse;
  }

  /** The expression as a straight line in time; undefined where it is none. */
  private linear(part: Expression): Linear | undefined {
    if (!this.isTimed(part)) return { slope: 0, offset: this.constant(part) };
    switch (part.kind) {
      case "name": {
        if (part.name === "t") return { slope: 1, offset: 0 };
        return this.linear(this.dependence.valueOf(part.name)!);
      }
      case "negate": {
        const line = this.linear(part.argument);
        return line && { slope: -line.slope, offset: -line.offset };
      }
      case "if": {
        const branch = this.branchOf(part);
        return branch && this.linear(branch);
      }
      case "arithmetic": {
        const left = this.linear(part.left);
        const right = this.linear(part.right);
        if (!left || !right) return undefined;
        switch (part.operator) {
          case "+":
            return { slope: left.slope + right.slope, offset: left.offset + right.offset };
          case "-":
            return { slope: left.slope - right.slope, offset: left.offset - right.offset };
          case "*":
            if (left.slope !== 0 && right.slope !== 0) return undefined;
            return {
              slope: left.slope * right.offset + right.slope * left.offset,
              offset: left.offset * right.offset,
            };
          case "/":
            if (right.slope !== 0) return undefined;
            return { slope: left.slope / right.offset, offset: left.offset / right.offset };
          default:
            return undefined;
        }
      }
      default:
        return undefined;
    }
  }

  /** Times at which an expression of time alone is `c`, by undoing one operation after the other. */
  private solve(part: Expression, c: number): number[] {
    const line = this.linear(part);
    if (line) return line.slope === 0 ? [] : [(c - line.offset) / line.slope];
    switch (part.kind) {
      case "name":
        return this.solve(this.dependence.valueOf(part.name)!, c);
      case "negate":
        return this.solve(part.argument, -c);
      case "if": {
        const branch = this.branchOf(part);
        return branch
          ? this.solve(branch, c)
          : [part.whenTrue, part.whenFalse].flatMap((b) => this.solve(b, c));
      }
      case "arithmetic":
        return this.solveArithmetic(part, c);
      case "call":
        return this.solveCall(part, c);
      default:
        throw new Unsolvable(part);
    }
  }

  private conditionChanges(condition: Expression): number[] {
    const found: number[] = [];
    walk(condition, (part) => found.push(...this.changesOf(part)));
    return found;
  }

  private solveArithmetic(part: Expression & { kind: "arithmetic" }, c: number): number[] {
    const { left, right, operator } = part;
    const [leftTimed, rightTimed] = [this.isTimed(left), this.isTimed(right)];
    const fail = () => new Unsolvable(part);
    switch (operator) {
      case "+":
        if (!rightTimed) return this.solve(left, c - this.constant(right));
        if (!leftTimed) return this.solve(right, c - this.constant(left));
        throw fail();
      case "-":
        if (!rightTimed) return this.solve(left, c + this.constant(right));
        if (!leftTimed) return this.solve(right, this.constant(left) - c);
        throw fail();
      case "*": {
        if (!rightTimed) return this.constant(right) === 0 ? [] : this.solve(left, c / this.constant(right));
        if (!leftTimed) return this.constant(left) === 0 ? [] : this.solve(right, c / this.constant(left));
        if (c === 0) return [...this.solve(left, 0), ...this.solve(right, 0)];
        const [p, q] = [this.linear(left), this.linear(right)];
        if (!p || !q) throw fail();
        return roots(p.slope * q.slope, p.slope * q.offset + q.slope * p.offset, p.offset * q.offset - c);
      }
      case "/": {
        if (!rightTimed) return this.solve(left, c * this.constant(right));
        const poles = this.solve(right, 0);
        if (c === 0) return [...poles, ...(leftTimed ? this.solve(left, 0) : [])];
        if (!leftTimed) return [...poles, ...this.solve(right, this.constant(left) / c)];
        const [p, q] = [this.linear(left), this.linear(right)];
        if (!p || !q) throw fail();
        return [...poles, ...roots(0, p.slope - c * q.slope, p.offset - c * q.offset)];
      }
      case "^":
        return this.solvePower(part, left, right, c);
    }
  }

  private solvePower(part: Expression, base: Expression, exponent: Expression, c: number): number[] {
    if (!this.isTimed(exponent)) {
      const n = this.constant(exponent);
      if (n === 0) return [];
      const root = Math.abs(c) ** (1 / n);
      const isEven = Number.isInteger(n) && n % 2 === 0;
      if (c < 0 && (isEven || !Number.isInteger(n))) return [];
      if (isEven) return [...this.solve(base, root), ...this.solve(base, -root)];
      return this.solve(base, c < 0 ? -root : root);
    }
    if (this.isTimed(base)) throw new Unsolvable(part);
    const b = this.constant(base);
    return c > 0 && b > 0 && b !== 1 ? this.solve(exponent, Math.log(c) / Math.log(b)) : [];
  }

  private solveCall(part: Call, c: number): number[] {
    const [first, second, third] = part.arguments;
    const x = first!;
    const isSine = Math.abs(c) <= 1;
    const when = (isPossible: boolean, ...levels: number[]) =>
      isPossible ? levels.flatMap((level) => this.solve(x, level)) : [];
    switch (part.function) {
      case "exp":
        return when(c > 0, Math.log(c));
      case "ln":
        return when(true, Math.exp(c));
      case "log10":
        return when(true, 10 ** c);
      case "sqrt":
        return when(c >= 0, c * c);
      case "abs":
        return when(c >= 0, c, -c);
      case "tanh":
        return when(Math.abs(c) < 1, Math.atanh(c));
      case "sinh":
        return when(true, Math.asinh(c));
      case "cosh":
        return when(c >= 1, Math.acosh(c), -Math.acosh(c));
      case "atan":
        return when(Math.abs(c) < Math.PI / 2, Math.tan(c));
      case "asin":
        return when(Math.abs(c) <= Math.PI / 2, Math.sin(c));
      case "acos":
        return when(c >= 0 && c <= Math.PI, Math.cos(c));
      case "sin":
        return this.periodic(part, isSine ? [Math.asin(c), Math.PI - Math.asin(c)] : [], 2 * Math.PI);
      case "cos":
        return this.periodic(part, isSine ? [Math.acos(c), -Math.acos(c)] : [], 2 * Math.PI);
      case "tan":
        return this.periodic(part, [Math.atan(c), Math.PI / 2], Math.PI);
      case "floor":
      case "ceil":
        return this.steps(part);
      case "min":
      case "max":
        return part.arguments.flatMap((argument) => this.solve(argument, c));
      case "pow":
        return this.solvePower(part, x, second!, c);
      case "hill": {
        if (this.isTimed(second!) || this.isTimed(third!)) throw new Unsolvable(part);
        const [half, n] = [this.constant(second!), this.constant(third!)];
        // It leaves 0 where its first argument does.
        if (c <= 0) return when(c === 0, 0);
        return when(c < 1, half * (c / (1 - c)) ** (1 / n));
      }
    }
  }

  private periodic(part: Call, offsets: readonly number[], period: number): number[] {
    const argument = part.arguments[0]!;
    const line = this.linear(argument);
    if (!line) throw new Unsolvable(part, `${printFormula(argument)} is no straight line in time`);
    return offsets.flatMap((offset) => this.multiples(line, offset, period));
  }
}

/** Functions that bend where their argument is 0. */
const curved: ReadonlySet<string> = new Set(["exp", "tanh", "sinh", "cosh", "atan", "pow"]);

const difference = (left: Expression, right: Expression): Expression => ({
  ...binary("-", left, right),
  range: left.range,
});

/** Real roots of a t^2 + b t + c. */
function roots(a: number, b: number, c: number): number[] {
  if (a === 0) return b === 0 ? [] : [-c / b];
  const inside = b * b - 4 * a * c;
  if (inside < 0) return [];
  const q = -(b + (Math.sign(b) || 1) * Math.sqrt(inside)) / 2;
  return q === 0 ? [0] : [q / a, c / q];
}
