import { Solver as Odex } from "odex";
import { type Advance, type Integrator, type Run, solveInSegments } from "./segments.ts";
import { smallestStep, startingStep } from "./step-control.ts";
import type { Solver } from "./types.ts";

/** Order assumed for the first step; the method then chooses its own. */
const STARTING_ORDER = 5;
/** Shortening of the step in which the rates were not finite. */
const RETREAT = 0.25;
/**
 * Part of the absolute tolerance that is asked of the package: an explicit method leaves a quick state that has faded as far from 0 as
 * its tolerance lets it, and a root of that is no longer small. Costs a fifth more rates on the shipped model.
 */
const NEAR_ZERO = 0.01;
/** Calls of the rates at one same time that show a step too small to move: above any tableau of 9 columns. */
const MOST_CALLS_AT_ONE_TIME = 1000;

/** Gragg-Bulirsch-Stoer extrapolation with choice of order and step, for non-stiff systems. */
export const odex: Solver = {
  name: "odex",
  about:
    "Extrapolation of variable order (Hairer & Wanner's ODEX); an independent check for non-stiff models.",
  solve: (request) => solveInSegments(request, (run) => new OdexIntegrator(run)),
};

/** Thrown out of the rates, the only way to leave the package in the middle of a step. */
class Abort {
  readonly reason: "non-finite" | "stuck";
  readonly blame: number;
  constructor(reason: "non-finite" | "stuck", blame = -1) {
    this.reason = reason;
    this.blame = blame;
  }
}

/** Where one call of the package got to: the end of the segment, or a fault within a step from `t`. */
type SegmentEnd =
  | { readonly kind: "ended"; readonly advance: Advance }
  | { readonly kind: "fault"; readonly t: number; readonly reach: number; readonly blame: number };

/**
 * Drives odex 3.0.0-rc.4 (C. Smith's port of ODEX: Hairer, Norsett & Wanner, Solving ODEs I, 2nd ed., Sec. II.9).
 *
 * The package integrates in its own time x = (t - start) / unit, because its first step is never below 1e-4 and an
 * end at x = 0 counts as none. The unit is a power of two, which costs no digit.
 */
class OdexIntegrator implements Integrator {
  private readonly run: Run;
  private readonly y: Float64Array;
  private readonly dydt: Float64Array;
  /** length of the first step behind the last stop */
  private afterStop: number | undefined;

  constructor(run: Run) {
    this.run = run;
    this.y = new Float64Array(run.system.dimension);
    this.dydt = new Float64Array(run.system.dimension);
  }

  advance(start: number, end: number, y: Float64Array): Advance {
    const { run } = this;
    let t = start;
    let h = this.afterStop;
    if (h === undefined) {
      const blame = run.rates(t, y, this.dydt);
      if (blame >= 0) return { status: "non-finite", t, blame };
      h = startingStep(run, t, end, y, this.dydt, STARTING_ORDER);
    }
    for (;;) {
      const interruption = run.interruption();
      if (interruption) return { status: interruption, t };
      const stretch = this.stretch({ segment: start, start: t, end }, y, h);
      if (stretch.kind === "ended") return stretch.advance;
      // Steps restart from the last good state, shorter, as long as the fault is not in that state itself.
      run.counters.rejected++;
      t = stretch.t;
      h = RETREAT * stretch.reach;
      if (h < smallestStep(t, end - start)) return { status: "non-finite", t, blame: stretch.blame };
    }
  }

  /**
   * Integrates from `start` towards `end` with first step `h`, `y` following every accepted step.
   *
   * @param way `segment` is where the rates began to be smooth: `start`, or before it where the way there had a fault
   */
  private stretch(
    { segment, start, end }: { readonly segment: number; readonly start: number; readonly end: number },
    y: Float64Array,
    h: number,
  ): SegmentEnd {
    const { run } = this;
    const before = run.counters.rejected;
    const unit = 2 ** Math.ceil(Math.log2(Math.min(h, end - start)));
    let t = start;
    let reach = 0;
    let sameTimeCalls = 0;
    let lastTime = Number.NaN;
    const rates = (x: number, state: readonly number[], dydx: number[]): void => {
      const time = start + x * unit;
      for (let i = 0; i < state.length; i++) this.y[i] = state[i]!;
      sameTimeCalls = time === lastTime ? sameTimeCalls + 1 : 0;
      lastTime = time;
      if (sameTimeCalls > MOST_CALLS_AT_ONE_TIME) throw new Abort("stuck");
      reach = Math.max(reach, time - t);
      const blame = run.rates(time, this.y, this.dydt);
      if (blame >= 0) throw new Abort("non-finite", blame);
      for (let i = 0; i < state.length; i++) dydx[i] = this.dydt[i]! * unit;
    };
    const length = (end - start) / unit;
    // The package judges the root mean square over all states, in which one state may miss its tolerance by the root of
    // their number: among 70 states a quick one was 24 times rtol off. So much tighter, every state keeps its own.
    const share = 1 / Math.sqrt(y.length);
    const solver = new Odex(rates, y.length, {
      rawFunction: true,
      // Always on, wanted or not: it takes part in the step control, and outputs must not influence steps.
      denseOutput: true,
      relativeTolerance: share * run.rtol,
      absoluteTolerance: Array.from(run.atol, (tolerance) =>
        Math.max(NEAR_ZERO * share * tolerance, Number.MIN_VALUE),
      ),
      initialStepSize: Math.min(h, run.maxStep) / unit,
      maxStepSize: Math.min(run.maxStep / unit, length),
      maxSteps: run.remainingSteps() + 1,
    });

    try {
      for (const step of solver.solutionSegments(0, Array.from(y), length)) {
        run.counters.steps++;
        run.counters.rejected = before + solver.nReject;
        const next = step.x1 >= length ? end : start + step.x1 * unit;
        const interpolate = (time: number, into: Float64Array) => {
          const x = Math.min(Math.max((time - start) / unit, step.x0), step.x1);
          for (let i = 0; i < into.length; i++) into[i] = step.f(i, x);
        };
        const show = (to: number, stateThere: Float64Array) =>
          run.onStep?.({
            from: t,
            to,
            isFirst: t === segment,
            start: y,
            end: stateThere,
            interpolate,
          });
        const change = run.watcher?.firstChange(t, next, interpolate);
        if (change !== undefined) {
          run.outputs.holdAt(change);
          run.outputs.serve(change, interpolate);
          const stateThere = new Float64Array(y.length);
          interpolate(change, stateThere);
          show(change, stateThere);
          y.set(stateThere);
          return { kind: "ended", advance: { status: "success", t: change } };
        }
        run.outputs.serve(next, interpolate);
        const stateThere = Float64Array.from(step.y);
        show(next, stateThere);
        if (t === start && next < end) this.afterStop = next - start;
        y.set(stateThere);
        t = next;
        reach = 0;
        const interruption = t < end ? run.interruption() : undefined;
        if (interruption) return { kind: "ended", advance: { status: interruption, t } };
      }
      return { kind: "ended", advance: { status: "success", t: end } };
    } catch (thrown) {
      run.counters.rejected = before + solver.nReject;
      if (thrown instanceof Abort) {
        if (thrown.reason === "stuck") return { kind: "ended", advance: { status: "step-too-small", t } };
        return { kind: "fault", t, reach, blame: thrown.blame };
      }
      if (thrown instanceof Error && thrown.message.startsWith("maximum allowed steps exceeded"))
        return { kind: "ended", advance: { status: "max-steps", t } };
      throw thrown;
    }
  }
}
