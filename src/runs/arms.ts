import { type CompiledSystem, compile, compileShared, type SharedSystem } from "../compile/index.ts";
import type { Diagnostic } from "../diagnostics/index.ts";
import { type FlatSystem, partFor } from "../model/index.ts";
import { intakeKey } from "../pharmacology/index.ts";
import { type Cast, type MeasureRequest, type Problem, prepare } from "../scenario/index.ts";
import {
  defaults,
  type Equilibrium,
  findEquilibrium,
  parametersAtRest,
  Slopes,
  simulateFrom,
  simulatePair,
  type Trajectory,
} from "../simulation/index.ts";
import { RecentVectors } from "./recent.ts";
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
  /** The given arms, with those that are simulated in pairs next to each other. */
  besideAlike(arms: readonly number[]): number[];
  /** The same arms, integrated in another way; what is left out stays as it was. */
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
  readonly isOften: boolean;
}

/** What arms of one system have in common. */
interface Shared {
  /** The person's equilibrium is that of the whole system. */
  readonly whole: FlatSystem;
  /** What is integrated for an arm that runs often: the part that the requests of such arms depend on. */
  readonly part: FlatSystem;
  /** Variables that any arm measures. */
  readonly wanted: ReadonlySet<string>;
  /** Worth compiling before the threads begin; otherwise the thread that meets it first does that. */
  readonly isOften: boolean;
}

/** Prepared arms as data for `postMessage`. */
export interface SharedArms {
  readonly arms: readonly (
    | (Omit<ReadyArm, "problem"> & {
        readonly problem: Omit<Problem, "system">;
        readonly system: number;
      })
    | undefined
  )[];
  readonly systems: readonly {
    readonly whole: SharedSystem | FlatSystem;
    /** absent where it is the whole */
    readonly part?: SharedSystem | undefined;
    readonly wanted: ReadonlySet<string>;
    readonly isOften: boolean;
  }[];
  readonly numerics: Numerics;
}

/** Studies integrate as exactly as a single run does, so that a number is the same in every verb. */
export const studyTolerance = defaults.rtol;
/** Samples are looked at only to see that values stay finite. */
const sampleEvery = 1;
/** Equilibria that are kept, newest first: enough for the people of a chunk. */
const keptEquilibria = 64;
/** Of runs whose difference is a slope: how exactly, and how far apart in parts of the parameter. */
const differenceTolerance = 1e-9;
const differenceStep = 1e-3;

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
    const { arm, requests, isOften = false } = runs[i]!;
    const fixed = new Set([...arm.set, ...careOf(arm.care)].map((s) => s.name));
    return problem && { problem, fixed, requests, isOften };
  });
  return new ArmSet(ready, diagnostics, sharedBy(ready, cast.ownModules), compile);
}

/**
 * Of each system in use, what its arms want of it, and for those that run often only the part that they depend on, with
 * what modules of one's own hold: a state that runs away ends a run though no measure reads it.
 */
function sharedBy(arms: readonly (ReadyArm | undefined)[], ownModules: readonly string[] = []): Shared[] {
  const own = new Set(ownModules);
  const isOwn = (state: string) => own.has(state.slice(0, state.indexOf(".")));
  const found = new Map<FlatSystem, ReadyArm[]>();
  for (const arm of arms) {
    if (!arm) continue;
    const { system } = arm.problem;
    found.get(system)?.push(arm) ?? found.set(system, [arm]);
  }
  const variablesOf = (some: readonly ReadyArm[]) =>
    some.flatMap(({ requests }) => requests.map(({ variable }) => variable));
  return [...found].map(([whole, all]) => {
    const often = all.filter(({ isOften }) => isOften);
    const ownStates = whole.states.map(({ name }) => name).filter(isOwn);
    return {
      whole,
      part: often.length > 0 ? partFor(whole, new Set([...variablesOf(often), ...ownStates])) : whole,
      wanted: new Set(variablesOf(all)),
      isOften: often.length > 0,
    };
  });
}

/** The arms that another thread shared. */
export function adoptArms({ arms, systems, numerics }: SharedArms): PreparedArms {
  const compiled = new Map<FlatSystem, CompiledSystem>();
  const adopt = (shared: SharedSystem | FlatSystem) => {
    if (!("system" in shared)) return shared;
    const system = compileShared(shared);
    compiled.set(system.system, system);
    return system.system;
  };
  const shared = systems.map(({ whole: all, part, ...rest }): Shared => {
    const whole = adopt(all);
    return { ...rest, whole, part: part ? adopt(part) : whole };
  });
  const ready = arms.map(
    (arm) =>
      arm && {
        problem: { ...arm.problem, system: shared[arm.system]!.whole },
        fixed: arm.fixed,
        requests: arm.requests,
        isOften: arm.isOften,
      },
  );
  return new ArmSet(ready, [], shared, (system) => compiled.get(system) ?? compile(system), numerics);
}

class ArmSet implements PreparedArms {
  readonly diagnostics: readonly Diagnostic[];
  readonly systems: readonly FlatSystem[];
  private readonly arms: readonly (ReadyArm | undefined)[];
  private readonly shared: readonly Shared[];
  private readonly make: (system: FlatSystem) => CompiledSystem;
  private readonly numerics: Numerics;
  private readonly compiled = new Map<FlatSystem, CompiledSystem>();
  private readonly equilibria = new Map<FlatSystem, RecentVectors<Equilibrium>>();
  private readonly slopes = new Map<string, Slopes>();

  constructor(
    arms: readonly (ReadyArm | undefined)[],
    diagnostics: readonly Diagnostic[],
    shared: readonly Shared[],
    make: (system: FlatSystem) => CompiledSystem,
    numerics: Numerics = {},
  ) {
    this.numerics = numerics;
    this.arms = arms;
    this.diagnostics = diagnostics;
    this.shared = shared;
    this.make = make;
    this.systems = shared.map(({ whole }) => whole);
  }

  get count(): number {
    return this.arms.length;
  }

  systemOf(index: number): FlatSystem {
    return this.arm(index).problem.system;
  }

  besideAlike(arms: readonly number[]): number[] {
    const groups = new Map<string, number[]>();
    for (const arm of arms) groups.set(this.kindOf(arm), [...(groups.get(this.kindOf(arm)) ?? []), arm]);
    return [...groups.values()].flat();
  }

  /** Arms of one kind can go in pairs: same equations and duration. */
  private kindOf(index: number): string {
    const { problem, isOften } = this.arm(index);
    return `${this.systems.indexOf(problem.system)} ${problem.duration} ${isOften}`;
  }

  with({ solver = this.numerics.solver, rtol = this.numerics.rtol }: Numerics): PreparedArms {
    const numerics = { solver, rtol };
    return new ArmSet(
      this.arms,
      this.diagnostics,
      this.shared,
      (system) => this.compiledFor(system),
      numerics,
    );
  }

  run(index: number, draw?: ReadonlyMap<string, number>): ArmValues {
    return this.runTask({ arm: index, parameters: draw });
  }

  runAll(tasks: readonly TaskInput[]): ArmValues[] {
    const results = new Array<ArmValues>(tasks.length);
    const waiting = new Map<string, number>();
    for (const [i, task] of tasks.entries()) {
      if (task.slopes || task.isAlone) {
        results[i] = task.slopes ? this.runWithSlopes(task, task.slopes) : this.runTask(task);
        continue;
      }
      const key = this.kindOf(task.arm);
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
    const systems = this.shared.map(({ whole, part, wanted, isOften }) => {
      if (!isOften) return { whole, wanted, isOften };
      const integrated = this.compiledFor(part);
      warm(integrated, wanted);
      return {
        whole: this.compiledFor(whole).share(),
        part: part === whole ? undefined : integrated.share(),
        wanted,
        isOften,
      };
    });
    return {
      systems,
      numerics: this.numerics,
      arms: this.arms.map((arm) => {
        if (!arm) return undefined;
        const { system, ...rest } = arm.problem;
        return { ...arm, problem: rest, system: this.systems.indexOf(system) };
      }),
    };
  }

  private runTask(task: TaskInput): ArmValues {
    const { problem, start, compiled, measures, options } = this.readied(task);
    return measured(simulateFrom(start, problem, compiled, { ...options, measures }));
  }

  private runWithSlopes(task: TaskInput, names: readonly string[]): ArmValues {
    const arm = this.arm(task.arm);
    const problem = changed(arm, task);
    const { whole, part, wanted } = this.shared[this.systems.indexOf(problem.system)]!;
    const { known, drawable } = namesOf(whole);
    const moved = names.filter((name) => known.has(name) && drawable.has(name) && !arm.fixed.has(name));
    const variables = [...wanted].sort();
    const key = JSON.stringify([this.systems.indexOf(whole), moved]);
    let slopes = this.slopes.get(key);
    if (!slopes) {
      slopes = new Slopes(this.compiledFor(whole), this.compiledFor(part), moved, variables);
      this.slopes.set(key, slopes);
    }
    const readings = arm.requests.map(({ variable, arguments: [time = 0] }) => ({ variable, time }));
    const { solver, rtol } = this.numerics;
    const found = slopes.run(this.atRest(problem), problem, readings, { solver, rtol });
    if (typeof found === "string") return { ...this.differences(task, moved, names), notExact: found };
    const units = unitsOf(whole, arm.requests);
    const spread = new Float64Array(readings.length * names.length);
    for (const [j, name] of moved.entries())
      for (let i = 0; i < readings.length; i++)
        spread[i * names.length + names.indexOf(name)] = found.slopes[i * moved.length + j]! / units[i]!;
    return {
      values: Array.from(found.values, (value, i) =>
        Number.isFinite(value) ? value / units[i]! : undefined,
      ),
      status: found.status,
      slopes: spread,
    };
  }

  /** Slopes by central differences, of runs that sensitivity equations do not describe. */
  private differences(task: TaskInput, moved: readonly string[], names: readonly string[]): ArmValues {
    const { slopes: _, ...plain } = task;
    const { solver, rtol = defaults.rtol } = this.numerics;
    const closer = this.with({ solver, rtol: Math.min(rtol, differenceTolerance) });
    const middle = closer.runAll([{ ...plain, isAlone: true }])[0]!;
    const spread = new Float64Array(middle.values.length * names.length);
    const { problem } = this.arm(task.arm);
    for (const name of moved) {
      const { value, range } = problem.system.parameters.find((p) => p.name === name)!;
      const now = task.person?.get(name) ?? task.parameters?.get(name) ?? problem.before.get(name) ?? value;
      const by = differenceStep * Math.max(Math.abs(now), 1e-3 * (range[1] - range[0]));
      const [up, down] = [now + by, now - by].map(
        (at) =>
          closer.runAll([
            { ...plain, person: new Map([...(task.person ?? []), [name, at]]), isAlone: true },
          ])[0]!,
      );
      for (let i = 0; i < middle.values.length; i++)
        spread[i * names.length + names.indexOf(name)] =
          ((up!.values[i] ?? Number.NaN) - (down!.values[i] ?? Number.NaN)) / (2 * by);
    }
    return { ...middle, slopes: spread };
  }

  private runPair(first: TaskInput, second: TaskInput): [ArmValues, ArmValues] {
    const [one, other] = [this.readied(first), this.readied(second)];
    const [a, b] = simulatePair([one, other], one.compiled, one.options);
    return [measured(a), measured(b)];
  }

  /** A task with all that it takes to simulate it. */
  private readied(task: TaskInput) {
    const arm = this.arm(task.arm);
    const problem = changed(arm, task);
    const { whole, part: often, wanted } = this.shared[this.systems.indexOf(problem.system)]!;
    const part = arm.isOften ? often : whole;
    const compiled = this.compiledFor(part);
    return {
      problem,
      compiled,
      measures: arm.requests,
      start: startIn(part, whole, this.atRest(problem)),
      options: {
        solver: this.numerics.solver,
        rtol: this.numerics.rtol,
        sampleEvery,
        only: wanted,
      },
    };
  }

  private atRest(problem: Problem): Equilibrium {
    const compiled = this.compiledFor(problem.system);
    const recent = this.equilibria.get(problem.system) ?? new RecentVectors<Equilibrium>(keptEquilibria);
    this.equilibria.set(problem.system, recent);
    const parameters = parametersAtRest(problem, compiled);
    return recent.get(parameters, () => findEquilibrium(compiled, parameters));
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

/** Canonical units in one unit of what each request measures. */
function unitsOf({ states, values }: FlatSystem, requests: readonly MeasureRequest[]): number[] {
  const factors = new Map([...states, ...values].map(({ name, unit }) => [name, unit.factor]));
  return requests.map(({ variable }) => factors.get(variable) ?? 1);
}

/** The equilibrium of the whole system, told of a part of it: parameters have the same places in both. */
function startIn(part: FlatSystem, whole: FlatSystem, start: Equilibrium): Equilibrium {
  if (part === whole) return start;
  const kept = new Set(part.states);
  return { ...start, y: start.y.filter((_, i) => kept.has(whole.states[i]!)) };
}

const measured = ({ measures, status, notes }: Trajectory): ArmValues => ({
  values: measures.map(({ value }) => value),
  status,
  ...(notes?.length ? { notes } : {}),
});

/** Has the code for two lanes and for the wanted values compiled, so that it is shared too. */
function warm(compiled: CompiledSystem, wanted: ReadonlySet<string>): void {
  const p = compiled.defaultParameters();
  const pair = compiled.bindPair(p, p);
  if (pair) pair.rates(0, new Float64Array(pair.dimension).fill(1), new Float64Array(pair.dimension));
  compiled.bind(p).sampler(compiled.system.values.flatMap(({ name }, i) => (wanted.has(name) ? [i] : [])));
}

/** Names of the parameters of a system, and of those that no account has set. */
function namesOf(system: FlatSystem) {
  const names = parameterNames.get(system) ?? {
    known: new Set(system.parameters.map((p) => p.name)),
    drawable: new Set(system.parameters.filter((p) => !p.isChosen).map((p) => p.name)),
  };
  parameterNames.set(system, names);
  return names;
}

const parameterNames = new WeakMap<
  FlatSystem,
  { readonly known: ReadonlySet<string>; readonly drawable: ReadonlySet<string> }
>();

function changed(
  { problem, fixed }: ReadyArm,
  { parameters, person, accounts, force, gates }: TaskInput,
): Problem {
  if (!parameters && !person && !accounts && !force && !gates) return problem;
  const { known, drawable } = namesOf(problem.system);
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
    const key = JSON.stringify([duration, sharing === "drugs" ? intakeKey(arm.treatment) : []]);
    groups.set(key, [...(groups.get(key) ?? []), i]);
  }
  return [...groups.values()];
}
