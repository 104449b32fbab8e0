import { type Curve, type Extreme, type MeasureRequest, measureUnit, takeFrom } from "../scenario/index.ts";
import type { MeasureResult, Trajectory } from "./types.ts";

/** Takes a measure from a trajectory. A failed run or a level never reached gives undefined. */
export function takeMeasure(
  request: MeasureRequest,
  trajectory: Trajectory,
  duration: number,
): MeasureResult {
  const column = trajectory.columns.get(request.variable);
  if (!column) throw new Error(`invalid measure: ${request.text}; expected a variable of the trajectory`);
  const unit = measureUnit(request, column.unit);
  if (trajectory.status.kind !== "success") return { request, value: undefined, unit };
  return { request, value: takeFrom(new Series(trajectory.times, column.values, duration), request), unit };
}

/** A sampled function of time; between samples it is a straight line. */
class Series implements Curve {
  private readonly times: Float64Array;
  private readonly values: Float64Array;
  readonly end: number;

  constructor(times: Float64Array, values: Float64Array, end: number) {
    this.times = times;
    this.values = values;
    this.end = end;
  }

  at(time: number): number {
    const i = this.indexAfter(time);
    if (i === 0) return this.values[0]!;
    if (i >= this.times.length) return this.values[this.times.length - 1]!;
    const t0 = this.times[i - 1]!;
    const t1 = this.times[i]!;
    const y0 = this.values[i - 1]!;
    return y0 + ((this.values[i]! - y0) * (time - t0)) / (t1 - t0);
  }

  /** Trapezoidal integral; infinity of samples is not needed, the grid is much finer than the slow dynamics. */
  integral(from: number, to: number): number {
    let sum = 0;
    let t = from;
    let y = this.at(from);
    for (let i = this.indexAfter(from); i < this.times.length && this.times[i]! < to; i++) {
      sum += ((y + this.values[i]!) / 2) * (this.times[i]! - t);
      t = this.times[i]!;
      y = this.values[i]!;
    }
    return sum + ((y + this.at(to)) / 2) * (to - t);
  }

  extremes(from: number, to: number): { highest: Extreme; lowest: Extreme } {
    let highest = { time: from, value: this.at(from) };
    let lowest = highest;
    const see = (time: number, value: number) => {
      if (value > highest.value) highest = { time, value };
      if (value < lowest.value) lowest = { time, value };
    };
    for (let i = this.indexAfter(from); i < this.times.length && this.times[i]! < to; i++)
      see(this.times[i]!, this.values[i]!);
    see(to, this.at(to));
    return { highest, lowest };
  }

  /** First time at which `reached` is 0 or more; between samples by a straight line. */
  first(reached: (value: number) => number): number | undefined {
    let before = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < this.times.length; i++) {
      const now = reached(this.values[i]!);
      if (now >= 0) {
        if (i === 0) return this.times[0]!;
        const t0 = this.times[i - 1]!;
        return t0 + ((this.times[i]! - t0) * -before) / (now - before);
      }
      before = now;
    }
    return undefined;
  }

  /** Index of the first sample after a time. */
  private indexAfter(time: number): number {
    let low = 0;
    let high = this.times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.times[middle]! <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
