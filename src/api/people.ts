import { readSearch } from "../language/index.ts";
import { type Evaluator, evaluatorHere, type Plan } from "../runs/index.ts";
import { type Population, prepare, type SearchPlan, withOwn } from "../scenario/index.ts";
import {
  inTwoSteps,
  type KeptRow,
  keptRow,
  type PopulationResult,
  prepareSearch,
  prepareStudy,
  type SearchResult,
  SubjectValues,
  searchPlan,
  searchResult,
  searchRun,
  selectionOf,
  standings,
  studyPlan,
  summarize,
  tellPopulation,
  tellSearch,
  triedHypotheses,
} from "../studies/index.ts";
import { wanted } from "../text/index.ts";
import { required } from "./fault.ts";
import { contextOf, type Finding, type RunSettings, told, type Watch } from "./finding.ts";
import type { LoadedModel, Texts } from "./model.ts";
import { askedOf, type ScenarioInput } from "./scenario.ts";
import { checkSettings } from "./settings.ts";

/** Settings of `population`. */
export interface PeopleSettings extends RunSettings {
  /** Name of the population; default: the first of `list(model, "populations")`. */
  readonly population?: string;
  /** People to draw. */
  readonly size: number;
}

/**
 * A scenario in the members of a population: in how many something happens, in whom, and what raises the risk. It is what
 * `lull population` does; `simulatePopulation` gives each member's measures instead.
 *
 * @throws LullFault when the scenario is faulty, Error when there is no population of that name
 * @example
 * const { result } = await population(loadModel(), scenario, { size: 40 });
 * result.arms[0].label;
 */
export async function population(
  model: LoadedModel,
  input: ScenarioInput,
  settings: PeopleSettings,
): Promise<Finding<PopulationResult>> {
  checkSettings("population", settings);
  const { population: name, size, onProgress, signal, ...changes } = settings;
  const found = populationNamed(model, name);
  checkSize(size);
  const asked = askedOf(model, input, changes);
  const { scenario, cast, texts } = asked;
  const made = prepareStudy({ scenario, population: found, size, seed: scenario.seed ?? 0 }, cast);
  const { study, prepared } = required(made, texts);
  const { problems } = required(prepare(scenario, cast), texts);
  const values = new SubjectValues(study);
  const add = (row: KeptRow) => values.add(row);
  await compute(studyPlan(study, {}), evaluatorHere(prepared), { onProgress, signal }, add);
  const result = summarize(study, values, standings(study, values));
  const call = { name: "population", model, asked, settings, problems };
  return told(result, made.diagnostics, call, (one) => tellPopulation(one, []));
}

/** Settings of `search`. */
export interface SearchSettings extends Watch {
  /** People to draw; default: the plan's. */
  readonly size?: number;
  /** Seed of anything random; default: the plan's. */
  readonly seed?: number;
  /** Contested mechanisms whose rival hypotheses are all tried: "all", "none", or names; default: the plan's. */
  readonly hypotheses?: "all" | "none" | readonly string[];
  /** Where people come from; default: the plan's. */
  readonly population?: string;
  /** Try only these strategies and the reference: labels or patterns. */
  readonly only?: readonly string[];
  /** Texts of files that the plan names by path. */
  readonly files?: Texts;
}

/**
 * What would help most: strategies compared in many people under rival hypotheses. The plan is the text of a search file, or the
 * same as an object. It is what `lull search` does.
 *
 * @throws LullFault when the plan is faulty, Error when a setting names what there is not
 * @example
 * const { answers } = await search(loadModel(), plan, { size: 40, hypotheses: "none" });
 */
export async function search(
  model: LoadedModel,
  input: string | Readonly<Record<string, unknown>>,
  settings: SearchSettings = {},
): Promise<Finding<SearchResult>> {
  checkSettings("search", settings);
  const { files = {}, size, seed, onProgress, signal } = settings;
  const own = files instanceof Map ? files : new Map(Object.entries(files));
  const text = typeof input === "string" ? input : JSON.stringify(input, null, 1);
  const read = readSearch("search.yaml", text, (path) => own.get(path));
  const file = required(read, read.texts);
  const cast = withOwn(model.library, file);
  if (size !== undefined) checkSize(size);
  const plan = withSettings(file.plan, settings, model);
  const texts = new Map([...model.library.texts, ...read.texts]);
  const made = prepareSearch(plan, cast, { size, seed });
  const prepared = required(made, texts);
  const { study } = prepared;
  const evaluator = inTwoSteps(study, evaluatorHere(prepared.prepared));
  const rows: KeptRow[] = [];
  const add = (row: KeptRow) => rows.push(row);
  await compute(searchPlan(prepared, {}), evaluator, { onProgress, signal }, add);
  const result = searchResult(study, selectionOf(study, rows));
  const citation = (source: string) => model.library.sources.get(source)?.citation;
  const call = {
    name: "search",
    model,
    asked: { texts, cast, own: new Map([...own, ...read.texts]) },
    settings,
    ...searchRun(prepared, cast, made.diagnostics),
  };
  return told(result, made.diagnostics, call, (one) => tellSearch(one, citation));
}

function withSettings(plan: SearchPlan, settings: SearchSettings, model: LoadedModel): SearchPlan {
  const { hypotheses, population: name, only = [] } = settings;
  const tried =
    hypotheses === undefined
      ? plan.hypotheses
      : triedHypotheses(typeof hypotheses === "string" ? hypotheses : hypotheses.join(","), model.library);
  if (typeof tried === "object" && "problem" in tried)
    throw new Error(`invalid hypotheses: ${tried.problem}`);
  const isWanted = wanted(only);
  const strategies = plan.strategies.filter(({ label }) => label === plan.reference.label || isWanted(label));
  if (strategies.length < 2)
    throw new Error(
      `invalid only: ${only.join(", ")}; expected labels or patterns of ${plan.strategies.map(({ label }) => `"${label}"`).join(", ")}`,
    );
  const population =
    name === undefined ? plan.population : { name: populationNamed(model, name).name, place: plan.place };
  return { ...plan, hypotheses: tried, strategies, population };
}

/** @throws Error where the model has none, or none of that name */
export function populationNamed({ library: { populations } }: LoadedModel, name?: string): Population {
  const names = [...populations.keys()];
  const found = populations.get(name ?? names[0] ?? "");
  if (found) return found;
  throw new Error(
    names.length > 0
      ? `invalid population: ${name}; expected one of ${names.join(", ")}`
      : `invalid population: ${name ?? "none named"}; expected a model with populations, and this one has none`,
  );
}

/** More than fit in memory at once. */
const mostPeople = 1_000_000;

export function checkSize(size: number): void {
  if (!(Number.isInteger(size) && size >= 1 && size <= mostPeople))
    throw new Error(`invalid size: ${size}; expected a whole number from 1 to ${mostPeople}`);
}

/** All runs of a plan, part by part, in this thread. */
async function compute(
  plan: Plan,
  evaluator: Evaluator,
  watch: Watch,
  add: (row: KeptRow) => void,
): Promise<void> {
  const { pause, onProgress } = contextOf(watch);
  for (let part = 0; part < plan.parts; part++) {
    await pause!();
    const { from, tasks } = plan.part(part);
    const results = await evaluator.evaluate({ from, tasks });
    for (const [i, values] of results.entries()) add(keptRow(from + i, tasks[i]!.arm, values));
    onProgress?.(part + 1, plan.parts);
  }
}
