import { Graphviz } from "@hpcc-js/wasm-graphviz";

/** Lays out a graph in the DOT language and draws it as SVG. */
export async function renderGraph(dot: string): Promise<string> {
  const graphviz = await Graphviz.load();
  return graphviz.dot(dot, "svg");
}

/** Lays out a graph in the DOT language: places of nodes, frames and arrows as Graphviz's JSON, in points, y upwards. */
export async function layoutGraph(dot: string): Promise<unknown> {
  const graphviz = await Graphviz.load();
  return JSON.parse(graphviz.dot(dot, "json"));
}
