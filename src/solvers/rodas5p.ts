import { Linearization } from "./linearization.ts";
import { a, C, c, d, embeddedOrder, gamma, H, order } from "./rodas5p-coefficients.ts";
import { type Advance, firstNonFinite, type Integrator, type Run, solveInSegments } from "./segments.ts";
import { SparseLU } from "./sparse-lu.ts";
import { planElimination } from "./sparsity.ts";
import { landingStep, StepController, scaledNorm, smallestStep, startingStep } from "./step-control.ts";
import type { Solver, SolveStatus } from "./types.ts";

const STAGES = 8;
/** The argument of this stage and of the later ones is the argument before plus the stage before. */
const FIRST_WALKING_STAGE = 6;

/** Rosenbrock method of order 5(4) for stiff and mildly stiff systems, with a sparse Jacobian. */
export const rodas5p: Solver = {
  name: "rodas5p",
  about:
    "Rosenbrock 5(4) with sparse Jacobian (Steinebach 2023); the default, for stiff and mildly stiff models.",
  solve: (request) => solveInSegments(request, (run) => new Rodas5P(run)),
};

/** What came of one attempt; a `fault` is a reason to retreat, to be reported when no shorter step escapes it. */
type Attempt =
  | { readonly kind: "done"; readonly error: number }
  | { readonly kind: "fault"; readonly status: SolveStatus; readonly blame: number };

class Rodas5P implements Integrator {
  private readonly run: Run;
  private readonly linearization: Linearization;
  private readonly lu: SparseLU;
  private readonly controller = new StepController(embeddedOrder + 1);
  private readonly k: readonly Float64Array[];
  /** f at the start of the step */
  private readonly startRates: Float64Array;
  private readonly rates: Float64Array;
  /** argument of the current stage, at the end the new state */
  private readonly u: Float64Array;
  private readonly q: readonly Float64Array[];
  /** length proposed by the controller, never one cut short by a stop */
  private proposed: number | undefined;
  /** length proposed after the first full step behind the last stop: the best guess for the next stop */
  private afterStop: number | undefined;

  constructor(run: Run) {
    const vector = () => new Float64Array(run.system.dimension);
    this.run = run;
    this.linearization = new Linearization(run);
    this.lu = new SparseLU(planElimination(run.system.dimension, this.linearization.pattern));
    this.k = Array.from({ length: STAGES }, vector);
    this.q = Array.from(H, vector);
    this.startRates = vector();
    this.rates = vector();
    this.u = vector();
  }

  advance(start: number, end: number, y: Float64Array): Advance {
    const { run, controller, startRates } = this;
    let t = start;
    let h = this.afterStop ?? this.proposed;
    let isLinearized = false;
    let firstAfterStop = true;
    let trouble: { status: SolveStatus; blame: number } | undefined;

    while (t < end) {
      const interruption = run.interruption();
      if (interruption) return { status: interruption, t };

      if (!isLinearized) {
        let blame = run.rates(t, y, startRates);
        if (blame < 0) {
          h ??= startingStep(run, t, end, y, startRates, order);
          blame = this.linearization.update(t, y, startRates, Math.min(h, end - t));
        }
        if (blame >= 0) return { status: "non-finite", t, blame };
        isLinearized = true;
      }
      const wanted = Math.min(h ?? end - t, run.maxStep);
      const length = landingStep(wanted, end - t);
      if (length < Math.min(smallestStep(t, end - start), end - t))
        return { t, ...(trouble ?? { status: "step-too-small" }) };

      const attempt = this.attempt(t, length, y);
      if (attempt.kind === "fault" || !(attempt.error <= 1)) {
        run.counters.rejected++;
        h = length * controller.rejected(attempt.kind === "fault" ? Number.POSITIVE_INFINITY : attempt.error);
        this.proposed = h;
        trouble =
          attempt.kind === "fault"
            ? { status: attempt.status, blame: attempt.blame }
            : { status: "step-too-small", blame: this.worstState(y) };
        continue;
      }

      const next = length === end - t ? end : t + length;
      run.counters.steps++;
      if (run.outputs.due(next)) {
        this.prepareDenseOutput();
        run.outputs.serve(next, (time, into) => this.interpolate((time - t) / length, y, into));
      }
      const isCut = length < wanted;
      h = length * controller.accepted(attempt.error);
      if (isCut) h = Math.max(h, wanted);
      this.proposed = h;
      if (firstAfterStop && !isCut) this.afterStop = h;
      firstAfterStop = false;
      y.set(this.u);
      t = next;
      isLinearized = false;
      trouble = undefined;
    }
    return { status: "success", t: end };
  }

  /** Tries one step from (t, y); leaves the new state in `u` and the stages in `k`. */
  private attempt(t: number, h: number, y: Float64Array): Attempt {
    const { run, k, u, lu, startRates, rates } = this;
    const { dfdt, nonzeros } = this.linearization;
    const n = y.length;
    run.counters.factorizations++;
    const badPivot = lu.factor(nonzeros, 1 / (gamma * h));
    if (badPivot >= 0) return { kind: "fault", status: "singular", blame: badPivot };

    for (let stage = 0; stage < STAGES; stage++) {
      if (stage >= FIRST_WALKING_STAGE) addTo(u, k[stage - 1]!, 1);
      else combine(u, y, a[stage]!, k);
      const f = stage === 0 ? startRates : rates;
      if (stage > 0) {
        const blame = run.rates(t + c[stage]! * h, u, rates);
        if (blame >= 0) return { kind: "fault", status: "non-finite", blame };
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
    if (blame >= 0) return { kind: "fault", status: "non-finite", blame };
    return { kind: "done", error: scaledNorm(run, estimate, y, u) };
  }

  /** Prepared only for steps that contain an output. */
  private prepareDenseOutput(): void {
    this.q.forEach((q, i) => {
      q.fill(0);
      for (let j = 0; j < STAGES; j++) addTo(q, this.k[j]!, H[i]![j]!);
    });
  }

  private interpolate(theta: number, y: Float64Array, into: Float64Array): void {
    const [q1, q2, q3] = this.q as [Float64Array, Float64Array, Float64Array];
    const rest = 1 - theta;
    for (let i = 0; i < into.length; i++) {
      const curve = rest * (q1[i]! + theta * (q2[i]! + theta * q3[i]!));
      into[i] = rest * y[i]! + theta * (this.u[i]! + curve);
    }
  }

  /** The state with the largest scaled error in the last attempt. */
  private worstState(y: Float64Array): number {
    const { rtol, atol } = this.run;
    let worst = 0;
    let largest = -1;
    this.k[STAGES - 1]!.forEach((error, i) => {
      const scaled = Math.abs(error) / (atol[i]! + rtol * Math.max(Math.abs(y[i]!), Math.abs(this.u[i]!)));
      if (scaled > largest) {
        largest = scaled;
        worst = i;
      }
    });
    return worst;
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
