// How many people, and which? A scenario in the subjects of a population: who is plausible, how often feeling is blunted.
// Deliberately knows nothing of where the runs are computed or how they are kept.
export {
  type AskedPopulation,
  askedPopulations,
  type GroupValues,
  groupValues,
  isPlausible,
  type People,
  screeningOf,
  subjectsOf,
} from "./asked.ts";
export { type Band, type BandRequest, populationBand } from "./band.ts";
export { fewestSubjects, type Group, groupOf } from "./group.ts";
export { tooFewSubjects } from "./messages.ts";
export { standings } from "./standing.ts";
export { type PreparedStudy, prepareStudy, studyPlan, subjectOf } from "./study.ts";
export { summarize } from "./summary.ts";
export { type ResultTable, runsTable, subjectsTable } from "./tables.ts";
export type {
  ArmLayout,
  ArmSummary,
  Course,
  KindRisk,
  NumberRisk,
  PopulationQuestion,
  PopulationResult,
  PopulationStudy,
  Quantiles,
  ScreenResult,
  Standing,
  SubjectValues,
  TargetResult,
} from "./types.ts";
export { groupWeights, statisticOf, type WeightedTarget } from "./weights.ts";
