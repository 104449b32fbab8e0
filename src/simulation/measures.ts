import type { MeasureRequest } from "../scenario/index.ts";
import type { MeasureResult, Trajectory } from "./types.ts";

/** Changes smaller than this share of one unit are taken as no change at all. */
const noChange = 1e-9;

/**
 * Takes a measure from a trajectory. `at`, `mean`, `peak`, `trough`, `change` have the variable's unit, `auc` that times
 * day, `ratio` none; `onset`, `time_to` and `half_time` are days. A failed run or a level never reached gives undefined.
 */
export function takeMeasure(
  request: MeasureRequest,
  trajectory: Trajectory,
  duration: number,
): MeasureResult {
  const column = trajectory.columns.get(request.variable);
  if (!column) throw new Error(`invalid measure: ${request.text}; expected a variable of the trajectory`);
  const unit = measureUnit(request, column.unit);
  if (trajectory.status.kind !== "success") return { request, value: undefined, unit };
  const series = new Series(trajectory.times, column.values);
  const args = request.arguments.map((a) => (a === Number.POSITIVE_INFINITY ? duration : a));
  const value = compute(request, series, args, duration);
  return { request, value: value !== undefined && Number.isFinite(value) ? value : undefined, unit };
}

/** The unit of a measure of a variable that has the given unit. */
export function measureUnit(request: MeasureRequest, unit: string): string {
  switch (request.function) {
    case "onset":
    case "time_to":
    case "half_time":
      return "day";
    case "ratio":
      return "1";
    case "auc":
      return unit === "1" ? "day" : `${unit}*day`;
    default:
      return unit;
  }
}

function compute(
  request: MeasureRequest,
  series: Series,
  args: readonly number[],
  duration: number,
): number | undefined {
  const [a = 0, b = duration] = args;
  const start = series.at(0);
  switch (request.function) {
    case "at":
      return series.at(a);
    case "mean":
      return a === b ? series.at(a) : series.integral(a, b) / (b - a);
    case "peak":
      // No spread: the samples of many years are more than a call can take.
      return series.within(a, b).reduce((most, x) => Math.max(most, x));
    case "trough":
      return series.within(a, b).reduce((least, x) => Math.min(least, x));
    case "change":
      return series.at(b) - series.at(a);
    case "ratio":
      return series.at(b) / series.at(a);
    case "auc":
      return series.integral(a, b);
    case "onset":
      return series.first((x) => Math.abs(x - start) - Math.abs(a));
    case "time_to": {
      const side = Math.sign(start - a) || 1;
      return series.first((x) => side * (a - x));
    }
    case "half_time": {
      const change = series.at(duration) - start;
      if (Math.abs(change) < noChange) return undefined;
      return series.first((x) => (x - start) / change - 0.5);
    }
  }
}

/** A sampled function of time; between samples it is a straight line. */
class Series {
  private readonly times: Float64Array;
  private readonly values: Float64Array;

  constructor(times: Float64Array, values: Float64Array) {
    this.times = times;
    this.values = values;
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

  within(from: number, to: number): number[] {
    const inside: number[] = [this.at(from), this.at(to)];
    for (let i = this.indexAfter(from); i < this.times.length && this.times[i]! < to; i++)
      inside.push(this.values[i]!);
    return inside;
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
