import { firstNonFinite, type Run } from "./segments.ts";
import { densePattern } from "./sparsity.ts";
import type { SparsePattern } from "./types.ts";

const ROOT_EPSILON = Math.sqrt(Number.EPSILON);

/** df/dy and df/dt at one point: the system's own where it has them, forward differences elsewhere. */
export class Linearization {
  readonly pattern: SparsePattern;
  /** df/dy in the order of `pattern` */
  readonly nonzeros: Float64Array;
  /** explicit df/dt, one per state */
  readonly dfdt: Float64Array;
  private readonly run: Run;
  private readonly shifted: Float64Array;
  private readonly shiftedRates: Float64Array;

  constructor(run: Run) {
    const { dimension, jacobian } = run.system;
    this.run = run;
    this.pattern = jacobian?.pattern ?? densePattern(dimension);
    this.nonzeros = new Float64Array(this.pattern.rowIndices.length);
    this.dfdt = new Float64Array(dimension);
    this.shifted = new Float64Array(dimension);
    this.shiftedRates = new Float64Array(dimension);
  }

  /**
   * Takes both at (t, y).
   *
   * @param rates f(t, y)
   * @param h length of the step to come; the difference in t stays well inside it, so as not to look past a stop
   * @returns -1, or the state whose rate has a derivative that is not finite
   */
  update(t: number, y: Float64Array, rates: Float64Array, h: number): number {
    const { system, counters } = this.run;
    counters.jacobianCalls++;
    if (system.jacobian) system.jacobian.evaluate(t, y, this.nonzeros);
    else this.differenceInStates(t, y, rates);
    const bad = firstNonFinite(this.nonzeros);
    if (bad >= 0) return this.pattern.rowIndices[bad]!;
    if (system.timeDerivative) system.timeDerivative(t, y, this.dfdt);
    else this.differenceInTime(t, y, rates, h);
    return firstNonFinite(this.dfdt);
  }

  /** Increments are upward and sized by the state, or by the magnitude its tolerances call negligible. */
  private differenceInStates(t: number, y: Float64Array, rates: Float64Array): void {
    const { run, nonzeros, shifted, shiftedRates } = this;
    const n = y.length;
    shifted.set(y);
    for (let j = 0; j < n; j++) {
      const typical = Math.max(Math.abs(y[j]!), Math.min(run.atol[j]! / run.rtol, 1)) || 1e-5;
      shifted[j] = y[j]! + ROOT_EPSILON * typical;
      const increment = shifted[j]! - y[j]!;
      run.rates(t, shifted, shiftedRates);
      for (let i = 0; i < n; i++) nonzeros[j * n + i] = (shiftedRates[i]! - rates[i]!) / increment;
      shifted[j] = y[j]!;
    }
  }

  private differenceInTime(t: number, y: Float64Array, rates: Float64Array, h: number): void {
    const { run, dfdt, shiftedRates } = this;
    const later = t + Math.min(ROOT_EPSILON * Math.max(Math.abs(t), h), 0.01 * h);
    const increment = later - t;
    dfdt.fill(0);
    if (increment === 0) return;
    run.rates(later, y, shiftedRates);
    for (let i = 0; i < dfdt.length; i++) dfdt[i] = (shiftedRates[i]! - rates[i]!) / increment;
  }
}
