import { type Checked, type Diagnostic, isUsable } from "../../diagnostics/index.ts";
import type { HypothesisSource, ModuleSource } from "../../model/index.ts";
import { expandRegimen, fewestTablets } from "../../pharmacology/index.ts";
import { type ArmRun, type PreparedArms, populationSampler, prepareArms } from "../../runs/index.ts";
import {
  type Arm,
  type Cast,
  type MeasureRequest,
  measureUnit,
  type Objective,
  requestFor,
  type SearchPlan,
  type Strategy,
  unknownSource,
  unknownVariable,
} from "../../scenario/index.ts";
import { distinctMeasures } from "../measures.ts";
import { designOf, factorsOf } from "./design.ts";
import * as say from "./messages.ts";
import type { Combination, HypothesisFactor, ObjectiveLayout, SearchStudy } from "./types.ts";

/** Sets of equations that are compiled at once, at most. */
const mostVariants = 16;
/**
 * Points within the window of a largest fall: daily, at the same time of day, so that the way from one dose to the next
 * is no fall; windows that are no whole days are halved.
 */
const looksWithin = (window: number) => (Number.isInteger(window) ? window : 2);

/** A study and its arms, ready to run. */
export interface PreparedSearch {
  readonly study: SearchStudy;
  readonly prepared: PreparedArms;
  /** Index among the prepared arms: the cohort is role 0, strategies follow in the order of the study. */
  armOf(role: number, combination: Combination): number;
  /** Canonical values that the hypotheses of a combination set. */
  settingsOf(combination: Combination): ReadonlyMap<string, number>;
}

export interface SearchOptions {
  readonly size?: number | undefined;
  readonly seed?: number | undefined;
}

/**
 * Looks up everything that a plan names. Hypotheses that change formulas need equations of their own, compiled once for
 * each combination of those; all others are values of parameters that are handed to each run.
 */
export function prepareSearch(
  plan: SearchPlan,
  cast: Cast,
  { size = plan.people, seed = plan.seed }: SearchOptions = {},
): Checked<PreparedSearch> {
  const diagnostics: Diagnostic[] = [];
  const populations = [...(cast.populations?.keys() ?? [])];
  const population = cast.populations?.get(plan.population?.name ?? populations[0] ?? "");
  if (!population)
    diagnostics.push(say.unknownPopulation(plan.population?.name ?? "", plan.population?.place, populations));
  const factors = factorsOf(plan.hypotheses, cast, diagnostics);
  const strategies = referenceFirst(plan);
  for (const { label, arm } of strategies)
    for (const { name, place } of arm.hypotheses)
      diagnostics.push(say.strategyChooses(label, name, place ?? arm.place));
  checkSources(strategies, cast, diagnostics);
  const variables = plan.objectives.flatMap(({ outcome }) =>
    outcome.kind === "largest_fall" ? [outcome] : [],
  );
  const namesIn = (parts: (module: ModuleSource) => readonly { readonly name: string }[]) =>
    cast.model.modules.flatMap((module) => parts(module).map(({ name }) => `${module.name}.${name}`));
  const known = namesIn(({ states, values, effects }) => [...states, ...values, ...effects]);
  const parameters = namesIn((module) => module.parameters);
  for (const { variable, place } of variables) {
    const kind = parameters.includes(variable) ? "parameter" : undefined;
    if (!known.includes(variable)) diagnostics.push(unknownVariable(variable, kind, place, known));
  }
  const variants = variantsOf(factors, cast);
  if (variants.combinations.length > mostVariants)
    diagnostics.push(say.tooManyEquations(variants.combinations.length, mostVariants, plan.place));
  if (!population || !isUsable(diagnostics)) return { diagnostics };

  const { requests, layout } = requestsOf(plan);
  const criteria = distinctMeasures(population.inclusion.map((criterion) => criterion.measure));
  const roles: ArmRun[] = [
    { arm: population.cohort.arm, duration: population.cohort.duration, requests: criteria },
    ...strategies.map(({ arm }) => ({ arm, duration: plan.duration, requests })),
  ];
  const runs = variants.combinations.flatMap((choices) =>
    roles.map(({ arm, ...run }) => ({ ...run, arm: underChoices(arm, choices), isOften: true })),
  );
  const prepared = prepareArms(runs, cast, "duration");
  diagnostics.push(...prepared.diagnostics);
  if (!isUsable(diagnostics)) return { diagnostics };
  // Subjects are drawn for the first variant, so that the same people live under every hypothesis.
  const systems = [...new Set(roles.map((_, role) => prepared.systemOf(role)))];
  const sampler = populationSampler(population, cast, systems);
  diagnostics.push(...sampler.diagnostics);
  if (!sampler.value || !isUsable(diagnostics)) return { diagnostics };
  const units = unitsOf(prepared);
  const study: SearchStudy = {
    plan,
    population,
    sampler: sampler.value,
    size,
    seed,
    design: designOf(factors, plan.combinations, size, seed),
    strategies,
    layout: plan.objectives.map((objective, i) => ({ ...layout[i]!, unit: unitOf(objective, units) })),
    tablets: plan.objectives.map(({ outcome }) =>
      strategies.map((s) =>
        outcome.kind === "tablets" ? tabletsADay(s.arm, outcome.from, plan.duration, cast) : undefined,
      ),
    ),
    requests,
    criteria,
  };
  const factorOf = (name: string) =>
    prepared.systems.flatMap((s) => s.parameters.filter((p) => p.name === name))[0];
  const changes = factors.map((factor) => {
    const { choices } = variants.sources.get(factor.name)!;
    return factor.choices.map(({ name }) =>
      choices
        .find((c) => c.name === name)!
        .parameters.map((p) => [p.name, p.value * (factorOf(p.name)?.unit.factor ?? 1)] as const),
    );
  });
  return {
    value: {
      study,
      prepared,
      armOf: (role, combination) => variants.indexOf(combination) * roles.length + role,
      settingsOf: (combination) => new Map(combination.flatMap((choice, k) => changes[k]![choice]!)),
    },
    diagnostics,
  };
}

function referenceFirst({ strategies, reference }: SearchPlan): readonly Strategy[] {
  const first = strategies.find(({ label }) => label === reference.label)!;
  return [first, ...strategies.filter((s) => s !== first)];
}

function checkSources(strategies: readonly Strategy[], { sources }: Cast, diagnostics: Diagnostic[]): void {
  if (!sources) return;
  for (const { source, place } of strategies.flatMap((s) => s.evidence))
    if (!sources.has(source)) diagnostics.push(unknownSource(source, place, [...sources.keys()]));
}

/** The combinations of those hypotheses that change formulas, as choices for arms. */
function variantsOf(factors: readonly HypothesisFactor[], { model }: Cast) {
  const sources = new Map<string, HypothesisSource>(
    model.modules.flatMap((m) => m.hypotheses.map((h) => [`${m.name}.${h.name}`, h] as const)),
  );
  const bearing = factors.flatMap((factor, index) =>
    sources.get(factor.name)!.choices.some((c) => c.formulas.length > 0) ? [{ factor, index }] : [],
  );
  let combinations: { name: string; choice: string }[][] = [[]];
  for (const { factor } of bearing)
    combinations = combinations.flatMap((combination) =>
      factor.choices.map(({ name }) => [...combination, { name: factor.name, choice: name }]),
    );
  const indexOf = (combination: Combination) =>
    bearing.reduce((at, { factor, index }) => at * factor.choices.length + combination[index]!, 0);
  return { sources, combinations, indexOf };
}

const underChoices = (arm: Arm, hypotheses: Arm["hypotheses"]): Arm => ({ ...arm, people: [], hypotheses });

/** What is measured in a strategy's run, and where among it each objective finds its numbers. */
function requestsOf({ among, objectives, duration }: SearchPlan) {
  const all: MeasureRequest[] = among.map((condition) => condition.measure);
  const looks = objectives.map(({ outcome, name }): MeasureRequest[] => {
    if (outcome.kind === "measure") return [outcome.measure];
    if (outcome.kind === "tablets") return [];
    const { variable, within, from, place } = outcome;
    const step = within / looksWithin(within);
    const count = Math.floor((duration - from) / step + 1e-9) + 1;
    return Array.from({ length: count }, (_, i) => {
      return requestFor("at", variable, [from + i * step], { place, named: name });
    });
  });
  const requests = distinctMeasures([...all, ...looks.flat()]);
  const layout = looks.map((list, k) => {
    const { outcome } = objectives[k]!;
    return {
      indices: list.map(({ text }) => requests.findIndex((r) => r.text === text)),
      window: outcome.kind === "largest_fall" ? looksWithin(outcome.within) : 0,
    };
  });
  return { requests, layout };
}

const unitsOf = (prepared: PreparedArms) =>
  new Map(
    prepared.systems.flatMap((s) =>
      [...s.states, ...s.values].map((item) => [item.name, item.unit.text] as const),
    ),
  );

function unitOf({ outcome }: Objective, units: ReadonlyMap<string, string>): ObjectiveLayout["unit"] {
  if (outcome.kind === "tablets") return "tablets a day";
  const unitOfVariable = (variable: string) => units.get(variable) ?? "1";
  return outcome.kind === "measure"
    ? measureUnit(outcome.measure, unitOfVariable(outcome.measure.variable))
    : unitOfVariable(outcome.variable);
}

function tabletsADay({ treatment }: Arm, from: number, until: number, { drugs }: Cast): number {
  const { doses } = expandRegimen(treatment, until, drugs);
  const counted = doses
    .filter(({ time }) => time >= from && time < until)
    .map(({ drug, amount }) => fewestTablets(amount, drugs.get(drug)?.tablets ?? []));
  return counted.reduce((a, b) => a + b, 0) / (until - from);
}
