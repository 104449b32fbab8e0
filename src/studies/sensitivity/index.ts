export { sensitivityFigures } from "./figures.ts";
export { morrisDesign, morrisEffects } from "./morris.ts";
export {
  type SensitivityOptions,
  sensitivity,
} from "./plan.ts";
export { sobolDesign, sobolIndices } from "./sobol.ts";
export { sensitivityWords, tellSensitivity } from "./tell.ts";
export type { Sensitivity } from "./types.ts";
