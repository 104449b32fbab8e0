import type { GraphNode, NodeId, Operation } from "./graph.ts";
import { needed } from "./system-graph.ts";
import type { Kernel, KernelFunction, KernelFunctions, SystemGraph } from "./types.ts";

/**
 * V8 never optimises a function of more than about 60 kB of bytecode, so long kernels are split. Values that a later
 * part reads are handed on in a scratch array.
 */
const longestPart = 12_000;

/** Straight-line JavaScript of a kernel: the body of each part, and how many scratch places they share. */
export function printKernel(
  source: SystemGraph,
  kernel: Kernel,
  mode: "fixed" | "varying",
): { parts: string[]; scratch: number } {
  const { graph } = source;
  const places = new Map(source.fixed.map((id, i) => [id, i]));
  const isGiven = (id: NodeId) =>
    mode === "varying" && graph.isFixed(id) && (places.has(id) || graph.nodes[id]!.kind !== "operation");
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
    if (isGiven(id)) return `f[${places.get(id)}]`;
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

function print(operation: Operation, [a = "", b = "", c = ""]: readonly string[]): string {
  switch (operation) {
    case "add":
      return `${a}+${b}`;
    case "subtract":
      return `${a}-${b}`;
    case "multiply":
      return `${a}*${b}`;
    case "divide":
      return `${a}/${b}`;
    case "negate":
      return `-${a}`;
    case "power":
      return `Math.pow(${a},${b})`;
    case "ln":
      return `Math.log(${a})`;
    case "less":
      return `${a}<${b}?1:0`;
    case "lessEqual":
      return `${a}<=${b}?1:0`;
    case "equal":
      return `${a}===${b}?1:0`;
    case "and":
      return `${a}!==0&&${b}!==0?1:0`;
    case "or":
      return `${a}!==0||${b}!==0?1:0`;
    case "not":
      return `${a}===0?1:0`;
    case "select":
      return `${a}!==0?${b}:${c}`;
    case "min":
    case "max":
      return `Math.${operation}(${a},${b})`;
    default:
      return `Math.${operation}(${a})`;
  }
}

/**
 * Turns a kernel into a function with `new Function`. Only text printed here from vetted graphs gets there: numbers,
 * array places and Math functions, never a name that a user wrote. Throws where a content policy forbids it.
 */
export function javascriptKernel(
  source: SystemGraph,
  kernel: Kernel,
  mode: "fixed" | "varying" = "varying",
): KernelFunction {
  const { parts, scratch } = printKernel(source, kernel, mode);
  const functions = parts
    .map((body, i) => `function ${kernel.name}${i}(t,y,p,f,w,o){\n${body}\n}`)
    .join("\n");
  const calls = parts.map((_, i) => `${kernel.name}${i}(t,y,p,f,w,o);`).join("");
  const text = `"use strict";\n${functions}\nconst w=new Float64Array(${scratch});\nreturn function ${kernel.name}(t,y,p,f,o){${calls}};`;
  return new Function(text)() as KernelFunction;
}

export function javascriptKernels(source: SystemGraph): KernelFunctions {
  const make = (kernel: Kernel, mode?: "fixed") => javascriptKernel(source, kernel, mode);
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
