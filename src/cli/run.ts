import type { Command } from "commander";
import { Option } from "commander";
import { figuresOf } from "../charts/index.ts";
import { type Provenance, provenanceLine, recordJson } from "../document/index.ts";
import { chartScript, figureFiles, refusalToWrite, shownPath, writeResults } from "../files/index.ts";
import { doseCsv, tidyCsv } from "../interchange/index.ts";
import { htmlReport, jsonReport, terminalReport } from "../report/index.ts";
import type { ScenarioResult } from "../simulation/index.ts";
import { type Prepared, prepareScenario, recordOf, runPrepared } from "./experiment.ts";
import { Failure } from "./failure.ts";
import { addRunningOptions, positive, type RunningOptions } from "./options.ts";

interface RunOptions extends RunningOptions {
  readonly out?: string;
  readonly json?: boolean;
  readonly files: boolean;
  readonly every?: number;
}

export function addRun(program: Command): void {
  addRunningOptions(program.command("run"))
    .description(
      "simulate every arm of a scenario: a table here; plots, a tidy CSV and a one-file report in a folder",
    )
    .argument("<scenario>", "path of a scenario file, or the name of a shipped one")
    .option("--out <dir>", "folder for the results (default: out/<scenario>)")
    .option("--json", "print the results as JSON instead of a table")
    .option("--no-files", "write no files")
    .addOption(
      new Option(
        "--every <days>",
        "days between the rows of the CSV (default: 1; a hundredth of a run under 10 days)",
      ).argParser(positive),
    )
    .action(async (name: string, options: RunOptions) => {
      const prepared = prepareScenario(name, options);
      const out = options.out ?? `out/${prepared.experiment.scenario.id}`;
      const refusal = options.files ? refusalToWrite(out) : undefined;
      if (refusal)
        throw new Failure(
          `${refusal}\nChoose another folder with --out, so that nothing of yours is overwritten.`,
        );
      const result = runPrepared(prepared, options);
      const provenance = recordOf(prepared, options);
      const { columns, isTTY } = process.stdout;
      const color = isTTY === true && process.env.NO_COLOR === undefined;
      process.stdout.write(
        options.json
          ? `${JSON.stringify(jsonReport(result, provenance), null, 2)}\n`
          : terminalReport(result, { provenance, color, ...(columns ? { width: columns } : {}) }),
      );
      const failed = result.arms.filter((arm) => arm.trajectory.status.kind !== "success");
      if (options.files) {
        await writeOutputs(out, prepared, result, {
          provenance,
          everyDays: options.every ?? (result.duration < 10 ? result.duration / 100 : 1),
        });
        if (!options.json) process.stdout.write(`\nPlots, table and report: ${shownPath(out)}/report.html\n`);
      }
      if (failed.length > 0)
        throw new Failure(options.json ? "" : `${failed.length} of ${result.arms.length} arms failed.`);
    });
}

async function writeOutputs(
  folder: string,
  { path, experiment }: Prepared,
  result: ScenarioResult,
  { provenance, everyDays }: { readonly provenance: Provenance; readonly everyDays: number },
): Promise<void> {
  const files = await figureFiles(figuresOf(result), provenanceLine(provenance));
  files.set("results.csv", tidyCsv(result, { everyDays }));
  files.set("doses.csv", doseCsv(experiment.scenario.id, experiment.problems));
  files.set("report.html", htmlReport(result, { chartScript: chartScript(), provenance }));
  writeResults(folder, files, { scenario: shownPath(path), ...recordJson(provenance) });
}
