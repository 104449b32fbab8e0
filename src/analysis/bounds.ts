import { compile } from "../compile/index.ts";
import { keyOf, uniform } from "../random/index.ts";
import type { Cast, Problem } from "../scenario/index.ts";
import { type Column, simulate, type Trajectory } from "../simulation/index.ts";
import { uncertainParameters } from "./uncertainty.ts";

/** A draw of all parameters in which something ran away, and what. */
export interface Runaway {
  readonly draw: number;
  readonly says: string;
}

/** What a state or value that is 1 at rest may reach, in multiples of its rest. */
const most = 50;
/** Least of a state that rests at 0: a deviation or a logarithm may go either way. */
const leastDeviation = -1;
/** How much a weekly mean may grow over the last four weeks. */
const growth = 0.15;
/** Below this a mean is too small for its growth to be told. */
const small = 0.05;

/**
 * Runs a problem with all parameters drawn evenly from their declared ranges, and says in which draws the run failed, a
 * dimensionless quantity left its bounds, or something still grew at the end. The problem should last 12 weeks or more.
 */
export function* runaways(
  problem: Problem,
  cast: Cast,
  { from = 0, draws, seed = 0 }: { readonly from?: number; readonly draws: number; readonly seed?: number },
): Generator<Runaway | undefined> {
  const compiled = compile(problem.system);
  const parameters = uncertainParameters([problem.system], cast);
  for (let draw = from; draw < from + draws; draw++) {
    const drawn = parameters.map(({ name, range: [low, high] }) => {
      return [name, low + (high - low) * uniform(seed, draw, keyOf(name))] as const;
    });
    const before = new Map([...problem.before, ...drawn]);
    const during = new Map([...problem.during, ...drawn]);
    const trajectory = simulate({ ...problem, before, during }, compiled, { sampleEvery: 0.25 });
    const says = faultOf(trajectory, problem);
    yield says === undefined ? undefined : { draw, says };
  }
}

/** The first fault of a run of 12 weeks or more: it failed, left its bounds, or still grew at its end. */
export function faultOf(
  { status, times, columns, baseline }: Trajectory,
  { system }: Problem,
): string | undefined {
  if (status.kind !== "success") return status.message;
  for (const { name, initial, unit } of system.states) {
    if (unit.text !== "1") continue;
    const { values } = columns.get(name)!;
    const least = initial.kind === "number" && initial.value === 0 ? leastDeviation : -1e-6;
    const low = values.reduce((a, b) => Math.min(a, b));
    const high = values.reduce((a, b) => Math.max(a, b));
    if (!(low >= least && high <= most)) return `${name} runs from ${low} to ${high}`;
  }
  for (const { name, unit } of system.values) {
    if (unit.text !== "1") continue;
    const bound = most * Math.max(1, Math.abs(baseline.get(name)!));
    const wild = columns.get(name)!.values.find((x) => !(Math.abs(x) <= bound));
    if (wild !== undefined) return `${name} reaches ${wild}`;
  }
  for (const [name, column] of columns) {
    // What has been eliminated adds up for ever.
    if (name.endsWith(".eliminated")) continue;
    const [then, now] = [weekMean(column, times, 4), weekMean(column, times, 0)];
    if (Math.abs(now) - Math.abs(then) > growth * Math.max(Math.abs(then), small))
      return `${name} grew from ${then} to ${now} in four weeks`;
  }
  return undefined;
}

/** Mean over a week that ends some weeks before the end of the run. */
function weekMean({ values }: Column, times: Float64Array, weeksBeforeEnd: number): number {
  const end = times.at(-1)! - 7 * weeksBeforeEnd;
  let sum = 0;
  let count = 0;
  for (let i = 0; i < values.length; i++)
    if (times[i]! > end - 7 && times[i]! <= end) {
      sum += values[i]!;
      count++;
    }
  return sum / count;
}
