import {
  firstNonFinite,
  type RosenbrockStepper,
  type StepFault,
  type StepperContext,
  worstScaled,
} from "../../solvers/index.ts";
import { Machine } from "./machine.ts";
import type { StepPlan } from "./plans.ts";
import { nonFinite, singular } from "./step-code.ts";

interface StepExports {
  fixed(): void;
  rates(t: number): void;
  linearize(t: number): number;
  attempt(t: number, h: number, rtol: number): number;
  prepare(): void;
  interpolate(theta: number): void;
  quarters(bytes: number, bytesOfNode: number): void;
}

const stages = 8;

/** The generated steps of one system, with views of what lies in their memory; states of two lanes are interleaved. */
export class StepMachine extends Machine<StepPlan, StepExports> {
  private readonly vector = (address: number) => this.view(address, this.plan.dimension * this.plan.lanes);
  readonly y = this.vector(this.plan.y);
  readonly u = this.vector(this.plan.u);
  readonly startRates = this.vector(this.plan.startRates);
  readonly rates = this.vector(this.plan.rates);
  readonly dfdt = this.vector(this.plan.dfdt);
  readonly k = this.plan.k.map(this.vector);
  readonly estimate = this.k[stages - 1]!;
  readonly atol = this.vector(this.plan.atol);
  readonly interpolated = this.vector(this.plan.interpolated);
  readonly jacobian = this.view(this.plan.jacobian, this.plan.rowIndices.length * this.plan.lanes);
  readonly inverses = this.vector(this.plan.inverses);

  /** what `offsets` are those of, and where their values are put */
  private wanted: Int32Array | undefined;
  private readonly offsets = this.integers(this.plan.wanted, this.plan.lanes * (this.plan.dimension + 1));
  private values = this.view(this.plan.quarters, 0);

  use(parameters: readonly Float64Array[], owner: unknown): void {
    this.bind(parameters, owner, this.run.fixed);
  }

  evaluateRates(t: number, y: Float64Array, dydt: Float64Array): void {
    this.u.set(y);
    this.run.rates(t);
    dydt.set(this.rates);
  }

  /** As that of a `Step`, of the last attempted one. */
  quarters(states: Int32Array, into: Float64Array, position: number): void {
    if (this.wanted !== states) {
      for (let s = 0; s < states.length; s++) this.offsets[s] = 8 * states[s]!;
      this.wanted = states;
      const count = 5 * states.length;
      if (this.values.length !== count) this.values = this.view(this.plan.quarters, count);
    }
    if (states.length === 0) return;
    this.run.quarters(4 * states.length, 8 * states.length);
    into.set(this.values, position);
  }

  /** Rates and derivatives at (t, y); true when one of them is not finite. */
  linearize(t: number, y: Float64Array): boolean {
    this.y.set(y);
    return this.run.linearize(t) !== 0;
  }
}

/** Drives the attempts of one machine; the arithmetic is in step-code.ts. */
export class GeneratedStepper implements RosenbrockStepper {
  private readonly machine: StepMachine;
  private readonly context: StepperContext;
  private readonly whenReleased: () => void;
  private lastCode = 0;

  constructor(machine: StepMachine, context: StepperContext, whenReleased: () => void) {
    this.machine = machine;
    this.context = context;
    this.whenReleased = whenReleased;
    machine.atol.set(context.atol);
  }

  linearize(t: number, y: Float64Array): number {
    const { machine, context } = this;
    context.counters.rateCalls++;
    context.counters.jacobianCalls++;
    if (!machine.linearize(t, y)) return -1;
    const ofRates = firstNonFinite(machine.startRates);
    if (ofRates >= 0) return ofRates;
    const { lanes, rowIndices } = machine.plan;
    const entry = firstNonFinite(machine.jacobian);
    if (entry >= 0) return rowIndices[Math.floor(entry / lanes)]! * lanes + (entry % lanes);
    return firstNonFinite(machine.dfdt);
  }

  attempt(t: number, h: number): number {
    const { rtol, counters } = this.context;
    const error = this.machine.run.attempt(t, h, rtol);
    const made = error <= nonFinite ? nonFinite - error : stages - 1;
    counters.factorizations++;
    if (error !== singular) {
      counters.rateCalls += made;
      counters.solves += error <= nonFinite ? made : stages;
    }
    this.lastCode = error;
    return error >= 0 ? error : Number.NaN;
  }

  fault(): StepFault {
    const { machine, lastCode } = this;
    const { lanes, order } = machine.plan;
    if (lastCode === singular) {
      const pivot = machine.inverses.findIndex((inverse) => !Number.isFinite(inverse) || inverse === 0);
      return { status: "singular", blame: order[Math.floor(pivot / lanes)]! * lanes + (pivot % lanes) };
    }
    const culprit = firstNonFinite(lastCode <= nonFinite ? machine.rates : machine.u);
    return { status: "non-finite", blame: Math.max(0, culprit) };
  }

  worstState(): number {
    const { machine, context } = this;
    return worstScaled(context, machine.estimate, machine.y, machine.u);
  }

  prepareDenseOutput(): void {
    this.machine.run.prepare();
  }

  interpolate(theta: number, into: Float64Array): void {
    this.machine.run.interpolate(theta);
    into.set(this.machine.interpolated);
  }

  quarters(states: Int32Array, into: Float64Array, from: number): void {
    this.machine.quarters(states, into, from);
  }

  accept(y: Float64Array): void {
    y.set(this.machine.u);
  }

  release(): void {
    this.whenReleased();
  }
}
