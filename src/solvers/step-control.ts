import { exp, ln, power } from "../numbers/index.ts";
import type { Run } from "./segments.ts";
import type { StepperContext } from "./types.ts";

const SAFETY = 0.9;
const MAX_GROWTH = 6;
const MAX_SHRINK = 0.2;
/** logarithm of the smallest error that is remembered */
const least = ln(1e-4);
/** A step may be stretched by this factor to land on the end of a segment. */
const STRETCH = 1.01;

/**
 * Proportional-integral control of the step length from the error of this step and of the last accepted one:
 * Hairer & Wanner, Solving ODEs II (2nd ed.), Sec. IV.2, after Gustafsson (1991). The exponents are those of
 * Hairer's DOPRI5, (1 - 0.75 * 0.2) / k and 0.2 / k. The stronger 0.7 / k and 0.4 / k settle at a sixth of the
 * tolerance: they took 30% more steps on ROBER, HIRES and OREGO for less than the accuracy this should buy.
 * A rejection drops the memory, a stop does not.
 */
export class StepController {
  /** k: the local error estimate behaves as h^k */
  private readonly errorOrder: number;
  /** logarithm of the last accepted error; NaN: there is none */
  private previous = Number.NaN;
  private wasRejected = false;

  constructor(errorOrder: number) {
    this.errorOrder = errorOrder;
  }

  /** Factor for the step that follows one accepted with scaled error `error` <= 1. */
  accepted(error: number): number {
    const now = ln(Math.max(error, 1e-10));
    const exponent = Number.isNaN(this.previous) ? -now : 0.2 * this.previous - 0.85 * now;
    const factor = SAFETY * exp(exponent / this.errorOrder);
    this.previous = Math.max(now, least);
    // No growth right after a rejection: Solving ODEs I, Sec. II.4.
    const growth = this.wasRejected ? 1 : MAX_GROWTH;
    this.wasRejected = false;
    return Math.min(growth, Math.max(MAX_SHRINK, factor));
  }

  /** Factor for another try after scaled error `error` > 1. */
  rejected(error: number): number {
    this.wasRejected = true;
    this.previous = Number.NaN;
    return Math.max(MAX_SHRINK, Math.min(SAFETY, SAFETY * power(error, -1 / this.errorOrder)));
  }
}

/**
 * Length of the next step when `h` is wanted and `remaining` is left before a stop: lands on the stop, or halves
 * the last two steps rather than leave a sliver.
 */
export function landingStep(h: number, remaining: number): number {
  if (h * STRETCH >= remaining) return remaining;
  return 2 * h > remaining ? remaining / 2 : h;
}

/** Steps below this length no longer move `t` reliably; near t = 0 only an endless retreat is stopped. */
export function smallestStep(t: number, span: number): number {
  return Math.max(16 * Number.EPSILON * Math.abs(t), 1e-60 * span);
}

/** The state with the largest of `values`, scaled as in `scaledNorm`. */
export function worstScaled(
  { rtol, atol }: StepperContext,
  values: Float64Array,
  y: Float64Array,
  other: Float64Array,
): number {
  let worst = 0;
  let largest = -1;
  values.forEach((value, i) => {
    const scaled = Math.abs(value) / (atol[i]! + rtol * Math.max(Math.abs(y[i]!), Math.abs(other[i]!)));
    if (scaled > largest) {
      largest = scaled;
      worst = i;
    }
  });
  return worst;
}

/**
 * The largest of `values`, each against atol + rtol * max(|y|, |other|) of its state; NaN where one is. A mean would let the
 * steps, and with them every number, depend on how many states hardly move.
 */
export function scaledNorm(run: Run, values: Float64Array, y: Float64Array, other: Float64Array): number {
  const { rtol, atol } = run;
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const scale = atol[i]! + rtol * Math.max(Math.abs(y[i]!), Math.abs(other[i]!));
    largest = Math.max(largest, Math.abs(values[i]!) / Math.max(scale, Number.MIN_VALUE));
  }
  return largest;
}

/**
 * First step length when nothing is remembered: Hairer, Norsett & Wanner, Solving ODEs I (2nd ed.), Sec. II.4,
 * "Starting step size", with the absolute fallbacks made relative to the run so that units do not matter. It may
 * reach beyond the next stop, for the sake of later segments; the trial step that it takes does not.
 *
 * @param end end of the segment, above `t`
 * @param rates f(t, y), finite
 * @param order order of the method
 */
export function startingStep(
  run: Run,
  t: number,
  end: number,
  y: Float64Array,
  rates: Float64Array,
  order: number,
): number {
  const span = run.end - t;
  const sizeOfState = scaledNorm(run, y, y, y);
  const sizeOfRates = scaledNorm(run, rates, y, y);
  const fallback = 1e-6 * span;
  const guess =
    sizeOfState < 1e-5 || sizeOfRates * span < 1e-5
      ? fallback
      : (0.01 * sizeOfState) / sizeOfRates || fallback;
  const euler = Math.min(guess, end - t, run.maxStep);
  const trial = y.map((value, i) => value + euler * rates[i]!);
  const change = new Float64Array(y.length);
  let curvature = 0;
  if (run.rates(t + euler, trial, change) < 0) {
    for (let i = 0; i < change.length; i++) change[i] = change[i]! - rates[i]!;
    curvature = scaledNorm(run, change, y, y) / euler;
  }
  // The book's 0.01 / max(d1, d2) is a pure number only in a unit of time; this is the problem's own.
  const scale = 100 * guess;
  const steepest = Math.max(sizeOfRates * scale, curvature * scale ** 2);
  const byOrder = steepest > 1e-15 ? scale * power(0.01 / steepest, 1 / (order + 1)) : scale;
  const step = Math.min(scale, byOrder, span, run.maxStep);
  return Math.max(step, Math.min(end - t, smallestStep(t, end - t)));
}
