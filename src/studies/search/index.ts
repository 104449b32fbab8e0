export { triedHypotheses } from "./design.ts";
export { searchFigures } from "./figures.ts";
export { type PreparedSearch, prepareSearch } from "./plan.ts";
export { searchRun } from "./recorded.ts";
export { searchResult } from "./summary.ts";
export { tellSearch } from "./tell.ts";
export type {
  Design,
  HypothesisFactor,
  InformationValue,
  SearchCase,
  SearchResult,
  Selection,
} from "./types.ts";
export { searchWords } from "./words.ts";
export { inTwoSteps, searchPlan, selectionOf } from "./work.ts";
