export { type MorrisDesign, morrisDesign, morrisEffects } from "./morris.ts";
export { type Evaluator, factorOf, type Response, responseOf, type Setting } from "./response.ts";
export { type SobolDesign, sobolDesign, sobolIndices } from "./sobol.ts";
export {
  defaultSize,
  type SensitivityMethod,
  type SensitivityOptions,
  type SensitivityRequest,
  sensitivity,
  sensitivityMethods,
} from "./study.ts";
export type {
  Factor,
  FactorGroup,
  LocalResult,
  LocalSensitivity,
  MorrisEffect,
  Outputs,
  Sensitivity,
  SobolIndex,
  SobolResult,
} from "./types.ts";
