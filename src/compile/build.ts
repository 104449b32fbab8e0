import { type ComparisonOperator, type Expression, hillLimits, walk } from "../expressions/index.ts";
import type { Graph, NodeId } from "./graph.ts";

/** Where the names of a formula are in the graph. */
export interface Environment {
  name(name: string): NodeId;
  baseline(name: string): NodeId;
  gate(name: string): NodeId;
  /** How large an expression is: what "slightly below zero" is measured by. Absent: 1. */
  size?(expression: Expression): number;
}

/** Part of its size by which the base of a fractional power may fall below zero and still count as zero. */
const edge = 1e-3;

const arithmetic = { "+": "add", "-": "subtract", "*": "multiply", "/": "divide" } as const;
const comparisons: Readonly<Record<ComparisonOperator, (graph: Graph, a: NodeId, b: NodeId) => NodeId>> = {
  "<": (graph, a, b) => graph.operation("less", a, b),
  "<=": (graph, a, b) => graph.operation("lessEqual", a, b),
  ">": (graph, a, b) => graph.operation("less", b, a),
  ">=": (graph, a, b) => graph.operation("lessEqual", b, a),
  "==": (graph, a, b) => graph.operation("equal", a, b),
  "!=": (graph, a, b) => graph.operation("not", graph.operation("equal", a, b)),
};

/** Adds a formula to the graph and returns its node. */
export function build(graph: Graph, expression: Expression, environment: Environment): NodeId {
  const node = (part: Expression): NodeId => build(graph, part, environment);
  /**
   * a^b. A state that runs out steps slightly below zero, where fractional powers are undefined: there the base counts as
   * zero. Farther below, the power is what it is.
   */
  const power = (a: NodeId, b: NodeId, base: Expression): NodeId => {
    const exponent = graph.valueOf(b);
    if (graph.isFixed(a) || (exponent !== undefined && Number.isInteger(exponent))) return graph.power(a, b);
    const limit = graph.constant(-edge * (environment.size?.(base) ?? 1));
    const held = graph.select(
      graph.operation("less", a, limit),
      a,
      graph.operation("max", a, graph.constant(0)),
    );
    return graph.power(held, b);
  };
  switch (expression.kind) {
    case "number":
      return graph.constant(expression.value);
    case "name":
      return expression.name === "pi" ? graph.constant(Math.PI) : environment.name(expression.name);
    case "baseline":
      return environment.baseline(expression.name);
    case "gate":
      return environment.gate(expression.name);
    case "rate":
      throw new Error(`invalid system: rate_of(${expression.name}) is left in it; expected a flattened one`);
    case "negate":
      return graph.negate(node(expression.argument));
    case "not":
      return graph.operation("not", node(expression.argument));
    case "arithmetic": {
      const { operator } = expression;
      const left = node(expression.left);
      const right = node(expression.right);
      return operator === "^"
        ? power(left, right, expression.left)
        : graph[arithmetic[operator]](left, right);
    }
    case "comparison": {
      const left = node(expression.left);
      const right = node(expression.right);
      return comparisons[expression.operator](graph, left, right);
    }
    case "logic":
      return graph.operation(expression.operator, node(expression.left), node(expression.right));
    case "if": {
      const chosen = graph.select(
        node(expression.condition),
        node(expression.whenTrue),
        node(expression.whenFalse),
      );
      // A comparison with what is undefined would pass for one that does not hold.
      const doubtful = new Set<NodeId>();
      walk(expression.condition, (part) => {
        if (part.kind !== "comparison") return;
        for (const side of [node(part.left), node(part.right)])
          if (mayBeUndefined(graph, side)) doubtful.add(side);
      });
      return [...doubtful].reduce(
        (value, side) =>
          graph.select(graph.operation("equal", side, side), value, graph.constant(Number.NaN)),
        chosen,
      );
    }
    case "call": {
      const args = expression.arguments.map(node);
      switch (expression.function) {
        case "tan":
          return graph.divide(graph.operation("sin", args[0]!), graph.operation("cos", args[0]!));
        case "asin":
          return arcSine(graph, args[0]!);
        case "acos":
          return graph.subtract(graph.constant(Math.PI / 2), arcSine(graph, args[0]!));
        case "sinh":
        case "cosh": {
          const up = graph.operation("exp", args[0]!);
          const down = graph.operation("exp", graph.negate(args[0]!));
          const both = expression.function === "sinh" ? graph.subtract(up, down) : graph.add(up, down);
          return graph.divide(both, graph.constant(2));
        }
        case "ceil":
          return graph.negate(graph.operation("floor", graph.negate(args[0]!)));
        case "pow":
          return power(args[0]!, args[1]!, expression.arguments[0]!);
        case "sqrt":
          return power(args[0]!, graph.constant(0.5), expression.arguments[0]!);
        case "hill": {
          // What is below zero binds nothing, and beyond the largest number everything is bound.
          const [x, half, n] = args as [NodeId, NodeId, NodeId];
          const above = graph.operation("max", half, graph.constant(hillLimits.half));
          const load = graph.operation("max", graph.divide(x, above), graph.constant(0));
          const r = graph.operation("min", graph.power(load, n), graph.constant(hillLimits.ratio));
          return graph.divide(r, graph.add(graph.constant(1), r));
        }
        case "min":
        case "max":
          return args.reduce((a, b) => graph.operation(expression.function as "min" | "max", a, b));
        default:
          return graph.operation(expression.function, ...args);
      }
    }
  }
}

function arcSine(graph: Graph, x: NodeId): NodeId {
  const cosine = graph.operation("sqrt", graph.subtract(graph.constant(1), graph.multiply(x, x)));
  return graph.operation("atan", graph.divide(x, cosine));
}

/** Whether a node reads an operation that is undefined for some finite numbers. Those of parameters alone are seen at rest. */
function mayBeUndefined(graph: Graph, id: NodeId, seen = new Set<NodeId>()): boolean {
  if (seen.has(id) || graph.isFixed(id)) return false;
  seen.add(id);
  const node = graph.nodes[id]!;
  if (node.kind !== "operation") return false;
  const { operation, args } = node;
  const isPartial =
    ["ln", "log10", "power", "sqrt"].includes(operation) ||
    (operation === "divide" && !graph.isFixed(args[1]!));
  return isPartial || args.some((arg) => mayBeUndefined(graph, arg, seen));
}
