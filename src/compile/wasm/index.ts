// The fast path: a system as WebAssembly, from an own small emitter. What leaves this folder is a backend.
export { WasmBackend } from "./backend.ts";
export { canGenerateSteps } from "./step-module.ts";
export { hasWasm } from "./support.ts";
