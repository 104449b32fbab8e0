import type { FlatSystem } from "../model/index.ts";
import { build, type Environment } from "./build.ts";
import { Derivatives, type Variable } from "./differentiate.ts";
import type { NodeId } from "./graph.ts";
import { interpretedKernel } from "./interpreter.ts";
import { javascriptKernel } from "./javascript.ts";
import { fixedNodes, kernelOf, layoutOf, systemGraph } from "./system-graph.ts";
import type { Layout, MakeKernel, SystemGraph } from "./types.ts";

/** What is differentiated: the rate or the initial value of a state, or a state or value by its name. */
export type Differentiated =
  | { readonly kind: "rate"; readonly state: number }
  | { readonly kind: "initial"; readonly state: number }
  | { readonly kind: "value"; readonly name: string };

/** What it is differentiated by: a state, or an index in the parameter vector (parameters, gates, baselines). */
export type WithRespectTo = { readonly state: number } | { readonly slot: number };

/** The derivatives that are not 0 everywhere, by row and column of what was asked for. */
export interface DerivativeTable {
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  /** Binds parameters; the function writes one number for each entry, in canonical units. */
  bind(parameters: Float64Array): (t: number, y: Float64Array, out: Float64Array) => void;
}

/**
 * Symbolic derivatives of a system's formulas by parameters, baselines and states: what sensitivity equations are made
 * of. Each table is code of its own.
 */
export class ParameterDerivatives {
  private readonly source: SystemGraph;
  private readonly derivatives: Derivatives;
  private readonly system: FlatSystem;
  private readonly layout: Layout;
  private readonly initials = new Map<number, NodeId>();

  constructor(system: FlatSystem) {
    this.system = system;
    this.layout = layoutOf(system);
    this.source = systemGraph(system, this.layout);
    this.derivatives = new Derivatives(this.source.graph);
  }

  table(of: readonly Differentiated[], by: readonly WithRespectTo[]): DerivativeTable {
    const { source, derivatives } = this;
    const rows: number[] = [];
    const columns: number[] = [];
    const nodes: NodeId[] = [];
    for (const [row, what] of of.entries()) {
      const node = this.node(what);
      for (const [column, one] of by.entries()) {
        const variable: Variable = "state" in one ? one.state : `p${one.slot}`;
        const entry = derivatives.of(node, variable);
        if (source.graph.valueOf(entry) === 0) continue;
        rows.push(row);
        columns.push(column);
        nodes.push(entry);
      }
    }
    const kernel = kernelOf("derivatives", nodes);
    const own = { ...source, fixed: fixedNodes(source.graph, [kernel]) };
    const fixed = madeOf(own, kernelOf("fixed", own.fixed), "fixed");
    const varying = madeOf(own, kernel, "varying");
    const nothing = new Float64Array(0);
    return {
      rows: Int32Array.from(rows),
      columns: Int32Array.from(columns),
      bind(parameters) {
        const held = new Float64Array(own.fixed.length);
        fixed(0, nothing, parameters, nothing, held);
        return (t, y, out) => varying(t, y, parameters, held, out);
      },
    };
  }

  private node(what: Differentiated): NodeId {
    const { source, system } = this;
    if (what.kind === "rate") return source.rates.outputs[what.state]!.node;
    if (what.kind === "initial") return this.initial(what.state);
    const state = system.states.findIndex(({ name }) => name === what.name);
    if (state >= 0) return source.graph.state(state);
    return source.values.outputs[system.values.findIndex(({ name }) => name === what.name)]!.node;
  }

  /** The initial value of a state as a formula of parameters alone. */
  private initial(state: number): NodeId {
    const known = this.initials.get(state);
    if (known !== undefined) return known;
    const { system, layout, source } = this;
    const { graph } = source;
    const environment: Environment = {
      name: (name) => {
        if (name === "t") return graph.constant(0);
        const slot = layout.parameter(name);
        if (slot !== undefined) return graph.parameter(slot);
        const other = system.states.findIndex((one) => one.name === name);
        if (other >= 0) return this.initial(other);
        return build(graph, system.values.find((one) => one.name === name)!.expression, environment);
      },
      baseline: (name) => graph.parameter(layout.baseline(name)!),
      gate: (name) => graph.parameter(layout.gate(name)!),
    };
    const node = build(graph, system.states[state]!.initial, environment);
    this.initials.set(state, node);
    return node;
  }
}

/** Generated code, or a loop over the graph where generated code may not run. */
const madeOf: MakeKernel = (...asked) => {
  try {
    return javascriptKernel(...asked);
  } catch (error) {
    if (!(error instanceof EvalError)) throw error;
    return interpretedKernel(...asked);
  }
};
