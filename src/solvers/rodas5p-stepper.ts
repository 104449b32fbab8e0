import { Linearization } from "./linearization.ts";
import { denseWeights, rodas5pTableau } from "./rodas5p-coefficients.ts";
import { firstNonFinite, type Run } from "./segments.ts";
import { SparseLU } from "./sparse-lu.ts";
import { planElimination } from "./sparsity.ts";
import { scaledNorm, worstScaled } from "./step-control.ts";
import type { RosenbrockStepper, StepFault } from "./types.ts";

const { gamma, a, C, c, d, H } = rodas5pTableau;
const STAGES = 8;
const quarterWeights = [0.25, 0.5, 0.75].map(denseWeights);

/** Steps of Rodas5P for any system, from its rates and what derivatives it has. */
export class PlainStepper implements RosenbrockStepper {
  private readonly run: Run;
  private readonly linearization: Linearization;
  private readonly lu: SparseLU;
  private readonly k: readonly Float64Array[];
  /** start of the step, and f there */
  private readonly y: Float64Array;
  private readonly startRates: Float64Array;
  private readonly rates: Float64Array;
  /** argument of the current stage, at the end the new state */
  private readonly u: Float64Array;
  private readonly q: readonly Float64Array[];
  private lastFault: StepFault = { status: "non-finite", blame: 0 };

  constructor(run: Run) {
    const vector = () => new Float64Array(run.system.dimension);
    this.run = run;
    this.linearization = new Linearization(run);
    this.lu = new SparseLU(planElimination(run.system.dimension, this.linearization.pattern));
    this.k = Array.from({ length: STAGES }, vector);
    this.q = Array.from(H, vector);
    this.y = vector();
    this.startRates = vector();
    this.rates = vector();
    this.u = vector();
  }

  linearize(t: number, y: Float64Array, reach: number): number {
    this.y.set(y);
    const blame = this.run.rates(t, this.y, this.startRates);
    return blame >= 0 ? blame : this.linearization.update(t, this.y, this.startRates, reach);
  }

  attempt(t: number, h: number): number {
    const { run, y, k, u, lu, startRates, rates } = this;
    const { dfdt, nonzeros } = this.linearization;
    const n = y.length;
    run.counters.factorizations++;
    const badPivot = lu.factor(nonzeros, 1 / (gamma * h));
    if (badPivot >= 0) return this.fail("singular", badPivot);

    for (let stage = 0; stage < STAGES; stage++) {
      if (stage >= a.length) addTo(u, k[stage - 1]!, 1);
      else combine(u, y, a[stage]!, k);
      const f = stage === 0 ? startRates : rates;
      if (stage > 0) {
        const blame = run.rates(t + c[stage]! * h, u, rates);
        if (blame >= 0) return this.fail("non-finite", blame);
      }
      const ki = k[stage]!;
      ki.fill(0);
      for (let j = 0; j < stage; j++) addTo(ki, k[j]!, C[stage]![j]! / h);
      const weight = d[stage]! * h;
      for (let i = 0; i < n; i++) ki[i] = ki[i]! + f[i]! + weight * dfdt[i]!;
      run.counters.solves++;
      lu.solve(ki);
    }
    const estimate = k[STAGES - 1]!;
    addTo(u, estimate, 1);
    const blame = firstNonFinite(u);
    if (blame >= 0) return this.fail("non-finite", blame);
    return scaledNorm(run, estimate, y, u);
  }

  private fail(status: StepFault["status"], blame: number): number {
    this.lastFault = { status, blame };
    return Number.NaN;
  }

  fault(): StepFault {
    return this.lastFault;
  }

  worstState(): number {
    return worstScaled(this.run, this.k[STAGES - 1]!, this.y, this.u);
  }

  prepareDenseOutput(): void {
    this.q.forEach((q, i) => {
      q.fill(0);
      for (let j = 0; j < STAGES; j++) addTo(q, this.k[j]!, H[i]![j]!);
    });
  }

  interpolate(theta: number, into: Float64Array): void {
    const [q1, q2, q3] = this.q as [Float64Array, Float64Array, Float64Array];
    const rest = 1 - theta;
    for (let i = 0; i < into.length; i++) {
      const curve = rest * (q1[i]! + theta * (q2[i]! + theta * q3[i]!));
      into[i] = rest * this.y[i]! + theta * (this.u[i]! + curve);
    }
  }

  quarters(states: Int32Array, into: Float64Array, index: number): void {
    const { y, u, k } = this;
    let next = index;
    for (const i of states) into[next++] = y[i]!;
    for (const [q, weights] of quarterWeights.entries()) {
      const theta = (q + 1) / 4;
      for (const i of states) {
        const ends = (1 - theta) * y[i]! + theta * u[i]!;
        into[next++] = weights.reduce((sum, weight, j) => sum + weight * k[j]![i]!, ends);
      }
    }
    for (const i of states) into[next++] = u[i]!;
  }

  accept(y: Float64Array): void {
    y.set(this.u);
  }
}

/** sum = y + sum_j weights[j] * k[j] */
function combine(sum: Float64Array, y: Float64Array, weights: readonly number[], k: readonly Float64Array[]) {
  sum.set(y);
  for (let j = 0; j < weights.length; j++) addTo(sum, k[j]!, weights[j]!);
}

function addTo(sum: Float64Array, vector: Float64Array, weight: number): void {
  for (let i = 0; i < sum.length; i++) sum[i]! += weight * vector[i]!;
}
