import { existsSync } from "node:fs";
import { type Command, Option } from "commander";
import { compile } from "../compile/index.ts";
import { didYouMean } from "../diagnostics/index.ts";
import type { Provenance } from "../document/index.ts";
import { shownPath, writeFileWhole } from "../files/index.ts";
import {
  type Conversion,
  conversionsOf,
  type ExportTarget,
  exportArm,
  exportedArm,
  exportTargets,
  isLoss,
  lossReport,
  lossVerdict,
} from "../interchange/index.ts";
import type { Problem } from "../scenario/index.ts";
import { quoted } from "../text/index.ts";
import { equationsOf, written } from "./equations.ts";
import { type PreparedExperiment, prepareScenario, recordOf } from "./experiment.ts";
import { Failure } from "./failure.ts";
import { addRunningOptions, type RunningOptions } from "./options.ts";
import { printRecorded } from "./terminal.ts";

/** For people: as `lull equations` writes them. */
const papers = ["markdown", "latex"] as const;
type Paper = (typeof papers)[number];
const isPaper = (to: string): to is Paper => (papers as readonly string[]).includes(to);

interface ExportOptions extends RunningOptions {
  readonly arm?: string;
  readonly to: ExportTarget | Paper;
  readonly out: string;
  readonly allowLoss?: boolean;
  readonly json?: boolean;
}

export function addExport(program: Command): void {
  addRunningOptions(program.command("export"))
    .description(
      "write one arm of a scenario for other programs or for a paper, with a report of what passed how; units are day, mg, dm, nmol, lux",
    )
    .argument("<scenario>", "path of a scenario file, or the name of a shipped one")
    .option("--arm <label>", "the arm (default: the only one)")
    .addOption(
      new Option("--to <target>", "SBML Level 3 Version 2 core, a document, or a program")
        .choices([...exportTargets, ...papers])
        .makeOptionMandatory(),
    )
    .requiredOption("--out <file>", "file to write; it must not be there yet")
    .option("--allow-loss", "write although something is approximated or dropped")
    .option("--json", "print the report as JSON")
    .action((name: string, options: ExportOptions) => {
      if (existsSync(options.out))
        throw new Failure(`${shownPath(options.out)} is there already.\nChoose another file with --out.`);
      const prepared = prepareScenario(name, options);
      const { experiment } = prepared;
      const labels = experiment.problems.map(({ label }) => label);
      const problem = experiment.problems.find(({ label }) =>
        options.arm === undefined ? labels.length === 1 : label === options.arm,
      );
      if (!problem)
        throw new Failure(
          options.arm === undefined
            ? `The scenario has ${labels.length} arms: name one with --arm.\nArms: ${labels.map(quoted).join(", ")}.`
            : `There is no arm "${options.arm}". ${didYouMean(options.arm, labels, `Arms: ${labels.map(quoted).join(", ")}.`)}`,
        );
      const provenance = recordOf(prepared, options);
      const { text, conversions } = textOf(prepared, problem, options, provenance);
      const isWritten = options.allowLoss === true || !conversions.some(isLoss);
      if (isWritten) writeFileWhole(options.out, text);
      const out = shownPath(options.out);
      const asked = { scenario: experiment.scenario.id, arm: problem.label, to: options.to };
      const data = { ...asked, out: isWritten ? out : null, conversions };
      printRecorded(options.json, data, lossReport(conversions), provenance);
      if (!isWritten) throw new Failure(lossVerdict(conversions)!);
      if (!options.json) process.stdout.write(`\nWritten: ${out}\n`);
    });
}

function textOf(
  prepared: PreparedExperiment,
  problem: Problem,
  options: ExportOptions,
  provenance: Provenance,
): { readonly text: string; readonly conversions: readonly Conversion[] } {
  const compiled = compile(problem.system);
  const gathered = exportedArm(prepared.experiment, problem, compiled);
  if ("fault" in gathered) throw new Failure(gathered.fault);
  const { arm } = gathered;
  const { to } = options;
  if (!isPaper(to)) return exportArm(arm, to, compiled, provenance);
  const { document } = equationsOf(prepared, problem, arm, options);
  return {
    text: written(document, provenance, to),
    conversions: conversionsOf(arm).map((one) => ({ ...one, how: "written out" })),
  };
}
