// What may a program ask? The library: load the model, simulate, measure, knock out, describe, check claims, draw people.
// Deliberately knows nothing of disks, terminals or pages; whatever it returns is plain data.

export type { Circuit, CircuitEdge } from "../model/index.ts";
export { checkClaims, type Verdict, type Verdicts } from "./claims.ts";
export { circuit, type Explanation, explain, type Kind, type Listed, list, upstream } from "./describe.ts";
export { type EquationsSettings, equations } from "./equations.ts";
export { LullFault } from "./fault.ts";
export type { Finding, RunSettings, Watch } from "./finding.ts";
export { type LoadedModel, loadModel, type Texts } from "./model.ts";
export type { Origin } from "./origin.ts";
export {
  type PeopleSettings,
  population,
  type SearchSettings,
  search,
} from "./people.ts";
export {
  type PopulationSettings,
  type SubjectOutcome,
  type Subjects,
  simulatePopulation,
} from "./population.ts";
export type { Recorded } from "./record.ts";
export type { Changes, ScenarioInput } from "./scenario.ts";
export {
  type CompareSettings,
  compare,
  type FitSettings,
  fit,
  type SteadySettings,
  steady,
} from "./scenarios.ts";
export {
  type ArmOutcome,
  type LaterMeasure,
  type Measured,
  measure,
  type Outcome,
  type SimulateSettings,
  simulate,
} from "./simulate.ts";
export {
  type LentCase,
  type NearbySimulator,
  nearbySimulator,
  type QuickOutcome,
  type QuickRun,
  type Simulator,
  simulator,
} from "./simulator.ts";
export { requirement, type StudySettings, scan, sensitivity, why } from "./studies.ts";
