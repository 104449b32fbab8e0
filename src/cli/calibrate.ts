import type { Command } from "commander";
import { parseDocument, type Scalar } from "yaml";
import { type Calibration, calibrate } from "../analysis/index.ts";
import { isInCommit, readTextFile, shippedModels, shownPath, writeFileWhole } from "../files/index.ts";
import { defaults } from "../simulation/index.ts";
import { tellCalibration } from "../studies/index.ts";
import { plain } from "../text/index.ts";
import { jsonText, markdownText } from "../writers/index.ts";
import { Failure, report } from "./failure.ts";
import { type LoadedLibrary, loadLibrary } from "./library.ts";
import { modelsOption, wholeNumber } from "./options.ts";
import { recordOfClaims } from "./record.ts";
import { printed } from "./terminal.ts";

export function addCalibrate(program: Command): void {
  program
    .command("calibrate")
    .description(
      "fit the parameters of tier `fitted` to the calibration claims; validation claims are predicted",
    )
    .option(
      "--iterations <n>",
      "largest number of steps of the optimiser; 0 only reports how the model stands as it is",
      wholeNumber,
      8,
    )
    .option(
      "--write",
      "write the fitted values into the model files and the table to calibration.md beside them",
    )
    .option("--json", "print JSON")
    .addOption(modelsOption())
    .action((options: { iterations: number; write?: boolean; json?: boolean; models?: string }) => {
      if (options.write && options.models !== undefined && isInCommit(options.models))
        throw new Failure(
          "--write writes into the model files, and those of a commit stay as they are: name a folder.",
          2,
        );
      const library = loadLibrary({ models: options.models });
      let best = Number.POSITIVE_INFINITY;
      const { calibration, diagnostics } = calibrate([...library.claims.values()], library, {
        iterations: options.iterations,
        onProgress: (error) => {
          if (error < best - 1e-6) process.stderr.write(`sum of squares ${plain(error, 5)}\n`);
          best = Math.min(best, error);
        },
      });
      report(diagnostics, library.texts);
      if (!calibration) throw new Failure("The model could not be calibrated.");
      const record = recordOfClaims([...library.claims.values()], library, { seed: 0, rtol: defaults.rtol });
      const document = tellCalibration(calibration);
      process.stdout.write(options.json ? jsonText(document, record) : printed(document, record));
      if (!options.write) return;
      const changed = writeParameters(calibration, library);
      const path = `${shownPath(options.models ?? shippedModels)}/calibration.md`;
      writeFileWhole(path, markdownText(document, record) + handWritten(readTextFile(path)));
      process.stderr.write(`${changed} values written into the model files; table in ${path}\n`);
    });
}

/** What people wrote below the tables stays: all from the first heading that is not one of the tables. */
function handWritten(text: string | undefined): string {
  const at = text?.indexOf("\n## What changed") ?? -1;
  return text && at >= 0 ? text.slice(at) : "";
}

/** Puts each fitted value in place of the old one, leaving every other character of the file as it was. */
function writeParameters({ parameters }: Calibration, library: LoadedLibrary): number {
  let changed = 0;
  for (const fitted of parameters) {
    const at = fitted.name.indexOf(".");
    const module = library.model.modules.find((m) => m.name === fitted.name.slice(0, at));
    const source = module?.parameters.find((p) => p.name === fitted.name.slice(at + 1));
    // Parameters of drugs are fitted to binding data in their own files and stay as they are.
    if (!source || Math.abs(fitted.after - fitted.before) < 1e-9) continue;
    const file = source.place.file;
    const text = readTextFile(file)!;
    const range = (parseDocument(text).getIn(["parameters", source.name, "value"], true) as Scalar).range;
    if (!range) continue;
    writeFileWhole(file, `${text.slice(0, range[0])}${plain(fitted.after, 4)}${text.slice(range[1])}`);
    changed++;
  }
  return changed;
}
