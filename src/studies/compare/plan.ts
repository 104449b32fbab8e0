import type { MeasureResult, Trajectory } from "../../simulation/index.ts";
import { type ArmResult, armSimulator, beyondEnd, defaults } from "../../simulation/index.ts";
import { isLeftover } from "../../text/index.ts";
import { RunCount } from "../failures.ts";
import type { StudyContext } from "../study.ts";
import { armInputs, commitsOf, commonInputs, hashesOf, parametersOf } from "./inputs.ts";
import type { Compared, ComparedArms, ComparedCurve, ComparedMeasure, Contrast, Side } from "./types.ts";

/** Of a run shorter than ten days, as a single run samples it. */
const fewestSamples = 240;

/** Two runs may lie so many times the relative tolerance apart by the steps that the solver takes. */
const tolerances = 10;

/** Smaller numbers without a unit are the rounding of 0; those with one may be of any size. */
const noiseIn = (unit: string): number => (unit === "1" ? 1e-12 : 0);

export type CompareOptions = Pick<StudyContext, "numerics" | "onProgress" | "pause">;

/** Runs both arms of every pair, and finds what differs in them and in what was asked. */
export async function compareSides(
  { title, sides, arms }: Contrast,
  { numerics = {}, onProgress, pause }: CompareOptions = {},
): Promise<Compared> {
  const [a, b] = sides;
  const problemOf = ({ experiment }: Side, label: string) =>
    experiment.problems.find((one) => one.label === label)!;
  const pairs = arms.map(([one, two]) => [problemOf(a, one), problemOf(b, two)] as const);
  const simulateArm = armSimulator(pairs.flat());
  const durations = sides.map(({ experiment }) => experiment.scenario.duration);
  const shortest = Math.min(...durations);
  const shown = [...new Set(sides.flatMap(({ experiment }) => experiment.plots.flatMap(({ show }) => show)))];
  const rtol = numerics.rtol ?? defaults.rtol;
  const count = new RunCount();
  let done = 0;
  const compared: ComparedArms[] = [];
  for (const [i, problems] of pairs.entries()) {
    const labels = arms[i]!;
    const runs: ArmResult[] = [];
    for (const [k, { name, experiment }] of sides.entries()) {
      await pause?.();
      const { person, care, outside } = problems[k]!;
      const trajectory = simulateArm(problems[k]!, {
        ...numerics,
        // The same samples on both sides, whose times are then the same numbers.
        sampleEvery: Math.min(defaults.sampleEvery, shortest / fewestSamples),
        keep: new Set(shown),
        measures: experiment.scenario.measures,
      });
      count.add(trajectory.status);
      onProgress?.(++done, 2 * pairs.length);
      const label = labels[0] === labels[1] || a.experiment === b.experiment ? name : `${name}: ${labels[k]}`;
      const beyond = beyondEnd(experiment);
      const notes = [...(trajectory.notes ?? []), ...beyond.notes];
      const measures = beyond.joinedTo(trajectory.measures);
      runs.push({ label, person, care, trajectory: { ...trajectory, notes }, measures, outside });
    }
    const [one, two] = runs.map((run) => run.trajectory) as [Trajectory, Trajectory];
    compared.push({
      title: labels[0] === labels[1] ? labels[0] : `${labels[0]} and ${labels[1]}`,
      labels,
      inputs: armInputs(sides, labels),
      parameters: parametersOf(problems),
      measures: measuresOf(runs[0]!.measures, runs[1]!.measures),
      curves: shown
        .flatMap((variable) => furthest(variable, one, two, tolerances * rtol) ?? [])
        .sort(byDistance),
      runs: runs as [ArmResult, ArmResult],
    });
  }
  return {
    title,
    names: [a.name, b.name],
    duration: shortest,
    inputs: commonInputs(sides),
    commits: commitsOf(sides),
    hashes: hashesOf(sides),
    shown,
    arms: compared,
    failures: count.failures,
  };
}

/** Measures by name: those of the first in their order, then those that only the second has. */
function measuresOf(first: readonly MeasureResult[], second: readonly MeasureResult[]): ComparedMeasure[] {
  const byName = (list: readonly MeasureResult[]) => new Map(list.map((one) => [one.request.name, one]));
  const [a, b] = [byName(first), byName(second)];
  return [...new Set([...a.keys(), ...b.keys()])].map((name): ComparedMeasure => {
    const [one, two] = [a.get(name), b.get(name)];
    const [x, y] = [measuredOf(one), measuredOf(two)];
    const isAlike = one?.unit === two?.unit && x !== undefined && y !== undefined;
    const units = [...new Set([one, two].flatMap((m) => m?.unit ?? []))];
    return {
      name,
      unit: units.join(" / "),
      first: x,
      second: y,
      difference: isAlike ? (isLeftover(y - x, Math.max(Math.abs(x), Math.abs(y))) ? 0 : y - x) : undefined,
      ratio: isAlike && x !== 0 ? y / x : undefined,
    };
  });
}

/** A measure's value; 0 where it is the rounding of it, of which nothing is a multiple. */
const measuredOf = (one: MeasureResult | undefined) =>
  one?.value !== undefined && isLeftover(one.value, one.size ?? 1) ? 0 : one?.value;

/** Those furthest apart first: by whole per cents of the range, which many fill, then by their size. */
export const byDistance = (a: ComparedCurve, b: ComparedCurve): number =>
  Number(b.isBeyondTolerance) - Number(a.isBeyondTolerance) ||
  Math.round(100 * b.share) - Math.round(100 * a.share) ||
  b.ofLargest - a.ofLargest;

/** The sample at which two curves are furthest apart; undefined where one of them is not there. */
function furthest(
  variable: string,
  a: Trajectory,
  b: Trajectory,
  tolerance: number,
): ComparedCurve | undefined {
  const [one, two] = [a.columns.get(variable), b.columns.get(variable)];
  if (!one || !two || one.unit !== two.unit) return undefined;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let found: { day: number; first: number; second: number } | undefined;
  for (const { day, i, j } of commonTimes(a.times, b.times)) {
    const [first, second] = [one.values[i]!, two.values[j]!];
    if (!Number.isFinite(first) || !Number.isFinite(second)) continue;
    low = Math.min(low, first, second);
    high = Math.max(high, first, second);
    if (!found || Math.abs(second - first) > Math.abs(found.second - found.first))
      found = { day, first, second };
  }
  if (!found) return undefined;
  const apart = Math.abs(found.second - found.first);
  const largest = Math.max(Math.abs(low), Math.abs(high));
  return {
    variable,
    unit: one.unit,
    ...found,
    share: apart === 0 ? 0 : apart / (high - low),
    ofLargest: apart === 0 ? 0 : apart / largest,
    isBeyondTolerance: apart > Math.max(noiseIn(one.unit), tolerance * largest),
  };
}

/** Times that both have, with their indices. */
function* commonTimes(a: Float64Array, b: Float64Array) {
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [s, t] = [a[i]!, b[j]!];
    if (s === t) yield { day: s, i: i++, j: j++ };
    else if (s < t) i++;
    else j++;
  }
}
