// What would help most, in whom, and what would one have to know? Strategies compared person by person, under rival accounts.
// Deliberately knows nothing of where the runs are computed or how they are kept.
export { triedHypotheses } from "./design.ts";
export { type PreparedSearch, prepareSearch, type SearchOptions } from "./study.ts";
export { searchResult } from "./summary.ts";
export { casesTable, decidersTable, duelsTable, rankingTable } from "./tables.ts";
export type {
  Case,
  Decider,
  Design,
  Duel,
  Factor as HypothesisFactor,
  ObjectiveSummary,
  Rivalry,
  SearchResult,
  SearchStudy,
  Selection,
  StrategySummary,
  World,
} from "./types.ts";
export { inTwoSteps, searchPlan, selectionOf } from "./work.ts";
