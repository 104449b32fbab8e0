import type { FlatSystem } from "../model/index.ts";
import { interpretedKernels } from "./interpreter.ts";
import { javascriptKernels } from "./javascript.ts";
import { layoutOf, systemGraph } from "./system-graph.ts";
import type { BoundSystem, CompiledSystem, CompilePath, KernelFunctions, SystemGraph } from "./types.ts";

/**
 * Makes a flat system runnable. `auto` takes generated JavaScript, or the interpreter where generated code is forbidden;
 * both give the same numbers.
 */
export function compile(system: FlatSystem, path: CompilePath | "auto" = "auto"): CompiledSystem {
  const layout = layoutOf(system);
  const source = systemGraph(system, layout);
  const [kernels, chosen] = kernelsFor(source, path);
  const pattern = { columnPointers: source.columnPointers, rowIndices: source.rowIndices };
  return {
    system,
    path: chosen,
    layout,
    defaultParameters() {
      const p = new Float64Array(layout.size).fill(1);
      for (const [i, parameter] of system.parameters.entries()) p[i] = parameter.value;
      return p;
    },
    bind(parameters): BoundSystem {
      const p = parameters.slice();
      const fixed = new Float64Array(source.fixed.length);
      kernels.fixed(p, fixed);
      return {
        dimension: system.states.length,
        rates: (t, y, dydt) => kernels.rates(t, y, p, fixed, dydt),
        jacobian: { pattern, evaluate: (t, y, nonzeros) => kernels.jacobian(t, y, p, fixed, nonzeros) },
        timeDerivative: (t, y, dfdt) => kernels.timeDerivative(t, y, p, fixed, dfdt),
        values: (t, y, out) => kernels.values(t, y, p, fixed, out),
      };
    },
  };
}

function kernelsFor(source: SystemGraph, path: CompilePath | "auto"): [KernelFunctions, CompilePath] {
  if (path === "interpreter") return [interpretedKernels(source), "interpreter"];
  try {
    return [javascriptKernels(source), "javascript"];
  } catch (error) {
    // A content policy without 'unsafe-eval' makes `new Function` throw an EvalError.
    if (path === "auto" && error instanceof EvalError) return [interpretedKernels(source), "interpreter"];
    throw error;
  }
}
