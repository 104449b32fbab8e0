import { rodas5p } from "../src/solvers/index.ts";
import { median } from "../src/statistics/index.ts";
import { chainProblem } from "./chain.ts";
import type { Say } from "./measure.ts";
import { compiledPaths, ownMethod } from "./own.ts";

export interface ScalingRow {
  readonly method: string;
  readonly states: number;
  readonly nonzeros: number;
  readonly steps: number;
  readonly microsecondsPerStep: number;
  readonly nanosecondsPerStepAndNonzero: number;
  /** ms from the equations to functions that run. */
  readonly compile: number;
}

/** Runs that do not count: large functions are optimized late, until then they run several times slower. */
const warming = 12;

/** What a step costs as the model grows, on every fast compile path. */
export async function measureScaling(
  sizes: readonly number[],
  rounds: number,
  say: Say,
): Promise<ScalingRow[]> {
  const rows: ScalingRow[] = [];
  for (const size of sizes) {
    say(`scaling: ${size} states`);
    const problem = chainProblem(size);
    const started = performance.now();
    const all = compiledPaths(problem).filter((compiled) => compiled.path !== "interpreter");
    const compile = (performance.now() - started) / Math.max(1, all.length);
    for (const compiled of all) {
      const method = ownMethod(problem, compiled, rodas5p, [1e-4]);
      const nonzeros = compiled.bind(problem.person(0).parameters).jacobian!.pattern.rowIndices.length;
      const times: number[] = [];
      let steps = 0;
      for (let round = 0; round < rounds + warming; round++) {
        const { cpu, work } = await method.run(1e-4, 0, false);
        steps = work.steps! + work.rejected!;
        if (round >= warming) times.push(cpu);
      }
      const perStep = (1000 * median(times)) / steps;
      rows.push({
        method: method.name,
        states: size,
        nonzeros,
        steps,
        microsecondsPerStep: perStep,
        nanosecondsPerStepAndNonzero: (1000 * perStep) / nonzeros,
        compile,
      });
    }
  }
  return rows;
}
