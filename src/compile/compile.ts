import type { FlatSystem } from "../model/index.ts";
import { equationsOf } from "./equations.ts";
import { interpretedKernel } from "./interpreter.ts";
import { javascriptKernel } from "./javascript.ts";
import { KernelBackend } from "./kernel-backend.ts";
import { conditionCount, layoutOf, systemGraph } from "./system-graph.ts";
import type { CompiledSystem, CompilePath, Layout, SharedSystem, SystemGraph } from "./types.ts";
import { canGenerateSteps, hasRoomForWasm, hasSteps, hasWasm, WasmBackend } from "./wasm/index.ts";
import type { SharedWasm } from "./wasm/plans.ts";

/**
 * Makes a flat system runnable. `auto` takes WebAssembly where the engine has it (with SIMD), else generated JavaScript,
 * else the interpreter, where generated code is forbidden. All give the same numbers up to their last digits. Systems
 * with the same equations share what was made for the first of them, whatever numbers they hold.
 *
 * @throws when a path is asked for by name that cannot be had here
 */
export function compile(system: FlatSystem, path: CompilePath | "auto" = "auto"): CompiledSystem {
  return assembled(system, path);
}

/** The system that another thread shared, without compiling what it had compiled. */
export function compileShared({ system, path, wasm }: SharedSystem): CompiledSystem {
  return assembled(system, path, wasm);
}

function assembled(system: FlatSystem, path: CompilePath | "auto", shared?: SharedWasm): CompiledSystem {
  const equations = equationsOf(system);
  const layout = layoutFor(system, equations);
  const source = () => remembered(graphs, equations, () => systemGraph(system, layout), mostGraphs);
  const { backend, chosen } = backendFor(source, equations, layout.size, path, shared);
  const wasm = backend instanceof WasmBackend ? backend : undefined;
  return {
    system,
    path: chosen,
    layout,
    conditionCount: conditionCount(system),
    defaultParameters() {
      const p = new Float64Array(layout.size).fill(1);
      for (const [i, parameter] of system.parameters.entries()) p[i] = parameter.value;
      return p;
    },
    bind: (parameters) => backend.bind(parameters.slice()),
    bindPair: (first, second) => wasm?.bindPair(first.slice(), second.slice()),
    share: () => ({ system, path: chosen, wasm: wasm?.share() }),
  };
}

/** Distinct sets of equations of which something is kept. */
const mostKept = 64;
/** The latest modules by their equations, newest last. */
const kept = new Map<string, WasmBackend>();
/** Where the numbers of the latest equations are, the same for all systems that have them. */
const layouts = new Map<string, Layout>();
/**
 * The graph of the latest equations: some megabytes, needed again only where a module has not been made yet. A weak reference
 * would hold the graphs of all equations that are compiled in one go, as the engine lets go of none before that is over.
 */
const graphs = new Map<string, SystemGraph>();
const mostGraphs = 1;

const layoutFor = (system: FlatSystem, equations: string) =>
  remembered(layouts, equations, () => layoutOf(system));

function remembered<V>(of: Map<string, V>, equations: string, make: () => V, most = mostKept): V {
  const value = of.get(equations) ?? make();
  of.delete(equations);
  of.set(equations, value);
  if (of.size > most) of.delete(of.keys().next().value!);
  return value;
}

interface ChosenBackend {
  readonly backend: KernelBackend | WasmBackend;
  readonly chosen: CompilePath;
}

function backendFor(
  source: () => SystemGraph,
  equations: string,
  parameterCount: number,
  path: CompilePath | "auto",
  shared?: SharedWasm,
): ChosenBackend {
  const makers = {
    wasm: () => remembered(kept, equations, () => new WasmBackend(source, equations, parameterCount, shared)),
    javascript: () => new KernelBackend(source(), javascriptKernel),
    interpreter: () => new KernelBackend(source(), interpretedKernel),
  } satisfies Record<CompilePath, () => ChosenBackend["backend"]>;
  if (path !== "auto") return { backend: makers[path](), chosen: path };
  try {
    const canGenerate = () => kept.has(equations) || hasSteps(equations) || canGenerateSteps(source());
    if (hasWasm() && canGenerate() && hasRoomForWasm())
      return { backend: makers.wasm().begin(), chosen: "wasm" };
  } catch (error) {
    // A content policy without 'wasm-unsafe-eval' makes compiling throw; so does a main thread that finds it too long.
    if (!(error instanceof WebAssembly.CompileError || error instanceof RangeError)) throw error;
  }
  try {
    return { backend: makers.javascript(), chosen: "javascript" };
  } catch (error) {
    // A content policy without 'unsafe-eval' makes `new Function` throw an EvalError.
    if (!(error instanceof EvalError)) throw error;
    return { backend: makers.interpreter(), chosen: "interpreter" };
  }
}
