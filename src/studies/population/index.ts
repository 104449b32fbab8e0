export { type Band, populationBand } from "./band.ts";
export { percentilesDataset, runsDataset, seriesDataset, subjectsDataset } from "./datasets.ts";
export { prepareStudy, studyPlan } from "./plan.ts";
export { standings } from "./standing.ts";
export { summarize } from "./summary.ts";
export { tellPopulation } from "./tell.ts";
export type { PopulationResult, PopulationStudy } from "./types.ts";
export { SubjectValues } from "./values.ts";
