// What follows? Each study is a folder: which runs it takes, what follows from them, and how that is told as a document.
// Deliberately knows no medium and no file; no study imports another.

export * from "./calibration/index.ts";
export * from "./claims/index.ts";
export * from "./compare/index.ts";
export * from "./credibility/index.ts";
export * from "./equations/index.ts";
export { type KeptRow, keptRow, warnings } from "./failures.ts";
export * from "./fit/index.ts";
export * from "./population/index.ts";
export { armOf, MeasureFault, questionOf } from "./question.ts";
export { studies } from "./registry.ts";
export * from "./require/index.ts";
export * from "./run/index.ts";
export * from "./scan/index.ts";
export * from "./search/index.ts";
export * from "./sensitivity/index.ts";
export * from "./steady/index.ts";
export {
  type AnyStudy,
  type Question,
  type StudyContext,
  StudyFault,
  type StudyLookup,
  type StudyOption,
  type StudyOutcome,
} from "./study.ts";
export * from "./why/index.ts";
