import type { Sampler } from "../types.ts";
import { Machine, type Pool } from "./machine.ts";
import type { SamplePlan } from "./plans.ts";

interface SampleExports {
  fixed(): void;
  /** (bytes of the times that are filled, a multiple of 16) */
  sample(bytes: number): void;
}

/** The generated values of one system at many points. */
export class SampleMachine extends Machine<SamplePlan, SampleExports> {
  readonly times = this.view(this.plan.times, this.plan.capacity);
  readonly points = this.view(this.plan.points, this.plan.capacity * this.plan.reads.length);
  readonly values = this.view(this.plan.values, this.plan.capacity * this.plan.columns);

  /** Many points, in the machine's own memory. */
  readonly sampler: Sampler = {
    capacity: this.plan.capacity,
    states: this.plan.reads,
    times: this.times,
    points: this.points,
    values: this.values,
    evaluate: (count) => this.run.sample(16 * Math.ceil(count / 2)),
  };

  use(parameters: Float64Array, owner: unknown): void {
    this.bind([parameters], owner, this.run.fixed);
  }

  /** One point; the second lane repeats what was there before. */
  evaluate(t: number, y: Float64Array, out: Float64Array): void {
    const { capacity, columns, reads } = this.plan;
    const { points, values } = this;
    this.times[0] = t;
    for (let r = 0; r < reads.length; r++) points[r] = y[reads[r]!]!;
    this.run.sample(16);
    for (let i = 0; i < columns; i++) out[i] = values[i * capacity]!;
  }
}

/** Many points, in room of its own that the caller fills and reads. */
export class GeneratedSampler implements Sampler {
  readonly capacity: number;
  readonly states: Int32Array;
  readonly times: Float64Array;
  readonly points: Float64Array;
  readonly values: Float64Array;
  private readonly pool: Pool<SampleMachine>;
  private readonly parameters: Float64Array;

  constructor(pool: Pool<SampleMachine>, plan: SamplePlan, parameters: Float64Array) {
    this.pool = pool;
    this.parameters = parameters;
    this.capacity = plan.capacity;
    this.states = plan.reads;
    this.times = new Float64Array(plan.capacity);
    this.points = new Float64Array(plan.capacity * plan.reads.length);
    this.values = new Float64Array(plan.capacity * plan.columns);
  }

  evaluate(count: number): void {
    this.pool.with((machine) => {
      machine.use(this.parameters, this.parameters);
      machine.times.set(this.times);
      machine.points.set(this.points);
      machine.run.sample(16 * Math.ceil(count / 2));
      this.values.set(machine.values);
    });
  }
}
