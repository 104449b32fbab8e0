import type { Graph, NodeId, Operation } from "./graph.ts";

/** A state by its index, time itself, or an index in the parameter vector. */
export type Variable = number | "t" | `p${number}`;

/** Where exponentials are taken to stop rising, in derivatives alone. */
const largestSlope = 1e300;
/** A quotient below this has all but overflowed in its divisor, whose slope then soon does. */
const nextToNothing = 1e-200;

/**
 * Symbolic derivatives on the graph, by the chain rule from the leaves up; what was derived once is remembered, and
 * derivatives share nodes with the formulas (tanh' = 1 - tanh^2, a^n' = n a^n / a). At a kink (abs, min, max, if) the
 * derivative is that of the branch taken.
 */
export class Derivatives {
  private readonly graph: Graph;
  private readonly known = new Map<Variable, Map<NodeId, NodeId>>();
  /** Of each entry of the parameter vector, by node: whether it depends on it. */
  private readonly dependent = new Map<Variable, boolean[]>();

  /** By node: whether there is an exponential in it. */
  private readonly overflows: boolean[] = [];

  constructor(graph: Graph) {
    this.graph = graph;
  }

  of(id: NodeId, variable: Variable): NodeId {
    const { graph } = this;
    if (!this.mayDepend(id, variable)) return graph.constant(0);
    const known = this.known.get(variable) ?? new Map<NodeId, NodeId>();
    this.known.set(variable, known);
    let derivative = known.get(id);
    if (derivative === undefined) {
      const node = graph.nodes[id]!;
      derivative =
        node.kind === "operation" ? this.chain(id, node.operation, node.args, variable) : graph.constant(1);
      known.set(id, derivative);
    }
    return derivative;
  }

  private mayDepend(id: NodeId, variable: Variable): boolean {
    const { graph } = this;
    if (variable === "t") return graph.dependsOnTime(id);
    if (typeof variable === "number") return ((graph.statesOf(id) >> BigInt(variable)) & 1n) === 1n;
    const known = this.dependent.get(variable) ?? [];
    this.dependent.set(variable, known);
    for (let next = known.length; next <= id; next++) {
      const node = graph.nodes[next]!;
      known.push(
        node.kind === "operation"
          ? node.args.some((arg) => known[arg])
          : node.kind === "parameter" && `p${node.index}` === variable,
      );
    }
    return known[id]!;
  }

  /** (a/b) b', and 0 where b has grown beyond all numbers, as cosh does: infinity times nothing is no slope. */
  private fadingBy(quotient: NodeId, divisor: NodeId, slope: NodeId): NodeId {
    const { graph: g } = this;
    const product = g.multiply(quotient, slope);
    if (!this.mayOverflow(divisor)) return product;
    const isGone = g.operation("less", g.operation("abs", quotient), g.constant(nextToNothing));
    return g.select(isGone, g.constant(0), product);
  }

  /** Whether there is an exponential in it. */
  private mayOverflow(id: NodeId): boolean {
    for (let next = this.overflows.length; next <= id; next++) {
      const node = this.graph.nodes[next]!;
      this.overflows.push(
        node.kind === "operation" &&
          (node.operation === "exp" || node.args.some((arg) => this.overflows[arg])),
      );
    }
    return this.overflows[id]!;
  }

  private chain(id: NodeId, operation: Operation, args: readonly NodeId[], variable: Variable): NodeId {
    const g = this.graph;
    const [a = 0, b = 0, c = 0] = args;
    const d = (arg: NodeId) => this.of(arg, variable);
    switch (operation) {
      case "add":
        return g.add(d(a), d(b));
      case "subtract":
        return g.subtract(d(a), d(b));
      case "multiply":
        return g.add(g.multiply(d(a), b), g.multiply(a, d(b)));
      case "divide":
        // (a/b)' = (a' - (a/b) b') / b
        return g.divide(g.subtract(d(a), this.fadingBy(id, b, d(b))), b);
      case "negate":
        return g.negate(d(a));
      case "power": {
        // n a^n / a needs no second power; at a = 0 it is taken as 0, right for every n above 1.
        const overBase = g.select(
          g.operation("equal", a, g.constant(0)),
          g.constant(0),
          g.divide(g.multiply(b, id), a),
        );
        const byExponent = d(b);
        const fromBase = g.multiply(overBase, d(a));
        if (g.valueOf(byExponent) === 0) return fromBase;
        // a^n ln a is 0 at a = 0.
        const byLogarithm = g.select(
          g.operation("equal", a, g.constant(0)),
          g.constant(0),
          g.multiply(id, g.operation("ln", a)),
        );
        return g.add(fromBase, g.multiply(byLogarithm, byExponent));
      }
      case "exp":
        // Beyond the largest number a rise such as 1 / (1 + exp(x)) is flat, and infinity times nothing is no slope.
        return g.multiply(g.operation("min", id, g.constant(largestSlope)), d(a));
      case "ln":
        return g.divide(d(a), a);
      case "log10":
        return g.divide(d(a), g.multiply(g.constant(Math.LN10), a));
      case "sqrt":
        // At 0 it is taken as 0, as that of a power is.
        return g.select(
          g.operation("equal", id, g.constant(0)),
          g.constant(0),
          g.divide(d(a), g.multiply(g.constant(2), id)),
        );
      case "abs":
        return g.select(g.operation("less", a, g.constant(0)), g.negate(d(a)), d(a));
      case "sin":
        return g.multiply(g.operation("cos", a), d(a));
      case "cos":
        return g.negate(g.multiply(g.operation("sin", a), d(a)));
      case "tanh":
        return g.multiply(g.subtract(g.constant(1), g.multiply(id, id)), d(a));
      case "atan":
        return g.divide(d(a), g.add(g.constant(1), g.multiply(a, a)));
      case "min":
        return g.select(g.operation("less", a, b), d(a), d(b));
      case "max":
        return g.select(g.operation("less", a, b), d(b), d(a));
      case "select":
        return g.select(a, d(b), d(c));
      default:
        // Comparisons, logic and floor are flat wherever they have a slope.
        return g.constant(0);
    }
  }
}
