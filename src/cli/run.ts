import type { Command } from "commander";
import { Option } from "commander";
import { type Figure, figuresOf, keptLinear } from "../charts/index.ts";
import { figureFoot, type Provenance, recordJson } from "../document/index.ts";
import { type Content, chartScript, figureFiles, type ResultsFolder, shownPath } from "../files/index.ts";
import {
  dataCsvColumns,
  dataRows,
  doseColumns,
  doseRows,
  rowTimes,
  tidyColumns,
  tidyPieces,
  tidyTable,
  usualDays,
} from "../interchange/index.ts";
import { htmlReport, jsonReport, terminalReport } from "../report/index.ts";
import type { ScenarioResult } from "../simulation/index.ts";
import { folderName, into, questionOf, writeInto } from "./destination.ts";
import { type Prepared, prepareScenario, recordOf, runPrepared } from "./experiment.ts";
import { Failure } from "./failure.ts";
import { addRunningOptions, positive, type RunningOptions } from "./options.ts";
import { addPlotOptions, linearNote, type PlotOptions, pictureOptions, plotScales } from "./plot-options.ts";
import { jsonText, tableFiles } from "./result-table.ts";

interface RunOptions extends RunningOptions, PlotOptions {
  readonly out?: string;
  readonly json?: boolean;
  readonly series?: boolean;
  readonly files: boolean;
  readonly every?: number;
}

export function addRun(program: Command): void {
  addPlotOptions(addRunningOptions(program.command("run")))
    .description(
      "simulate every arm of a scenario: a table here; plots, tidy tables (CSV, Parquet) and a one-file report in a folder",
    )
    .argument("<scenario>", "path of a scenario file, or the name of a shipped one")
    .option("--out <dir>", "folder for the results (default: out/<scenario>)", folderName)
    .option("--json", "print the results as JSON instead of a table")
    .option(
      "--series",
      "with --json: what the scenario shows, measures or compares with data over time too, between doses as well",
    )
    .option("--no-files", "write no files")
    .addOption(
      new Option(
        "--every <days>",
        "days between the rows of results.csv and results.parquet (default: 1, with peaks and troughs between them as rows of their own; a hundredth of a run under 10 days)",
      ).argParser(positive),
    )
    .action(async (name: string, options: RunOptions) => {
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
async function tell(prepared: Prepared, options: RunOptions, folder?: ResultsFolder): Promise<void> {
  const { duration, arms } = prepared.experiment.scenario;
  const everyDays = options.every ?? usualDays(duration);
  const { states, values } = prepared.experiment.problems[0]?.system ?? { states: [], values: [] };
  if (folder)
    refuseTooMany(everyDays, Math.ceil(duration / everyDays) * arms.length * (states.length + values.length));
  const result = runPrepared(
    prepared,
    options,
    folder ? { rowsAt: rowTimes(duration, everyDays), hasBetween: options.every === undefined } : {},
  );
  const provenance = recordOf(prepared, options);
  const { columns, isTTY } = process.stdout;
  const color = isTTY === true && process.env.NO_COLOR === undefined;
  process.stdout.write(
    options.json
      ? jsonText(jsonReport(result, provenance, { hasSeries: options.series ?? false }))
      : terminalReport(result, { provenance, color, ...(columns ? { width: columns } : {}) }),
  );
  if (folder) {
    const scales = plotScales(options);
    const figures = figuresOf(result, scales);
    const files = await filesOf(prepared, result, { provenance, everyDays, options, figures });
    writeInto(folder, files, { scenario: prepared.path, ...recordJson(provenance) });
    if (!options.json)
      process.stdout.write(`\nPlots, table and report: ${shownPath(folder.path)}/report.html\n`);
    const linear = scales.hasLogValue ? keptLinear(figures) : [];
    if (linear.length > 0) process.stderr.write(`${linearNote(linear)}\n`);
  }
  const failed = result.arms.filter((arm) => arm.trajectory.status.kind !== "success");
  if (failed.length > 0)
    throw new Failure(options.json ? "" : `${failed.length} of ${result.arms.length} arms failed.`);
}

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

async function filesOf(
  { experiment }: Prepared,
  result: ScenarioResult,
  {
    provenance,
    everyDays,
    options,
    figures,
  }: {
    readonly provenance: Provenance;
    readonly everyDays: number;
    readonly options: RunOptions;
    readonly figures: readonly Figure[];
  },
): Promise<Map<string, Content>> {
  const results = { name: "results", columns: tidyColumns, rows: () => tidyTable(result, { everyDays }) };
  const doses = {
    name: "doses",
    columns: doseColumns,
    rows: () => doseRows(experiment.scenario.id, experiment.problems),
  };
  const data = { name: "data", columns: dataCsvColumns, rows: () => dataRows(result) };
  return new Map<string, Content>([
    ...(await figureFiles(figures, figureFoot(provenance), pictureOptions(options))),
    ...tableFiles(results, provenance, { csv: tidyPieces(result, { everyDays }) }),
    ...tableFiles(doses, provenance),
    ...(result.data ? tableFiles(data, provenance) : []),
    ["report.html", htmlReport(result, { chartScript: chartScript(), provenance })],
  ]);
}
