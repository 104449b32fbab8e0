import { type CompiledSystem, compile } from "../compile/index.ts";
import type { Diagnostic } from "../diagnostics/index.ts";
import type { FlatSystem } from "../model/index.ts";
import { type Arm, type Cast, type MeasureRequest, type Problem, prepare } from "../scenario/index.ts";
import { personAtRest, type RunStatus, simulateFrom, takeMeasure } from "../simulation/index.ts";

/** One arm to be simulated and what is to be measured in it. */
export interface ArmRun {
  readonly arm: Arm;
  /** days */
  readonly duration: number;
  readonly requests: readonly MeasureRequest[];
}

/** The measures of one arm run, in the order of its requests. */
export interface ArmValues {
  readonly values: readonly (number | undefined)[];
  readonly status: RunStatus;
}

/** Arms that are ready to be simulated again and again with other parameters. */
export interface PreparedArms {
  readonly diagnostics: readonly Diagnostic[];
  readonly count: number;
  /** Simulates arm `index`; `draw` gives canonical values of parameters; what the arm, its person or its hypotheses set has precedence. */
  run(index: number, draw?: ReadonlyMap<string, number>): ArmValues;
  /** Parameters that may be drawn: those of every system in use, with the range they are declared with. */
  readonly systems: readonly FlatSystem[];
}

/** Coarser than a plot needs, fine enough for measures, which are integrals and crossings of slow quantities. */
const sampleEvery = 0.25;

/**
 * Prepares many arms at once. Arms of the same duration with the same drugs share their equations, which are compiled
 * once; nothing is kept of a trajectory but its measures, so memory does not grow with the number of runs.
 */
export function prepareArms(runs: readonly ArmRun[], cast: Cast): PreparedArms {
  const diagnostics: Diagnostic[] = [];
  const problems: (Problem | undefined)[] = runs.map(() => undefined);
  for (const group of grouped(runs)) {
    const first = runs[group[0]!]!;
    const prepared = prepare(
      {
        id: "runs",
        title: "",
        question: "",
        duration: first.duration,
        arms: group.map((i) => ({ ...runs[i]!.arm, label: String(i) })),
        measures: group.flatMap((i) => runs[i]!.requests),
        plots: [],
        place: first.arm.place,
      },
      cast,
    );
    diagnostics.push(...prepared.diagnostics);
    for (const problem of prepared.value?.problems ?? []) problems[Number(problem.label)] = problem;
  }
  const compiled = new Map<FlatSystem, CompiledSystem>();
  const compiledFor = (system: FlatSystem) => {
    const known = compiled.get(system) ?? compile(system);
    compiled.set(system, known);
    return known;
  };
  return {
    diagnostics,
    count: runs.length,
    systems: [...new Set(problems.flatMap((p) => (p ? [p.system] : [])))],
    run(index, draw) {
      const problem = problems[index];
      if (!problem) throw new Error(`invalid index: ${index}; expected an arm without errors`);
      return simulateRun(drawn(problem, draw), compiledFor(problem.system), runs[index]!);
    },
  };
}

function simulateRun(problem: Problem, system: CompiledSystem, { requests, duration }: ArmRun): ArmValues {
  const times = requests
    .flatMap((r) => r.arguments)
    .filter((t) => Number.isFinite(t) && t >= 0 && t <= duration);
  const trajectory = simulateFrom(personAtRest(problem, system), problem, system, {
    sampleEvery,
    alsoAt: times,
  });
  return {
    values: requests.map((request) => takeMeasure(request, trajectory, duration).value),
    status: trajectory.status,
  };
}

function drawn(problem: Problem, draw: ReadonlyMap<string, number> | undefined): Problem {
  if (!draw) return problem;
  const known = new Set(problem.system.parameters.filter((p) => !p.isChosen).map((p) => p.name));
  const own = [...draw].filter(([name]) => known.has(name));
  return {
    ...problem,
    before: new Map([...own, ...problem.before]),
    during: new Map([...own, ...problem.during]),
  };
}

/** Indices of the runs that can share one scenario: same duration, same drugs. */
function grouped(runs: readonly ArmRun[]): number[][] {
  const groups = new Map<string, number[]>();
  for (const [i, { arm, duration }] of runs.entries()) {
    const drugs = [...new Set(arm.treatment.map((entry) => entry.drug))].sort();
    const key = JSON.stringify([duration, drugs]);
    groups.set(key, [...(groups.get(key) ?? []), i]);
  }
  return [...groups.values()];
}
