import { isUsable } from "../../diagnostics/index.ts";
import { domainWords, type FlatParameter, limitsOf, withUnit } from "../../model/index.ts";
import { keyOf, uniform } from "../../random/index.ts";
import { mean, quantileOfT } from "../../statistics/index.ts";
import { counted, listed } from "../../text/index.ts";
import { factorOf } from "../factors.ts";
import { StudyFault, type StudyOutcome } from "../study.ts";
import { curvesOf } from "./curves.ts";
import { covarianceOf, descend, type Iterate } from "./descend.ts";
import { hypothesesOf } from "./hypotheses.ts";
import { FitObjective, fromScale, onScale } from "./objective.ts";
import type { FitOptions } from "./options.ts";
import { type ProfileEnd, profileEnd } from "./profile.ts";
import { predictiveCheck } from "./replicates.ts";
import { sideBySide } from "./side-by-side.ts";
import { type FitScenario, type FitSource, sourceOf } from "./source.ts";
import { fitSubjects, nameOf } from "./subjects.ts";
import type { Fit, FitParameter, FitQuality, FittedParameter, FittedPoint, StartTrace } from "./types.ts";

/** More would be a search through noise. */
const mostParameters = 40;
/** 95% quantile of chi-squared with one degree of freedom. */
const chiSquared = 3.841458820694124;
/** How often a better point found by a profile is taken up. */
const mostRounds = 3;

/**
 * Fits parameters to the measured points of scenarios: maximum likelihood (with priors: the mode), from several starts,
 * with profile-likelihood intervals.
 */
export async function fitScenarios(
  scenarios: readonly FitScenario[],
  options: FitOptions,
): Promise<StudyOutcome<Fit>> {
  let runs = 0;
  const onRun = () => {
    runs++;
    options.onProgress?.(runs);
  };
  const sources = scenarios.map((scenario) => sourceOf(scenario, options));
  const diagnostics = sources.flatMap((source) => source.diagnostics);
  if (!isUsable(diagnostics)) return { diagnostics };
  const parameters = parametersOf(sources, options);
  const factors = new Map(sources.flatMap((s) => s.parameters.map((p) => [p.name, p.unit.factor] as const)));
  const make = (from: readonly FitSource[], chosen: readonly FitParameter[] = parameters) =>
    new FitObjective(from, chosen, { ...options, factors, onRun });
  const objective = make(sources);
  refuseTooFew(objective, parameters);

  const { traces, best, before } = await fromStarts(objective, parameters, options);
  const { iterate, ends } = await withProfiles(best, objective, parameters, options);
  const predictions = await objective.predictions(iterate.at);
  const points = (predictions ?? []).map(
    ({ observation, predicted }): FittedPoint => ({
      observation,
      unit: unitOf(scenarios, observation.variable),
      predicted,
      deviation: objective.deviation(observation, predicted, iterate.at),
    }),
  );
  const count = parameters.length;
  const deviance = 2 * iterate.value;
  const bySubject = options.bySubject
    ? await fitSubjects(scenarios, options, { at: iterate.at, noise: objective.noise }, parameters, make)
    : undefined;
  const predictive = await predictiveCheck({
    sources,
    objective,
    at: bySubject?.at ?? iterate.at,
    spread: bySubject?.spread,
    subjectOf: bySubject ? nameOf : ({ subject }) => subject,
    unitOf: (variable) => unitOf(scenarios, variable),
    replicates: options.replicates,
    seed: options.seed,
    onRun,
  });
  const fitTo = async (others: readonly FitSource[]) => {
    const { best: found } = await fromStarts(make(others, parameters), parameters, options);
    return { deviance: 2 * found.value, coordinates: found.at.length };
  };
  const result: Fit = {
    subject: {
      title: scenarios.map(({ experiment }) => experiment.scenario.title).join("; "),
      scenarios: scenarios.map(({ experiment }) => experiment.scenario.id),
      arms: sources.flatMap(({ arms }) => arms.map(({ arm }) => arm.label)),
      subjects: new Set(objective.points.flatMap((one) => one.subject ?? [])).size,
      points: points.length,
      errors: options.errors,
      known: objective.points.filter((one) => one.error !== undefined).length,
      usesPriors: options.usesPriors,
    },
    parameters: fittedOf(iterate, ends, objective, parameters),
    noise: objective.noise.map((axis, k) => {
      const at = iterate.at[count + k]!;
      return { ...axis, value: Math.exp(at), isLeast: at <= objective.low[count + k]! || undefined };
    }),
    threshold: thresholdOf(objective, count),
    correlation: correlationOf(iterate, count),
    points,
    goodness: goodnessOf(points),
    deviance,
    devianceBefore: before === undefined ? undefined : 2 * before,
    aic: deviance + 2 * iterate.at.length,
    starts: traces,
    curves: await curvesOf(scenarios, sources, options.evaluator, objective.setting(iterate.at), onRun),
    notExact: [...objective.notExact],
    runs,
    hypotheses: options.hypotheses.length > 0 ? await hypothesesOf(scenarios, options, fitTo) : undefined,
    people: bySubject?.people,
    predictive,
  };
  return { result: { ...result, runs }, diagnostics };
}

/** The parameters asked for, with where they are looked for. */
function parametersOf(sources: readonly FitSource[], options: FitOptions): FitParameter[] {
  const all = new Map(sources.flatMap((s) => s.parameters.map((p) => [p.name, p] as const)));
  const measured = sources.flatMap(({ arms }) => arms);
  if (measured.length === 0)
    throw new StudyFault(
      "There is nothing to fit to: the scenario has no measured points.\nName a table in it: data: ratings.csv",
    );
  const asked = [...all.values()].filter((p) => options.mayFit(p));
  options.checkAsked?.();
  const chosen = asked.filter((p) => measured.some(({ fixed }) => !fixed.has(p.name)));
  if (asked.length > 0 && chosen.length === 0)
    throw new StudyFault(
      `Every arm that was measured sets ${listed(asked.map(({ name }) => name))} itself, so that nothing is left to fit.`,
    );
  if (chosen.length > mostParameters)
    throw new StudyFault(
      `That is ${chosen.length} parameters; at most ${mostParameters} are fitted at once.\nAsk for fewer with --parameters. \`lull sensitivity\` says which ones matter.`,
    );
  return chosen.map((parameter): FitParameter => {
    const factor = factorOf(parameter);
    const { arms } = sources.find((s) => s.parameters.some((p) => p.name === parameter.name))!;
    const free = arms.find(({ fixed }) => !fixed.has(parameter.name));
    const held = free?.values.get(parameter.name);
    const value = held === undefined ? factor.value : held / parameter.unit.factor;
    const given = options.bounds.get(parameter.name);
    if (given) refuseOutside(parameter, given);
    const bounds = given ?? [Math.min(factor.range[0], value), Math.max(factor.range[1], value)];
    const scale = bounds[0] > 0 ? "log" : "linear";
    return { ...factor, bounds, scale, start: Math.min(bounds[1], Math.max(bounds[0], value)) };
  });
}

/** Bounds are searched, so they end where the numbers stop to mean anything. */
function refuseOutside({ name, unit, domain }: FlatParameter, bounds: readonly [number, number]): void {
  const { low, high } = limitsOf(domain, unit);
  if (bounds[0] * unit.factor >= low && bounds[1] * unit.factor <= high) return;
  throw new StudyFault(
    `"${name}" must be ${domainWords(domain, unit)}, but --bounds reach from ${bounds[0]} to ${withUnit(bounds[1], unit)}.`,
  );
}

function refuseTooFew({ points, noise }: FitObjective, parameters: readonly FitParameter[]): void {
  const wanted = parameters.length + noise.length;
  if (points.length > wanted || (noise.length === 0 && points.length === wanted)) return;
  const files = listed([...new Set(points.map(({ place }) => place.file))]);
  throw new StudyFault(
    `${counted(points.length, "point")} cannot determine ${counted(parameters.length, "parameter")}${noise.length > 0 ? ` and ${counted(noise.length, "size")} of the scatter` : ""}.\nFit fewer with --parameters, or add points to ${files}${noise.length > 0 ? " (with their sd, where it is known)" : ""}.`,
  );
}

interface Started {
  readonly traces: readonly StartTrace[];
  /** The best of those that converged. */
  readonly best: Iterate;
  /** Minus the log-likelihood where the first one began. */
  readonly before: number | undefined;
}

async function fromStarts(
  objective: FitObjective,
  parameters: readonly FitParameter[],
  { starts, seed }: Pick<FitOptions, "starts" | "seed">,
): Promise<Started> {
  let best: { readonly start: number; readonly iterate: Iterate } | undefined;
  let before: number | undefined;
  const traces = await sideBySide(Array(starts).keys(), async (start): Promise<StartTrace> => {
    const from = parameters.map((one) => {
      if (start === 0) return one.start;
      const [low, high] = one.bounds.map((bound) => onScale(one, bound)) as [number, number];
      return fromScale(one, low + (high - low) * uniform(seed, keyOf(`start of ${one.name}`), start));
    });
    const at = await objective.startAt(from);
    const first = at && (await objective.evaluateAt(at));
    if (!first) return { from, to: from, deviance: undefined, iterations: 0, isConverged: false };
    if (start === 0) before = first.value;
    const { iterate, iterations, isConverged } = await descend(first, objective.evaluateAt, objective);
    const { value } = iterate;
    // Whichever ends first, of two that are as good it is the one that was first begun.
    const isBetter =
      !best || value < best.iterate.value || (value === best.iterate.value && start < best.start);
    if (isConverged && isBetter) best = { start, iterate };
    const to = parameters.map((one, i) => fromScale(one, iterate.at[i]!));
    return { from, to, deviance: 2 * value, iterations, isConverged };
  });
  if (!best) {
    const failed = traces.every(({ deviance }) => deviance === undefined);
    throw new StudyFault(
      failed
        ? `The runs fail where the fit would begin${objective.failure ? `: ${objective.failure}` : ", or the error model does not bear a value there (a logarithm of 0)."}\nNothing was written. Try other values with --set, narrower --bounds, or --error additive.`
        : `The fit did not converge from ${starts === 1 ? "its start" : `any of ${starts} starts`}, so there is no estimate and nothing was written.\nTry more --starts, fewer parameters, narrower --bounds, or a lower --rtol.`,
    );
  }
  return { traces, best: best.iterate, before };
}

type Ends = ReadonlyMap<number, readonly [ProfileEnd, ProfileEnd]>;

/** The profiles of all parameters; begun anew from a better point where one of them finds it. */
async function withProfiles(
  best: Iterate,
  objective: FitObjective,
  parameters: readonly FitParameter[],
  { profiles }: Pick<FitOptions, "profiles">,
): Promise<{ iterate: Iterate; ends: Ends }> {
  let iterate = best;
  for (let round = 0; profiles && round < mostRounds; round++) {
    const idle = idleOf(iterate);
    const threshold = thresholdOf(objective, parameters.length);
    const request = { best: iterate, objective: objective.evaluateAt, bounds: objective, idle, threshold };
    const found = await Promise.all(
      parameters.map(async (_, coordinate) =>
        idle.has(coordinate)
          ? undefined
          : ([
              await profileEnd({ ...request, coordinate, side: -1 }),
              await profileEnd({ ...request, coordinate, side: 1 }),
            ] as const),
      ),
    );
    const better = found
      .flatMap((ends) => ends?.flatMap(({ better: one }) => one ?? []) ?? [])
      .sort((a, b) => a.value - b.value)[0];
    if (!better)
      return { iterate, ends: new Map(found.flatMap((ends, i) => (ends ? [[i, ends] as const] : []))) };
    iterate = (await descend(better, objective.evaluateAt, objective)).iterate;
  }
  return { iterate, ends: new Map() };
}

/** Coordinates on which nothing depends. */
export const idleOf = ({ at, curvature }: Iterate): Set<number> =>
  new Set([...at.keys()].filter((i) => !(curvature[i * at.length + i]! > 1e-14)));

/**
 * The rise of minus twice the log-likelihood at the ends of a 95% interval: chi-squared with known errors; where the
 * scatter is estimated, what Student's t says of least squares (Bates & Watts 1988, 6.1).
 */
function thresholdOf({ points, noise }: FitObjective, count: number): number {
  const n = points.length;
  if (noise.length === 0 || n - count < 1) return chiSquared;
  return n * Math.log1p(quantileOfT(n - count) ** 2 / (n - count));
}

function fittedOf(
  iterate: Iterate,
  ends: Ends,
  { points, noise, low, high }: FitObjective,
  parameters: readonly FitParameter[],
): FittedParameter[] {
  const idle = idleOf(iterate);
  const free = [...iterate.at.keys()].filter((i) => !idle.has(i));
  const covariance = covarianceOf(iterate, free);
  const freedom = points.length - parameters.length;
  // Least squares divides by what is left of the points.
  const inflation = noise.length > 0 && freedom > 0 ? Math.sqrt(points.length / freedom) : 1;
  return parameters.map((parameter, i): FittedParameter => {
    const value = fromScale(parameter, iterate.at[i]!);
    const own = free.indexOf(i);
    const isAtBound = iterate.at[i]! <= low[i]! || iterate.at[i]! >= high[i]!;
    const error =
      covariance && own >= 0 && !isAtBound
        ? inflation * Math.sqrt(covariance.get(own, own)) * (parameter.scale === "log" ? value : 1)
        : undefined;
    const pair = ends.get(i);
    const end = (side: 0 | 1) => {
      const at = pair?.[side].end;
      return at === undefined ? undefined : fromScale(parameter, at);
    };
    const [from, to] = [end(0), end(1)];
    const profile = pair
      ? [...pair[0].points, [iterate.at[i]!, 0] as const, ...pair[1].points]
          .map(([at, rise]) => [fromScale(parameter, at), rise] as const)
          .sort((a, b) => a[0] - b[0])
      : [];
    const determined = idle.has(i)
      ? "no influence"
      : !pair
        ? "not profiled"
        : pair.some(({ isLost }) => isLost)
          ? "not found"
          : from === undefined && to === undefined
            ? "open"
            : from === undefined
              ? "open below"
              : to === undefined
                ? "open above"
                : "yes";
    return { parameter, value, standardError: error, low: from, high: to, profile, determined };
  });
}

function correlationOf(iterate: Iterate, count: number): number[][] | undefined {
  const idle = idleOf(iterate);
  const free = [...iterate.at.keys()].filter((i) => !idle.has(i));
  const covariance = covarianceOf(iterate, free);
  if (!covariance) return undefined;
  return Array.from({ length: count }, (_, i) =>
    Array.from({ length: count }, (_, j) => {
      const [a, b] = [free.indexOf(i), free.indexOf(j)];
      if (a < 0 || b < 0) return i === j ? 1 : Number.NaN;
      return covariance.get(a, b) / Math.sqrt(covariance.get(a, a) * covariance.get(b, b));
    }),
  );
}

function goodnessOf(points: readonly FittedPoint[]): FitQuality[] {
  return [...new Set(points.map(({ observation }) => observation.variable))].map((variable): FitQuality => {
    const own = points.filter(
      ({ observation }) => observation.variable === variable && !observation.isCensored,
    );
    const residuals = own.map(({ observation, predicted }) => observation.value - predicted);
    const square = mean(residuals.map((r) => r * r));
    const middle = mean(own.map(({ observation }) => observation.value));
    const spread = mean(own.map(({ observation }) => (observation.value - middle) ** 2));
    return {
      variable,
      unit: points.find(({ observation }) => observation.variable === variable)!.unit,
      points: own.length,
      bias: mean(residuals),
      rmse: Math.sqrt(square),
      explained: spread > 0 ? 1 - square / spread : undefined,
    };
  });
}

function unitOf(scenarios: readonly FitScenario[], variable: string): string {
  for (const { experiment } of scenarios) {
    const entry = experiment.model.entries.get(variable);
    if (entry) return entry.unit.text;
  }
  return "1";
}
