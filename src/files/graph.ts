import { Graphviz } from "@hpcc-js/wasm-graphviz";

/** Lays out a graph in the DOT language and draws it as SVG. */
export async function renderGraph(dot: string): Promise<string> {
  const graphviz = await Graphviz.load();
  return graphviz.dot(dot, "svg");
}
