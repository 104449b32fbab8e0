import { type Expression, walk } from "../expressions/index.ts";
import { type FlatSystem, magnitudes } from "../model/index.ts";
import { build, type Environment } from "./build.ts";
import { Derivatives } from "./differentiate.ts";
import { Graph, type NodeId } from "./graph.ts";
import type { Kernel, Layout, SystemGraph } from "./types.ts";

export function layoutOf(system: FlatSystem): Layout {
  const index = (names: readonly string[], from: number) => new Map(names.map((name, i) => [name, from + i]));
  const parameters = index(
    system.parameters.map((p) => p.name),
    0,
  );
  const gates = index(system.effects, parameters.size);
  const baselines = index(system.baselines, parameters.size + gates.size);
  return {
    size: parameters.size + gates.size + baselines.size,
    parameter: (name) => parameters.get(name),
    gate: (name) => gates.get(name),
    baseline: (name) => baselines.get(name),
  };
}

/** Builds the graph of a flat system: rates, values, sparse Jacobian and explicit time derivative. */
export function systemGraph(system: FlatSystem, layout: Layout = layoutOf(system)): SystemGraph {
  const graph = new Graph();
  const nodes = new Map<string, NodeId>([["t", graph.time()]]);
  for (const [i, state] of system.states.entries()) nodes.set(state.name, graph.state(i));
  for (const parameter of system.parameters)
    nodes.set(parameter.name, graph.parameter(layout.parameter(parameter.name)!));
  const environment: Environment = {
    name: (name) => nodes.get(name)!,
    baseline: (name) => graph.parameter(layout.baseline(name)!),
    gate: (name) => graph.parameter(layout.gate(name)!),
    size: magnitudes(system),
  };
  for (const value of system.values) nodes.set(value.name, build(graph, value.expression, environment));
  const rates = system.states.map((state) => build(graph, state.rate, environment));

  const derivatives = new Derivatives(graph);
  const columnPointers = new Int32Array(rates.length + 1);
  const rows: number[] = [];
  const entries: NodeId[] = [];
  for (let column = 0; column < rates.length; column++) {
    for (const [row, rate] of rates.entries()) {
      const entry = derivatives.of(rate, column);
      if (graph.valueOf(entry) === 0) continue;
      rows.push(row);
      entries.push(entry);
    }
    columnPointers[column + 1] = rows.length;
  }
  const kernels = {
    rates: kernelOf("rates", rates),
    jacobian: kernelOf("jacobian", entries),
    timeDerivative: kernelOf(
      "timeDerivative",
      rates.map((rate) => derivatives.of(rate, "t")),
    ),
    values: kernelOf(
      "values",
      system.values.map((value) => nodes.get(value.name)!),
    ),
  };
  const triggers = (system.events ?? []).map((event) => event.trigger);
  const conditions = [
    ...triggers.map((trigger) => build(graph, trigger, environment)),
    ...triggers.flatMap((trigger) => comparisonsIn(trigger).map((part) => build(graph, part, environment))),
  ];
  return {
    system,
    graph,
    fixed: fixedNodes(graph, Object.values(kernels)),
    ...kernels,
    conditions: kernelOf("conditions", conditions),
    columnPointers,
    rowIndices: Int32Array.from(rows),
  };
}

/** How many conditions the events of a system watch. */
export const conditionCount = ({ events = [] }: FlatSystem): number =>
  events.reduce((count, { trigger }) => count + 1 + comparisonsIn(trigger).length, 0);

/** The comparisons in a condition; an equality as the two inequalities that change around it. */
function comparisonsIn(condition: Expression): Expression[] {
  const found: Expression[] = [];
  walk(condition, (part) => {
    if (part.kind !== "comparison") return;
    if (part.operator === "==" || part.operator === "!=")
      found.push({ ...part, operator: "<" }, { ...part, operator: "<=" });
    else found.push(part);
  });
  return found;
}

/** Every node that the given outputs need, in evaluation order. */
export function needed(
  graph: Graph,
  outputs: readonly NodeId[],
  isGiven: (id: NodeId) => boolean = () => false,
): NodeId[] {
  const wanted = new Set<NodeId>();
  const stack = [...outputs];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (wanted.has(id) || isGiven(id)) continue;
    wanted.add(id);
    const node = graph.nodes[id]!;
    if (node.kind === "operation") stack.push(...node.args);
  }
  return [...wanted].sort((a, b) => a - b);
}

/** Indices of the states that nodes depend on, ascending. */
export function statesOf(graph: Graph, nodes: readonly NodeId[]): Int32Array {
  const indices = needed(graph, nodes).flatMap((id) => {
    const node = graph.nodes[id]!;
    return node.kind === "state" ? [node.index] : [];
  });
  return Int32Array.from(new Set(indices)).sort();
}

/** Whether a node is a constant and a sum of multiples of states, all with factors that are fixed. */
export function isLinear(graph: Graph, id: NodeId): boolean {
  if (graph.isFixed(id)) return true;
  const node = graph.nodes[id]!;
  if (node.kind !== "operation") return node.kind === "state";
  const [a = id, b = id, c = id] = node.args;
  const linear = (arg: NodeId) => isLinear(graph, arg);
  switch (node.operation) {
    case "add":
    case "subtract":
      return linear(a) && linear(b);
    case "negate":
      return linear(a);
    case "multiply":
      return (graph.isFixed(a) && linear(b)) || (graph.isFixed(b) && linear(a));
    case "divide":
      return graph.isFixed(b) && linear(a);
    case "select":
      return graph.isFixed(a) && linear(b) && linear(c);
    default:
      return false;
  }
}

/** The fixed operations that something varying (or an output) reads directly. */
export function fixedNodes(graph: Graph, kernels: readonly Kernel[]): NodeId[] {
  const outputs = kernels.flatMap((k) => k.outputs.map((o) => o.node));
  const isFixedOperation = (id: NodeId) => graph.isFixed(id) && graph.nodes[id]!.kind === "operation";
  const read = new Set(outputs.filter(isFixedOperation));
  for (const id of needed(graph, outputs)) {
    const node = graph.nodes[id]!;
    if (node.kind === "operation" && !graph.isFixed(id))
      for (const arg of node.args) if (isFixedOperation(arg)) read.add(arg);
  }
  return [...read].sort((a, b) => a - b);
}

/** Nodes written to the entries of an output in their order. */
export const kernelOf = (name: string, nodes: readonly NodeId[]): Kernel => ({
  name,
  outputs: nodes.map((node, to) => ({ node, to })),
});
