import { plainFunctions } from "../expressions/index.ts";

/**
 * Operations of the graph and what they give for numbers; generated code and interpreters agree with this.
 * `select(c, a, b)` is a where c is not 0, else b; comparisons and logic give 1 or 0.
 */
export const operations = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  negate: (a) => -a,
  power: (a, b) => a ** b,
  ...plainFunctions,
  min: (a, b) => Math.min(a, b),
  max: (a, b) => Math.max(a, b),
  less: (a, b) => (a < b ? 1 : 0),
  lessEqual: (a, b) => (a <= b ? 1 : 0),
  equal: (a, b) => (a === b ? 1 : 0),
  and: (a, b) => (a !== 0 && b !== 0 ? 1 : 0),
  or: (a, b) => (a !== 0 || b !== 0 ? 1 : 0),
  not: (a) => (a === 0 ? 1 : 0),
  select: (c, a, b) => (c !== 0 ? a : b),
} as const satisfies Readonly<Record<string, (a: number, b: number, c: number) => number>>;

export type Operation = keyof typeof operations;

export type NodeId = number;

/** One value of the graph. Arguments always have smaller ids, so ascending ids are an evaluation order. */
export type GraphNode =
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "time" }
  | { readonly kind: "state"; readonly index: number }
  | { readonly kind: "parameter"; readonly index: number }
  | { readonly kind: "operation"; readonly operation: Operation; readonly args: readonly NodeId[] };

/**
 * An expression graph in which equal subexpressions are one node (hash consing), with the simplifications that are
 * exact for every finite number. Each node knows which states it depends on and whether it depends on time.
 */
export class Graph {
  readonly nodes: GraphNode[] = [];
  private readonly ids = new Map<string, NodeId>();
  /** Bit j: depends on state j. */
  private readonly stateBits: bigint[] = [];
  private readonly timeDependent: boolean[] = [];

  constant(value: number): NodeId {
    // 0 and -0 are kept apart by their text.
    return this.intern(`c${Object.is(value, -0) ? "-0" : value}`, { kind: "constant", value }, 0n, false);
  }

  time(): NodeId {
    return this.intern("t", { kind: "time" }, 0n, true);
  }

  state(index: number): NodeId {
    return this.intern(`y${index}`, { kind: "state", index }, 1n << BigInt(index), false);
  }

  parameter(index: number): NodeId {
    return this.intern(`p${index}`, { kind: "parameter", index }, 0n, false);
  }

  /** States that a node depends on, as bits. */
  statesOf(id: NodeId): bigint {
    return this.stateBits[id]!;
  }

  /** True when a node depends on time itself, not only through states. */
  dependsOnTime(id: NodeId): boolean {
    return this.timeDependent[id]!;
  }

  /** True for what stays the same during a run: computed once from the parameters. */
  isFixed(id: NodeId): boolean {
    return this.stateBits[id] === 0n && !this.timeDependent[id];
  }

  valueOf(id: NodeId): number | undefined {
    const node = this.nodes[id]!;
    return node.kind === "constant" ? node.value : undefined;
  }

  add(a: NodeId, b: NodeId): NodeId {
    if (this.valueOf(a) === 0) return b;
    if (this.valueOf(b) === 0) return a;
    const negated = this.negated(b);
    if (negated !== undefined) return this.subtract(a, negated);
    return this.operation("add", ...(a <= b ? [a, b] : [b, a]));
  }

  subtract(a: NodeId, b: NodeId): NodeId {
    if (this.valueOf(b) === 0) return a;
    if (this.valueOf(a) === 0) return this.negate(b);
    if (a === b) return this.constant(0);
    return this.operation("subtract", a, b);
  }

  multiply(a: NodeId, b: NodeId): NodeId {
    const [x, y] = a <= b ? [a, b] : [b, a];
    if (this.valueOf(x) === 0 || this.valueOf(y) === 0) return this.constant(0);
    if (this.valueOf(x) === 1) return y;
    if (this.valueOf(y) === 1) return x;
    if (this.valueOf(x) === -1) return this.negate(y);
    if (this.valueOf(y) === -1) return this.negate(x);
    return this.operation("multiply", x, y);
  }

  divide(a: NodeId, b: NodeId): NodeId {
    if (this.valueOf(a) === 0) return this.constant(0);
    if (this.valueOf(b) === 1) return a;
    return this.operation("divide", a, b);
  }

  negate(a: NodeId): NodeId {
    return this.negated(a) ?? this.operation("negate", a);
  }

  /** a to the power b. Whole powers up to 8 become products, one half a square root. */
  power(a: NodeId, b: NodeId): NodeId {
    const exponent = this.valueOf(b);
    if (exponent === undefined) return this.operation("power", a, b);
    if (exponent === 0) return this.constant(1);
    if (exponent === 0.5) return this.operation("sqrt", a);
    if (Number.isInteger(exponent) && Math.abs(exponent) <= 8) {
      const product = this.wholePower(a, Math.abs(exponent));
      return exponent > 0 ? product : this.divide(this.constant(1), product);
    }
    return this.operation("power", a, b);
  }

  select(condition: NodeId, whenTrue: NodeId, whenFalse: NodeId): NodeId {
    if (whenTrue === whenFalse) return whenTrue;
    const known = this.valueOf(condition);
    if (known !== undefined) return known !== 0 ? whenTrue : whenFalse;
    return this.operation("select", condition, whenTrue, whenFalse);
  }

  /** Any operation; constants are folded. */
  operation(operation: Operation, ...args: NodeId[]): NodeId {
    const values = args.map((a) => this.valueOf(a));
    if (values.every((v) => v !== undefined)) return this.constant(apply(operation, values as number[]));
    let states = 0n;
    let time = false;
    for (const a of args) {
      states |= this.stateBits[a]!;
      time ||= this.timeDependent[a]!;
    }
    return this.intern(`${operation}(${args.join()})`, { kind: "operation", operation, args }, states, time);
  }

  private wholePower(a: NodeId, exponent: number): NodeId {
    if (exponent === 1) return a;
    const half = this.wholePower(a, Math.floor(exponent / 2));
    const square = this.multiply(half, half);
    return exponent % 2 === 1 ? this.multiply(square, a) : square;
  }

  private negated(a: NodeId): NodeId | undefined {
    const node = this.nodes[a]!;
    if (node.kind === "constant") return this.constant(-node.value);
    return node.kind === "operation" && node.operation === "negate" ? node.args[0] : undefined;
  }

  private intern(key: string, node: GraphNode, states: bigint, time: boolean): NodeId {
    const known = this.ids.get(key);
    if (known !== undefined) return known;
    const id = this.nodes.push(node) - 1;
    this.ids.set(key, id);
    this.stateBits.push(states);
    this.timeDependent.push(time);
    return id;
  }
}

/** What an operation gives for numbers. */
export function apply(operation: Operation, args: readonly number[]): number {
  const [a = Number.NaN, b = Number.NaN, c = Number.NaN] = args;
  return operations[operation](a, b, c);
}
