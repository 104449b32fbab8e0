import { sameTime } from "./stops.ts";
import type { SolveRequest } from "./types.ts";

/** Fills `into` with the state at `t`, a time inside the step just made. */
export type Interpolant = (t: number, into: Float64Array) => void;

/** The output times still to be reported. The steps never look in here except to ask whether one is due. */
export class OutputQueue {
  private readonly request: SolveRequest;
  private readonly buffer: Float64Array;
  private readonly span: number;
  private next = 0;
  /** end of the current segment: an output there waits until the stop has been applied */
  private held = Number.NaN;

  constructor(request: SolveRequest) {
    this.request = request;
    this.span = request.t1 - request.t0;
    this.buffer = new Float64Array(request.system.dimension);
  }

  /** Starts a segment that ends at `end`. */
  holdAt(end: number): void {
    this.held = end;
  }

  /** Whether a step that ends at `t` contains an output time. */
  due(t: number): boolean {
    const time = this.request.outputTimes[this.next];
    return time !== undefined && time <= t && !sameTime(time, this.held, this.span);
  }

  /** Reports every output up to `t` from the dense output of the step that ends there. */
  serve(t: number, interpolate: Interpolant): void {
    while (this.due(t)) {
      const time = this.request.outputTimes[this.next]!;
      interpolate(time, this.buffer);
      this.request.onOutput(this.next++, time, this.buffer);
    }
  }

  /** Reports every output at `t` itself as the state `y`. */
  serveAt(t: number, y: Float64Array): void {
    const { outputTimes } = this.request;
    for (let time = outputTimes[this.next]; time !== undefined; time = outputTimes[this.next]) {
      if (time > t && !sameTime(time, t, this.span)) return;
      this.buffer.set(y);
      this.request.onOutput(this.next++, time, this.buffer);
    }
  }
}
