import { type CompiledSystem, compile, compileShared, type SharedSystem } from "../compile/index.ts";
import type { Diagnostic } from "../diagnostics/index.ts";
import type { FlatSystem } from "../model/index.ts";
import { type Cast, type MeasureRequest, type Problem, prepare, timesOf } from "../scenario/index.ts";
import {
  type Equilibrium,
  personAtRest,
  simulateFrom,
  simulatePair,
  type Trajectory,
  takeMeasure,
} from "../simulation/index.ts";
import { Recent } from "./recent.ts";
import type { ArmRun, ArmValues, Numerics, TaskInput } from "./types.ts";

/** Arms that are ready to be simulated again and again with other parameters. */
export interface PreparedArms {
  readonly diagnostics: readonly Diagnostic[];
  readonly count: number;
  /** Simulates arm `index`; `draw` gives canonical values of parameters; what the arm, its person or its hypotheses set has precedence. */
  run(index: number, draw?: ReadonlyMap<string, number>): ArmValues;
  /**
   * Simulates all tasks, two at a time where neighbours have the same equations and duration. Which ones go together
   * depends on the list alone, so the same list gives the same bytes anywhere.
   */
  runAll(tasks: readonly TaskInput[]): ArmValues[];
  /** Parameters that may be drawn: those of every system in use, with the range they are declared with. */
  readonly systems: readonly FlatSystem[];
  /** The system of arm `index`. */
  systemOf(index: number): FlatSystem;
  /** The same arms, integrated in another way. */
  with(numerics: Numerics): PreparedArms;
  /** What another thread needs to run the same arms without reading or compiling anything; see `adoptArms`. */
  share(): SharedArms;
}

/** What is simulated when an arm runs: plain data. */
interface ReadyArm {
  readonly problem: Problem;
  /** Names that neither a draw nor a person may change: set by the arm or its care. */
  readonly fixed: ReadonlySet<string>;
  readonly requests: readonly MeasureRequest[];
}

/** Prepared arms as data for `postMessage`. */
export interface SharedArms {
  readonly arms: readonly (Omit<ReadyArm, "problem"> & {
    readonly problem: Omit<Problem, "system">;
    readonly system: number;
  })[];
  readonly systems: readonly SharedSystem[];
  readonly numerics: Numerics;
}

/** Coarser than a plot needs, fine enough for measures, which are integrals and crossings of slow quantities. */
const sampleEvery = 0.25;
/** Equilibria that are kept, newest first: enough for the people of a chunk. */
const keptEquilibria = 64;

/**
 * Prepares many arms at once. Arms of the same duration with the same drugs share their equations, which are compiled
 * once; nothing is kept of a trajectory but its measures, so memory does not grow with the number of runs.
 *
 * @param sharing "drugs": arms share equations when they use the same drugs; "duration": all arms of a duration share
 *   them, with the drugs of every arm, so that one person's equilibrium serves all arms.
 */
export function prepareArms(
  runs: readonly ArmRun[],
  cast: Cast,
  sharing: "drugs" | "duration" = "drugs",
): PreparedArms {
  const diagnostics: Diagnostic[] = [];
  const problems: (Problem | undefined)[] = runs.map(() => undefined);
  for (const group of grouped(runs, sharing)) {
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
  const careOf = (name: string | undefined) =>
    (cast.model.care.find((care) => care.name === name) ?? cast.model.care[0])?.set ?? [];
  const ready = problems.map((problem, i): ReadyArm | undefined => {
    const { arm, requests } = runs[i]!;
    const fixed = new Set([...arm.set, ...careOf(arm.care)].map((s) => s.name));
    return problem && { problem, fixed, requests };
  });
  return new ArmSet(ready, diagnostics, (system) => compile(system));
}

/** The arms that another thread shared. */
export function adoptArms({ arms, systems, numerics }: SharedArms): PreparedArms {
  const compiled = systems.map(compileShared);
  const bySystem = new Map(compiled.map((c) => [c.system, c]));
  const ready = arms.map(({ problem, system, fixed, requests }) => ({
    problem: { ...problem, system: compiled[system]!.system },
    fixed,
    requests,
  }));
  return new ArmSet(ready, [], (system) => bySystem.get(system)!, numerics);
}

class ArmSet implements PreparedArms {
  readonly diagnostics: readonly Diagnostic[];
  readonly systems: readonly FlatSystem[];
  private readonly arms: readonly (ReadyArm | undefined)[];
  private readonly make: (system: FlatSystem) => CompiledSystem;
  private readonly numerics: Numerics;
  private readonly compiled = new Map<FlatSystem, CompiledSystem>();
  private readonly equilibria = new Recent<string, Equilibrium>(keptEquilibria);

  constructor(
    arms: readonly (ReadyArm | undefined)[],
    diagnostics: readonly Diagnostic[],
    make: (system: FlatSystem) => CompiledSystem,
    numerics: Numerics = {},
  ) {
    this.numerics = numerics;
    this.arms = arms;
    this.diagnostics = diagnostics;
    this.make = make;
    this.systems = [...new Set(arms.flatMap((arm) => (arm ? [arm.problem.system] : [])))];
  }

  get count(): number {
    return this.arms.length;
  }

  systemOf(index: number): FlatSystem {
    return this.arm(index).problem.system;
  }

  with(numerics: Numerics): PreparedArms {
    return new ArmSet(this.arms, this.diagnostics, (system) => this.compiledFor(system), numerics);
  }

  run(index: number, draw?: ReadonlyMap<string, number>): ArmValues {
    const arm = this.arm(index);
    const problem = changed(arm, { arm: index, parameters: draw });
    const system = this.compiledFor(problem.system);
    return measured(arm, simulateFrom(this.atRest(problem), problem, system, this.optionsOf(arm)));
  }

  runAll(tasks: readonly TaskInput[]): ArmValues[] {
    const results = new Array<ArmValues>(tasks.length);
    const waiting = new Map<string, number>();
    for (const [i, task] of tasks.entries()) {
      const { problem, requests } = this.arm(task.arm);
      const times = timesWithin(requests, problem.duration).join();
      const key = `${this.systems.indexOf(problem.system)} ${problem.duration} ${times}`;
      const partner = waiting.get(key);
      if (partner === undefined) waiting.set(key, i);
      else {
        waiting.delete(key);
        [results[partner], results[i]] = this.runPair(tasks[partner]!, task);
      }
    }
    for (const i of waiting.values()) results[i] = this.runTask(tasks[i]!);
    return results;
  }

  share(): SharedArms {
    const systems = this.systems.map((system) => {
      const compiled = this.compiledFor(system);
      warmPairs(compiled);
      return compiled.share();
    });
    return {
      systems,
      numerics: this.numerics,
      arms: this.arms.map((_, i) => {
        const { problem, fixed, requests } = this.arm(i);
        const { system, ...rest } = problem;
        return { problem: rest, system: this.systems.indexOf(system), fixed, requests };
      }),
    };
  }

  private runTask(task: TaskInput): ArmValues {
    const arm = this.arm(task.arm);
    const problem = changed(arm, task);
    const start = this.atRest(problem);
    const system = this.compiledFor(problem.system);
    return measured(
      arm,
      simulateFrom(start, problem, system, { ...this.optionsOf(arm), only: wantedBy(arm) }),
    );
  }

  private runPair(first: TaskInput, second: TaskInput): [ArmValues, ArmValues] {
    const arms = [this.arm(first.arm), this.arm(second.arm)] as const;
    const problems = [changed(arms[0], first), changed(arms[1], second)] as const;
    const subject = (problem: Problem) => ({ problem, start: this.atRest(problem) });
    const [a, b] = simulatePair(
      [subject(problems[0]), subject(problems[1])],
      this.compiledFor(problems[0].system),
      { ...this.optionsOf(arms[0]), only: wantedBy(...arms) },
    );
    return [measured(arms[0], a), measured(arms[1], b)];
  }

  private optionsOf({ requests, problem }: ReadyArm) {
    return { ...this.numerics, sampleEvery, alsoAt: timesWithin(requests, problem.duration) };
  }

  private atRest(problem: Problem): Equilibrium {
    const key = `${this.systems.indexOf(problem.system)} ${JSON.stringify([...problem.before].sort())}`;
    return this.equilibria.get(key, () => personAtRest(problem, this.compiledFor(problem.system)));
  }

  private arm(index: number): ReadyArm {
    const arm = this.arms[index];
    if (!arm) throw new Error(`invalid index: ${index}; expected an arm without errors`);
    return arm;
  }

  private compiledFor(system: FlatSystem): CompiledSystem {
    const known = this.compiled.get(system) ?? this.make(system);
    this.compiled.set(system, known);
    return known;
  }
}

const timesWithin = (requests: readonly MeasureRequest[], duration: number): number[] =>
  requests.flatMap(timesOf).filter((t) => t <= duration);

const wantedBy = (...arms: readonly ReadyArm[]) =>
  new Set(arms.flatMap(({ requests }) => requests.map((r) => r.variable)));

const measured = ({ requests, problem }: ReadyArm, trajectory: Trajectory): ArmValues => ({
  values: requests.map((request) => takeMeasure(request, trajectory, problem.duration).value),
  status: trajectory.status,
});

/** Has the code for two lanes compiled, so that it is shared too. */
function warmPairs(compiled: CompiledSystem): void {
  const p = compiled.defaultParameters();
  const pair = compiled.bindPair(p, p);
  if (pair) pair.rates(0, new Float64Array(pair.dimension).fill(1), new Float64Array(pair.dimension));
}

function changed(
  { problem, fixed }: ReadyArm,
  { parameters, person, accounts, force, gates }: TaskInput,
): Problem {
  if (!parameters && !person && !accounts && !force && !gates) return problem;
  const drawable = new Set(problem.system.parameters.filter((p) => !p.isChosen).map((p) => p.name));
  const known = new Set(problem.system.parameters.map((p) => p.name));
  const pick = (values: ReadonlyMap<string, number> | undefined, may: (name: string) => boolean) =>
    [...(values ?? [])].filter(([name]) => may(name));
  const isFree = (name: string) => drawable.has(name) && !accounts?.has(name);
  const drawn = pick(parameters, isFree);
  const own = pick(person, (name) => isFree(name) && !fixed.has(name));
  const chosen = pick(accounts, (name) => known.has(name));
  const forced = pick(force, (name) => known.has(name));
  return {
    ...problem,
    before: new Map([...drawn, ...chosen, ...problem.before, ...own, ...forced]),
    during: new Map([...drawn, ...chosen, ...problem.during, ...own, ...forced]),
    gates: gates ? new Map([...problem.gates, ...gates]) : problem.gates,
  };
}

/** Indices of the runs that can share one scenario: same duration, and same drugs unless all drugs are joined. */
function grouped(runs: readonly ArmRun[], sharing: "drugs" | "duration"): number[][] {
  const groups = new Map<string, number[]>();
  for (const [i, { arm, duration }] of runs.entries()) {
    const drugs = [...new Set(arm.treatment.map((entry) => entry.drug))].sort();
    const key = JSON.stringify([duration, sharing === "drugs" ? drugs : []]);
    groups.set(key, [...(groups.get(key) ?? []), i]);
  }
  return [...groups.values()];
}
