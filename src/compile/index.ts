// How is it computed? A flat system becomes one expression graph with its derivatives, and functions made from that.
// Deliberately knows nothing of modules, units, scenarios or how time advances.
export { compile, compileShared } from "./compile.ts";
export { equationsOf } from "./equations.ts";
export { apply, type GraphNode, type NodeId, type Operation } from "./graph.ts";
export {
  type DerivativeTable,
  ParameterDerivatives,
  type WithRespectTo,
} from "./parameter-derivatives.ts";
export { kernelOf, layoutOf, needed, systemGraph } from "./system-graph.ts";
export type {
  BoundSystem,
  CompiledSystem,
  CompilePath,
  Kernel,
  Layout,
  Pointwise,
  RowSampler,
  Sampler,
  SharedSystem,
  SystemGraph,
} from "./types.ts";
export { compilePaths } from "./types.ts";
export {
  type Generated,
  keepModulesIn,
  lackedRoomForWasm,
  type ModuleStore,
  tooDenseForWasm,
} from "./wasm/index.ts";
