// What came out? Compiled systems and problems become trajectories with units, dose audit, status and measures.
// Deliberately knows nothing of YAML, charts or where results go.

export { changesAsPuts } from "./changes.ts";
export { clockStops } from "./clock.ts";
export { type Equilibrium, findEquilibrium } from "./equilibrium.ts";
export { watchEvents } from "./events.ts";
export { type Levels, type LongRun, levelsAtRest, longRun, restModes } from "./long-run.ts";
export { heldNumbers, type NumberStore } from "./number-store.ts";
export { atolOf, measuringSizes } from "./options.ts";
export { armSimulator, beyondEnd, type RunOptions, runScenario, sizesOf, unresolved } from "./run.ts";
export {
  defaults,
  parametersAtRest,
  personAtRest,
  type SimulateOptions,
  simulate,
  simulateFrom,
  simulatePair,
  startOfRun,
} from "./simulate.ts";
export { Slopes } from "./slopes.ts";
export type {
  ArmResult,
  Column,
  Comparison,
  DoseAudit,
  DrugAudit,
  MeasureResult,
  RunStatus,
  Samples,
  ScenarioResult,
  Trajectory,
} from "./types.ts";
