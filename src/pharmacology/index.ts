// What does a drug do? Drugs, regimens and people as data: kinetic equations, doses over time, shifts of parameters.
// Deliberately knows nothing of the brain, of files or of solvers.
export { doseState, drugModules } from "./kinetics.ts";
export { expandRegimen } from "./regimen.ts";
export {
  type Dose,
  type Drug,
  type DrugTarget,
  type KineticName,
  kineticNames,
  type Person,
  type RegimenEntry,
} from "./types.ts";
