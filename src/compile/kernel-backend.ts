import type { SparsePattern } from "../solvers/index.ts";
import { isLinear, statesOf } from "./system-graph.ts";
import type { BoundSystem, Kernel, KernelFunction, KernelFunctions, Sampler, SystemGraph } from "./types.ts";

/** Points that a sampler takes at a time. */
const capacity = 64;

/** Binds parameters to functions that were made of the kernels one by one, in whatever way. */
export class KernelBackend {
  private readonly source: SystemGraph;
  /** one object, so that its elimination is planned once */
  private readonly pattern: SparsePattern;
  private readonly kernels: KernelFunctions;
  private readonly make: (kernel: Kernel) => KernelFunction;
  private madeConditions: KernelFunction | undefined;
  private readonly selections = new Map<string, KernelFunction>();

  /** @param make makes a further function, of a selection of the values */
  constructor(source: SystemGraph, kernels: KernelFunctions, make: (kernel: Kernel) => KernelFunction) {
    this.source = source;
    this.pattern = { columnPointers: source.columnPointers, rowIndices: source.rowIndices };
    this.kernels = kernels;
    this.make = make;
  }

  private get conditions(): KernelFunction {
    this.madeConditions ??= this.make(this.source.conditions);
    return this.madeConditions;
  }

  private select(columns: readonly number[]): KernelFunction {
    const key = columns.join();
    let selection = this.selections.get(key);
    if (!selection) {
      const outputs = columns.map((column, to) => ({ node: this.source.values.outputs[column]!.node, to }));
      selection = this.make({ name: "values", outputs });
      this.selections.set(key, selection);
    }
    return selection;
  }

  bind(p: Float64Array): BoundSystem {
    const { source, kernels, pattern } = this;
    const dimension = source.columnPointers.length - 1;
    const fixed = new Float64Array(source.fixed.length);
    kernels.fixed(p, fixed);
    return {
      dimension,
      rates: (t, y, dydt) => kernels.rates(t, y, p, fixed, dydt),
      jacobian: { pattern, evaluate: (t, y, nonzeros) => kernels.jacobian(t, y, p, fixed, nonzeros) },
      timeDerivative: (t, y, dfdt) => kernels.timeDerivative(t, y, p, fixed, dfdt),
      values: (t, y, out) => kernels.values(t, y, p, fixed, out),
      conditions: (t, y, out) => this.conditions(t, y, p, fixed, out),
      pointwise: (columns) => {
        const values = this.select(columns);
        const nodes = columns.map((column) => source.values.outputs[column]!.node);
        let batched: Sampler | undefined;
        const evaluate = (t: number, y: Float64Array, out: Float64Array) => values(t, y, p, fixed, out);
        return {
          states: statesOf(source.graph, nodes),
          isLinear: nodes.map((node) => isLinear(source.graph, node)),
          evaluate,
          batch(work) {
            batched ??= pointByPoint(dimension, columns.length, evaluate);
            return work(batched);
          },
        };
      },
      sampler: (columns) => {
        const values = columns ? this.select(columns) : kernels.values;
        const width = columns?.length ?? source.values.outputs.length;
        return pointByPoint(dimension, width, (t, y, out) => values(t, y, p, fixed, out));
      },
    };
  }
}

function pointByPoint(
  dimension: number,
  width: number,
  values: (t: number, y: Float64Array, out: Float64Array) => void,
): Sampler {
  const y = new Float64Array(dimension);
  const out = new Float64Array(width);
  const sampler = {
    capacity,
    times: new Float64Array(capacity),
    states: new Float64Array(capacity * dimension),
    values: new Float64Array(capacity * width),
    evaluate(count: number) {
      for (let s = 0; s < count; s++) {
        for (let i = 0; i < dimension; i++) y[i] = sampler.states[i * capacity + s]!;
        values(sampler.times[s]!, y, out);
        for (let i = 0; i < width; i++) sampler.values[i * capacity + s] = out[i]!;
      }
    },
  };
  return sampler;
}
