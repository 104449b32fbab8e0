// SBML as data, as a module of ours, and as a program: Level 2 Version 2 to Level 3 Version 2 core.

export { type ImportedFolder, sbmlFolder } from "./folder.ts";
export {
  compileSbml,
  type Measure,
  type SbmlProgram,
  type SbmlRun,
  type SbmlRunOptions,
  sbmlTolerance,
  withValues,
} from "./program.ts";
export { readSbml } from "./read.ts";
export type { SbmlSymbol } from "./source.ts";
export {
  judgeCase,
  readResults,
  readSettings,
  type SuiteCase,
  type SuiteOutcome,
  type SuiteTotals,
  suiteTolerances,
  suiteTotals,
} from "./suite.ts";
export { type TranslatedSbml, translateSbml } from "./translate.ts";
export type { SbmlModel } from "./types.ts";
export { unitFaults } from "./unit-check.ts";
