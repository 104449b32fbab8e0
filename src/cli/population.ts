import { existsSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import {
  type PopulationResult,
  type PopulationStudy,
  prepareStudy,
  type ResultTable,
  runsTable,
  standings,
  studyPlan,
  subjectOf,
  subjectsTable,
  summarize,
} from "../analysis/index.ts";
import { populationFigures } from "../charts/index.ts";
import { nearestNames } from "../diagnostics/index.ts";
import {
  chartScript,
  PartStore,
  PartsFault,
  planIn,
  refusalToWrite,
  renderFigure,
  shownPath,
  version,
  writePiecesWhole,
  writeResults,
} from "../files/index.ts";
import { csvRows, parquetRows } from "../interchange/index.ts";
import { htmlPopulation, jsonPopulation, terminalPopulation } from "../report/index.ts";
import { type Plan, type PreparedArms, partsOf, type Shard } from "../runs/index.ts";
import { prepareScenario } from "./experiment.ts";
import { Failure, report } from "./failure.ts";
import type { LoadedLibrary } from "./library.ts";
import { addRunningOptions, type RunningOptions, wholeNumber } from "./options.ts";
import { openPool } from "./pool.ts";
import { runParts } from "./run-parts.ts";

export interface PopulationOptions extends RunningOptions {
  readonly size: number;
  readonly seed: number;
  readonly workers: number;
  readonly population?: string;
  readonly out?: string;
  readonly resume?: boolean;
  readonly shard?: Shard;
  readonly json?: boolean;
}

export function addPopulation(program: Command): void {
  addRunningOptions(program.command("population"))
    .description(
      "run a scenario in many people: how many are blunted, when it sets in, who is at risk; table, plots, CSV, Parquet, report",
    )
    .argument("<scenario>", "path of a scenario file, or the name of a shipped one")
    .addOption(new Option("--size <n>", "subjects to sample").argParser(positiveNumber).default(200))
    .addOption(
      new Option("--workers <n>", "threads, 0 for none of its own (default: one a core)")
        .argParser(wholeNumber)
        .default(availableParallelism()),
    )
    .option("--population <name>", "where people come from (default: the first of the shipped ones)")
    .option("--out <dir>", "folder for the results (default: out/<scenario>-population)")
    .option("--resume", "go on with a run that was stopped")
    .addOption(
      new Option(
        "--shard <i/n>",
        "compute only this share of the parts; `lull merge` puts them together",
      ).argParser(shardOf),
    )
    .option("--json", "print JSON")
    .action(async (name: string, options: PopulationOptions) => {
      const asked = askPopulation(name, options);
      const out = options.out ?? `out/${asked.study.question.scenario.id}-population`;
      const store = openStore(out, asked.plan, options.resume === true || options.shard !== undefined);
      await compute(asked, store, options);
      if (options.shard) {
        const { index, count } = options.shard;
        process.stderr.write(
          `Shard ${index} of ${count} is done. When all are: lull merge ${shownPath(out)}\n`,
        );
      } else await finish(asked, store, out, options.json === true);
    });
}

/** Puts shards together and tells the result. */
export function addMerge(program: Command): void {
  program
    .command("merge")
    .description("put the shards of a population together and write its results")
    .argument("<dirs...>", "folders of the shards (one, when they wrote to the same)")
    .option("--out <dir>", "folder for the results (default: the first)")
    .option("--json", "print JSON")
    .action(async (folders: string[], options: { readonly out?: string; readonly json?: boolean }) => {
      const first = begunIn(folders[0]!);
      const { scenario, options: before } = first.asked as { scenario: string; options: PopulationOptions };
      const asked = askPopulation(scenario, before);
      const out = options.out ?? folders[0]!;
      const stores = folders.map((folder) => {
        begunIn(folder);
        return orFailure(() => new PartStore(folder, asked.plan));
      });
      const store = openStore(out, asked.plan, true);
      for (const other of stores)
        for (let part = 0; part < asked.plan.parts; part++)
          if (other.folder !== store.folder && other.has(part) && !store.has(part))
            orFailure(() => store.adopt(part, other));
      const missing = Array.from({ length: asked.plan.parts }, (_, part) => part).filter(
        (p) => !store.has(p),
      );
      if (missing.length > 0)
        throw new Failure(
          `${missing.length} of ${asked.plan.parts} parts are missing (the first is part ${missing[0]}).\nRun the shards that have not finished again, then merge again; what is there is kept.`,
        );
      await finish(asked, store, out, options.json === true);
    });
}

/** A population that was asked for, ready to be computed. */
interface Asked {
  readonly study: PopulationStudy;
  readonly prepared: PreparedArms;
  readonly plan: Plan;
  readonly library: LoadedLibrary;
}

function askPopulation(name: string, options: PopulationOptions): Asked {
  const { experiment, library, cast, path } = prepareScenario(name, options);
  const population = chosenPopulation(options.population, library);
  const { scenario } = experiment;
  const { size, seed } = options;
  const { value, diagnostics } = prepareStudy({ scenario, population, size, seed }, cast);
  report(diagnostics, library.texts);
  if (!value) throw new Failure(`The scenario ${path} cannot be run in this population.`);
  const { resume: _, shard: _s, out: _o, json: _j, workers: _w, ...again } = options;
  const describes = {
    scenario: scenario.id,
    population: population.name,
    model: library.model.name,
    model_hash: library.hash,
    lull: version(),
    arms: bare(scenario.arms),
    measures: scenario.measures.map((m) => m.text),
    days: scenario.duration,
    solver: options.solver,
    rtol: options.rtol,
  };
  const plan = { ...studyPlan(value.study, describes), asked: { scenario: path, options: again } };
  return { ...value, plan, library };
}

/** Without the places in files, which do not change what is computed. */
const bare = (data: unknown): unknown =>
  JSON.parse(JSON.stringify(data, (key, value) => (key === "place" ? undefined : value)));

function chosenPopulation(name: string | undefined, { populations }: LoadedLibrary) {
  const known = [...populations.keys()];
  const chosen = populations.get(name ?? known[0] ?? "");
  if (chosen) return chosen;
  if (name === undefined)
    throw new Failure("The models have no population; they belong in models/populations/.");
  const near = nearestNames(name, known);
  throw new Failure(
    `There is no population "${name}".\n${near.length > 0 ? `Did you mean ${near.join(" or ")}?` : `Populations: ${known.join(", ") || "none"}.`}`,
  );
}

/** The folder's store. A run that was begun there is gone on with only when asked to; finished results are replaced. */
function openStore(out: string, plan: Plan, goesOn: boolean): PartStore {
  const begun = orFailure(() => planIn(out));
  if (!begun) {
    const refusal = refusalToWrite(out);
    if (refusal) throw new Failure(`${refusal}\nChoose another folder with --out.`);
  } else if (!goesOn) {
    if (!existsSync(join(out, "manifest.json")))
      throw new Failure(
        `${shownPath(out)} holds a run that has not finished.\nGo on with it by --resume, or choose another folder with --out.`,
      );
    rmSync(join(out, "parts"), { recursive: true, force: true });
    rmSync(join(out, "plan.json"), { force: true });
  }
  return orFailure(() => new PartStore(out, plan));
}

function begunIn(folder: string) {
  const begun = orFailure(() => planIn(folder));
  if (!begun) throw new Failure(`${shownPath(folder)} holds no shards of a population.`);
  return begun;
}

async function compute(
  { plan, prepared }: Asked,
  store: PartStore,
  options: PopulationOptions,
): Promise<void> {
  const wanted = partsOf(plan.parts, options.shard ?? { index: 1, count: 1 });
  if (wanted.every((part) => store.has(part))) return;
  const pool = openPool(prepared, { workers: Math.min(options.workers, wanted.length) });
  try {
    await runParts(plan, wanted, store, pool);
  } finally {
    await pool.close();
  }
}

async function finish(asked: Asked, store: PartStore, out: string, json: boolean): Promise<void> {
  const { study, plan, library } = asked;
  const subjects = readSubjects(study, plan, store);
  const standing = standings(study, subjects);
  const result = summarize(study, subjects, standing);
  const about = {
    scenario: study.question.scenario.id,
    population: study.question.population.name,
    size: study.question.size,
    seed: study.question.seed,
    model: library.model.name,
    model_hash: library.hash,
    version: version(),
    plan: store.plan,
  };
  writeTable(out, "runs", runsTable(study, subjects), about);
  writeTable(out, "subjects", subjectsTable(study, subjects, standing), about);
  await writeReport(out, result, about);
  process.stdout.write(
    json
      ? `${JSON.stringify(jsonPopulation(result), null, 2)}\n`
      : terminalPopulation(result, process.stdout.columns ?? 110),
  );
  process.stderr.write(`Plots, tables and report: ${shownPath(out)}/report.html\n`);
}

async function writeReport(out: string, result: PopulationResult, about: object): Promise<void> {
  const files = new Map<string, string | Uint8Array>();
  const figures = populationFigures(result);
  for (const figure of figures)
    for (const format of ["png", "svg"] as const)
      files.set(`${figure.id}.${format}`, await renderFigure(figure, { format }));
  files.set("result.json", `${JSON.stringify(jsonPopulation(result), null, 2)}\n`);
  files.set("report.html", htmlPopulation(result, figures, { chartScript: chartScript() }));
  writeResults(out, files, about);
}

function writeTable(
  out: string,
  name: string,
  table: ResultTable,
  about: Readonly<Record<string, unknown>>,
): void {
  const metadata = Object.fromEntries(Object.entries(about).map(([key, value]) => [key, String(value)]));
  writePiecesWhole(join(out, `${name}.csv`), csvRows(table.columns, table.rows()));
  writePiecesWhole(join(out, `${name}.parquet`), parquetRows(table.columns, table.rows(), metadata));
}

function readSubjects(study: PopulationStudy, plan: Plan, store: PartStore) {
  const subjects = Array.from({ length: study.question.size }, (_, subject) => ({
    subject,
    arms: study.arms.map((): readonly (number | null)[] | undefined => undefined),
  }));
  for (let part = 0; part < plan.parts; part++)
    for (const { task, arm, fault, values } of orFailure(() => store.read(part)))
      if (fault === null) subjects[subjectOf(task, study)]!.arms[arm] = values;
  return subjects;
}

function orFailure<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof PartsFault) throw new Failure(error.message);
    throw error;
  }
}

function positiveNumber(text: string): number {
  const value = wholeNumber(text);
  if (value < 1) throw new InvalidArgumentError("It must be a whole number above 0.");
  return value;
}

function shardOf(text: string): Shard {
  const [, index, count] = /^(\d+)\/(\d+)$/.exec(text)?.map(Number) ?? [];
  if (index === undefined || count === undefined || index < 1 || index > count)
    throw new InvalidArgumentError("It must be i/n, for example 2/8, with i from 1 to n.");
  return { index, count };
}
