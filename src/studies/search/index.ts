export { triedHypotheses } from "./design.ts";
export { type PreparedSearch, prepareSearch } from "./plan.ts";
export { searchRun } from "./recorded.ts";
export { searchResult } from "./summary.ts";
export { tellSearch } from "./tell.ts";
export type { SearchResult } from "./types.ts";
export { inTwoSteps, searchPlan, selectionOf } from "./work.ts";
