import type { GraphNode, NodeId, Operation } from "../graph.ts";
import { needed } from "../system-graph.ts";
import type { Code } from "./binary.ts";
import type { FunctionBuilder, ModuleBuilder } from "./builder.ts";
import type { Lowered } from "./lower.ts";
import { type Transcendental, transcendental, transcendentals } from "./math/index.ts";
import type { Shape } from "./shape.ts";

/** Where the printed code finds its numbers. */
export interface Sources {
  /** absent where nothing may depend on time */
  readonly time?: Code;
  state(index: number): Code;
  parameter(index: number): Code;
  /** the fixed node at this index; absent while the fixed nodes themselves are computed */
  fixed?(position: number): Code;
}

/** A node and the instruction that puts its value where it belongs. */
export interface Sink {
  readonly node: NodeId;
  store(value: Code): Code;
}

type Operand = { readonly code: Code; readonly isMask: boolean };
const masks: ReadonlySet<Operation> = new Set(["less", "lessEqual", "equal", "and", "or", "not"]);
const isTranscendental = (operation: Operation): operation is Transcendental =>
  (transcendentals as readonly Operation[]).includes(operation);

/**
 * Prints the nodes that the sinks need as straight-line code. Nodes with one reader become part of its expression, the
 * others a local. Transcendental functions that wait for none of each other go two by two.
 */
export function printKernel(
  module: ModuleBuilder,
  f: FunctionBuilder,
  shape: Shape,
  { graph, fixed }: Lowered,
  sinks: readonly Sink[],
  sources: Sources,
): void {
  const indices = new Map(sources.fixed ? fixed.map((id, position) => [id, position]) : []);
  const order = needed(
    graph,
    sinks.map((sink) => sink.node),
    (id) => indices.has(id),
  );
  const readers = new Map<NodeId, number>();
  const read = (id: NodeId) => readers.set(id, (readers.get(id) ?? 0) + 1);
  for (const id of order) {
    const node = graph.nodes[id]!;
    if (node.kind === "operation") node.args.forEach(read);
  }
  for (const sink of sinks) read(sink.node);
  const held = new Map<NodeId, Operand>();

  const operand = (id: NodeId): Operand => held.get(id) ?? compute(id);
  const number = (id: NodeId): Code => {
    const { code, isMask } = operand(id);
    return isMask ? shape.numberOfMask(module, code) : code;
  };
  const mask = (id: NodeId): Code => {
    const { code, isMask } = operand(id);
    return isMask ? code : shape.comparisons.notEqual(code, shape.constant(module, 0));
  };

  function compute(id: NodeId): Operand {
    const position = indices.get(id);
    if (position !== undefined) return { code: sources.fixed!(position), isMask: false };
    const node = graph.nodes[id]!;
    return node.kind === "operation"
      ? { code: operate(node.operation, node.args), isMask: masks.has(node.operation) }
      : { code: leaf(node), isMask: false };
  }

  function leaf(node: Exclude<GraphNode, { kind: "operation" }>): Code {
    switch (node.kind) {
      case "constant":
        return shape.constant(module, node.value);
      case "time":
        return sources.time!;
      case "state":
        return sources.state(node.index);
      case "parameter":
        return sources.parameter(node.index);
    }
  }

  function operate(operation: Operation, args: readonly NodeId[]): Code {
    const [a = 0, b = 0, c = 0] = args;
    switch (operation) {
      case "add":
      case "subtract":
      case "multiply":
      case "divide":
      case "min":
      case "max":
        return shape.operations[operation](number(a), number(b));
      case "negate":
      case "sqrt":
      case "abs":
      case "floor":
        return shape.operations[operation](number(a));
      case "less":
      case "lessEqual":
      case "equal":
        return shape.comparisons[operation](number(a), number(b));
      case "and":
      case "or":
        return shape.logic[operation](mask(a), mask(b));
      case "not":
        return shape.logic.not(mask(a));
      case "select":
        return shape.select(mask(a), number(b), number(c));
      default:
        return shape.callPacked(f, transcendental(module, operation), args.map(number))[0]!;
    }
  }

  for (const { calls, others } of rounds(order, (id) => graph.nodes[id]!)) {
    for (const id of others)
      if (readers.get(id)! > 1) {
        const { code, isMask } = compute(id);
        held.set(id, { code: f.keep(isMask ? shape.mask : shape.number, code), isMask });
      }
    for (const [operation, ids] of calls)
      for (let i = 0; i < ids.length; i += 2) {
        const pair = ids.slice(i, i + 2);
        const args = pair.map((id) => argumentsOf(graph.nodes[id]!).map(number));
        const results = shape.callPacked(f, transcendental(module, operation), args[0]!, args[1]);
        pair.forEach((id, j) => {
          held.set(id, { code: results[j]!, isMask: false });
        });
      }
  }
  for (const sink of sinks) f.emit(sink.store(number(sink.node)));
}

const argumentsOf = (node: GraphNode): readonly NodeId[] => (node.kind === "operation" ? node.args : []);

/** Nodes by how many transcendental functions come before them, one after the other. */
interface CallDepth {
  readonly calls: Map<Transcendental, NodeId[]>;
  readonly others: NodeId[];
}

function rounds(order: readonly NodeId[], nodeOf: (id: NodeId) => GraphNode): CallDepth[] {
  const roundOf = new Map<NodeId, number>();
  const found: CallDepth[] = [];
  for (const id of order) {
    const node = nodeOf(id);
    if (node.kind !== "operation") continue;
    let round = 0;
    for (const arg of node.args) {
      const before = nodeOf(arg);
      const isCall = before.kind === "operation" && isTranscendental(before.operation);
      // An argument without a round is at hand from the start.
      const own = roundOf.get(arg);
      if (own !== undefined) round = Math.max(round, isCall ? own + 1 : own);
    }
    roundOf.set(id, round);
    while (found.length <= round) found.push({ calls: new Map(), others: [] });
    const { calls, others } = found[round]!;
    const { operation } = node;
    if (isTranscendental(operation)) {
      const list = calls.get(operation) ?? [];
      calls.set(operation, list);
      list.push(id);
    } else others.push(id);
  }
  return found;
}
