import { isLinear, statesOf } from "../system-graph.ts";
import type { Kernel, SystemGraph } from "../types.ts";
import type { Code } from "./binary.ts";
import type { FunctionBuilder } from "./builder.ts";
import { ModuleBuilder } from "./builder.ts";
import { call, f64, f64x2, get, i32, repeat, set } from "./instructions.ts";
import { printKernel } from "./kernel.ts";
import { lower } from "./lower.ts";
import { MemoryLayout } from "./memory.ts";
import type { SamplePlan } from "./plans.ts";
import { paired, scalar } from "./shape.ts";

export interface SampleModule {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly plan: SamplePlan;
}

/** Enough to make copying cheap, little enough to stay in the processor's cache. */
const capacity = 64;
/** Rows of all states, and a number more, that there is room for. */
const mostRows = 384;

/** Generates the outputs for two points of time at once, point after point. */
export function generateSamples(
  source: SystemGraph,
  parameterCount: number,
  outputs: Kernel["outputs"],
): SampleModule {
  const lowered = lower(source.graph, [{ name: "values", outputs }]);
  const [kernel] = lowered.kernels as [Kernel];
  const memory = new MemoryLayout();
  const reads = statesOf(
    lowered.graph,
    kernel.outputs.map(({ node }) => node),
  );
  const indices = new Map(Array.from(reads, (state, position) => [state, position]));
  const roomOfRows = mostRows * (source.system.states.length + 1);
  const parameters = memory.take(8 * parameterCount);
  const fixed = memory.take(8 * lowered.fixed.length);
  const times = memory.take(8 * capacity);
  const rowOf = memory.take(4 * capacity);
  const rows = memory.take(8 * roomOfRows);
  const values = memory.take(8 * capacity * outputs.length);
  const module = new ModuleBuilder(memory.size);
  const none = i32.const(0);
  module.define(
    [],
    [],
    (f) => {
      const sinks = lowered.fixed.map((node, position) => ({
        node,
        store: (value: readonly number[]) => f64.store(none, fixed + 8 * position, value),
      }));
      const parameter = (index: number) => f64.load(none, parameters + 8 * index);
      printKernel(module, f, scalar, lowered, sinks, { state: parameter, parameter });
    },
    "fixed",
  );
  const sample = (f: FunctionBuilder) => {
    const [at, first, second] = [get(0), get(1), get(2)];
    const held = new Map<number, Code>();
    /** A state in two rows. */
    const stateOf = (index: number): Code => {
      const address = rows + 8 * indices.get(index)!;
      const both = () => f64x2.loadLane(1, second, address, f64x2.loadZero(first, address));
      const known = held.get(index) ?? f.keep("v128", both());
      held.set(index, known);
      return known;
    };
    const sinks = kernel.outputs.map(({ node, to }) => ({
      node,
      store: (value: readonly number[]) => f64x2.store(at, values + 8 * capacity * to, value),
    }));
    printKernel(module, f, paired, lowered, sinks, {
      time: f64x2.load(at, times),
      state: stateOf,
      parameter: (index) => f64x2.loadSplat(none, parameters + 8 * index),
      fixed: (position) => f64x2.loadSplat(none, fixed + 8 * position),
    });
  };
  const two = module.define(["i32", "i32", "i32"], [], sample);
  module.define(
    ["i32", "i32"],
    [],
    (f) => {
      const [at, point] = [f.local("i32"), f.local("i32")];
      const row = (offset: number) => i32.multiply(i32.load(get(point), rowOf + offset), get(1));
      const body = [
        call(two, get(at), row(0), row(4)),
        set(at, i32.add(get(at), i32.const(16))),
        set(point, i32.add(get(point), i32.const(8))),
      ].flat();
      f.emit(repeat(body, i32.lessUnsigned(get(at), get(0))));
    },
    "sample",
  );
  return {
    bytes: module.finish(),
    plan: {
      capacity,
      reads,
      columns: outputs.length,
      isLinear: kernel.outputs.map(({ node }) => isLinear(lowered.graph, node)),
      parameterCount,
      parameters,
      times,
      rowOf,
      rows,
      roomOfRows,
      values,
      size: memory.size,
    },
  };
}
