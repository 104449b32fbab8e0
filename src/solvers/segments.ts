import { OutputQueue } from "./outputs.ts";
import { checkRequest } from "./request.ts";
import { groupStops, type StopGroup } from "./stops.ts";
import type { OdeSystem, SolveRequest, SolveResult, SolveStatus, WorkCounters } from "./types.ts";
import { Watcher } from "./watch.ts";

const DEFAULT_MAX_STEPS = 1_000_000;

/** Where a segment ended: at its end with `success`, or before it with the reason. */
export interface Advance {
  readonly status: SolveStatus;
  readonly t: number;
  readonly blame?: number;
}

/** A method at work on one request: the only thing that differs between solvers. */
export interface Integrator {
  /**
   * Brings `y` in place from `t` to `end`, over rates without discontinuity, serving outputs on the way. Ends with
   * success before `end` where a watched condition changes.
   */
  advance(t: number, end: number, y: Float64Array): Advance;
  /** Called once, when the run is over, however it ended. */
  release?(): void;
}

/** What a method may use while at work: the checked request, the counters and the queue of outputs. */
export class Run {
  readonly system: OdeSystem;
  readonly rtol: number;
  readonly atol: Float64Array;
  /** end of the whole run, beyond any stop */
  readonly end: number;
  readonly maxStep: number;
  readonly maxSteps: number;
  readonly outputs: OutputQueue;
  readonly watcher: Watcher | undefined;
  /** who looks at every step, if anybody */
  readonly onStep: SolveRequest["onStep"];
  readonly counters = {
    steps: 0,
    rejected: 0,
    rateCalls: 0,
    jacobianCalls: 0,
    factorizations: 0,
    solves: 0,
  } satisfies WorkCounters;
  private readonly request: SolveRequest;

  constructor(request: SolveRequest) {
    this.request = request;
    this.system = request.system;
    this.rtol = request.rtol;
    this.atol = request.atol;
    this.end = request.t1;
    this.maxStep = request.maxStep ?? Number.POSITIVE_INFINITY;
    this.maxSteps = request.maxSteps ?? DEFAULT_MAX_STEPS;
    this.outputs = new OutputQueue(request);
    this.watcher = request.watch && new Watcher(request.watch, request.system.dimension);
    this.onStep = request.onStep && ((step) => request.onStep!(step));
  }

  /** Writes f(t, y) into `dydt`; returns the first state whose rate is not finite, or -1. */
  rates(t: number, y: Float64Array, dydt: Float64Array): number {
    this.counters.rateCalls++;
    this.system.rates(t, y, dydt);
    return firstNonFinite(dydt);
  }

  /** Attempted steps left before `maxSteps`. */
  remainingSteps(): number {
    return this.maxSteps - this.counters.steps - this.counters.rejected;
  }

  /** Reason to make no further step, asked before each. */
  interruption(): "cancelled" | "max-steps" | undefined {
    if (this.request.isCancelled?.()) return "cancelled";
    return this.remainingSteps() <= 0 ? "max-steps" : undefined;
  }
}

/**
 * The loop every solver shares: integrate to the next stop, let it change the state, report, go on.
 *
 * @throws RangeError for a request that breaks its contract
 */
export function solveInSegments(request: SolveRequest, begin: (run: Run) => Integrator): SolveResult {
  checkRequest(request);
  const { t0, t1 } = request;
  const run = new Run(request);
  const y = request.y0.slice();
  const finish = (end: Advance): SolveResult => ({ ...end, y, counters: { ...run.counters } });

  let integrator: Integrator | undefined;
  try {
    return follow();
  } finally {
    integrator?.release?.();
  }

  function follow(): SolveResult {
    let t = t0;
    const { watcher } = run;
    // On which side of a switch the rates are asked: a distance that rounding does not reach and no solution notices.
    const aside = besideSwitch * Math.max(Math.abs(t0), Math.abs(t1));
    let start = 0;
    for (const group of segmentEnds(request)) {
      while (t < group.time) {
        const blame = firstNonFinite(y);
        if (blame >= 0) return finish({ status: "non-finite", t, blame });
        const wanted = Math.min(group.time, watcher?.due(t) ?? group.time);
        run.outputs.holdAt(wanted);
        integrator ??= y.length > 0 ? begin(run) : idle(run, t1 - t0);
        const to = wanted === group.time && isSwitch(group) ? wanted - aside : wanted;
        const from = t + start;
        start = 0;
        const end = to > from ? integrator.advance(from, to, y) : { status: "success" as const, t: wanted };
        if (end.status !== "success") return finish(end);
        t = end.t >= to ? wanted : end.t;
        if (t < group.time) {
          if (watcher && !watcher.react(t, y)) return finish({ status: "endless-events", t });
          run.outputs.serveAt(t, y);
        }
      }
      for (const stop of group.stops) stop.apply?.(y);
      const blame = firstNonFinite(y);
      if (blame >= 0) return finish({ status: "non-finite", t, blame });
      if (watcher && !watcher.react(t, y)) return finish({ status: "endless-events", t });
      run.outputs.serveAt(t, y);
      start = isSwitch(group) ? aside : 0;
    }
    return finish({ status: "success", t: t1 });
  }
}

/** Half of the stretch of time around a switch that is stepped over, as a part of the run. */
const besideSwitch = 1e-13;

const isSwitch = ({ stops }: StopGroup) => stops.some((stop) => stop.isSwitch);

/** A run without states is shown in so many steps, as what is computed of it may still move with the clock. */
const idleSteps = 1024;

/** What is left to do without states. */
function idle(run: Run, span: number): Integrator {
  const nothing = new Float64Array(0);
  const still = { start: nothing, end: nothing, interpolate() {}, quarters() {} };
  return {
    advance(start, end) {
      run.outputs.serve(end, () => {});
      const count = run.onStep ? Math.max(1, Math.ceil((idleSteps * (end - start)) / span)) : 0;
      for (let i = 0; i < count; i++) {
        const from = start + (i / count) * (end - start);
        const to = i + 1 === count ? end : start + ((i + 1) / count) * (end - start);
        run.onStep!({ ...still, from, to, isFirst: i === 0 });
      }
      return { status: "success", t: end };
    },
  };
}

/** The stop groups with `t0` first and `t1` last, stops there or not. */
function segmentEnds({ stops, t0, t1 }: SolveRequest): readonly StopGroup[] {
  const groups = [...groupStops(stops, t0, t1)];
  if (groups[0]?.time !== t0) groups.unshift({ time: t0, stops: [] });
  if (groups.at(-1)?.time !== t1) groups.push({ time: t1, stops: [] });
  return groups;
}

/** Index of the first value that is NaN or infinite, or -1. The plain sum is finite in nearly every call. */
export function firstNonFinite(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  if (Number.isFinite(sum)) return -1;
  return values.findIndex((value) => !Number.isFinite(value));
}
