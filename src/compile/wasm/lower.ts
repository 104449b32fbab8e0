import { Graph, type NodeId } from "../graph.ts";
import { fixedNodes, needed } from "../system-graph.ts";
import type { Kernel } from "../types.ts";

/** Kernels of one module over a graph of their own, and the nodes to be computed once for given parameters. */
export interface Lowered {
  readonly graph: Graph;
  readonly fixed: readonly NodeId[];
  readonly kernels: readonly Kernel[];
}

/**
 * Rewrites what the kernels need for a machine on which a division costs as much as eight products: where a divisor
 * is fixed, or divides more than once, its reciprocal is taken once and multiplied by. Results may differ from the
 * formula's in the last digit.
 */
export function lower(source: Graph, kernels: readonly Kernel[]): Lowered {
  const graph = new Graph();
  const order = needed(
    source,
    kernels.flatMap((kernel) => kernel.outputs.map((o) => o.node)),
  );
  const divisions = new Map<NodeId, number>();
  for (const id of order) {
    const node = source.nodes[id]!;
    if (node.kind !== "operation" || node.operation !== "divide") continue;
    const divisor = node.args[1]!;
    divisions.set(divisor, (divisions.get(divisor) ?? 0) + 1);
  }
  const mapped = new Map<NodeId, NodeId>();
  for (const id of order) mapped.set(id, copy(id));

  function copy(id: NodeId): NodeId {
    const node = source.nodes[id]!;
    switch (node.kind) {
      case "constant":
        return graph.constant(node.value);
      case "time":
        return graph.time();
      case "state":
        return graph.state(node.index);
      case "parameter":
        return graph.parameter(node.index);
      case "operation": {
        const args = node.args.map((arg) => mapped.get(arg)!);
        const divisor = node.args[1]!;
        const pays = source.isFixed(divisor) ? !source.isFixed(node.args[0]!) : divisions.get(divisor)! > 1;
        if (node.operation !== "divide" || !pays) return graph.operation(node.operation, ...args);
        return graph.multiply(args[0]!, graph.divide(graph.constant(1), args[1]!));
      }
    }
  }

  const lowered = kernels.map(({ name, outputs }) => ({
    name,
    outputs: outputs.map(({ node, to }) => ({ node: mapped.get(node)!, to })),
  }));
  return { graph, fixed: fixedNodes(graph, lowered), kernels: lowered };
}
