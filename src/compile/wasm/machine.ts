import type { Compiled } from "./plans.ts";

interface Addresses {
  readonly parameters: number;
  readonly parameterCount: number;
}

/** One instance of a module with a memory of its own, of fixed size. Used by one run at a time. */
export class Machine<Plan extends Addresses, Exports> {
  readonly plan: Plan;
  readonly run: Exports;
  private readonly memory: ArrayBuffer;
  private bound: unknown;

  constructor({ module, plan }: Compiled<Plan>) {
    const { exports } = new WebAssembly.Instance(module);
    this.plan = plan;
    this.run = exports as Exports;
    this.memory = (exports.memory as WebAssembly.Memory).buffer;
  }

  view(address: number, count: number): Float64Array {
    return new Float64Array(this.memory, address, count);
  }

  /** Puts parameters in place and computes what is fixed by them, unless they are there already. */
  bind(parameters: readonly Float64Array[], owner: unknown, fixed: () => void): void {
    if (this.bound === owner) return;
    const { plan } = this;
    const lanes = parameters.length;
    const place = this.view(plan.parameters, plan.parameterCount * lanes);
    for (const [lane, values] of parameters.entries())
      for (let i = 0; i < values.length; i++) place[i * lanes + lane] = values[i]!;
    fixed();
    this.bound = owner;
  }
}

/** Machines that no run uses at the moment. There are never more than runs nested in one another. */
export class Pool<M> {
  private readonly idle: M[] = [];
  private readonly create: () => M;

  constructor(create: () => M) {
    this.create = create;
  }

  take(): M {
    return this.idle.pop() ?? this.create();
  }

  giveBack(machine: M): void {
    this.idle.push(machine);
  }

  /** Takes a machine for one piece of work. */
  with<R>(work: (machine: M) => R): R {
    const machine = this.take();
    try {
      return work(machine);
    } finally {
      this.idle.push(machine);
    }
  }
}
