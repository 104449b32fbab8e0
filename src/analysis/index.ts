// What follows? Claims judged at nominal parameters, with mechanisms knocked out, under rival hypotheses and uncertainty.
// Deliberately knows nothing of files, terminals or how solvers work.
export { runaways } from "./bounds.ts";
export { type Calibration, calibrate } from "./calibrate.ts";
export { check, checkWith, removedShare } from "./check.ts";
export { claimFaults } from "./claim-faults.ts";
export { ClaimTable } from "./claim-table.ts";
export * from "./credibility/index.ts";
export { countHolding, withProbabilities } from "./draws.ts";
export { type DosePoint, type OccupancyByDose, occupancyByDose } from "./occupancy.ts";
export * from "./people/index.ts";
export type { ClaimResult, FailedClaims, Ledger } from "./types.ts";
export { uncertainParameters } from "./uncertainty.ts";
export { carries, expectation, failedClaims, holds, measured } from "./verdict.ts";
