// What follows? Claims judged at nominal parameters, with mechanisms knocked out, under rival hypotheses and uncertainty.
// Deliberately knows nothing of files, terminals or how solvers work.
export { type Runaway, runaways } from "./bounds.ts";
export { type AnchorResult, type Calibration, calibrate, type FittedParameter } from "./calibrate.ts";
export { type CheckOptions, check, checkWith, type Judged, removedShare } from "./check.ts";
export { claimFaults } from "./claim-faults.ts";
export { type Cell, ClaimTable } from "./claim-table.ts";
export * from "./credibility/index.ts";
export { countHolding, type DrawOptions, withProbabilities } from "./draws.ts";
export { type DosePoint, type OccupancyByDose, occupancyByDose } from "./occupancy.ts";
export * from "./people/index.ts";
export type { ClaimResult, KnockoutResult, Ledger, RivalResult } from "./types.ts";
export { drawParameters, uncertainParameters } from "./uncertainty.ts";
export { carries, expectation, holds, marginOf, measured } from "./verdict.ts";
