import type { Circuit } from "../model/index.ts";
import { armStyle } from "./palette.ts";

/** A text in the DOT language. */
export const dotString = (text: string) => `"${text.replace(/["\\]/g, "\\$&")}"`;

/**
 * A circuit in the DOT language of Graphviz: modules as boxes in the frame of their system, effects as arrows with their
 * names, plain algebra as thin grey arrows. Laid out from cause to felt affect; `foot` is a line below.
 */
export function circuitDot({ nodes, edges }: Circuit, foot = ""): string {
  const font = 'fontname="DejaVu Sans"';
  const systems = [...new Set(nodes.map((n) => n.system))];
  const frames = systems.map((system, i) => {
    const color = armStyle(i).color;
    const boxes = nodes
      .filter((n) => n.system === system)
      .map((n) => `    ${dotString(n.name)} [label=${dotString(n.name)}, tooltip=${dotString(n.title)}];`);
    return `  subgraph ${dotString(`cluster_${system}`)} {\n    label=${dotString(system)}; ${font}; fontsize=11; color="${color}"; penwidth=1.5; style=rounded;\n${boxes.join("\n")}\n  }`;
  });
  const systemOf = new Map(nodes.map((n) => [n.name, n.system]));
  const arrows = edges.map(({ from, to, effects }) => {
    const names = new Set(effects.map((name) => name.slice(name.indexOf(".") + 1).replaceAll("_", " ")));
    const label = [...names].join("\\n");
    const look =
      effects.length > 0
        ? `label="${label}", penwidth=${1 + names.size / 3}`
        : 'color="#b0b0b0", penwidth=0.7';
    // Levels in plasma act back on drugs; cause still begins with the drugs.
    const isBack = systemOf.get(to) === "drugs" && systemOf.get(from) !== "body" && from !== to;
    const ends = isBack ? `${dotString(to)} -> ${dotString(from)}` : `${dotString(from)} -> ${dotString(to)}`;
    return `  ${ends} [${look}, ${font}, fontsize=9${isBack ? ", dir=back" : ""}];`;
  });
  return `digraph circuit {
  rankdir=TB; nodesep=0.35; ranksep=0.6; ${font}; bgcolor=white;
  node [shape=box, style="rounded,filled", fillcolor=white, ${font}, fontsize=13];
${frames.join("\n")}
${arrows.join("\n")}
  label=${dotString(foot)}; labelloc=b; labeljust=l; fontsize=10;
}
`;
}
