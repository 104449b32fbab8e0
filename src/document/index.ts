// What is said? The answer first, then tables of typed columns, figures, notes, how it was worked out, and the record of
// the run it comes from. Deliberately knows no medium (the writers do) and no study (each tells its own result).

export {
  column,
  dataset,
  type FilledColumn,
  field,
  finiteOrNull,
  tabulated,
  withNulls,
} from "./columns.ts";
export type {
  ArmStyle,
  ChartPoint,
  Figure,
  LegendEntry,
  LineChart,
  LineDataset,
  NamedChart,
} from "./figure.ts";
export { fingerprintOf, fingerprintWith, sha256OfText } from "./fingerprint.ts";
export {
  citation,
  declaredLine,
  figureFoot,
  hypothesesInWords,
  type InputFile,
  type Provenance,
  provenanceLine,
  type RecordJson,
  recordId,
  recordJson,
  recordRows,
  shellWord,
  withOrigin,
} from "./provenance.ts";
export {
  allInputs,
  type RecordedModels,
  type RecordedNumerics,
  type RunFacts,
  type RunRequest,
  recordOfClaims,
  recordOfFiles,
  recordOfRun,
} from "./run-record.ts";
export type {
  Cell,
  Dataset,
  DatasetColumn,
  DatasetRow,
  Document,
  Equation,
  FailedRuns,
  FailureReason,
  Judgement,
  Note,
  Row,
  Section,
  Table,
  TableColumn,
} from "./types.ts";
export { figuresIn } from "./types.ts";
