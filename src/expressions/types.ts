/** A stretch of the formula's text, as character offsets. `end` is exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export type ArithmeticOperator = "+" | "-" | "*" | "/" | "^";
export type ComparisonOperator = "<" | "<=" | ">" | ">=" | "==" | "!=";

/** Functions that formulas may call, with the number of arguments each takes (least, most). */
export const functionArity = {
  exp: [1, 1],
  ln: [1, 1],
  log10: [1, 1],
  sqrt: [1, 1],
  abs: [1, 1],
  sin: [1, 1],
  cos: [1, 1],
  tan: [1, 1],
  asin: [1, 1],
  acos: [1, 1],
  atan: [1, 1],
  sinh: [1, 1],
  cosh: [1, 1],
  tanh: [1, 1],
  floor: [1, 1],
  ceil: [1, 1],
  min: [2, 8],
  max: [2, 8],
  pow: [2, 2],
  hill: [3, 3],
} as const satisfies Record<string, readonly [number, number]>;

export type FunctionName = keyof typeof functionArity;

/** Names with a fixed meaning in every formula: time in days, and the circle constant. */
export const reservedNames = ["t", "pi"] as const;

interface NodeOf<Kind extends string> {
  readonly kind: Kind;
  readonly range: Range;
}

interface NamedNode<Kind extends string> extends NodeOf<Kind> {
  readonly name: string;
}

interface Unary<Kind extends string> extends NodeOf<Kind> {
  readonly argument: Expression;
}

interface Conditional extends NodeOf<"if"> {
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
}

interface Binary<Kind extends string, Operator extends string> extends NodeOf<Kind> {
  readonly operator: Operator;
  readonly left: Expression;
  readonly right: Expression;
}

/**
 * A vetted formula: nothing but these nodes can reach the printers and interpreters.
 * `hill(x, half, n)` is x^n / (half^n + x^n), and 0 below x = 0. `baseline(name)` and `gate(name)` are numbers fixed for a run: the value of
 * a name in the person's own drug-free equilibrium, and whether an effect is on (1) or knocked out (0).
 * `rate_of(name)` is how fast a state changes; flattening writes the state's rate in its place.
 */
export type Expression =
  | (NodeOf<"number"> & { readonly value: number })
  | NamedNode<"name">
  | NamedNode<"baseline">
  | NamedNode<"gate">
  | NamedNode<"rate">
  | Unary<"negate">
  | Unary<"not">
  | Binary<"arithmetic", ArithmeticOperator>
  | Binary<"comparison", ComparisonOperator>
  | Binary<"logic", "and" | "or">
  | Conditional
  | (NodeOf<"call"> & { readonly function: FunctionName; readonly arguments: readonly Expression[] });

/** What is wrong with a formula, and where in its text. */
export interface FormulaFault {
  readonly code: string;
  readonly message: string;
  readonly range: Range;
  readonly help?: string | undefined;
}

export type FormulaResult =
  | { readonly expression: Expression }
  | { readonly faults: readonly FormulaFault[] };
