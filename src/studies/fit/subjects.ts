import { inverse, Matrix } from "ml-matrix";
import type { Observation } from "../../data/index.ts";
import { cholesky, quantileOfT } from "../../statistics/index.ts";
import { StudyFault } from "../study.ts";
import { descend, type Iterate } from "./descend.ts";
import { type FitObjective, fromScale, type NoiseAxis } from "./objective.ts";
import type { FitOptions } from "./options.ts";
import type { Spread } from "./replicates.ts";
import { sideBySide } from "./side-by-side.ts";
import { type FitScenario, type FitSource, sourcesOf } from "./source.ts";
import type { FitParameter, SubjectFits } from "./types.ts";

/** Rounds in which the scatter that all subjects share is estimated again. */
const scatterRounds = 3;
const mostSteps = 500;

interface FittedSubject {
  readonly name: string;
  readonly objective: FitObjective;
  iterate: Iterate;
  isConverged: boolean;
}

/**
 * Subjects in two stages, with where the typical one is and how they spread about it: each is fitted alone, with a scatter that all share; then the typical values and the spread
 * between subjects are estimated from all estimates and their curvatures (global two-stage method: Steimer, Mallet, Golmard
 * & Boisvieux 1984, 10.1007/BF01060881), which draws a subject with few points towards the others.
 */
export async function fitSubjects(
  scenarios: readonly FitScenario[],
  options: FitOptions,
  { at: pooled, noise: pooledNoise }: { readonly at: Float64Array; readonly noise: readonly NoiseAxis[] },
  parameters: readonly FitParameter[],
  make: (sources: readonly FitSource[]) => FitObjective,
): Promise<{ people: SubjectFits; at: Float64Array; spread: Spread | undefined }> {
  const names = [...new Set(scenarios.flatMap(({ experiment }) => experiment.observations.map(nameOf)))].sort(
    (a, b) => a.localeCompare(b, "en", { numeric: true }),
  );
  if (names.length < 3)
    throw new StudyFault(
      `A spread between subjects needs at least 3 of them, but the data have ${names.length}.\nTell subjects apart with a column subject.`,
    );
  const count = parameters.length;
  const held = new Set(Array.from({ length: pooled.length - count }, (_, k) => count + k));
  let noise = pooled.slice(count);
  const groups = names.map((name) => (point: Observation) => nameOf(point) === name);
  const sources = scenarios.map((one) => sourcesOf(one, options, groups));
  const objectives = names.map((_, s) => make(sources.map((own) => own[s]!)));
  const subjects: FittedSubject[] = [];
  for (let round = 0; round < scatterRounds; round++) {
    const known = new Map(subjects.map((one) => [one.name, one]));
    const found = await sideBySide(names.keys(), async (s): Promise<FittedSubject | undefined> => {
      const [name, objective] = [names[s]!, objectives[s]!];
      // A subject may lack a variable, and with it that scatter.
      const own = objective.noise.map((axis) => noiseOf(axis.variable, axis.kind));
      const from = Float64Array.from([...(known.get(name)?.iterate.at ?? pooled).subarray(0, count), ...own]);
      const first = await objective.evaluateAt(from);
      if (!first) return undefined;
      const { iterate, isConverged } = await descend(first, objective.evaluateAt, {
        low: objective.low,
        high: objective.high,
        held: new Set(own.map((_, k) => count + k)),
        enough: 1e-4,
      });
      return { name, objective, iterate, isConverged };
    });
    subjects.splice(0, subjects.length, ...found.flatMap((one) => one ?? []));
    if (held.size === 0) break;
    const scale = await scatter(subjects, count);
    noise = noise.map((value) => value + Math.log(scale));
    if (Math.abs(scale - 1) < 0.01) break;
  }
  const estimates = subjects.map(({ iterate }) => iterate.at.subarray(0, count));
  const curvatures = subjects.map(({ iterate }) => {
    const n = iterate.at.length;
    return new Matrix(
      Array.from({ length: count }, (_, i) =>
        Array.from({ length: count }, (_, j) => iterate.curvature[i * n + j]!),
      ),
    );
  });
  const whole = globalTwoStage(estimates, curvatures);
  const factor = cholesky(whole.spread.to2DArray());
  const people: SubjectFits = {
    subjects: subjects.map(({ name, iterate, isConverged, objective }, s) => ({
      subject: name,
      points: objective.points.length,
      own: parameters.map((one, i) => fromScale(one, iterate.at[i]!)),
      shrunk: parameters.map((one, i) => fromScale(one, whole.subjects[s]![i]!)),
      isConverged,
    })),
    typical: parameters.map((one, i) => {
      const half = quantileOfT(Math.max(1, subjects.length - 1)) * whole.errors[i]!;
      const [low, value, high] = [-half, 0, half].map((by) => fromScale(one, whole.typical[i]! + by));
      return {
        value: { value: value!, low: low!, high: high! },
        spread: Math.sqrt(whole.spread.get(i, i)),
        isLog: one.scale === "log",
      };
    }),
  };
  return {
    people,
    at: Float64Array.from([...whole.typical, ...noise]),
    spread: factor && { typical: whole.typical, factor },
  };

  function noiseOf(variable: string, kind: string): number {
    const position = pooledNoise.findIndex((axis) => axis.variable === variable && axis.kind === kind);
    return noise[position]!;
  }
}

/** Who was measured: an arm is a subject where the points name none. */
export const nameOf = ({ subject, arm }: { readonly subject?: string | undefined; readonly arm: string }) =>
  subject ?? arm;

/** By how much the scatter of all subjects is larger than what they were fitted with. */
async function scatter(subjects: readonly FittedSubject[], count: number): Promise<number> {
  let sum = 0;
  let points = 0;
  for (const { objective, iterate } of subjects)
    for (const { observation, predicted } of (await objective.predictions(iterate.at)) ?? []) {
      if (observation.error !== undefined || observation.isCensored) continue;
      const deviation = objective.deviation(observation, predicted, iterate.at);
      sum += ((observation.value - predicted) / deviation) ** 2;
      points++;
    }
  const freedom = points - subjects.length * count;
  return freedom > 0 && sum > 0 ? Math.sqrt(sum / freedom) : 1;
}

/** Estimates and curvatures of subjects as a normal population: expectation and maximisation until nothing moves. */
export function globalTwoStage(estimates: readonly Float64Array[], curvatures: readonly Matrix[]) {
  const n = estimates.length;
  const count = estimates[0]!.length;
  const column = (values: ArrayLike<number>) => Matrix.columnVector(Array.from(values));
  let mean = column(
    Array.from({ length: count }, (_, i) => estimates.reduce((sum, one) => sum + one[i]!, 0) / n),
  );
  let spread = Matrix.eye(count, count, 1e-8);
  for (const one of estimates) {
    const away = Matrix.sub(column(one), mean);
    spread = Matrix.add(spread, away.mmul(away.transpose()).div(n));
  }
  let drawn: Matrix[] = [];
  for (let step = 0; step < mostSteps; step++) {
    const precision = inverse(spread);
    const weights = curvatures.map((curvature) => inverse(Matrix.add(precision, curvature)));
    drawn = estimates.map((one, s) =>
      weights[s]!.mmul(Matrix.add(precision.mmul(mean), curvatures[s]!.mmul(column(one)))),
    );
    const next = drawn.reduce((sum, one) => Matrix.add(sum, one), Matrix.zeros(count, 1)).div(n);
    let wider = Matrix.eye(count, count, 1e-10);
    for (const [s, one] of drawn.entries()) {
      const away = Matrix.sub(one, next);
      wider = Matrix.add(wider, Matrix.add(weights[s]!, away.mmul(away.transpose())).div(n));
    }
    const moved = Matrix.sub(next, mean).norm() + Matrix.sub(wider, spread).norm();
    mean = next;
    spread = wider;
    if (moved < 1e-9) break;
  }
  const precision = inverse(spread);
  const information = curvatures.reduce(
    (sum, curvature) => {
      const weight = inverse(Matrix.add(precision, curvature));
      return Matrix.add(sum, Matrix.sub(precision, precision.mmul(weight).mmul(precision)));
    },
    Matrix.zeros(count, count),
  );
  const covariance = inverse(information);
  return {
    typical: mean.to1DArray(),
    spread,
    subjects: drawn.map((one) => one.to1DArray()),
    errors: Array.from({ length: count }, (_, i) => Math.sqrt(Math.max(0, covariance.get(i, i)))),
  };
}
