import { apply, type NodeId } from "./graph.ts";
import { needed } from "./system-graph.ts";
import type { Kernel, KernelFunction, KernelFunctions, SystemGraph } from "./types.ts";

/**
 * A kernel as a loop over the graph: no generated code, so it runs where a content policy forbids `eval`. Slower by
 * an order of magnitude, same numbers.
 */
export function interpretedKernel(
  source: SystemGraph,
  kernel: Kernel,
  mode: "fixed" | "varying" = "varying",
): KernelFunction {
  const { graph } = source;
  const places = new Map(source.fixed.map((id, i) => [id, i]));
  const isGiven = (id: NodeId) => mode === "varying" && places.has(id);
  const order = needed(
    graph,
    kernel.outputs.map((o) => o.node),
    isGiven,
  );
  const given = mode === "varying" ? [...places] : [];
  const register = new Float64Array(graph.nodes.length);
  const args: number[] = [];
  return (t, y, p, fixed, out) => {
    for (const [id, place] of given) register[id] = fixed[place]!;
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
        case "operation":
          args.length = node.args.length;
          for (let i = 0; i < args.length; i++) args[i] = register[node.args[i]!]!;
          register[id] = apply(node.operation, args);
      }
    }
    for (const { node, to } of kernel.outputs) out[to] = register[node]!;
  };
}

export function interpretedKernels(source: SystemGraph): KernelFunctions {
  const make = (kernel: Kernel, mode?: "fixed") => interpretedKernel(source, kernel, mode);
  const fixed = make({ name: "fixed", outputs: source.fixed.map((node, to) => ({ node, to })) }, "fixed");
  const nothing = new Float64Array(0);
  return {
    fixed: (p, out) => fixed(0, nothing, p, nothing, out),
    rates: make(source.rates),
    jacobian: make(source.jacobian),
    timeDerivative: make(source.timeDerivative),
    values: make(source.values),
  };
}
