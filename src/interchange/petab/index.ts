// PEtab problems, versions 1 and 2: read, joined with their SBML model, evaluated and fitted.
export { compilePetab, type PetabEvaluation, type PetabModelSource, unknownLanguage } from "./evaluate.ts";
export { fitPetab, type PetabFit } from "./fit.ts";
export { logPrior } from "./priors.ts";
export { readPetab } from "./read.ts";
export type { PetabProblem } from "./types.ts";
