// The fast path: a system as WebAssembly, from an own small emitter. What leaves this folder is a backend.
export { hasSteps, WasmBackend } from "./backend.ts";
export { canGenerateSteps, tooDenseForWasm } from "./step-module.ts";
export { type Generated, keepModulesIn, type ModuleStore } from "./store.ts";
export { hasRoomForWasm, hasWasm, lackedRoomForWasm } from "./support.ts";
