export { type Band, type BandRequest, populationBand } from "./band.ts";
export { percentilesDataset, runsDataset, seriesDataset, subjectsDataset } from "./datasets.ts";
export { type PreparedStudy, prepareStudy, studyPlan, subjectOf } from "./plan.ts";
export { standings } from "./standing.ts";
export { summarize, valuesOfSubjects } from "./summary.ts";
export { tellPopulation } from "./tell.ts";
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
