// PEtab problems, versions 1 and 2: read, joined with their SBML model, evaluated and fitted.
export type { ReadText } from "./entries.ts";
export {
  compilePetab,
  type PetabEvaluation,
  type PetabModelSource,
  type PetabOptions,
  type PetabProgram,
  unknownLanguage,
} from "./evaluate.ts";
export { fitPetab, type PetabFit, type PetabFitOptions } from "./fit.ts";
export type { LullArm } from "./lull.ts";
export { logPrior } from "./priors.ts";
export { readPetab } from "./read.ts";
export type {
  PetabExperiment,
  PetabMeasurement,
  PetabObservable,
  PetabParameter,
  PetabProblem,
  PetabSimulation,
} from "./types.ts";
