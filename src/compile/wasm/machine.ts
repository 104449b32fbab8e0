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

  integers(address: number, count: number): Int32Array {
    return new Int32Array(this.memory, address, count);
  }

  /** Puts parameters in place and computes what is fixed by them, unless they are there already. */
  bind(parameters: readonly Float64Array[], owner: unknown, fixed: () => void): void {
    if (this.bound === owner) return;
    const { plan } = this;
    const lanes = parameters.length;
    const stored = this.view(plan.parameters, plan.parameterCount * lanes);
    for (const [lane, values] of parameters.entries())
      for (let i = 0; i < values.length; i++) stored[i * lanes + lane] = values[i]!;
    fixed();
    this.bound = owner;
  }
}

/**
 * Machines there are at most in this thread, unless more are at work at once. Each holds a memory, and a browser has room for
 * some 124 of them in a whole page (Chromium reserves address space for each): three threads of it stay within that.
 */
export const mostMachines = 40;

interface Made {
  readonly machine: object;
  readonly pool: { drop(machine: object): boolean };
}
/** All machines of all pools, the oldest first. */
let made: Made[] = [];

/** How many machines this thread holds, for tests. */
export const machineCount = (): number => made.length;

/** Drops the oldest machines that are not at work until so many are left. */
function makeRoom(most: number): void {
  let surplus = made.length - most;
  if (surplus <= 0) return;
  made = made.filter(({ machine, pool }) => !(surplus > 0 && pool.drop(machine) && surplus--));
}

/** Machines that no run uses at the moment. There are never more than runs nested in one another. */
export class Pool<M extends object> {
  private readonly idle: M[] = [];
  private readonly create: () => M;

  constructor(create: () => M) {
    this.create = create;
  }

  take(): M {
    return this.idle.pop() ?? this.make();
  }

  giveBack(machine: M): void {
    this.idle.push(machine);
  }

  /** Lets go of a machine, unless it is at work. */
  drop(machine: object): boolean {
    const position = this.idle.indexOf(machine as M);
    if (position >= 0) this.idle.splice(position, 1);
    return position >= 0;
  }

  private make(): M {
    makeRoom(mostMachines - 1);
    const machine = this.created();
    made.push({ machine, pool: this });
    return machine;
  }

  private created(): M {
    try {
      return this.create();
    } catch (error) {
      // No room for its memory: machines that are not at work make some, as the engine collects them before it gives up.
      if (!(error instanceof RangeError) || made.length === 0) throw error;
      makeRoom(0);
      return this.create();
    }
  }

  /** Takes a machine for one piece of work. */
  with<R>(work: (machine: M) => R): R {
    const machine = this.take();
    try {
      return work(machine);
    } finally {
      this.giveBack(machine);
    }
  }
}
