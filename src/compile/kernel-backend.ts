import type { SparsePattern } from "../solvers/index.ts";
import { isLinear, kernelOf, statesOf } from "./system-graph.ts";
import type {
  BoundSystem,
  Kernel,
  KernelFunction,
  MakeKernel,
  RowSampler,
  Sampler,
  SystemGraph,
} from "./types.ts";

const nothing = new Float64Array(0);
/** Points that a sampler takes at a time. */
const capacity = 64;

/** Binds parameters to functions that were made of the kernels one by one, in whatever way. */
export class KernelBackend {
  private readonly source: SystemGraph;
  /** one object, so that its elimination is planned once */
  private readonly pattern: SparsePattern;
  private readonly fixed: KernelFunction;
  private readonly kernels: Readonly<
    Record<"rates" | "jacobian" | "timeDerivative" | "values", KernelFunction>
  >;
  private readonly make: MakeKernel;
  private madeConditions: KernelFunction | undefined;
  private readonly selections = new Map<string, KernelFunction>();

  constructor(source: SystemGraph, make: MakeKernel) {
    this.source = source;
    this.pattern = { columnPointers: source.columnPointers, rowIndices: source.rowIndices };
    this.make = make;
    this.fixed = make(source, kernelOf("fixed", source.fixed), "fixed");
    this.kernels = {
      rates: this.varying(source.rates),
      jacobian: this.varying(source.jacobian),
      timeDerivative: this.varying(source.timeDerivative),
      values: this.varying(source.values),
    };
  }

  private varying(kernel: Kernel): KernelFunction {
    return this.make(this.source, kernel, "varying");
  }

  private get conditions(): KernelFunction {
    this.madeConditions ??= this.varying(this.source.conditions);
    return this.madeConditions;
  }

  private select(columns: readonly number[]): KernelFunction {
    const key = columns.join();
    let selection = this.selections.get(key);
    if (!selection) {
      const nodes = columns.map((column) => this.source.values.outputs[column]!.node);
      selection = this.varying(kernelOf("values", nodes));
      this.selections.set(key, selection);
    }
    return selection;
  }

  bind(p: Float64Array): BoundSystem {
    const { source, kernels, pattern } = this;
    const dimension = source.columnPointers.length - 1;
    const fixed = new Float64Array(source.fixed.length);
    this.fixed(0, nothing, p, nothing, fixed);
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
        const evaluate = (t: number, y: Float64Array, out: Float64Array) => values(t, y, p, fixed, out);
        const states = statesOf(source.graph, nodes);
        return {
          states,
          isLinear: nodes.map((node) => isLinear(source.graph, node)),
          evaluate,
          rows: (count, stride) =>
            rowByRow({ dimension, states, width: columns.length, count, stride }, evaluate),
        };
      },
      sampler: (columns) => {
        const values = columns ? this.select(columns) : kernels.values;
        const outputs = columns?.map((column) => source.values.outputs[column]!) ?? source.values.outputs;
        const nodes = outputs.map(({ node }) => node);
        return pointByPoint(dimension, statesOf(source.graph, nodes), nodes.length, (t, y, out) =>
          values(t, y, p, fixed, out),
        );
      },
    };
  }
}

type WriteValues = (t: number, y: Float64Array, out: Float64Array) => void;

interface RowShape {
  readonly dimension: number;
  readonly states: Int32Array;
  /** number of values */
  readonly width: number;
  readonly count: number;
  readonly stride: number;
}

function rowByRow({ dimension, states, width, count, stride }: RowShape, evaluate: WriteValues): RowSampler {
  const y = new Float64Array(dimension);
  const out = new Float64Array(width);
  const rows = new Float64Array(count * stride);
  const rowOf = new Int32Array(capacity);
  const times = new Float64Array(capacity);
  const values = new Float64Array(capacity * width);
  return {
    capacity,
    rows,
    rowOf,
    times,
    values,
    evaluate(points) {
      for (let p = 0; p < points; p++) {
        for (let r = 0; r < states.length; r++) y[states[r]!] = rows[rowOf[p]! * stride + r]!;
        evaluate(times[p]!, y, out);
        for (let i = 0; i < width; i++) values[i * capacity + p] = out[i]!;
      }
    },
    release() {},
  };
}

function pointByPoint(dimension: number, states: Int32Array, width: number, evaluate: WriteValues): Sampler {
  const stride = states.length;
  const { rows, rowOf, ...sampler } = rowByRow(
    { dimension, states, width, count: capacity, stride },
    evaluate,
  );
  for (let p = 0; p < capacity; p++) rowOf[p] = p;
  return { ...sampler, states, points: rows };
}
