export { sensitivityFigures } from "./figures.ts";
export { type MorrisDesign, morrisDesign, morrisEffects } from "./morris.ts";
export {
  defaultSize,
  type SensitivityMethod,
  type SensitivityOptions,
  type SensitivityRequest,
  sensitivity,
  sensitivityMethods,
} from "./plan.ts";
export { type Response, responseOf } from "./response.ts";
export { type SobolDesign, sobolDesign, sobolIndices } from "./sobol.ts";
export { sensitivityWords, tellSensitivity } from "./tell.ts";
export type {
  FactorGroup,
  LocalResult,
  LocalSensitivity,
  MorrisEffect,
  Outputs,
  Sensitivity,
  SobolIndex,
  SobolResult,
} from "./types.ts";
