export { type CompareOptions, compareSides } from "./plan.ts";
export { compareStudy, contrastOf } from "./study.ts";
export { compareWords, tellCompared } from "./tell.ts";
export type {
  Compared,
  ComparedArms,
  ComparedCurve,
  ComparedMeasure,
  Contrast,
  InputDifference,
  ParameterDifference,
  Side,
} from "./types.ts";
