import type { Command } from "commander";
import { type Diagnostic, didYouMean } from "../diagnostics/index.ts";
import type { Provenance } from "../document/index.ts";
import { readDuration } from "../language/index.ts";
import type { Model } from "../model/index.ts";
import { type Plan, studyTolerance } from "../runs/index.ts";
import {
  type PopulationStudy,
  percentilesDataset,
  prepareStudy,
  runsDataset,
  SubjectValues,
  seriesDataset,
  standings,
  studyPlan,
  subjectsDataset,
  summarize,
  tellPopulation,
} from "../studies/index.ts";
import { patternOf, present, withoutMissing } from "../text/index.ts";
import { questionOf } from "./destination.ts";
import { prepareScenario, recordOfStudy } from "./experiment.ts";
import { Failure, report } from "./failure.ts";
import { populationIn, refuseBorrowed, withPopulation } from "./library.ts";
import { roomForPeople } from "./number-room.ts";
import {
  addRunningOptions,
  commandLineTexts,
  placeOf,
  positiveWhole,
  type RunningOptions,
  repeatable,
} from "./options.ts";
import { thisCommand } from "./record.ts";
import {
  type AskedInParts,
  addFolderOptions,
  keptRows,
  modelOf,
  ownOf,
  type PartOptions,
  type RunAgain,
  runOrShare,
  settingsOf,
  tellKept,
  withoutPlaces,
} from "./shares.ts";
import type { TellOptions } from "./tell.ts";

/** Points along time, at most. */
const mostSteps = 2000;

export interface PopulationOptions extends RunningOptions, PartOptions, TellOptions {
  readonly size: number;
  readonly population?: string;
  readonly keep?: readonly string[];
  readonly every?: string;
}

/** @param act what to do with what is asked; another one only looks at it */
export function addPopulation(program: Command, act: typeof runPopulation = runPopulation): void {
  const command = addRunningOptions(program.command("population"))
    .description(
      "run a scenario in many people: how many pass the cut-off, when, and who is at risk; table, plots, CSV, Parquet, report",
    )
    .argument("<scenario>", "path of a scenario file, or the name of a shipped one")
    .option("--size <n>", "subjects to sample", positiveWhole, 200)
    .option("--population <name>", "where people come from, by name or by path (default: the first shipped)")
    .addOption(
      repeatable(
        "--keep <name>",
        'keep a variable over time for every subject, for example depression.severity or "scale.*": percentiles, and series.csv and .parquet (may be repeated)',
        "none",
      ),
    )
    .option(
      "--every <span>",
      "time between the points along time, for example 1 day (default: weekly, daily under three weeks)",
    );
  addFolderOptions(command, "out/<scenario>-population").action(act);
}

async function runPopulation(name: string, options: PopulationOptions): Promise<void> {
  await runOrShare(askPopulation(name, options), options);
}

/** A population that was asked for, ready to be computed. */
interface PopulationRequest extends AskedInParts {
  readonly study: PopulationStudy;
}

/** @param command what is recorded as the command; absent: this process's */
export function askPopulation(
  name: string,
  options: PopulationOptions,
  command: readonly string[] = thisCommand(),
): PopulationRequest {
  const found = prepareScenario(name, withPopulation(options));
  const { experiment, library, cast, path } = found;
  const population = populationIn(options.population, library.populations);
  const { scenario } = experiment;
  const { size, seed } = options;
  const keep = keptNames(options.keep ?? [], experiment.model);
  const every = stepOf(options.every, scenario.duration);
  const { value, diagnostics } = prepareStudy({ scenario, population, size, seed, keep, every }, cast);
  refuseBorrowed(population.name, library, diagnostics);
  report(diagnostics, library.texts, "", found.warned);
  if (!value) throw new Failure(`The scenario ${path} cannot be run in this population.`);
  const again = settingsOf(options);
  const describes = {
    scenario: scenario.id,
    population: population.name,
    ...modelOf(library),
    arms: withoutPlaces(scenario.arms),
    ...ownOf(cast, library),
    measures: scenario.measures.map((m) => m.text),
    days: scenario.duration,
    solver: options.solver,
    rtol: options.rtol ?? studyTolerance,
    ...withoutMissing({ keep: keep.length > 0 ? keep : undefined, every }),
  };
  const plan = { ...studyPlan(value.study, describes), asked: { scenario: path, options: again, command } };
  const prepared = value.prepared.with({ solver: options.solver, rtol: options.rtol });
  const provenance = { ...recordOfStudy(found, options, command), seed };
  const question = questionOf("population", path, options, { population: population.name });
  const where = { out: options.out, byDefault: `out/${scenario.id}-population`, question };
  return {
    ...value,
    prepared,
    plan,
    where,
    finish: (...kept) => finish(value.study, plan, provenance, ...kept),
  };
}

/** States and values that the patterns mean. */
function keptNames(texts: readonly string[], { entries }: Model): string[] {
  const known = [...entries.values()]
    .filter(({ kind }) => kind === "state" || kind === "value")
    .map(({ name }) => name);
  const patterns = texts.flatMap((text) => text.split(",").map((part) => part.trim()));
  const found = patterns.flatMap((text) => {
    const test = patternOf(text);
    const own = known.filter((name) => test.test(name));
    if (own.length > 0) return own;
    throw new Failure(
      `There is no variable ${text} to keep.\n${didYouMean(text, known, "`lull list variables` shows them all; * stands for any characters.")}`,
    );
  });
  return [...new Set(found)];
}

/** Days between points along time. */
function stepOf(text: string | undefined, duration: number): number | undefined {
  if (text === undefined) return undefined;
  const diagnostics: Diagnostic[] = [];
  const step = readDuration(text, "every", placeOf(text), diagnostics);
  report(diagnostics, commandLineTexts);
  if (step === undefined || step > duration || duration / step > mostSteps)
    throw new Failure(
      `--every ${text} gives ${step !== undefined && step <= duration ? `more than ${mostSteps}` : "no"} points between the start and the end of the scenario.\nWrite for example --every "1 day".`,
    );
  return step;
}

/** Reads what was kept, and tells and writes what follows. */
async function finish(
  asked: PopulationStudy,
  plan: Plan,
  provenance: Provenance,
  ...[store, folder, told]: Parameters<RunAgain["finish"]>
): Promise<void> {
  const room = roomForPeople(asked.question.size);
  const study = { ...asked, room };
  const rows = () => keptRows(store, plan);
  try {
    const values = new SubjectValues(study);
    for (const row of rows()) values.add(row);
    const standing = standings(study, values);
    const result = summarize(study, values, standing, rows);
    const datasets = present(
      runsDataset(study, values),
      subjectsDataset(study, values, standing),
      percentilesDataset(result),
      (study.question.keep ?? []).length > 0 && seriesDataset(study, standing, rows),
    );
    await tellKept(tellPopulation(result, datasets), told, provenance, folder, store);
  } finally {
    room?.close();
  }
}
