/**
 * Types of the part of odex 3.0.0-rc.4 that we call. The package ships its source instead of declarations, and that
 * source does not pass our compiler flags, so tsconfig.json maps the name "odex" to this file, under the name
 * `odex-types.js`: the compiler finds these types behind it, while a runner that reads `paths` too (tsx) finds no such
 * file and loads the package. Mapped as `odex-types.d.ts`, tsx would run this file as if it were the package.
 */
export interface OdexOptions {
  readonly rawFunction: boolean;
  readonly denseOutput: boolean;
  readonly relativeTolerance: number;
  /** a plain array: a typed array is not recognized */
  readonly absoluteTolerance: number[];
  readonly initialStepSize: number;
  readonly maxStepSize: number;
  readonly maxSteps: number;
}

/** One accepted step from x0 to x1, with y at x1; `f(component, x)` is its dense output. */
export interface SolutionSegment {
  readonly x0: number;
  readonly x1: number;
  readonly y: number[];
  readonly f: (component: number, x: number) => number;
}

export class Solver {
  constructor(
    rates: (x: number, y: readonly number[], dydx: number[]) => void,
    dimension: number,
    options: OdexOptions,
  );
  solutionSegments(x0: number, y0: number[], x1: number): Iterable<SolutionSegment>;
  /** Rejected steps so far. Private in the package's source, yet the only way to learn it when stopping early. */
  readonly nReject: number;
}
