// SBML as data, as a module of ours, and as a program: Level 2 Version 2 to Level 3 Version 2 core.

export { sbmlFolder } from "./folder.ts";
export { compileSbml, type SbmlProgram, type SpeciesMeasure, sbmlTolerance, withValues } from "./program.ts";
export { readSbml } from "./read.ts";
export {
  judgeCase,
  readSettings,
  type SuiteCase,
  type SuiteOutcome,
  suiteTolerances,
  suiteTotals,
} from "./suite.ts";
export { unitFaults } from "./unit-check.ts";
