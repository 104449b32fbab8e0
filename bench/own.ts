import { type CompiledSystem, compile, compilePaths } from "../src/compile/index.ts";
import {
  type OdeSystem,
  rodas5p,
  type SolveRequest,
  type SolveResult,
  solvePair,
  solvers,
} from "../src/solvers/index.ts";
import type { Solver } from "../src/solvers/types.ts";
import type { Method } from "./method.ts";
import { type BenchProblem, endOf, type Person } from "./problem.ts";

/** The problem on every compile path that this machine can run. */
export function compiledPaths(problem: BenchProblem): CompiledSystem[] {
  return compilePaths.flatMap((path) => {
    try {
      const compiled = compile(problem.system, path);
      return compiled.path === path ? [compiled] : [];
    } catch {
      return [];
    }
  });
}

function requestOf(
  problem: BenchProblem,
  system: OdeSystem,
  rtol: number,
  initial: Float64Array,
  out: Float64Array,
): SolveRequest {
  const n = problem.system.states.length;
  return {
    system,
    t0: 0,
    t1: endOf(problem),
    y0: initial,
    stops: problem.doses.map(({ time, state, amount }) => ({
      time,
      apply: (y) => {
        y[state]! += amount;
      },
    })),
    outputTimes: problem.outputTimes,
    onOutput: (index, _t, y) => out.set(y, index * n),
    rtol,
    atol: problem.scale.map((s) => rtol * s),
  };
}

function checked(result: SolveResult): SolveResult {
  if (result.status === "success") return result;
  throw new Error(`the run ended with ${result.status} at ${result.t}`);
}

/** Integrates one person; `out` takes all states at all output times. */
export function integrate(
  problem: BenchProblem,
  system: OdeSystem,
  solver: Solver,
  rtol: number,
  initial: Float64Array,
  out: Float64Array,
): SolveResult {
  return checked(solver.solve(requestOf(problem, system, rtol, initial, out)));
}

export const outputsFor = (problem: BenchProblem): Float64Array =>
  new Float64Array(problem.outputTimes.length * problem.system.states.length);

/** CPU and wall time of some work, in ms. The CPU time is that of all threads: compiler and collector included. */
function timed<T>(work: () => T): { result: T; cpu: number; wall: number } {
  const cpu = process.cpuUsage();
  const wall = performance.now();
  const result = work();
  const spent = process.cpuUsage(cpu);
  return { result, wall: performance.now() - wall, cpu: (spent.user + spent.system) / 1000 };
}

/** Our solver of that name on one compile path. */
export function ownMethod(
  problem: BenchProblem,
  compiled: CompiledSystem,
  solver: Solver,
  tolerances: readonly number[],
  onlySingle = false,
): Method {
  const out = outputsFor(problem);
  return {
    name: `lull ${solver.name} ${compiled.path}`,
    isOwn: true,
    onlySingle,
    tolerances,
    async run(rtol, person, keep) {
      const { parameters, initial } = problem.person(person);
      const { result, cpu, wall } = timed(() =>
        integrate(problem, compiled.bind(parameters), solver, rtol, initial, out),
      );
      return { cpu, wall, work: result.counters, ...(keep ? { outputs: out.slice() } : {}) };
    },
    async crowd(rtol, first, count) {
      const people = Array.from({ length: count }, (_, i) => problem.person(first + i));
      const { result, cpu, wall } = timed(() => {
        let sum = 0;
        for (const { parameters, initial } of people)
          sum += total(integrate(problem, compiled.bind(parameters), solver, rtol, initial, out).y);
        return sum;
      });
      return { cpu, wall, sum: result };
    },
    close() {},
  };
}

/** Rodas5P with two people at once, for crowds; as one run it takes the same person twice. */
function pairedMethod(
  problem: BenchProblem,
  compiled: CompiledSystem,
  tolerances: readonly number[],
): Method {
  const outs = [outputsFor(problem), outputsFor(problem)] as const;
  const solve = (rtol: number, first: Person, second: Person) => {
    const request = (person: Person, lane: 0 | 1) =>
      requestOf(problem, compiled.bind(person.parameters), rtol, person.initial, outs[lane]);
    const system = compiled.bindPair(first.parameters, second.parameters)!;
    return solvePair(system, request(first, 0), request(second, 1))!.map(checked);
  };
  return {
    name: `lull rodas5p ${compiled.path} pairs`,
    isOwn: true,
    onlyCrowds: true,
    tolerances,
    async run(rtol, person, keep) {
      const one = problem.person(person);
      const { result, cpu, wall } = timed(() => solve(rtol, one, one));
      const outputs = keep ? { outputs: outs[0].slice() } : {};
      return { cpu: cpu / 2, wall: wall / 2, work: result[0]!.counters, ...outputs };
    },
    async crowd(rtol, first, count) {
      const people = Array.from({ length: count }, (_, i) => problem.person(first + i));
      const { result, cpu, wall } = timed(() => {
        let sum = 0;
        for (let i = 0; i < count; i += 2)
          for (const { y } of solve(rtol, people[i]!, people[i + 1] ?? people[i]!).slice(0, count - i))
            sum += total(y);
        return sum;
      });
      return { cpu, wall, sum: result };
    },
    close() {},
  };
}

const total = (y: Float64Array) => y.reduce((sum, value) => sum + value, 0);

/**
 * All states at all output times, by the tightest run that doubles can carry, on the path whose functions are those of
 * the host's own mathematics.
 */
export function reference(problem: BenchProblem, person = 0): Float64Array {
  const { parameters, initial } = problem.person(person);
  const out = outputsFor(problem);
  integrate(problem, compile(problem.system, "javascript").bind(parameters), rodas5p, 1e-11, initial, out);
  return out;
}

/** Our methods: Rodas5P on every compile path that is there, and with extras odex and the interpreter too. */
export function ownMethods(
  problem: BenchProblem,
  plan: { readonly ownTolerances: readonly number[]; readonly extras: boolean },
): Method[] {
  const { parameters } = problem.person(0);
  const pairTolerances = plan.ownTolerances.filter((rtol) => rtol < 1e-2 && rtol > 1e-7);
  const compiled = compiledPaths(problem);
  const fast = compiled
    .filter(({ path }) => path !== "interpreter")
    .flatMap((c) => [
      ownMethod(problem, c, rodas5p, plan.ownTolerances),
      ...(c.bindPair(parameters, parameters) ? [pairedMethod(problem, c, pairTolerances)] : []),
    ]);
  if (!plan.extras) return fast;
  const of = (path: string) => compiled.find((c) => c.path === path);
  const readable = of("javascript");
  const slow = of("interpreter");
  const odex = solvers.find(({ name }) => name === "odex");
  return [
    ...fast,
    ...(readable && odex ? [ownMethod(problem, readable, odex, [1e-4, 1e-5, 1e-6], true)] : []),
    ...(slow ? [ownMethod(problem, slow, rodas5p, [1e-4], true)] : []),
  ];
}
