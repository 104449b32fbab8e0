import type { GraphNode, NodeId, Operation } from "./graph.ts";
import { needed } from "./system-graph.ts";
import type { Kernel, KernelFunction, MakeKernel, SystemGraph } from "./types.ts";

/**
 * V8 never optimises a function of more than about 60 kB of bytecode, so long kernels are split. Values that a later
 * part reads are handed on in a scratch array.
 */
const longestPart = 12_000;

/** Straight-line JavaScript of a kernel: the body of each part, and how many scratch slots they share. */
export function printKernel(
  source: SystemGraph,
  kernel: Kernel,
  mode: "fixed" | "varying",
): { parts: string[]; scratch: number } {
  const { graph } = source;
  const indices = new Map(source.fixed.map((id, i) => [id, i]));
  const isGiven = (id: NodeId) =>
    mode === "varying" && graph.isFixed(id) && (indices.has(id) || graph.nodes[id]!.kind !== "operation");
  const order = needed(
    graph,
    kernel.outputs.map((o) => o.node),
    isGiven,
  ).filter((id) => graph.nodes[id]!.kind === "operation");
  const bodies: { text: string[]; defined: Set<NodeId>; length: number }[] = [];
  const partOf = new Map<NodeId, number>();
  const scratch = new Map<NodeId, number>();
  const imports: Set<NodeId>[] = [];
  let part = -1;
  const open = () => {
    part++;
    bodies.push({ text: [], defined: new Set(), length: 0 });
    imports.push(new Set());
  };
  open();
  const append = (to: number, text: string) => {
    bodies[to]!.text.push(text);
    bodies[to]!.length += text.length;
  };
  const read = (id: NodeId): string => {
    const node = graph.nodes[id]!;
    if (node.kind !== "operation") return leaf(node);
    if (isGiven(id)) return `f[${indices.get(id)}]`;
    const home = partOf.get(id)!;
    if (home !== part && !imports[part]!.has(id)) {
      if (!scratch.has(id)) {
        scratch.set(id, scratch.size);
        append(home, `w[${scratch.get(id)}]=v${id};`);
      }
      imports[part]!.add(id);
      append(part, `const v${id}=w[${scratch.get(id)}];`);
    }
    return `v${id}`;
  };
  const write = (text: string) => {
    append(part, text);
    if (bodies[part]!.length > longestPart) open();
  };
  for (const id of order) {
    const node = graph.nodes[id]!;
    if (node.kind !== "operation") continue;
    const args = node.args.map(read);
    partOf.set(id, part);
    write(`const v${id}=${print(node.operation, args)};`);
  }
  for (const { node, to } of kernel.outputs) write(`o[${to}]=${read(node)};`);
  return { parts: bodies.map((b) => b.text.join("\n")), scratch: scratch.size };
}

function leaf(node: Exclude<GraphNode, { kind: "operation" }>): string {
  switch (node.kind) {
    case "constant":
      return node.value < 0 || Object.is(node.value, -0)
        ? `(${Object.is(node.value, -0) ? "-0" : node.value})`
        : String(node.value);
    case "time":
      return "t";
    case "state":
      return `y[${node.index}]`;
    case "parameter":
      return `p[${node.index}]`;
  }
}

const written: Readonly<Partial<Record<Operation, (a: string, b: string, c: string) => string>>> = {
  add: (a, b) => `${a}+${b}`,
  subtract: (a, b) => `${a}-${b}`,
  multiply: (a, b) => `${a}*${b}`,
  divide: (a, b) => `${a}/${b}`,
  negate: (a) => `-${a}`,
  power: (a, b) => `Math.pow(${a},${b})`,
  ln: (a) => `Math.log(${a})`,
  min: (a, b) => `Math.min(${a},${b})`,
  max: (a, b) => `Math.max(${a},${b})`,
  less: (a, b) => `${a}<${b}?1:0`,
  lessEqual: (a, b) => `${a}<=${b}?1:0`,
  equal: (a, b) => `${a}===${b}?1:0`,
  and: (a, b) => `${a}!==0&&${b}!==0?1:0`,
  or: (a, b) => `${a}!==0||${b}!==0?1:0`,
  not: (a) => `${a}===0?1:0`,
  select: (a, b, c) => `${a}!==0?${b}:${c}`,
};

/** An operation in JavaScript; those that the table lacks are functions of Math by the same name. */
const print = (operation: Operation, [a = "", b = "", c = ""]: readonly string[]): string =>
  written[operation]?.(a, b, c) ?? `Math.${operation}(${a})`;

/**
 * Turns a kernel into a function with `new Function`. Only text printed here from vetted graphs gets there: numbers,
 * array indices and Math functions, never a name that a user wrote. Throws where a content policy forbids it.
 */
export const javascriptKernel: MakeKernel = (source, kernel, mode) => {
  const { parts, scratch } = printKernel(source, kernel, mode);
  const functions = parts
    .map((body, i) => `function ${kernel.name}${i}(t,y,p,f,w,o){\n${body}\n}`)
    .join("\n");
  const calls = parts.map((_, i) => `${kernel.name}${i}(t,y,p,f,w,o);`).join("");
  const text = `"use strict";\n${functions}\nconst w=new Float64Array(${scratch});\nreturn function ${kernel.name}(t,y,p,f,o){${calls}};`;
  return new Function(text)() as KernelFunction;
};
