import type { CompiledSystem } from "../compile/index.ts";
import type { Diagnostic } from "../diagnostics/index.ts";
import type { FlatSystem } from "../model/index.ts";
import { type MeasureRequest, type Problem, upToEnd } from "../scenario/index.ts";
import {
  defaults,
  type Equilibrium,
  findEquilibrium,
  parametersAtRest,
  type SimulateOptions,
  Slopes,
  simulateFrom,
  simulatePair,
  type Trajectory,
  unresolved,
} from "../simulation/index.ts";
import { differences, differenceTolerance } from "./differences.ts";
import { askedOf, changed, measuredIn, type ReadyArm, type SystemUse, settable } from "./ready-arm.ts";
import { RecentVectors } from "./recent.ts";
import { packed, type SharedArms } from "./shared-arms.ts";
import { longerTasksOf } from "./shared-runs.ts";
import type { ArmValues, Numerics, TaskInput } from "./types.ts";

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
  /**
   * The given arms in sets: where tasks differ in nothing but their arms, the first of a set is run and the others are read off
   * its run. Sets that are simulated in pairs are next to each other.
   */
  setsOf(arms: readonly number[]): number[][];
  /** Some of the arms, under the indices that they have here, and the equations of these alone. */
  only(arms: Iterable<number>): PreparedArms;
  /** The same arms, integrated in another way; what is left out stays as it was. */
  with(numerics: Numerics): PreparedArms;
  /** What another thread needs to run the same arms without reading or compiling anything; see `adoptArms`. */
  share(): SharedArms;
}

/** Samples are looked at only to see that values stay finite. */
const sampleEvery = 1;
/** Equilibria that are kept of a system: enough for the people of a chunk. */
const keptEquilibria = 64;
/** Systems of which they are kept, those asked for last. */
const keptSystems = 8;

/** Prepared arms, with what is kept from one task to the next: compiled equations, equilibria, sensitivity equations. */
export class ArmSet implements PreparedArms {
  readonly diagnostics: readonly Diagnostic[];
  readonly systems: readonly FlatSystem[];
  private readonly arms: readonly (ReadyArm | undefined)[];
  private readonly uses: readonly SystemUse[];
  private readonly make: (system: FlatSystem) => CompiledSystem;
  private readonly numerics: Numerics;
  private readonly compiled = new Map<FlatSystem, CompiledSystem>();
  private readonly equilibria = new Map<FlatSystem, RecentVectors<Equilibrium>>();
  private readonly slopes = new Map<string, Slopes>();

  constructor(
    arms: readonly (ReadyArm | undefined)[],
    diagnostics: readonly Diagnostic[],
    uses: readonly SystemUse[],
    make: (system: FlatSystem) => CompiledSystem,
    numerics: Numerics = {},
  ) {
    this.numerics = numerics;
    this.arms = arms;
    this.diagnostics = diagnostics;
    this.uses = uses;
    this.make = make;
    this.systems = uses.map(({ whole }) => whole);
  }

  get count(): number {
    return this.arms.length;
  }

  systemOf(index: number): FlatSystem {
    return this.arm(index).problem.system;
  }

  setsOf(arms: readonly number[]): number[][] {
    const byKind = new Map<string, Map<number, number[]>>();
    for (const arm of arms) {
      const { within } = this.arm(arm);
      const longest = within && this.arms[within.arm] ? within.arm : arm;
      const kind = this.kindOf(longest);
      const sets = byKind.get(kind) ?? new Map<number, number[]>();
      byKind.set(kind, sets);
      const set = sets.get(longest) ?? [];
      sets.set(longest, arm === longest ? [arm, ...set] : [...set, arm]);
    }
    return [...byKind.values()].flatMap((sets) => [...sets.values()]);
  }

  /** Arms of one kind can go in pairs: same equations and duration. */
  private kindOf(index: number): string {
    const { problem, part } = this.arm(index);
    return `${this.systems.indexOf(problem.system)} ${problem.duration} ${part}`;
  }

  only(arms: Iterable<number>): ArmSet {
    const wanted = new Set(arms);
    const kept = this.arms.map((arm, i) => (wanted.has(i) ? arm : undefined));
    /** Of each system that is left: which of its parts are. */
    const parts = new Map<FlatSystem, number[]>();
    for (const arm of kept) {
      if (!arm) continue;
      const own = parts.get(arm.problem.system) ?? [];
      if (arm.part !== undefined && !own.includes(arm.part)) own.push(arm.part);
      parts.set(arm.problem.system, own);
    }
    return new ArmSet(
      kept.map((arm) => {
        if (arm?.part === undefined) return arm;
        return { ...arm, part: parts.get(arm.problem.system)!.indexOf(arm.part) };
      }),
      this.diagnostics,
      this.uses.flatMap((use) => {
        const own = parts.get(use.whole);
        return own ? [{ ...use, parts: own.map((place) => use.parts[place]!) }] : [];
      }),
      this.make,
      this.numerics,
    );
  }

  with({ solver = this.numerics.solver, rtol = this.numerics.rtol }: Numerics): ArmSet {
    const numerics = { solver, rtol };
    return new ArmSet(this.arms, this.diagnostics, this.uses, (system) => this.made(system), numerics);
  }

  run(index: number, draw?: ReadonlyMap<string, number>): ArmValues {
    return this.runTask({ arm: index, parameters: draw });
  }

  runAll(asked: readonly TaskInput[]): ArmValues[] {
    // A person may be drawn whenever it is looked at.
    const tasks = asked.map((task) => ({ ...task }));
    const longer = longerTasksOf(tasks, (index) => this.arm(index));
    const outcomes = new Array<RunOutcome>(tasks.length);
    const waiting = new Map<string, number>();
    for (const [i, task] of tasks.entries()) {
      if (longer[i] !== undefined || task.slopes) continue;
      const key = this.kindOf(task.arm);
      const partner = waiting.get(key);
      if (task.isAlone) outcomes[i] = this.simulated(task);
      else if (partner === undefined) waiting.set(key, i);
      else {
        waiting.delete(key);
        [outcomes[partner], outcomes[i]] = this.simulatedPair(tasks[partner]!, task);
      }
    }
    for (const i of waiting.values()) outcomes[i] = this.simulated(tasks[i]!);
    return tasks.map((task, i) => {
      if (task.slopes) return this.runWithSlopes(task, task.slopes);
      const long = longer[i];
      const outcome = long === undefined ? outcomes[i]! : this.readOff(outcomes[long]!, task);
      return this.measured(outcome ?? this.simulated(task), task);
    });
  }

  share(): SharedArms {
    // What is compiled for other threads alone is not kept here.
    return packed(this.arms, this.uses, this.numerics, (system) => this.made(system));
  }

  private runTask(task: TaskInput): ArmValues {
    return this.measured(this.simulated(task), task);
  }

  private simulated(task: TaskInput): RunOutcome {
    const { problem, start, compiled, measures, only, options } = this.readied(task);
    return runOutcome(simulateFrom(start, problem, compiled, { ...options, measures, only }));
  }

  /** An arm's outcome by the run of the longer arm that begins as it does; undefined where that says more than its values. */
  private readOff({ measures, status, notes = [] }: RunOutcome, { arm }: TaskInput): RunOutcome | undefined {
    const { requests, within, problem } = this.arm(arm);
    if (status.kind !== "success" || notes.length > 0) return undefined;
    return {
      status: { ...status, time: problem.duration },
      measures: requests.map((request, i) => {
        const measure = measures[within!.at[i]!]!;
        return { ...measure, request, value: upToEnd(request, measure.value, problem.duration) };
      }),
    };
  }

  /** Which measures are too small to be told from 0 is not said of one among many people, who are counted and ranked. */
  private measured({ measures, status, notes = [] }: RunOutcome, { arm, person }: TaskInput): ArmValues {
    const own = measures.slice(0, this.arm(arm).requests.length);
    const all = person ? notes : [...notes, ...unresolved(own, this.options)];
    return { values: own.map(({ value }) => value), status, ...(all.length > 0 ? { notes: all } : {}) };
  }

  private runWithSlopes(task: TaskInput, names: readonly string[]): ArmValues {
    const arm = this.arm(task.arm);
    const problem = changed(arm, task);
    const { whole, part, wanted } = this.useOf(arm);
    const { known, drawable } = settable(whole);
    const moved = names.filter((name) => known.has(name) && drawable.has(name) && !arm.fixed.has(name));
    const variables = [...wanted].sort();
    const key = JSON.stringify([this.systems.indexOf(whole), arm.part, moved]);
    let slopes = this.slopes.get(key);
    if (!slopes) {
      slopes = new Slopes(this.compiledFor(whole), this.compiledFor(part), moved, variables);
      this.slopes.set(key, slopes);
    }
    const readings = arm.requests.map(({ variable, arguments: [time = 0] }) => ({ variable, time }));
    const { solver, rtol } = this.numerics;
    const found = slopes.run(this.atRest(problem), problem, readings, { solver, rtol });
    if (typeof found === "string") {
      const closer = this.with({ solver, rtol: Math.min(rtol ?? defaults.rtol, differenceTolerance) });
      const run = (one: TaskInput) => closer.runTask(one);
      return { ...differences(run, task, arm.problem, moved, names), notExact: found };
    }
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

  private simulatedPair(first: TaskInput, second: TaskInput): [RunOutcome, RunOutcome] {
    const [one, other] = [this.readied(first), this.readied(second)];
    const [a, b] = simulatePair([one, other], one.compiled, one.options);
    return [runOutcome(a), runOutcome(b)];
  }

  /** A task with all that it takes to simulate it. */
  private readied(task: TaskInput) {
    const arm = this.arm(task.arm);
    const problem = changed(arm, task);
    const { whole, part, wanted } = this.useOf(arm);
    const compiled = this.compiledFor(part);
    return {
      problem,
      compiled,
      measures: measuredIn(arm),
      start: startIn(part, whole, this.atRest(problem)),
      // An arm that runs once shares the code of what all arms of its equations are asked.
      only: arm.part === undefined ? wanted : askedOf(arm),
      options: this.options,
    };
  }

  private get options(): SimulateOptions {
    return { solver: this.numerics.solver, rtol: this.numerics.rtol, sampleEvery };
  }

  /** An arm's system, what of it is integrated, and what is wanted of it. */
  private useOf({ problem, part: index }: ReadyArm) {
    const { whole, parts, wanted } = this.uses[this.systems.indexOf(problem.system)]!;
    return { whole, part: index === undefined ? whole : parts[index]!, wanted };
  }

  private atRest(problem: Problem): Equilibrium {
    const compiled = this.compiledFor(problem.system);
    const recent = this.equilibria.get(problem.system) ?? new RecentVectors<Equilibrium>(keptEquilibria);
    this.equilibria.delete(problem.system);
    this.equilibria.set(problem.system, recent);
    if (this.equilibria.size > keptSystems) this.equilibria.delete(this.equilibria.keys().next().value!);
    const parameters = parametersAtRest(problem, compiled);
    return recent.get(parameters, () => findEquilibrium(compiled, parameters));
  }

  private arm(index: number): ReadyArm {
    const arm = this.arms[index];
    if (!arm) throw new Error(`invalid index: ${index}; expected an arm without errors`);
    return arm;
  }

  private made(system: FlatSystem): CompiledSystem {
    return this.compiled.get(system) ?? this.make(system);
  }

  private compiledFor(system: FlatSystem): CompiledSystem {
    const known = this.made(system);
    this.compiled.set(system, known);
    return known;
  }
}

/** Canonical units in one unit of what each request measures. */
function unitsOf({ states, values }: FlatSystem, requests: readonly MeasureRequest[]): number[] {
  const factors = new Map([...states, ...values].map(({ name, unit }) => [name, unit.factor]));
  return requests.map(({ variable }) => factors.get(variable) ?? 1);
}

/** The equilibrium of the whole system, told of a part of it: parameters have the same indices in both. */
function startIn(part: FlatSystem, whole: FlatSystem, start: Equilibrium): Equilibrium {
  if (part === whole) return start;
  const kept = new Set(part.states.map(({ name }) => name));
  return { ...start, y: start.y.filter((_, i) => kept.has(whole.states[i]!.name)) };
}

/** What is kept of a run. */
type RunOutcome = Pick<Trajectory, "measures" | "status" | "notes">;

const runOutcome = ({ measures, status, notes }: Trajectory): RunOutcome => ({ measures, status, notes });
