import { type NodeId, operations } from "./graph.ts";
import { needed } from "./system-graph.ts";
import type { MakeKernel } from "./types.ts";

/**
 * A kernel as a loop over the graph: no generated code, so it runs where a content policy forbids `eval`. Slower by
 * an order of magnitude, same numbers.
 */
export const interpretedKernel: MakeKernel = (source, kernel, mode) => {
  const { graph } = source;
  const indices = new Map(source.fixed.map((id, i) => [id, i]));
  const isGiven = (id: NodeId) => mode === "varying" && indices.has(id);
  const order = needed(
    graph,
    kernel.outputs.map((o) => o.node),
    isGiven,
  );
  const given = mode === "varying" ? [...indices] : [];
  const register = new Float64Array(graph.nodes.length);
  return (t, y, p, fixed, out) => {
    for (const [id, position] of given) register[id] = fixed[position]!;
    for (const id of order) {
      const node = graph.nodes[id]!;
      switch (node.kind) {
        case "constant":
          register[id] = node.value;
          break;
        case "time":
          register[id] = t;
          break;
        case "state":
          register[id] = y[node.index]!;
          break;
        case "parameter":
          register[id] = p[node.index]!;
          break;
        case "operation": {
          const { args } = node;
          const [a, b, c] = [args[0]!, args[1] ?? id, args[2] ?? id];
          register[id] = operations[node.operation](register[a]!, register[b]!, register[c]!);
        }
      }
    }
    for (const { node, to } of kernel.outputs) out[to] = register[node]!;
  };
};
