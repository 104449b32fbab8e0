import { type Command, Option } from "commander";
import {
  casesTable,
  decidersTable,
  duelsTable,
  inTwoSteps,
  type PreparedSearch,
  prepareSearch,
  rankingTable,
  type SearchResult,
  searchPlan,
  searchResult,
  selectionOf,
  triedHypotheses,
} from "../analysis/index.ts";
import { searchFigures } from "../charts/index.ts";
import { nearestNames } from "../diagnostics/index.ts";
import { type Provenance, provenanceLine, recordJson } from "../document/index.ts";
import {
  chartScript,
  figureFiles,
  InputFiles,
  type PartStore,
  readTextFile,
  searchFiles,
  shownPath,
  version,
  writeResults,
} from "../files/index.ts";
import { readSearch } from "../language/index.ts";
import { htmlSearch, jsonSearch, type SearchEvidence, terminalSearch } from "../report/index.ts";
import type { Evaluator, Plan, PreparedArms } from "../runs/index.ts";
import { type Cast, type SearchPlan, withOwn } from "../scenario/index.ts";
import { patternOf } from "../text/index.ts";
import { Failure, report } from "./failure.ts";
import { type LoadedLibrary, loadLibrary } from "./library.ts";
import { modelsOption, positiveWhole, wholeNumber } from "./options.ts";
import { provenanceOf, tableRecord, thisCommand } from "./record.ts";
import { jsonText, writeTable } from "./result-table.ts";
import {
  addPartOptions,
  orFailure,
  ownOf,
  type PartOptions,
  type RunAgain,
  runOrShare,
  settingsOf,
  withoutPlaces,
} from "./shares.ts";

const shippedPlan = "blunted-on-escitalopram-20";

export interface SearchCommand extends PartOptions {
  readonly size?: number;
  readonly seed?: number;
  readonly hypotheses?: string;
  readonly population?: string;
  readonly only: readonly string[];
  readonly models?: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** @param act what to do with what is asked; another one only looks at it */
export function addSearch(program: Command, act: typeof runSearch = runSearch): void {
  const command = program
    .command("search")
    .description(
      "what would help most: strategies compared in many people, under rival accounts; ranking, probabilities, regret, what to measure",
    )
    .argument("[plan]", "path of a search file, or the name of a shipped one", shippedPlan)
    .addOption(new Option("--size <n>", "people to sample (default: the plan's)").argParser(positiveWhole))
    .addOption(
      new Option("--seed <n>", "seed of anything random (default: the plan's)").argParser(wholeNumber),
    )
    .option(
      "--hypotheses <names>",
      "whose rival accounts are all tried: all, none, or names joined by commas (default: the plan's)",
    )
    .option("--population <name>", "where people come from (default: the plan's)")
    .addOption(
      new Option("--only <pattern>", 'try only these strategies and the reference, for example "switch*"')
        .argParser((value: string, before: readonly string[]) => [...before, value])
        .default([], "all"),
    )
    .addOption(modelsOption())
    .option("--out <dir>", "folder for the results (default: out/<plan>-search)");
  addPartOptions(command).option("--json", "print JSON").action(act);
}

async function runSearch(name: string, options: SearchCommand): Promise<void> {
  const asked = askSearch(name, options);
  const { out } = asked;
  await runOrShare(asked, out, options, (store) => finish(asked, store, out, options.json === true));
}

/** A search that was begun before, for `lull merge`. */
export function searchAgain(begun: unknown): RunAgain {
  const { search, options, command } = begun as {
    search: string;
    options: SearchCommand;
    command?: readonly string[];
  };
  const asked = askSearch(search, options, command);
  return { plan: asked.plan, finish: (store, out, json) => finish(asked, store, out, json) };
}

/** A search that was asked for, ready to be computed. */
interface Asked {
  readonly out: string;
  readonly search: PreparedSearch;
  readonly prepared: PreparedArms;
  readonly plan: Plan;
  readonly library: LoadedLibrary;
  readonly provenance: Provenance;
  wrap<E extends Evaluator>(evaluator: E): E;
}

/** @param command what is recorded as the command; absent: this process's */
export function askSearch(
  name: string,
  options: SearchCommand,
  command: readonly string[] = thisCommand(),
): Asked {
  const path = shownPath(findSearch(name) ?? noSearch(name));
  const inputs = new InputFiles();
  const { value, diagnostics, texts } = readSearch(path, inputs.read(path)!, inputs.read);
  report(diagnostics, texts);
  if (!value) throw new Failure(`The search ${path} could not be read.`);
  const library = loadLibrary(options.models);
  const cast = withOwn(library, value);
  const plan = asOptionsSay(value.plan, options, cast);
  const found = prepareSearch(plan, cast, options);
  report(found.diagnostics, new Map([...library.texts, ...texts]));
  if (!found.value) throw new Failure(`The search ${path} cannot be run.`);
  const search = found.value;
  const { study, prepared } = search;
  const describes = {
    search: plan.id,
    population: study.population.name,
    model: library.model.name,
    model_hash: library.hash,
    lull: version(),
    strategies: study.strategies.map(({ label, arm }) => ({ ...withoutPlaces(arm), label })),
    ...ownOf(cast, library),
    hypotheses: study.design.factors.map(({ name, choices }) => ({
      name,
      choices: choices.map((c) => [c.name, c.share]),
    })),
    combinations: plan.combinations,
    among: plan.among.map(({ measure, low, high }) => [measure.text, String(low), String(high)]),
    measures: study.requests.map((r) => r.text),
    days: plan.duration,
  };
  const provenance = provenanceOf({
    subject: plan.id,
    library,
    inputs: inputs.list,
    cast,
    arms: study.strategies.map(({ label, arm }) => ({ ...arm, label })),
    seed: study.seed,
    systems: prepared.systems,
    command,
  });
  return {
    search,
    prepared,
    plan: {
      ...searchPlan(search, describes),
      asked: { search: path, options: settingsOf(options), command },
    },
    library,
    provenance,
    out: options.out ?? `out/${plan.id}-search`,
    wrap: (evaluator) => inTwoSteps(study, evaluator),
  };
}

/** The plan with what the command line says instead. */
function asOptionsSay(plan: SearchPlan, options: SearchCommand, cast: Cast): SearchPlan {
  const hypotheses =
    options.hypotheses === undefined ? plan.hypotheses : triedHypotheses(options.hypotheses, cast);
  if ("problem" in Object(hypotheses)) throw new Failure((hypotheses as { problem: string }).problem);
  const known = [...(cast.populations?.keys() ?? [])];
  if (options.population !== undefined && !known.includes(options.population)) {
    const near = nearestNames(options.population, known);
    throw new Failure(
      `There is no population "${options.population}".\n${near.length > 0 ? `Did you mean ${near.join(" or ")}?` : `Populations: ${known.join(", ")}.`}`,
    );
  }
  const patterns = options.only.map(patternOf);
  const isWanted = (label: string) =>
    patterns.length === 0 || label === plan.reference.label || patterns.some((p) => p.test(label));
  const strategies = plan.strategies.filter(({ label }) => isWanted(label));
  if (strategies.length < 2) {
    const labels = plan.strategies.map((s) => s.label);
    const near = options.only.flatMap((p) => nearestNames(p, labels));
    throw new Failure(
      `No strategy beside "${plan.reference.label}" is called ${options.only.join(" or ")}.\n${near.length > 0 ? `Did you mean ${near.map((n) => `"${n}"`).join(" or ")}?` : `Strategies: ${labels.map((l) => `"${l}"`).join(", ")}.`}`,
    );
  }
  return {
    ...plan,
    strategies,
    hypotheses: hypotheses as SearchPlan["hypotheses"],
    population:
      options.population === undefined ? plan.population : { name: options.population, place: plan.place },
  };
}

const bare = (file: string) => file.slice(file.lastIndexOf("/") + 1).replace(/\.ya?ml$/i, "");

/** The path of a plan: as given, or by name among the shipped ones; undefined when there is none. */
export function findSearch(name: string): string | undefined {
  const named = searchFiles().filter((file) => bare(file) === name);
  return [name, `${name}.yaml`, ...named].find((file) => readTextFile(file) !== undefined);
}

function noSearch(name: string): never {
  const shipped = searchFiles().map(bare);
  const near = nearestNames(bare(name), shipped);
  throw new Failure(
    `There is no search "${name}".\n${near.length > 0 ? `Did you mean ${near.join(" or ")}?` : `Shipped searches: ${shipped.join(", ")}.`}`,
  );
}

/** Reads what was kept, and tells and writes what follows. */
async function finish(asked: Asked, store: PartStore, out: string, json: boolean): Promise<void> {
  const { search, plan, library, provenance } = asked;
  const { study } = search;
  const rows = Array.from({ length: plan.parts }, (_, part) => orFailure(() => store.read(part))).flat();
  const result = searchResult(study, selectionOf(study, rows));
  const about = {
    search: study.plan.id,
    population: study.population.name,
    size: study.size,
    seed: study.seed,
    plan: store.plan,
  };
  const tableAbout = { ...about, ...tableRecord(provenance) };
  const cited = citedBy(library);
  writeTable(out, "cases", casesTable(result), tableAbout);
  writeTable(out, "ranking", rankingTable(result), tableAbout);
  writeTable(out, "duels", duelsTable(result), tableAbout);
  writeTable(out, "hypotheses", decidersTable(result), tableAbout);
  const text = jsonText({ ...jsonSearch(result, cited), manifest: recordJson(provenance) });
  await writeReport(out, result, { cited, about, provenance, text });
  process.stdout.write(
    json ? text : `${terminalSearch(result, process.stdout.columns ?? 110)}${provenanceLine(provenance)}\n`,
  );
  process.stderr.write(`Plots, tables and report: ${shownPath(out)}/report.html\n`);
}

const citedBy =
  ({ sources }: LoadedLibrary): SearchEvidence =>
  (source) =>
    sources.get(source)?.citation;

async function writeReport(
  out: string,
  result: SearchResult,
  told: {
    readonly cited: SearchEvidence;
    readonly about: object;
    readonly provenance: Provenance;
    readonly text: string;
  },
): Promise<void> {
  const { cited, about, provenance, text } = told;
  const figures = searchFigures(result);
  const files = await figureFiles(figures, provenanceLine(provenance));
  files.set("result.json", text);
  files.set("report.html", htmlSearch(result, figures, { chartScript: chartScript(), cited, provenance }));
  writeResults(out, files, { ...about, ...recordJson(provenance) });
}
