import { planElimination } from "../../solvers/index.ts";
import { kernelOf } from "../system-graph.ts";
import type { Kernel, SystemGraph } from "../types.ts";
import { type FunctionBuilder, ModuleBuilder } from "./builder.ts";
import { defineFactor, defineSolve, productsOf } from "./elimination.ts";
import { get, i32 } from "./instructions.ts";
import { printKernel, type Sink } from "./kernel.ts";
import { lower } from "./lower.ts";
import { planSteps } from "./memory.ts";
import type { StepPlan } from "./plans.ts";
import { paired, type Shape, scalar } from "./shape.ts";
import { anyNonFinite, defineAttempt, defineDenseOutput, defineQuarters } from "./step-code.ts";

/** A module that makes steps, as bytes, and where everything is in its memory. */
export interface StepModule {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly plan: StepPlan;
}

/** Products of a factorization beyond which straight-line code would take too long to compile. */
const mostProducts = 150_000;

/** True when the system can have generated steps: it has states, and its factors are sparse enough to be written out. */
export function canGenerateSteps(source: SystemGraph): boolean {
  const dimension = source.system.states.length;
  const isSparse = productsOf(planElimination(dimension, source)) <= mostProducts;
  if (!isSparse) statesTooDense = Math.max(statesTooDense, dimension);
  return dimension > 0 && isSparse;
}

let statesTooDense = 0;

/** States of the largest system so far that had no generated steps because they are too densely coupled; 0: none. */
export const tooDenseForWasm = (): number => statesTooDense;

/** Generates rates, derivatives, elimination and steps of a system, for one subject or two at once. */
export function generateSteps(source: SystemGraph, parameterCount: number, lanes: 1 | 2): StepModule {
  const shape: Shape = lanes === 1 ? scalar : paired;
  const dimension = source.system.states.length;
  const elimination = planElimination(dimension, source);
  const lowered = lower(source.graph, [source.rates, source.jacobian, source.timeDerivative]);
  const [rates, jacobian, timeDerivative] = lowered.kernels as [Kernel, Kernel, Kernel];
  const { columnPointers, rowIndices } = source;
  const plan = planSteps(
    lanes,
    { dimension, parameterCount, order: elimination.order, columnPointers, rowIndices },
    lowered.fixed.length,
    elimination.columns.length,
  );
  const module = new ModuleBuilder(plan.size);
  const none = i32.const(0);
  const at = (address: number) => (index: number) => shape.load(none, address + index * shape.width);
  const sinks = (kernel: Kernel, address: number): Sink[] =>
    kernel.outputs.map(({ node, to }) => ({
      node,
      store: (value) => shape.store(none, address + to * shape.width, value),
    }));
  const parameter = at(plan.parameters);
  const fixed = at(plan.fixed);
  const time = (f: FunctionBuilder) => f.keep(shape.number, shape.splat(get(0)));

  module.define(
    [],
    [],
    (f) => {
      const all = sinks(kernelOf("fixed", lowered.fixed), plan.fixed);
      printKernel(module, f, shape, lowered, all, { state: parameter, parameter });
    },
    "fixed",
  );
  const parts = {
    rates: module.define(
      ["f64"],
      [],
      (f) => {
        const sources = { time: time(f), state: at(plan.u), parameter, fixed };
        printKernel(module, f, shape, lowered, sinks(rates, plan.rates), sources);
      },
      "rates",
    ),
    factor: module.once("factor", () => defineFactor(module, shape, elimination, plan)),
    solve: module.once("solve", () => defineSolve(module, shape, elimination, plan)),
  };
  module.define(
    ["f64"],
    ["i32"],
    (f) => {
      const sources = { time: time(f), state: at(plan.y), parameter, fixed };
      const all = [
        ...sinks(rates, plan.startRates),
        ...sinks(jacobian, plan.jacobian),
        ...sinks(timeDerivative, plan.dfdt),
      ];
      printKernel(module, f, shape, lowered, all, sources);
      f.emit(anyNonFinite(f, module, plan.startRates, plan.dfdt + dimension * shape.width));
    },
    "linearize",
  );
  defineAttempt(module, plan, parts, "attempt");
  defineDenseOutput(module, plan);
  defineQuarters(module, plan);
  return { bytes: module.finish(), plan };
}
