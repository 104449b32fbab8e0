import type { Command } from "commander";
import { didYouMean } from "../diagnostics/index.ts";
import { InputFiles, readTextFile, searchFiles, shownPath } from "../files/index.ts";
import { type Library, readSearch } from "../language/index.ts";
import { studyTolerance } from "../runs/index.ts";
import { type SearchPlan, withOwn } from "../scenario/index.ts";
import {
  inTwoSteps,
  type PreparedSearch,
  prepareSearch,
  searchPlan,
  searchResult,
  searchRun,
  selectionOf,
  tellSearch,
  triedHypotheses,
} from "../studies/index.ts";
import { patternOf, quoted, stem } from "../text/index.ts";
import { questionOf } from "./destination.ts";
import { Failure, report } from "./failure.ts";
import { type LibraryOptions, loadLibrary, populationIn, refuseBorrowed, withPopulation } from "./library.ts";
import { roomForPeople } from "./number-room.ts";
import { modelsOption, positiveWhole, repeatable, wholeNumber, withOption } from "./options.ts";
import { provenanceOf, thisCommand } from "./record.ts";
import {
  type AskedInParts,
  addFolderOptions,
  keptRows,
  modelOf,
  ownOf,
  type PartOptions,
  runOrShare,
  settingsOf,
  tellKept,
  withoutPlaces,
} from "./shares.ts";
import type { TellOptions } from "./tell.ts";

const shippedPlan = "blunted-on-escitalopram-20";

export interface SearchCommand extends PartOptions, TellOptions, LibraryOptions {
  readonly size?: number;
  readonly seed?: number;
  readonly hypotheses?: string;
  readonly population?: string;
  readonly only: readonly string[];
}

/** @param act what to do with what is asked; another one only looks at it */
export function addSearch(program: Command, act: typeof runSearch = runSearch): void {
  const command = program
    .command("search")
    .description(
      "what would help most: strategies compared in many people, under rival hypotheses; ranking, probabilities, regret, what to measure",
    )
    .argument("[plan]", "path of a search file, or the name of a shipped one", shippedPlan)
    .option("--size <n>", "people to sample (default: the plan's)", positiveWhole)
    .option("--seed <n>", "seed of all random draws (default: the plan's)", wholeNumber)
    .option(
      "--hypotheses <names>",
      "contested mechanisms whose rival hypotheses are all tried: all, none, or names joined by commas (default: the plan's)",
    )
    .option("--population <name>", "where people come from, by name or by path (default: the plan's)")
    .addOption(
      repeatable(
        "--only <pattern>",
        'try only these strategies and the reference, for example "switch*"',
        "all",
      ),
    )
    .addOption(modelsOption())
    .addOption(withOption());
  addFolderOptions(command, "out/<plan>-search").action(act);
}

async function runSearch(name: string, options: SearchCommand): Promise<void> {
  await runOrShare(askSearch(name, options), options);
}

/** A search that was asked for, ready to be computed. */
interface SearchRequest extends AskedInParts {
  readonly search: PreparedSearch;
}

/** @param command what is recorded as the command; absent: this process's */
export function askSearch(
  name: string,
  options: SearchCommand,
  command: readonly string[] = thisCommand(),
): SearchRequest {
  const path = shownPath(findSearch(name) ?? noSearch(name));
  const inputs = new InputFiles();
  const { value, diagnostics, texts } = readSearch(path, inputs.read(path)!, inputs.read);
  report(diagnostics, texts);
  if (!value) throw new Failure(`The search ${path} could not be read.`);
  const library = loadLibrary(withPopulation(options));
  const cast = withOwn(library, value);
  const plan = asOptionsSay(value.plan, options, library);
  const found = prepareSearch(plan, cast, options);
  refuseBorrowed(
    plan.population?.name ?? [...library.populations.keys()][0] ?? "",
    library,
    found.diagnostics,
  );
  report(found.diagnostics, new Map([...library.texts, ...texts]));
  if (!found.value) throw new Failure(`The search ${path} cannot be run.`);
  const search = found.value;
  const { study, prepared } = search;
  const describes = {
    search: plan.id,
    population: study.population.name,
    ...modelOf(library),
    strategies: study.strategies.map(({ label, arm }) => ({ ...withoutPlaces(arm), label })),
    ...ownOf(cast, library),
    hypotheses: study.design.factors.map(({ name, choices }) => ({
      name,
      choices: choices.map((c) => [c.name, c.share]),
    })),
    combinations: plan.combinations,
    among: plan.among.map(({ measure, low, high }) => [measure.text, String(low), String(high)]),
    measures: study.requests.map((r) => r.text),
    rtol: studyTolerance,
    days: plan.duration,
  };
  const { hypotheses, only } = options;
  const question = questionOf("search", path, options, {
    population: study.population.name,
    hypotheses,
    only: [...only].sort(),
  });
  const provenance = provenanceOf({
    subject: plan.id,
    library,
    inputs: inputs.list,
    ...searchRun(search, cast, found.diagnostics),
    rtol: studyTolerance,
    command,
  });
  const parts = {
    ...searchPlan(search, describes),
    asked: { search: path, options: settingsOf(options), command },
  };
  const citation = (source: string) => library.sources.get(source)?.citation;
  return {
    search,
    prepared,
    plan: parts,
    finish: async (store, folder, told) => {
      const room = roomForPeople(study.size);
      try {
        const result = searchResult(study, selectionOf(study, keptRows(store, parts), room));
        await tellKept(tellSearch(result, citation), told, provenance, folder, store);
      } finally {
        room?.close();
      }
    },
    where: { out: options.out, byDefault: `out/${plan.id}-search`, question },
    wrap: (evaluator) => inTwoSteps(study, evaluator),
  };
}

/** The plan with what the command line says instead. */
function asOptionsSay(plan: SearchPlan, options: SearchCommand, library: Library): SearchPlan {
  const hypotheses =
    options.hypotheses === undefined ? plan.hypotheses : triedHypotheses(options.hypotheses, library);
  if ("problem" in Object(hypotheses)) throw new Failure((hypotheses as { problem: string }).problem);
  const population =
    options.population === undefined ? undefined : populationIn(options.population, library.populations);
  const patterns = options.only.map(patternOf);
  const isWanted = (label: string) =>
    patterns.length === 0 || label === plan.reference.label || patterns.some((p) => p.test(label));
  const strategies = plan.strategies.filter(({ label }) => isWanted(label));
  if (strategies.length < 2) {
    const labels = plan.strategies.map((s) => s.label);
    throw new Failure(
      `No strategy beside "${plan.reference.label}" is called ${options.only.join(" or ")}.\n${didYouMean(options.only, labels, `Strategies: ${labels.map(quoted).join(", ")}.`)}`,
    );
  }
  return {
    ...plan,
    strategies,
    hypotheses: hypotheses as SearchPlan["hypotheses"],
    population: population ? { name: population.name, place: plan.place } : plan.population,
  };
}

/** The path of a plan: as given, or by name among the shipped ones; undefined when there is none. */
export function findSearch(name: string): string | undefined {
  const named = searchFiles().filter((file) => stem(file) === name);
  return [name, `${name}.yaml`, ...named].find((file) => readTextFile(file) !== undefined);
}

function noSearch(name: string): never {
  const shipped = searchFiles().map(stem);
  throw new Failure(
    `There is no search "${name}".\n${didYouMean(stem(name), shipped, `Shipped searches: ${shipped.join(", ")}.`)}`,
  );
}
