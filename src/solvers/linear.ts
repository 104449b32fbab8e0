import { SparseLU } from "./sparse-lu.ts";
import { planElimination } from "./sparsity.ts";
import { landingStep, StepController, smallestStep } from "./step-control.ts";
import type { SolveStatus, SparsePattern } from "./types.ts";

/** S' = A(t) S + B(t) for several columns of S that share A, each with the states that are not 0 in it all along. */
export interface LinearSystem {
  readonly dimension: number;
  /** of A */
  readonly pattern: SparsePattern;
  /** Of each column its states, ascending: whatever A makes of them is among them. S and B hold these, column after column. */
  readonly columns: readonly Int32Array[];
  /** Writes A's nonzeros and B; `piece` counts the breaks that lie behind. */
  evaluate(t: number, piece: number, nonzeros: Float64Array, driven: Float64Array): void;
}

export interface LinearRequest {
  readonly system: LinearSystem;
  readonly t0: number;
  readonly t1: number;
  readonly start: Float64Array;
  /** ascending times inside (t0, t1) at which A and B may jump; they are smooth between */
  readonly breaks: readonly number[];
  /** ascending, within (t0, t1] */
  readonly outputTimes: readonly number[];
  /** `s` is reused: copy what you keep. */
  onOutput(index: number, s: Float64Array): void;
  readonly rtol: number;
  /** of each number of `start` */
  readonly atol: Float64Array;
  readonly maxSteps?: number;
}

/**
 * The implicit half of ARK4(3)6L[2]SA (Kennedy & Carpenter 2003, 10.1016/S0168-9274(02)00138-1): order 4, L-stable, stiffly
 * accurate, an explicit first stage and five implicit ones.
 */
const gamma = 1 / 4;
const a = [
  [],
  [1 / 4],
  [8611 / 62500, -1743 / 31250],
  [5012029 / 34652500, -654441 / 2922500, 174375 / 388108],
  [15267082809 / 155376265600, -71443401 / 120774400, 730878875 / 902184768, 2285395 / 8070912],
  [82889 / 524892, 0, 15625 / 83664, 69875 / 102672, -2260 / 8211],
] as const;
const c = [0, 1 / 2, 83 / 250, 31 / 50, 17 / 20, 1] as const;
const embedded = [
  4586570599 / 29645900160,
  0,
  178811875 / 945068544,
  814220225 / 1159782912,
  -3700637 / 11593932,
  61727 / 225920,
] as const;
const stages = c.length;

/**
 * Integrates along a given A and B. As the stages of a step are linear, each is one factorization of A at its own time, which
 * serves all columns, and no derivative of A is wanted.
 */
export function solveLinear(request: LinearRequest): { readonly status: SolveStatus; readonly t: number } {
  const { t0, t1, breaks, maxSteps = 1e6 } = request;
  const stepper = new LinearStepper(request);
  const controller = new StepController(4);
  let proposed: number | undefined;
  let afterBreak: number | undefined;
  let made = 0;
  for (let piece = 0; piece <= breaks.length; piece++) {
    const from = piece === 0 ? t0 : breaks[piece - 1]!;
    const end = piece < breaks.length ? breaks[piece]! : t1;
    let t = from;
    stepper.enter(t, piece);
    let h = afterBreak ?? proposed ?? stepper.firstStep(end - from);
    for (let isFirst = true; t < end; ) {
      if (made++ > maxSteps) return { status: "max-steps", t };
      const length = landingStep(h, end - t);
      if (length < Math.min(smallestStep(t, end - from), end - t)) return { status: "step-too-small", t };
      const error = stepper.attempt(t, length, piece);
      if (!(error <= 1)) {
        h = length * controller.rejected(Number.isNaN(error) ? Number.POSITIVE_INFINITY : error);
        continue;
      }
      const isCut = length < h;
      const next = length * controller.accepted(error);
      h = isCut ? Math.max(h, next) : next;
      proposed = h;
      if (isFirst && !isCut) afterBreak = h;
      isFirst = false;
      t = length === end - t ? end : t + length;
      stepper.accept(t);
    }
  }
  return { status: "success", t: t1 };
}

/** The arithmetic of single steps. */
class LinearStepper {
  private readonly request: LinearRequest;
  private readonly lu: SparseLU;
  /** of each column where it begins in S; then the end of the last */
  private readonly offsets: Int32Array;
  /** of each column its indices in S in the order of elimination, and there */
  private readonly indices: readonly Int32Array[];
  private readonly positions: readonly Int32Array[];
  private readonly nonzeros: Float64Array;
  private readonly driven: Float64Array;
  private readonly s: Float64Array;
  private readonly k: readonly Float64Array[];
  private readonly stage: Float64Array;
  private readonly base: Float64Array;
  private from = 0;
  private served = 0;

  constructor(request: LinearRequest) {
    const { dimension, pattern, columns } = request.system;
    const elimination = planElimination(dimension, pattern);
    const positionOf = new Int32Array(dimension);
    elimination.order.forEach((state, position) => {
      positionOf[state] = position;
    });
    const size = request.start.length;
    this.request = request;
    this.lu = new SparseLU(elimination);
    this.offsets = new Int32Array(columns.length + 1);
    columns.forEach((states, j) => {
      this.offsets[j + 1] = this.offsets[j]! + states.length;
    });
    const orders = columns.map((states) =>
      Array.from(states.keys()).sort((p, q) => positionOf[states[p]!]! - positionOf[states[q]!]!),
    );
    this.indices = orders.map((order, j) => Int32Array.from(order, (entry) => this.offsets[j]! + entry));
    this.positions = orders.map((order, j) =>
      Int32Array.from(order, (entry) => positionOf[columns[j]![entry]!]!),
    );
    this.nonzeros = new Float64Array(pattern.rowIndices.length);
    this.driven = new Float64Array(size);
    this.s = request.start.slice();
    this.k = Array.from({ length: stages }, () => new Float64Array(size));
    this.stage = new Float64Array(size);
    this.base = new Float64Array(size);
  }

  /** Takes S' where A and B may have jumped. */
  enter(t: number, piece: number): void {
    const { request, nonzeros, driven, s, k, offsets } = this;
    const { system } = request;
    const { columnPointers, rowIndices } = system.pattern;
    this.from = t;
    system.evaluate(t, piece, nonzeros, driven);
    const first = k[0]!;
    first.set(driven);
    const slot = new Int32Array(system.dimension);
    system.columns.forEach((states, j) => {
      states.forEach((state, i) => {
        slot[state] = offsets[j]! + i;
      });
      for (let i = 0; i < states.length; i++) {
        const value = s[offsets[j]! + i]!;
        if (value === 0) continue;
        for (let p = columnPointers[states[i]!]!; p < columnPointers[states[i]! + 1]!; p++)
          first[slot[rowIndices[p]!]!]! += nonzeros[p]! * value;
      }
    });
  }

  /** A step that a hundredth of the span or the size of S' allows; the control does the rest. */
  firstStep(span: number): number {
    const size = this.norm(this.k[0]!, this.s);
    return Math.min(span, Math.max(1e-6 * span, Math.min(0.01 * span, size > 0 ? 10 / size : span)));
  }

  /** Its scaled error, accepted up to 1; NaN where a stage has no solution. */
  attempt(t: number, h: number, piece: number): number {
    const { request, lu, nonzeros, driven, s, k, stage, base } = this;
    const shift = 1 / (gamma * h);
    for (let i = 1; i < stages; i++) {
      request.system.evaluate(t + c[i]! * h, piece, nonzeros, driven);
      if (lu.factor(nonzeros, shift) >= 0) return Number.NaN;
      combine(base, s, h, a[i]!, k);
      for (let q = 0; q < stage.length; q++) stage[q] = base[q]! * shift + driven[q]!;
      for (let j = 0; j < this.indices.length; j++) lu.solveSome(stage, this.indices[j]!, this.positions[j]!);
      const ki = k[i]!;
      for (let q = 0; q < stage.length; q++) ki[q] = (stage[q]! - base[q]!) * shift;
    }
    base.fill(0);
    for (let i = 0; i < stages; i++) {
      const weight = h * ((a[stages - 1]![i] ?? gamma) - embedded[i]!);
      if (weight === 0) continue;
      const ki = k[i]!;
      for (let q = 0; q < base.length; q++) base[q]! += weight * ki[q]!;
    }
    return this.norm(base, stage);
  }

  /** Brings S to the end of the last attempt and serves the outputs on the way. */
  accept(t: number): void {
    const { request, s, k, stage, base } = this;
    const h = t - this.from;
    const { outputTimes } = request;
    for (; this.served < outputTimes.length && outputTimes[this.served]! <= t; this.served++) {
      const x = (outputTimes[this.served]! - this.from) / h;
      // Hermite's cubic.
      const [w0, w1] = [(1 + 2 * x) * (1 - x) ** 2, x * x * (3 - 2 * x)];
      const [d0, d1] = [h * x * (1 - x) ** 2, h * x * x * (x - 1)];
      for (let q = 0; q < s.length; q++)
        base[q] = w0 * s[q]! + w1 * stage[q]! + d0 * k[0]![q]! + d1 * k[stages - 1]![q]!;
      request.onOutput(this.served, base);
    }
    s.set(stage);
    k[0]!.set(k[stages - 1]!);
    this.from = t;
  }

  /** The largest root mean square of a column, scaled by its tolerances. */
  private norm(values: Float64Array, other: Float64Array): number {
    const { rtol, atol } = this.request;
    const { s, offsets } = this;
    let largest = 0;
    for (let j = 0; j + 1 < offsets.length; j++) {
      let sum = 0;
      for (let q = offsets[j]!; q < offsets[j + 1]!; q++) {
        const scale = atol[q]! + rtol * Math.max(Math.abs(s[q]!), Math.abs(other[q]!));
        sum += (values[q]! / Math.max(scale, Number.MIN_VALUE)) ** 2;
      }
      const size = Math.sqrt(sum / Math.max(1, offsets[j + 1]! - offsets[j]!));
      if (Number.isNaN(size)) return size;
      if (size > largest) largest = size;
    }
    return largest;
  }
}

/** into = s + h * sum of weights[j] k[j] */
function combine(
  into: Float64Array,
  s: Float64Array,
  h: number,
  weights: readonly number[],
  k: readonly Float64Array[],
): void {
  into.set(s);
  for (let j = 0; j < weights.length; j++) {
    const weight = h * weights[j]!;
    if (weight === 0) continue;
    const kj = k[j]!;
    for (let q = 0; q < into.length; q++) into[q]! += weight * kj[q]!;
  }
}
