import type { Command } from "commander";
import { declaredLine } from "../document/index.ts";
import { fingerprint, InputFiles, refusalToFill, shownPath, writeFolderWhole } from "../files/index.ts";
import { isLoss, lossReport, lossVerdict, readSbml, sbmlFolder } from "../interchange/index.ts";
import { stem } from "../text/index.ts";
import { folderName } from "./destination.ts";
import { Failure, report } from "./failure.ts";
import { positive } from "./options.ts";
import { recordOfFiles } from "./record.ts";
import { printRecorded } from "./terminal.ts";

interface ImportOptions {
  readonly out: string;
  readonly duration: number;
  readonly allowLoss?: boolean;
  readonly json?: boolean;
}

export function addImport(program: Command): void {
  program
    .command("import")
    .description(
      "bring a model from SBML (Level 2 to Level 3 Version 2 core): a model folder with a scenario, and a report of what passed how",
    )
    .argument("<file>", "path of an SBML file")
    .requiredOption("--out <dir>", "folder for the model; it must not hold anything yet", folderName)
    .option("--duration <n>", "length of the scenario, in the model's own unit of time", positive, 100)
    .option("--allow-loss", "write although something is approximated or dropped")
    .option("--json", "print the report as JSON")
    .action((file: string, options: ImportOptions) => {
      const inputs = new InputFiles();
      const shown = shownPath(file);
      const bytes = inputs.bytes(shown);
      if (!bytes) throw new Failure(`There is no file ${file}.`);
      const refusal = refusalToFill(options.out);
      if (refusal) throw new Failure(`${refusal}\nChoose another folder with --out.`);
      const read = readSbml(shown, bytes);
      const text = read.text ?? "";
      const texts = new Map([[shown, text]]);
      report(read.diagnostics, texts);
      if (!read.value) throw new Failure(`${shown} could not be read.`);
      const { value, diagnostics } = sbmlFolder(read.value, { file: shown, text }, options.duration);
      report(diagnostics, new Map([...texts, ...(value?.files ?? [])]));
      if (!value) throw new Failure(`${shown} could not be translated.`);
      const { name, files, conversions } = value;
      const isWritten = options.allowLoss === true || !conversions.some(isLoss);
      if (isWritten) writeFolderWhole(options.out, files);
      const out = shownPath(options.out);
      const record = recordOfFiles(stem(shown), {
        model: { name, modules: [] },
        hash: fingerprint(files),
        inputs: inputs.list,
      });
      const data = { file: shown, out: isWritten ? out : null, conversions };
      printRecorded(options.json, data, lossReport(conversions, text), record, declaredLine(record));
      if (!isWritten) throw new Failure(lossVerdict(conversions)!);
      if (!options.json)
        process.stdout.write(
          `\nWritten: ${out}/\nRun it: lull run ${out}/scenario.yaml --models ${out}\n${sayTime(value.time, options.duration)}\n`,
        );
    });
}

/** How the document's time becomes that of results. */
function sayTime(unit: string, duration: number): string {
  const length = `The scenario lasts ${duration} ${unit}${duration === 1 ? "" : "s"}, the unit of time that the model counts in`;
  return unit === "day" ? `${length}.` : `${length}; tables of results give times in days.`;
}
