import type { OdeSystem, SparsePattern } from "../../solvers/index.ts";
import type { BoundSystem, Kernel, SystemGraph } from "../types.ts";
import { Pool } from "./machine.ts";
import type { Compiled, SamplePlan, SharedWasm, StepPlan } from "./plans.ts";
import { generateSamples } from "./sample-module.ts";
import { GeneratedSampler, SampleMachine } from "./sampler.ts";
import { generateSteps } from "./step-module.ts";
import { GeneratedStepper, StepMachine } from "./stepper.ts";
import { generated, isGenerated } from "./store.ts";

interface CompiledSampler {
  readonly compiled: Compiled<SamplePlan>;
  readonly pool: Pool<SampleMachine>;
}

/** A system as WebAssembly: modules made when first needed, instances reused, memory that never grows. */
export class WasmBackend {
  private readonly source: () => SystemGraph;
  private readonly equations: string;
  private readonly parameterCount: number;
  private readonly steps: Compiled<StepPlan>;
  private readonly pattern: SparsePattern;
  private readonly stepPool: Pool<StepMachine>;
  private pairs: Compiled<StepPlan> | undefined;
  private readonly pairPool = new Pool(() => new StepMachine(this.compiledPairs()));
  private conditions: CompiledSampler | undefined;
  private readonly samples = new Map<string, CompiledSampler>();

  /**
   * @param source the graph, asked for only when something is generated from it
   * @param equations what it holds, as text
   * @param shared what another thread compiled; else it is compiled here
   */
  constructor(source: () => SystemGraph, equations: string, parameterCount: number, shared?: SharedWasm) {
    this.source = source;
    this.equations = equations;
    this.parameterCount = parameterCount;
    this.steps = shared?.steps ?? this.compileSteps(1);
    const { columnPointers, rowIndices } = this.steps.plan;
    this.pattern = { columnPointers, rowIndices };
    this.stepPool = new Pool(() => new StepMachine(this.steps));
    this.pairs = shared?.pairs;
    for (const [key, samples] of shared?.samples ?? []) this.samples.set(key, withPool(samples));
  }

  private compileSteps(lanes: 1 | 2): Compiled<StepPlan> {
    const { bytes, plan } = generated(stepsKey(lanes, this.equations), () =>
      generateSteps(this.source(), this.parameterCount, lanes),
    );
    return { module: new WebAssembly.Module(bytes), plan };
  }

  private compileSamples(columns: readonly number[] | undefined): Compiled<SamplePlan> {
    return this.compiledSamples(`values ${columns?.join() ?? "all"}`, () => {
      const { outputs } = this.source().values;
      return columns ? columns.map((column, to) => ({ ...outputs[column]!, to })) : outputs;
    });
  }

  private compiledSamples(what: string, outputs: () => Kernel["outputs"]): Compiled<SamplePlan> {
    const { bytes, plan } = generated(`${what} ${this.equations}`, () =>
      generateSamples(this.source(), this.parameterCount, outputs()),
    );
    return { module: new WebAssembly.Module(bytes), plan };
  }

  private compiledPairs(): Compiled<StepPlan> {
    this.pairs ??= this.compileSteps(2);
    return this.pairs;
  }

  private samplesOf(columns: readonly number[] | undefined): CompiledSampler {
    const key = columns?.join() ?? "all";
    let samples = this.samples.get(key);
    if (!samples) {
      samples = withPool(this.compileSamples(columns));
      this.samples.set(key, samples);
    }
    return samples;
  }

  share(): SharedWasm {
    this.samplesOf(undefined);
    return {
      steps: this.steps,
      samples: new Map([...this.samples].map(([key, { compiled }]) => [key, compiled])),
      pairs: this.pairs,
    };
  }

  /** Makes the first machine now. @throws RangeError where there is no room for its memory */
  begin(): this {
    this.stepPool.with(() => {});
    return this;
  }

  bind(parameters: Float64Array): BoundSystem {
    const { steps, stepPool } = this;
    const all = [parameters];
    const withSteps = <R>(work: (machine: StepMachine) => R): R =>
      stepPool.with((machine) => {
        machine.use(all, parameters);
        return work(machine);
      });
    const withSample = <R>(pool: Pool<SampleMachine>, work: (machine: SampleMachine) => R): R =>
      pool.with((machine) => {
        machine.use(parameters, parameters);
        return work(machine);
      });
    return {
      dimension: steps.plan.dimension,
      rates: (t, y, dydt) => withSteps((machine) => machine.evaluateRates(t, y, dydt)),
      jacobian: {
        pattern: this.pattern,
        evaluate: (t, y, nonzeros) =>
          withSteps((machine) => {
            machine.linearize(t, y);
            nonzeros.set(machine.jacobian);
          }),
      },
      timeDerivative: (t, y, dfdt) =>
        withSteps((machine) => {
          machine.linearize(t, y);
          dfdt.set(machine.dfdt);
        }),
      rodas5p: stepperFrom(stepPool, all, parameters),
      conditions: (t, y, out) => {
        this.conditions ??= withPool(
          this.compiledSamples("conditions", () => this.source().conditions.outputs),
        );
        withSample(this.conditions.pool, (machine) => machine.evaluate(t, y, out));
      },
      values: (t, y, out) =>
        withSample(this.samplesOf(undefined).pool, (machine) => machine.evaluate(t, y, out)),
      pointwise: (columns) => {
        const { pool, compiled } = this.samplesOf(columns);
        return {
          states: compiled.plan.reads,
          isLinear: compiled.plan.isLinear,
          evaluate(t, y, out) {
            const machine = pool.take();
            machine.use(parameters, parameters);
            machine.evaluate(t, y, out);
            pool.giveBack(machine);
          },
          rows(count, stride) {
            const machine = pool.take();
            machine.use(parameters, parameters);
            return machine.lent(count, stride, () => pool.giveBack(machine));
          },
        };
      },
      sampler: (columns) => {
        const { pool, compiled } = this.samplesOf(columns);
        return new GeneratedSampler(pool, compiled.plan, parameters);
      },
    };
  }

  bindPair(first: Float64Array, second: Float64Array): OdeSystem {
    const { pairPool } = this;
    const both = [first, second];
    return {
      dimension: 2 * this.steps.plan.dimension,
      rates: (t, y, dydt) =>
        pairPool.with((machine) => {
          machine.use(both, both);
          machine.evaluateRates(t, y, dydt);
        }),
      rodas5p: stepperFrom(pairPool, both, both),
    };
  }
}

const stepsKey = (lanes: 1 | 2, equations: string) => `steps ${lanes} ${equations}`;

/** Whether steps of these equations were generated before, so that they can be. */
export const hasSteps = (equations: string): boolean => isGenerated(stepsKey(1, equations));

function withPool(compiled: Compiled<SamplePlan>): CompiledSampler {
  return { compiled, pool: new Pool(() => new SampleMachine(compiled)) };
}

function stepperFrom(
  pool: Pool<StepMachine>,
  parameters: readonly Float64Array[],
  owner: unknown,
): NonNullable<OdeSystem["rodas5p"]> {
  return (context) => {
    const machine = pool.take();
    machine.use(parameters, owner);
    return new GeneratedStepper(machine, context, () => pool.giveBack(machine));
  };
}
