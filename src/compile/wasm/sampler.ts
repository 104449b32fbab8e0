import type { RowSampler, Sampler } from "../types.ts";
import { Machine, type Pool } from "./machine.ts";
import type { SamplePlan } from "./plans.ts";

interface SampleExports {
  fixed(): void;
  /** (bytes of the times that are filled, a multiple of 16; bytes of a row) */
  sample(bytes: number, bytesOfRow: number): void;
}

/** The generated values of one system at many points, in the machine's own memory. */
export class SampleMachine extends Machine<SamplePlan, SampleExports> {
  readonly times = this.view(this.plan.times, this.plan.capacity);
  readonly rowOf = this.integers(this.plan.rowOf, this.plan.capacity);
  readonly rows = this.view(this.plan.rows, this.plan.roomOfRows);
  readonly values = this.view(this.plan.values, this.plan.capacity * this.plan.columns);

  use(parameters: Float64Array, owner: unknown): void {
    this.bind([parameters], owner, this.run.fixed);
  }

  /** Computes the values of the first `count` points, whose rows have `stride` numbers. */
  sample(count: number, stride: number): void {
    if (count % 2 === 1) this.rowOf[count] = this.rowOf[count - 1]!;
    this.run.sample(16 * Math.ceil(count / 2), 8 * stride);
  }

  /** One point. */
  evaluate(t: number, y: Float64Array, out: Float64Array): void {
    const { capacity, columns, reads } = this.plan;
    const { rows, values } = this;
    this.times[0] = t;
    this.rowOf[0] = 0;
    for (let r = 0; r < reads.length; r++) rows[r] = y[reads[r]!]!;
    this.sample(1, reads.length);
    for (let i = 0; i < columns; i++) out[i] = values[i * capacity]!;
  }

  /** @param release takes the machine back */
  lent(count: number, stride: number, release: () => void): RowSampler {
    const { capacity, roomOfRows } = this.plan;
    if (count * stride > roomOfRows)
      throw new RangeError(
        `invalid count: ${count} rows of ${stride} numbers; expected at most ${roomOfRows} numbers in all`,
      );
    const { rows, rowOf, times, values } = this;
    return {
      capacity,
      rows: rows.subarray(0, count * stride),
      rowOf,
      times,
      values,
      evaluate: (points) => this.sample(points, stride),
      release,
    };
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
  /** each point lies in the row of its number */
  private readonly rowOf: Int32Array;

  constructor(pool: Pool<SampleMachine>, plan: SamplePlan, parameters: Float64Array) {
    this.pool = pool;
    this.parameters = parameters;
    this.capacity = plan.capacity;
    this.states = plan.reads;
    this.times = new Float64Array(plan.capacity);
    this.points = new Float64Array(plan.capacity * plan.reads.length);
    this.values = new Float64Array(plan.capacity * plan.columns);
    this.rowOf = Int32Array.from(this.times, (_, row) => row);
  }

  evaluate(count: number): void {
    this.pool.with((machine) => {
      machine.use(this.parameters, this.parameters);
      machine.times.set(this.times);
      machine.rowOf.set(this.rowOf);
      machine.rows.set(this.points);
      machine.sample(count, this.states.length);
      this.values.set(machine.values);
    });
  }
}
