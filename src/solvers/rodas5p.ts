import { embeddedOrder, order } from "./rodas5p-coefficients.ts";
import { PlainStepper } from "./rodas5p-stepper.ts";
import { type Advance, type Integrator, type Run, solveInSegments } from "./segments.ts";
import { landingStep, StepController, smallestStep, startingStep } from "./step-control.ts";
import type { RosenbrockStepper, Solver, Step, StepFault } from "./types.ts";

/** Rosenbrock method of order 5(4) for stiff and mildly stiff systems, with a sparse Jacobian. */
export const rodas5p: Solver = {
  name: "rodas5p",
  about:
    "Rosenbrock 5(4) with sparse Jacobian (Steinebach 2023); the default, for stiff and mildly stiff models.",
  solve: (request) => solveInSegments(request, (run) => new Rodas5P(run)),
};

/** When to step and how far; the steps themselves are the stepper's. */
class Rodas5P implements Integrator {
  private readonly run: Run;
  private readonly stepper: RosenbrockStepper;
  private readonly step: MadeStep;
  private readonly controller = new StepController(embeddedOrder + 1);
  /** length proposed by the controller, never one cut short by a stop */
  private proposed: number | undefined;
  /** length proposed after the first full step behind the last stop: the best guess for the next stop */
  private afterStop: number | undefined;

  constructor(run: Run) {
    this.run = run;
    this.stepper = run.system.rodas5p?.(run) ?? new PlainStepper(run);
    this.step = new MadeStep(run, this.stepper);
  }

  advance(start: number, end: number, y: Float64Array): Advance {
    const { run, controller, stepper, step } = this;
    let t = start;
    let h = this.afterStop ?? this.proposed;
    let isLinearized = false;
    let firstAfterStop = true;
    let trouble: StepFault | undefined;

    while (t < end) {
      const interruption = run.interruption();
      if (interruption) return { status: interruption, t };

      if (h === undefined) {
        const rates = new Float64Array(y.length);
        const blame = run.rates(t, y, rates);
        if (blame >= 0) return { status: "non-finite", t, blame };
        h = startingStep(run, t, end, y, rates, order);
      }
      if (!isLinearized) {
        const blame = stepper.linearize(t, y, Math.min(h, end - t));
        if (blame >= 0) return { status: "non-finite", t, blame };
        isLinearized = true;
      }
      const wanted = Math.min(h, run.maxStep);
      const length = landingStep(wanted, end - t);
      if (length < Math.min(smallestStep(t, end - start), end - t))
        return { t, ...(trouble ?? { status: "step-too-small" }) };

      const error = stepper.attempt(t, length);
      if (!(error <= 1)) {
        const isFault = Number.isNaN(error);
        run.counters.rejected++;
        h = length * controller.rejected(isFault ? Number.POSITIVE_INFINITY : error);
        this.proposed = h;
        trouble = isFault ? stepper.fault() : { status: "step-too-small", blame: stepper.worstState() };
        continue;
      }

      const next = length === end - t ? end : t + length;
      run.counters.steps++;
      step.begin(t, next, firstAfterStop);
      const change = run.watcher?.firstChange(t, next, step.interpolate);
      if (change !== undefined) run.outputs.holdAt(change);
      run.outputs.serve(change ?? next, step.interpolate);
      if (change !== undefined && change < next) {
        step.cut(change, y);
        return { status: "success", t: change };
      }
      const isCut = length < wanted;
      h = length * controller.accepted(error);
      if (isCut) h = Math.max(h, wanted);
      this.proposed = h;
      if (firstAfterStop && !isCut) this.afterStop = h;
      firstAfterStop = false;
      step.finish(y);
      t = next;
      if (change !== undefined) return { status: "success", t };
      isLinearized = false;
      trouble = undefined;
    }
    return { status: "success", t: end };
  }

  release(): void {
    this.stepper.release?.();
  }
}

/** The step just made, for all who look at it: its dense output is prepared when first asked for. */
class MadeStep implements Step {
  from = 0;
  to = 0;
  isFirst = true;
  start: Float64Array;
  readonly end: Float64Array;
  private readonly run: Run;
  private readonly stepper: RosenbrockStepper;
  private length = 0;
  private isPrepared = false;

  constructor(run: Run, stepper: RosenbrockStepper) {
    this.run = run;
    this.stepper = stepper;
    this.end = new Float64Array(run.system.dimension);
    this.start = this.end;
  }

  begin(from: number, to: number, isFirst: boolean): void {
    this.from = from;
    this.to = to;
    this.length = to - from;
    this.isFirst = isFirst;
    this.isPrepared = false;
  }

  readonly interpolate = (t: number, into: Float64Array): void => {
    const theta = (t - this.from) / this.length;
    if (!this.isPrepared) this.stepper.prepareDenseOutput();
    this.isPrepared = true;
    this.stepper.interpolate(theta, into);
  };

  quarters(states: Int32Array, into: Float64Array, index: number): void {
    const { from, to, length, end } = this;
    if (to - from === length) {
      this.stepper.quarters(states, into, index);
      return;
    }
    // It was cut.
    const point = new Float64Array(end.length);
    for (let quarter = 0; quarter <= 4; quarter++) {
      this.interpolate(from + ((to - from) * quarter) / 4, point);
      for (let s = 0; s < states.length; s++) into[index + quarter * states.length + s] = point[states[s]!]!;
    }
  }

  /** Shows the step, then brings `y` to its end. */
  finish(y: Float64Array): void {
    this.stepper.accept(this.end);
    this.show(y);
  }

  /** The same with a step that ends early, at `to`. */
  cut(to: number, y: Float64Array): void {
    this.interpolate(to, this.end);
    this.to = to;
    this.show(y);
  }

  private show(y: Float64Array): void {
    this.start = y;
    this.run.onStep?.(this);
    y.set(this.end);
  }
}
