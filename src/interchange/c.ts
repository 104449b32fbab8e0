import {
  type GraphNode,
  type Kernel,
  kernelOf,
  layoutOf,
  type NodeId,
  needed,
  type Operation,
  type SystemGraph,
} from "../compile/index.ts";

/**
 * A system as C99 text: solvers written in C then integrate the very equations that ours do,
 * with the same shared subexpressions and the same parameter-only terms computed once.
 *
 * The text defines `LULL_STATES`, `LULL_NONZEROS`, `LULL_PARAMETERS`, `LULL_FIXED`, the pattern of df/dy by columns
 * (`lull_columns`, `lull_rows`, always with the diagonal, as sparse solvers in C want it), `lull_fixed(p, o)` and
 * `lull_rates`, `lull_jacobian`, `lull_time_derivative`, `lull_values`, each `(t, y, p, f, o)`.
 */
export function printC(source: SystemGraph): string {
  const { pointers, rows, entries } = withDiagonal(source);
  const zero = source.graph.constant(0);
  const jacobian = { name: "jacobian", outputs: entries.map((node, to) => ({ node: node ?? zero, to })) };
  const varying = "double t, const double *y, const double *p, const double *f, double *o";
  const unused = "(void)t; (void)y; (void)p; (void)f;";
  const define = (name: string, kernel: Kernel) =>
    `static void ${name}(${varying}) {\n  ${unused}\n${body(source, kernel, "varying")}}\n`;
  return [
    "#include <math.h>",
    `#define LULL_STATES ${source.rates.outputs.length}`,
    `#define LULL_NONZEROS ${rows.length}`,
    `#define LULL_PARAMETERS ${layoutOf(source.system).size}`,
    `#define LULL_FIXED ${source.fixed.length}`,
    `static const int lull_columns[] = {${pointers.join(", ")}};`,
    `static const int lull_rows[] = {${(rows.length > 0 ? rows : [0]).join(", ")}};`,
    "/* NaN in either argument gives NaN, unlike fmin and fmax. */",
    "static inline double lull_min(double a, double b) { return a < b || a != a ? a : b; }",
    "static inline double lull_max(double a, double b) { return a > b || a != a ? a : b; }",
    `static void lull_fixed(const double *p, double *o) {\n  (void)p; (void)o;\n${body(source, kernelOf("fixed", source.fixed), "fixed")}}\n`,
    define("lull_rates", source.rates),
    define("lull_jacobian", jacobian),
    define("lull_time_derivative", source.timeDerivative),
    define("lull_values", source.values),
  ].join("\n");
}

/** The pattern of df/dy with every diagonal entry; those that the system lacks have no node. */
function withDiagonal({ columnPointers, rowIndices, jacobian, rates }: SystemGraph) {
  const pointers = [0];
  const rows: number[] = [];
  const entries: (NodeId | undefined)[] = [];
  for (let column = 0; column < rates.outputs.length; column++) {
    const inColumn = new Map<number, NodeId | undefined>([[column, undefined]]);
    for (let k = columnPointers[column]!; k < columnPointers[column + 1]!; k++)
      inColumn.set(rowIndices[k]!, jacobian.outputs[k]!.node);
    for (const [row, node] of [...inColumn].sort(([a], [b]) => a - b)) {
      rows.push(row);
      entries.push(node);
    }
    pointers.push(rows.length);
  }
  return { pointers, rows, entries };
}

function body(source: SystemGraph, kernel: Kernel, mode: "fixed" | "varying"): string {
  const { graph } = source;
  const indices = new Map(source.fixed.map((id, i) => [id, i]));
  const isGiven = (id: NodeId) => mode === "varying" && indices.has(id);
  const outputs = kernel.outputs.map((o) => o.node);
  const read = (id: NodeId): string => {
    const node = graph.nodes[id]!;
    if (node.kind !== "operation") return leaf(node);
    return isGiven(id) ? `f[${indices.get(id)}]` : `v${id}`;
  };
  let text = "";
  for (const id of needed(graph, outputs, isGiven)) {
    const node = graph.nodes[id]!;
    if (node.kind === "operation")
      text += `  const double v${id} = ${print(node.operation, node.args.map(read))};\n`;
  }
  for (const { node, to } of kernel.outputs) text += `  o[${to}] = ${read(node)};\n`;
  return text;
}

function leaf(node: Exclude<GraphNode, { kind: "operation" }>): string {
  switch (node.kind) {
    case "constant":
      return number(node.value);
    case "time":
      return "t";
    case "state":
      return `y[${node.index}]`;
    case "parameter":
      return `p[${node.index}]`;
  }
}

/** A double in C, never an int: 1/3 must not be 0. */
function number(value: number): string {
  if (Number.isNaN(value)) return "(0.0 / 0.0)";
  if (!Number.isFinite(value)) return value > 0 ? "HUGE_VAL" : "(-HUGE_VAL)";
  const digits = String(Math.abs(value));
  const text = /[.e]/.test(digits) ? digits : `${digits}.0`;
  return value < 0 || Object.is(value, -0) ? `(-${text})` : text;
}

const written: Readonly<Partial<Record<Operation, (a: string, b: string, c: string) => string>>> = {
  add: (a, b) => `${a} + ${b}`,
  subtract: (a, b) => `${a} - ${b}`,
  multiply: (a, b) => `${a} * ${b}`,
  divide: (a, b) => `${a} / ${b}`,
  negate: (a) => `-${a}`,
  power: (a, b) => `pow(${a}, ${b})`,
  ln: (a) => `log(${a})`,
  abs: (a) => `fabs(${a})`,
  min: (a, b) => `lull_min(${a}, ${b})`,
  max: (a, b) => `lull_max(${a}, ${b})`,
  less: (a, b) => `${a} < ${b} ? 1.0 : 0.0`,
  lessEqual: (a, b) => `${a} <= ${b} ? 1.0 : 0.0`,
  equal: (a, b) => `${a} == ${b} ? 1.0 : 0.0`,
  and: (a, b) => `${a} != 0.0 && ${b} != 0.0 ? 1.0 : 0.0`,
  or: (a, b) => `${a} != 0.0 || ${b} != 0.0 ? 1.0 : 0.0`,
  not: (a) => `${a} == 0.0 ? 1.0 : 0.0`,
  select: (a, b, c) => `${a} != 0.0 ? ${b} : ${c}`,
};

/** An operation in C; those that the table lacks are functions of C by the same name. */
const print = (operation: Operation, [a = "", b = "", c = ""]: readonly string[]): string =>
  written[operation]?.(a, b, c) ?? `${operation}(${a})`;
