import { odex } from "./odex.ts";
import { rodas5p } from "./rodas5p.ts";
import type { Solver } from "./types.ts";

/** Every solver, the default first. Tests run over this list, so a new one is tested by joining it. */
export const solvers: readonly Solver[] = [rodas5p, odex];

/** Name of the solver used when none is asked for. */
export const defaultSolverName = "rodas5p";

/**
 * The solver of that name.
 *
 * @throws RangeError `invalid solver: <name>; expected <the names there are>`
 */
export function solverNamed(name: string): Solver {
  const found = solvers.find((solver) => solver.name === name);
  if (found) return found;
  const names = solvers.map((solver) => solver.name).join(" or ");
  throw new RangeError(`invalid solver: ${name}; expected ${names}`);
}
