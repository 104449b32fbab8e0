import type { Command } from "commander";
import { keptLinear } from "../charts/index.ts";
import { figuresIn } from "../document/index.ts";
import type { ResultsFolder } from "../files/index.ts";
import { rowTimes, usualDays } from "../interchange/index.ts";
import { defaults } from "../simulation/index.ts";
import { tellRun } from "../studies/index.ts";
import { folderName, into, questionOf } from "./destination.ts";
import { type PreparedExperiment, prepareScenario, recordOf, runPrepared } from "./experiment.ts";
import { Failure } from "./failure.ts";
import { numberRoom } from "./number-room.ts";
import { addRunningOptions, positive, type RunningOptions } from "./options.ts";
import { addPlotOptions, linearNote, type PlotOptions, pictureOptions, plotScales } from "./plot-options.ts";
import { allowFailuresOption } from "./shares.ts";
import { type TellOptions, tellDocument } from "./tell.ts";

interface RunFlags extends RunningOptions, PlotOptions, TellOptions {
  readonly series?: boolean;
  readonly files: boolean;
  readonly every?: number;
}

export function addRun(program: Command): void {
  addPlotOptions(addRunningOptions(program.command("run")))
    .description(
      "simulate every arm of a scenario: print a table, and write plots, tidy tables (CSV, Parquet) and a one-file report into a folder",
    )
    .argument("<scenario>", "path of a scenario file, or the name of a shipped one")
    .option("--out <dir>", "folder for the results (default: out/<scenario>)", folderName)
    .option("--json", "print JSON")
    .option(
      "--series",
      "with --json: also the curves of what the scenario shows, measures or compares with data",
    )
    .option("--no-files", "write no files")
    .option(
      "--every <days>",
      "days between the rows of results.csv and results.parquet (default: 1, with peaks and troughs between them as rows of their own; a hundredth of a run under 10 days)",
      positive,
    )
    .addOption(allowFailuresOption())
    .action(async (name: string, options: RunFlags) => {
      if (options.series && !options.json)
        throw new Failure(
          "--series belongs to --json.\nWithout it, results.csv and results.parquet hold the series.",
          2,
        );
      const prepared = prepareScenario(name, options);
      if (!options.files) return tell(prepared, options);
      const { id } = prepared.experiment.scenario;
      const question = questionOf("run", prepared.path, options);
      await into({ out: options.out, byDefault: `out/${id}`, question }, (folder) =>
        tell(prepared, options, folder),
      );
    });
}

/** Runs it, says what came out, and writes it where there is a folder for it. */
async function tell(prepared: PreparedExperiment, options: RunFlags, folder?: ResultsFolder): Promise<void> {
  const { problems, scenario } = prepared.experiment;
  const { duration, arms } = scenario;
  const everyDays = options.every ?? usualDays(duration);
  const { states, values } = problems[0]?.system ?? { states: [], values: [] };
  const rows = Math.ceil(duration / everyDays) * arms.length * (states.length + values.length);
  if (folder) refuseTooMany(everyDays, rows);
  const hasCurves = folder !== undefined || options.series === true;
  const numbers = (folder ? rows : 0) + arms.length * (duration / defaults.sampleEvery);
  const room = hasCurves && numbers > mostHeld ? numberRoom("what every arm came to") : undefined;
  try {
    const result = runPrepared(prepared, options, {
      ...(folder
        ? { rowsAt: rowTimes(duration, everyDays), hasBetween: options.every === undefined }
        : { rowsAt: [] }),
      hasCurves,
      room,
    });
    const scales = plotScales(options);
    const { follow } = prepared.cast.model;
    const hasFigures = folder !== undefined;
    const hasSeries = options.series;
    const document = tellRun(result, { problems, everyDays, follow, hasSeries, hasFigures, scales });
    const linear = folder && scales.hasLogValue ? keptLinear(figuresIn(document)) : [];
    if (linear.length > 0) process.stderr.write(`${linearNote(linear)}\n`);
    await tellDocument(document, options, { report: "report", data: "run" }, recordOf(prepared, options), {
      folder,
      about: { scenario: prepared.path },
      pictures: pictureOptions(options),
      isWarned: true,
    });
  } finally {
    room?.close();
  }
}

/** Numbers that are held in memory: rows of the table, and what is shown at every sample. */
const mostHeld = 200_000;

/** Rows that a table has at most: a file of about a gigabyte. */
const mostRows = 15_000_000;

function refuseTooMany(everyDays: number, rows: number): void {
  if (rows <= mostRows) return;
  const enough = Number((everyDays * Math.ceil(rows / mostRows)).toPrecision(3));
  throw new Failure(
    `--every ${everyDays} asks for ${rows.toLocaleString("en-US")} rows; a table holds at most ${mostRows.toLocaleString("en-US")}.\nWrite --every ${enough}, run fewer arms or fewer days, or ask for what you want to know with measures, which do not depend on rows.`,
    2,
  );
}
