// How does it travel? Results written in formats that other programs read: tidy tables, and a model's equations as C.
// Deliberately knows nothing of files, streams or compression: it gives text, whole or piece by piece.

export { csvMetadata, metadataName } from "./csv-metadata.ts";
export { dataCsvColumns, dataRows, residualOf } from "./data-csv.ts";
export { doseColumns, doseRows } from "./dose-csv.ts";
export {
  conversionsOf,
  type ExportedArm,
  type ExportTarget,
  exportArm,
  exportedArm,
  exportTargets,
} from "./export/index.ts";
export { type Conversion, isLoss, lossReport, lossVerdict } from "./losses.ts";
export { csvOfParquet } from "./parquet-table.ts";
export {
  compilePetab,
  fitPetab,
  logPrior,
  type PetabEvaluation,
  type PetabFit,
  type PetabModelSource,
  type PetabProblem,
  readPetab,
  unknownLanguage,
} from "./petab/index.ts";
export { csvRows, parquetRows } from "./rows.ts";
export {
  judgeCase,
  readSbml,
  readSettings,
  type SuiteCase,
  type SuiteOutcome,
  sbmlFolder,
  sbmlTolerance,
  suiteTolerances,
  suiteTotals,
} from "./sbml/index.ts";
export { rowTimes, tidyColumns, tidyCsv, tidyTable, usualDays } from "./tidy-csv.ts";
