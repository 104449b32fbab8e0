// What does a drug do? Drugs, regimens and people as data: kinetic equations, doses over time, shifts of parameters.
// Deliberately knows nothing of the brain, of files or of solvers.

export {
  type CovariateEffect,
  type Covariates,
  childPughClasses,
  type Fact,
  phenotypes,
  sexes,
} from "./covariate-types.ts";
export { covariateWords, onTopOf, peopleByCovariates } from "./covariates.ts";
export { daytimes } from "./daytimes.ts";
export { familyOf, shareName } from "./enzymes.ts";
export { type Addition, additionsOf, drugsInUse, givenBy, intakeKey, withAllRoutes } from "./intake.ts";
export { drugModules, drugsOwnModules } from "./kinetics.ts";
export { applyPeople, type CombinedPeople, combinePeople, nameOfPeople } from "./people.ts";
export { baseOf, drugsTaken, settleProducts } from "./products.ts";
export { expandRegimen } from "./regimen.ts";
export { lengthText } from "./regimen-messages.ts";
export type {
  DaySelector,
  Dose,
  MissedDose,
  Product,
  RegimenEntry,
  Replacement,
  Rounding,
  Taper,
  Titration,
} from "./regimen-types.ts";
export { byWeight } from "./regimen-weight.ts";
export { regimenWords } from "./regimen-words.ts";
export { drugRoles, kineticRoles, type Role } from "./roles.ts";
export { fewestTablets } from "./tablets.ts";
export {
  type AbsorptionRoute,
  bioavailabilityOf,
  type Country,
  countries,
  type Drug,
  type DrugProduct,
  type Inhibition,
  kineticNames,
  type MeasuredOccupancy,
  type Metabolite,
  metaboliteKineticNames,
  type Person,
  type PersonNumber,
  personGroups,
  routeNumbers,
  type Substance,
} from "./types.ts";
