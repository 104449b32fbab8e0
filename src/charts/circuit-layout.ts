import type { Circuit } from "../model/index.ts";
import { wrap } from "../text/index.ts";
import { dotString } from "./circuit.ts";

/** A circuit with places: pixels from the top left corner. */
export interface CircuitLayout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

export interface PlacedNode {
  readonly name: string;
  readonly title: string;
  /** The title in lines that fit the box. */
  readonly lines: readonly string[];
  readonly system: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedEdge {
  readonly from: string;
  readonly to: string;
  readonly effects: readonly string[];
  /** Effects without which what is read stays as it is without drug. */
  readonly holds: readonly string[];
  /** SVG path. */
  readonly path: string;
  /** Where the arrow's head points from and to. */
  readonly head: readonly [number, number, number, number];
}

/**
 * The circuit in the DOT language: arrows that carry effects or lead to what no effect reaches, from cause at the top.
 *
 * @param apart inches between ranks
 */
export function layoutRequest(circuit: Circuit, apart = 0.5): string {
  const edges = shownEdges(circuit);
  const inArrows = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const shown = edges.length > 0 ? circuit.nodes.filter(({ name }) => inArrows.has(name)) : circuit.nodes;
  const boxes = shown.map(
    (n) =>
      `  ${dotString(n.name)} [width=${widthFor(n.title)}, height=${heightFor(n.title)}, fixedsize=true, label=""];`,
  );
  const arrows = edges.map((edge) => `  ${dotString(edge.from)} -> ${dotString(edge.to)};`);
  return `digraph circuit {
  rankdir=TB; nodesep=0.22; ranksep=${apart}; splines=true; node [shape=box]; edge [arrowhead=none];
${boxes.join("\n")}
${arrows.join("\n")}
}
`;
}

/** A title in lines of a width that a box can have. */
const linesOf = (title: string) => wrap(title, 18);
/** Inches in which a title can stand. */
const widthFor = (title: string) =>
  Math.max(1.1, round(0.25 + 0.095 * Math.max(...linesOf(title).map((line) => line.length))));
const heightFor = (title: string) => round(0.24 + 0.19 * linesOf(title).length);

/** Arrows that carry effects, and the plain algebra of systems that no effect reaches: feeling is read off the circuits. */
const shownEdges = ({ edges }: Circuit) => {
  const reached = new Set(edges.filter((e) => e.effects.length > 0).map(({ to }) => to));
  return edges.filter((e) => e.effects.length > 0 || !reached.has(e.to));
};

/** Reads Graphviz's answer (points, y upwards) back into pixels. */
export function placedCircuit(circuit: Circuit, answer: unknown): CircuitLayout {
  // Lists that would be empty are left out of the answer.
  const {
    bb,
    objects = [],
    edges = [],
  } = answer as {
    bb: string;
    objects?: { name: string; pos: string; width: string; height: string }[];
    edges?: { tail: number; head: number; pos: string }[];
  };
  const [, , width = 0, height = 0] = bb.split(",").map(Number);
  const margin = 12;
  const point = (text: string): [number, number] => {
    const [x = 0, y = 0] = text.split(",").map(Number);
    return [round(x + margin), round(height - y + margin)];
  };
  const named = new Map(circuit.nodes.map((n) => [n.name, n]));
  return {
    width: round(width + 2 * margin),
    height: round(height + 2 * margin),
    nodes: objects.flatMap((object) => {
      const node = named.get(object.name);
      if (!node) return [];
      const [x, y] = point(object.pos);
      return [
        {
          ...node,
          lines: linesOf(node.title),
          x,
          y,
          width: Number(object.width) * 72,
          height: Number(object.height) * 72,
        },
      ];
    }),
    edges: edges.flatMap(({ tail, head, pos }) => {
      const from = objects[tail]!.name;
      const to = objects[head]!.name;
      const edge = circuit.edges.find((e) => e.from === from && e.to === to);
      const points = pos
        .split(" ")
        .filter((part) => !/^[es],/.test(part))
        .map(point);
      const [first, ...rest] = points;
      if (!edge || !first || rest.length < 3) return [];
      const [before, last] = [points.at(-2)!, points.at(-1)!];
      return [
        {
          from,
          to,
          effects: edge.effects,
          holds: edge.holds ?? [],
          path: `M${first.join(" ")}C${rest.map((p) => p.join(" ")).join(" ")}`,
          head: [...before, ...last] as const,
        },
      ];
    }),
  };
}

const round = (x: number) => Math.round(x * 10) / 10;
