// What is asked? Arms, overrides, gates, hypotheses, duration and measures as data, resolved to problems a solver can take.
// Deliberately knows nothing of YAML, solvers or results.

export { type ArmRecord, armRecord } from "./arm-record.ts";
export { type Cast, withOwn } from "./cast.ts";
export { type Claim, type ClaimPopulation, type ClaimStatistic, measuresOf } from "./claim.ts";
export { measureFaults } from "./measure-faults.ts";
export {
  type Curve,
  type Extreme,
  givenTo,
  type Limits,
  type MeasureFunction,
  type MeasureRequest,
  measures,
  measureUnit,
  ofLongerRun,
  requestFor,
  signatureOf,
  takeFrom,
  timesOf,
  upToEnd,
  windowsOf,
} from "./measures.ts";
export { beyondWords, outsideWords, unknownPerson, unknownSource, unknownVariable } from "./messages.ts";
export { predictionOf } from "./observed.ts";
export { type AddedArm, type Overrides, onTop, override } from "./overrides.ts";
export {
  type Criterion,
  type Distribution,
  type GroupTarget,
  isWithin,
  type KineticVariation,
  type Population,
  type Trait,
} from "./population.ts";
export { bodyOf, type CitedEvidence, type Experiment, type Problem, prepare } from "./problem.ts";
export type { Objective, ObjectiveQuantity, SearchPlan, Strategy, TriedHypothesis } from "./search.ts";
export { actsIn, joinWithDrugs } from "./systems.ts";
export {
  type Arm,
  type ArmChange,
  evidenceDirections,
  type HypothesisChoice,
  type OutsideRange,
  type PersonName,
  type Scenario,
} from "./types.ts";
