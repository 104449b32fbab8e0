/**
 * How is it integrated? From a system of rates, a span and tolerances to states at the wanted times, with a status
 * and the work it took.
 *
 * It knows no model, no unit and no name of a state: a stop is a time and a function, and a failure blames an index.
 */
export { solveLinear } from "./linear.ts";
export { type Mode, modesOf, modesOfRound } from "./modes.ts";
export { solvePair } from "./pair.ts";
export { defaultSolverName, solverNamed, solvers } from "./registry.ts";
export { rodas5p } from "./rodas5p.ts";
export { denseWeights, rodas5pTableau } from "./rodas5p-coefficients.ts";
export { attractingRoot } from "./root.ts";
export { firstNonFinite } from "./segments.ts";
export { type Elimination, planElimination } from "./sparsity.ts";
export { worstScaled } from "./step-control.ts";
export type {
  ConditionWatch,
  OdeSystem,
  RosenbrockStepper,
  SolveRequest,
  SolveResult,
  SolveStatus,
  SparsePattern,
  Step,
  StepFault,
  StepperContext,
  Stop,
} from "./types.ts";
