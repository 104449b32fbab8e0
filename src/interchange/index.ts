// How does it travel? Results written in formats that other programs read: tidy tables, and a model's equations as C.
// Deliberately knows nothing of files, streams or compression: it gives text, whole or piece by piece.

export { printC } from "./c.ts";
export { csvMetadata, metadataName } from "./csv-metadata.ts";
export { dataCsv, dataCsvColumns, dataRows, residualOf } from "./data-csv.ts";
export { doseColumns, doseCsv, doseRows } from "./dose-csv.ts";
export {
  type ExportedArm,
  type ExportTarget,
  exportArm,
  exportedArm,
  exportTargets,
  passagesOf,
} from "./export/index.ts";
export { isLoss, lossReport, lossVerdict, type Passage } from "./losses.ts";
export { csvOfParquet } from "./parquet-table.ts";
export {
  compilePetab,
  fitPetab,
  logPrior,
  type PetabEvaluation,
  type PetabFit,
  type PetabModelSource,
  type PetabProblem,
  type PetabProgram,
  readPetab,
  unknownLanguage,
} from "./petab/index.ts";
export { type CellValue, csvRows, parquetRows, type RowColumn, type TableRow } from "./rows.ts";
export {
  compileSbml,
  type ImportedFolder,
  judgeCase,
  type Measure,
  readResults,
  readSbml,
  readSettings,
  type SbmlModel,
  type SbmlProgram,
  type SbmlRun,
  type SbmlRunOptions,
  type SbmlSymbol,
  type SuiteCase,
  type SuiteOutcome,
  type SuiteTotals,
  sbmlFolder,
  sbmlTolerance,
  suiteTolerances,
  suiteTotals,
  type TranslatedSbml,
  translateSbml,
  unitFaults,
  withValues,
} from "./sbml/index.ts";
export {
  rowTimes,
  type TidyOptions,
  tidyColumns,
  tidyCsv,
  tidyTable,
  usualDays,
} from "./tidy-csv.ts";
